import { pick } from '../support/seeded.ts';
import type { TestDevice } from '../support/test-device.ts';
import { bearer, personOf, type Reply } from '../support/test-people.ts';
import { GrantActs } from './identity-grants-sim.ts';
import { type BoundPhone, IdentityOracle, type Session } from './identity-oracle.ts';
import type { Registration } from './identity-registration.ts';
import type { Act, BrokenRule } from './identity-rules.ts';
import { DOCUMENTS, type DocumentName, type Held, IdentityWorld } from './identity-world.ts';

export interface IdentityResult {
  readonly seed: number;
  readonly steps: number;
  readonly checks: number;
  readonly acts: ReadonlyMap<string, number>;
  /** What was seen or changed that must not be, or was missing, and after which step. */
  readonly failure?: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** People, the cards that they can lay down, and the phones that they hold. */
const PEOPLE = {
  attacker: { cards: ['attacker'], phones: ['13800000001'] },
  victim: { cards: ['victim', 'victim-passport'], phones: ['13800000002', '13800000009'] },
  mother: { cards: ['mother', 'child'], phones: ['13800000003'] },
  father: { cards: ['father'], phones: ['13800000003'] },
} as const satisfies Record<string, { cards: readonly DocumentName[]; phones: readonly string[] }>;
type Human = keyof typeof PEOPLE;
/** Who comes how often. */
const COMING: readonly Human[] = ['attacker', 'victim', 'victim', 'mother', 'mother', 'father'];
/** The victim's second number, which is given to the attacker once nobody has held it for long. */
const RECYCLED = '13800000009';

/**
 * One seed: an attacker, a victim and a family claim, show, vouch, link, name, book, cancel, let each other act and withdraw, in
 * any order, over months. After each step somebody looks at their list, and it must be what the oracle says, to the last booking.
 */
export async function simulateIdentity(seed: number, steps: number, broken?: BrokenRule): Promise<IdentityResult> {
  const world = await IdentityWorld.create(seed, broken);
  const walk = new Walk(world, broken?.often ?? []);
  let step = 0;
  let failure: string | undefined;
  try {
    for (; step < steps; step += 1) await walk.step();
    await walk.checkAll();
  } catch (error) {
    failure = `after step ${step}: ${error instanceof Error ? error.message : String(error)}`;
  }
  await world.close();
  const result = { seed, steps: step, checks: walk.checks, acts: walk.acts };
  return failure === undefined ? result : { ...result, failure };
}

class Walk {
  readonly acts = new Map<string, number>();
  checks = 0;
  readonly #world: IdentityWorld;
  readonly #oracle = new IdentityOracle();
  readonly #held: Held[] = [];
  readonly #patients = new Map<string, Registration>();
  readonly #links: { readonly id: string; readonly bond: IdentityOracle['links'][number] }[] = [];
  /** What each browser keeps, by its name: the cookie that no page sees. */
  readonly #cookies = new Map<string, string>();
  readonly #bound = new Map<string, BoundPhone>();
  #recycled = false;
  readonly #codes = new Map<string, number>();

  readonly #often: readonly Act[];
  readonly #grants: GrantActs;
  /** Who claimed a registration first. */
  readonly #claimants = new Map<Registration, Human>();

  constructor(world: IdentityWorld, often: readonly Act[]) {
    this.#world = world;
    this.#often = often;
    this.#grants = new GrantActs({
      oracle: this.#oracle,
      store: world.store,
      random: world.random,
      now: () => this.#now,
      from: (held, method, path, body) => this.#from(held, method, path, body),
      expect: (got, wanted, what) => this.#expect(got, wanted, what),
      anyHeld: (fits) => this.#anyHeld(fits),
      patientIdOf: (registration) => [...this.#patients].find(([, one]) => one === registration)?.[0] ?? '',
      check: (held) => this.#check(held),
      bookFor: (held, patientId) => this.#bookFor(held, patientId),
      cardOf: (document) => this.#cardOf(document),
      pass: (ms) => this.#pass(ms),
      leap: (ms) => world.clock.leap(ms),
    });
  }

  async step(): Promise<void> {
    await this.#world.clock.advance(1_000);
    const roll = this.#world.random();
    const usual = ACTS.find(([, below]) => roll < below)?.[0] ?? 'wait';
    const act = this.#often.length > 0 && this.#world.random() < 0.7 ? pick(this.#world.random, this.#often) : usual;
    this.acts.set(act, (this.acts.get(act) ?? 0) + 1);
    await this[act]();
    if (this.#held.length > 0) await this.#check(pick(this.#world.random, this.#held));
  }

  async checkAll(): Promise<void> {
    for (const held of this.#held) await this.#check(held);
  }

  async claim(): Promise<void> {
    const human = this.#anybody();
    const phone = pick(this.#world.random, this.#phonesOf(human));
    const document = pick(this.#world.random, Object.keys(DOCUMENTS) as DocumentName[]);
    const code = await this.#code(phone);
    if (code === undefined) return;
    const evidence = { kind: 'one-time-code', phone, code };
    const body = { evidence, person: personOf(DOCUMENTS[document]), consents: await this.#world.consents(), carrier: 'bearer' };
    const browser = this.#browserOf(human);
    const reply = await this.#world.ask('POST', '/v1/sessions', { body, headers: this.#cookie(browser) });
    const now = this.#now;
    const known = this.#oracle.opensFor(phone, now).find((one) => one.document === document);
    if (!known && this.#oracle.isFull(phone, now))
      return this.#expect(reply.body.code, 'phone-full', 'a tenth person of a phone');
    this.#expect(reply.status, 201, `${human} claims ${document}`);
    this.#expect(reply.body.registered, known === undefined, `whether a claim of ${document} is a new registration`);
    const registration = known ?? this.#oracle.claim(phone, document, now);
    if (!known) this.#claimants.set(registration, human);
    this.#oracle.hold(phone, registration, now);
    this.#openedByCode(human, registration, { browser, number: phone }, reply);
  }

  async code(): Promise<void> {
    const human = this.#anybody();
    const phone = pick(this.#world.random, this.#phonesOf(human));
    const code = await this.#code(phone);
    if (code === undefined) return;
    const consents = await this.#world.consents();
    const evidence = { kind: 'one-time-code', phone, code };
    const opens = this.#oracle.opensFor(phone, this.#now);
    const browser = this.#browserOf(human);
    const headers = this.#cookie(browser);
    let reply = await this.#world.ask('POST', '/v1/sessions', { body: { evidence, consents, carrier: 'bearer' }, headers });
    if (opens.length === 0)
      return this.#expect(reply.body.code, 'registration-required', `a code to ${phone}, which opens nobody`);
    if (opens.length > 1) {
      this.#expect(reply.body.code, 'choose-patient', `a code to ${phone}, which opens ${opens.length}`);
      const choices = reply.body.choices as { patientId: string }[];
      this.#expect(choices.length, opens.length, `people whom ${phone} opens`);
      const { patientId } = pick(this.#world.random, choices);
      reply = await this.#world.ask('POST', '/v1/sessions', {
        body: { evidence: { ...evidence, patientId }, consents, carrier: 'bearer' },
        headers,
      });
    }
    if (reply.status === 429 && opens.some((one) => this.#oracle.isCrowded(one, this.#now))) return;
    this.#expect(reply.status, 201, `a code to ${phone}`);
    const registration = this.#patients.get(String(reply.body.patientId));
    if (!registration || !opens.includes(registration)) throw new Error(`a code to ${phone} opened somebody else`);
    this.#oracle.hold(phone, registration, this.#now);
    this.#openedByCode(human, registration, { browser, number: phone }, reply);
  }

  async card(): Promise<void> {
    const human = this.#anybody();
    await this.#putDown(human, pick(this.#world.random, PEOPLE[human].cards as readonly DocumentName[]));
  }

  async #cardOf(document: string): Promise<Held | undefined> {
    const people = Object.entries(PEOPLE) as [Human, { readonly cards: readonly DocumentName[] }][];
    const [human, { cards }] = people.find(([, one]) => one.cards.some((card) => card === document)) ?? [
      'attacker',
      { cards: [] },
    ];
    const card = cards.find((one) => one === document);
    if (card === undefined) return undefined;
    await this.#putDown(human, card);
    return this.#held.at(-1);
  }

  async #putDown(human: Human, document: DocumentName): Promise<void> {
    const kiosk = pick(this.#world.random, this.#world.kiosks);
    const phone = this.#world.random() < 0.5 ? pick(this.#world.random, this.#phonesOf(human)) : undefined;
    const evidence = { kind: 'document-read', document: await kiosk.read(DOCUMENTS[document]) };
    const body = { evidence, consents: await this.#world.consents(), carrier: 'bearer', ...(phone ? { phone } : {}) };
    const reply = await this.#world.ask('POST', '/v1/sessions', { body, kiosk });
    this.#expect(reply.status, 201, `the card of ${document}`);
    this.#opened(human, this.#oracle.prove(document, this.#now, phone), 'card', reply, kiosk);
  }

  async vouch(): Promise<void> {
    const human = this.#anybody();
    const document = pick(this.#world.random, PEOPLE[human].cards as readonly DocumentName[]);
    const kiosk = this.#world.kiosks[0];
    if (!kiosk) return;
    const person = personOf(DOCUMENTS[document]);
    const evidence = { kind: 'staff-present', document: person.document, reason: '忘带手机' };
    const body = { evidence, person, consents: await this.#world.consents(), carrier: 'bearer' };
    const reply = await this.#world.ask('POST', '/v1/sessions', { body, kiosk, headers: this.#world.clerks[0] ?? {} });
    this.#expect(reply.status, 201, `staff vouches for ${document}`);
    this.#opened(human, this.#oracle.prove(document, this.#now), 'staff', reply, kiosk);
  }

  /** Names a child by word. */
  async word(): Promise<void> {
    const held = this.#anyHeld();
    if (!held) return;
    const body = { person: personOf(DOCUMENTS.child), relationship: 'parent', consents: await this.#world.consents() };
    const reply = await this.#from(held, 'POST', '/v1/patients/me/dependants', body);
    if (!this.#oracle.lives(held.session, this.#now))
      return this.#expect(reply.status, 401, 'a child, named after the session ended');
    if (held.session.registration.document === 'child') return this.#expect(reply.status, 409, 'a child that is its own');
    this.#expect(reply.status, 201, 'a child that is named');
    const named = this.#oracle.name('child', held.session.registration, this.#now);
    const before = this.#patients.get(String(reply.body.patientId));
    if (before && before !== named) throw new Error('a child that is named is another one');
    this.#patients.set(String(reply.body.patientId), named);
  }

  /** The child's card beside that of the parent. */
  async firm(): Promise<void> {
    const held = this.#anyHeld(
      ({ session, kiosk }) => kiosk !== undefined && ['mother', 'father'].includes(session.registration.document),
    );
    if (!held?.kiosk) return;
    const document = await held.kiosk.read(DOCUMENTS.child);
    const body = { document, relationship: 'parent', consents: await this.#world.consents() };
    const reply = await this.#from(held, 'POST', '/v1/patients/me/dependants', body);
    if (!this.#oracle.lives(held.session, this.#now))
      return this.#expect(reply.status, 401, 'a firm bond after the session ended');
    this.#expect(reply.status, 201, 'a firm bond');
    const now = this.#now;
    this.#patients.set(String(reply.body.patientId), this.#oracle.prove('child', now));
    const one = held.session.registration.document;
    const known = this.#oracle.firm.findIndex((bond) => bond.one === one);
    if (known >= 0) this.#oracle.firm.splice(known, 1);
    this.#oracle.firm.push({ one, other: 'child', at: now });
  }

  async book(): Promise<void> {
    const held = this.#anyHeld();
    if (!held) return;
    const target = this.#world.random() < 0.6 ? held.patientId : pick(this.#world.random, [...this.#patients.keys()]);
    await this.#bookFor(held, target);
  }

  async #bookFor(held: Held, target: string): Promise<void> {
    const registration = this.#patients.get(target);
    const slotId = await this.#world.openSlot();
    const reply = await this.#from(held, 'POST', '/v1/appointments', { slotId, patientId: target });
    const now = this.#now;
    if (!registration || !this.#oracle.lives(held.session, now))
      return this.#expect(reply.status, 401, 'a booking after the session ended');
    if (!this.#oracle.mayActFor(held.session, 'appointments', now).includes(registration))
      return this.#expect(reply.status, 404, `${held.session.human} books for somebody else`);
    if (!registration.consents) return this.#expect(reply.body.code, 'consent-required', 'a booking without consent');
    this.#expect(reply.status, 201, 'a booking');
    this.#oracle.bookings.push({
      id: String(reply.body.id),
      registration,
      madeBy: held.session,
      at: Date.parse(await this.#madeAt(reply)),
    });
  }

  async cancel(): Promise<void> {
    const held = this.#anyHeld();
    if (!held || this.#oracle.bookings.length === 0) return;
    const { id } = pick(this.#world.random, this.#oracle.bookings);
    const before = await this.#from(held, 'GET', `/v1/appointments/${id}`);
    const reply = await this.#from(held, 'POST', `/v1/appointments/${id}/cancel`, {});
    const lives = this.#oracle.lives(held.session, this.#now);
    const may = lives && this.#oracle.shows(held.session, this.#now).includes(id);
    const refused = lives ? 404 : 401;
    this.#expect(before.status, may ? 200 : refused, `${held.session.human} reads a booking`);
    if (!may) return this.#expect(reply.status, refused, `${held.session.human} cancels a booking of others`);
    if (![200, 202, 409].includes(reply.status)) throw new Error(`a cancellation answered ${reply.status}`);
  }

  async withdraw(): Promise<void> {
    const held = this.#anyHeld();
    if (!held || !this.#oracle.lives(held.session, this.#now)) return;
    const list = await this.#from(held, 'GET', '/v1/consents?limit=50');
    if (list.status !== 200) return this.#expect(list.status, 401, 'consents');
    const consents = list.body.items as { id: string; patientId: string; withdrawnAt?: string }[];
    const standing = consents.filter(({ withdrawnAt }) => withdrawnAt === undefined);
    if (standing.length === 0) return;
    const { id, patientId } = pick(this.#world.random, standing);
    const reply = await this.#from(held, 'POST', `/v1/consents/${id}/withdraw`, {});
    const registration = this.#patients.get(patientId);
    if (!registration) throw new Error('a consent of nobody');
    if (!this.#oracle.reaches(held.session).has(registration))
      return this.#expect(reply.status, 404, 'a consent for whom they act no longer');
    this.#expect(reply.status, 200, 'a consent that is withdrawn');
    this.#oracle.withdraw(registration, this.#now);
  }

  async finish(): Promise<void> {
    const held = this.#anyHeld();
    if (!held) return;
    const lives = this.#oracle.lives(held.session, this.#now);
    const reply = await this.#from(held, 'DELETE', '/v1/sessions/current');
    this.#expect(reply.status, lives ? 204 : 401, 'the end of a session');
    if (lives) held.session.endedAt = this.#now;
  }

  /** Two clerks link the victim's two documents, or part them. */
  async link(): Promise<void> {
    const standing = this.#links.find(({ bond }) => bond.endedAt === undefined);
    const [kiosk] = this.#world.kiosks;
    const [first, second] = this.#world.clerks;
    if (!kiosk || !first || !second) return;
    if (standing) {
      const body = { reason: '不是同一人' };
      const reply = await this.#world.ask('POST', `/v1/patient-links/${standing.id}/unlink`, { body, kiosk, headers: first });
      this.#expect(reply.status, 200, 'two registrations that are parted');
      standing.bond.endedAt = this.#now;
      return;
    }
    const idOf = (document: DocumentName) =>
      [...this.#patients].find(([, { kind, document: of }]) => kind === 'proved' && of === document)?.[0];
    const [patientId, otherId] = [idOf('victim'), idOf('victim-passport')];
    if (patientId === undefined || otherId === undefined) return;
    const body = { patientId, otherId, reason: '换证，同一人' };
    const path = '/v1/patient-links';
    this.#expect((await this.#world.ask('POST', path, { body, kiosk, headers: first })).status, 202, 'a link that one proposes');
    const linked = await this.#world.ask('POST', path, { body, kiosk, headers: second });
    this.#expect(linked.status, 201, 'a link that another one confirms');
    const bond = { one: 'victim', other: 'victim-passport', at: this.#now };
    this.#oracle.links.push(bond);
    this.#links.push({ id: String(linked.body.id), bond });
  }

  /** Whoever has their card at a kiosk makes the phone their own in which they are signed in; others try it too. */
  async bind(): Promise<void> {
    const asking = this.#anyHeld(({ phone }) => phone !== undefined);
    if (!asking?.phone) return;
    const { browser, number } = asking.phone;
    const standing = this.#anyHeld(
      ({ kiosk, session, patientId }) => kiosk !== undefined && session.by === 'card' && patientId === asking.patientId,
    );
    const { headers: session } = asking;
    const asked = await this.#world.ask('POST', '/v1/phone-bindings', {
      body: {},
      headers: { ...session, ...this.#cookie(browser) },
    });
    if (!this.#oracle.lives(asking.session, this.#now))
      return this.#expect(asked.status, 401, 'a binding after the session ended');
    this.#expect(asked.status, 201, 'a phone that asks to be bound');
    this.#cookies.set(browser, asked.headers.get('set-cookie')?.split(';')[0] ?? '');
    const at = standing ?? this.#anyHeld(({ kiosk, session: one }) => kiosk !== undefined && one.by === 'card');
    if (!at) return;
    const entered = await this.#from(at, 'POST', '/v1/phone-binding-entries', { code: asked.body.code });
    if (!this.#oracle.lives(at.session, this.#now)) return this.#expect(entered.status, 401, 'a code after the session ended');
    if (entered.status === 429) return;
    const theirs = at.session.registration === asking.session.registration;
    const claimed =
      asking.session.registration.kind === 'claim' && at.session.registration.document === asking.session.registration.document;
    // What a card does with a claim that was made since it was put down is told by tests of its own.
    if (claimed) return;
    this.#expect(entered.status, theirs ? 200 : 404, `a code of ${asking.session.human}'s phone that ${at.session.human} enters`);
    const confirmed = await this.#from(at, 'POST', `/v1/phone-bindings/${String(asked.body.id)}/confirm`, {});
    this.#expect(confirmed.status, theirs ? 200 : 404, 'a phone that is confirmed');
    if (!theirs) return;
    const now = this.#now;
    const bound = this.#oracle.bind(at.session.registration, browser, number, now);
    this.#bound.set(String(confirmed.body.id), bound);
    if (asking.session.endedAt === undefined) Object.assign(asking.session, { by: 'bound', bound, openedAt: now });
  }

  /** Somebody makes a phone their own no longer, from wherever they are signed in. */
  async release(): Promise<void> {
    const held = this.#anyHeld(({ session }) => session.by !== 'staff');
    if (!held) return;
    const list = await this.#from(held, 'GET', '/v1/bound-phones');
    if (!this.#oracle.lives(held.session, this.#now)) return this.#expect(list.status, 401, 'phones after the session ended');
    const [first] = list.body.items as { id: string }[];
    if (!first) return;
    const bound = this.#bound.get(first.id);
    if (bound?.registration !== held.session.registration || bound.endedAt !== undefined)
      throw new Error(`${held.session.human} sees a phone that is bound no longer`);
    this.#expect(
      (await this.#from(held, 'POST', `/v1/bound-phones/${first.id}/end`, {})).status,
      200,
      'a phone that is released',
    );
    this.#oracle.release(bound, this.#now);
  }

  async wait(): Promise<void> {
    const roll = this.#world.random();
    const days =
      roll < 0.3 ? 0 : roll < 0.85 ? Math.floor(this.#world.random() * 40) : 91 + Math.floor(this.#world.random() * 20);
    const ms = days === 0 ? Math.floor(this.#world.random() * 20) * MINUTE_MS : days * DAY_MS;
    await this.#pass(ms);
  }

  give = () => this.#grants.give();
  offer = () => this.#grants.offer();
  take = () => this.#grants.take();
  revoke = () => this.#grants.revoke();
  help = () => this.#grants.help();
  runOut = () => this.#grants.runOut();

  async #pass(ms: number): Promise<void> {
    await this.#world.clock.leap(ms);
    await this.#world.clock.advance(1_000);
    const idle = this.#now - this.#oracle.heldLast(RECYCLED);
    if (idle > 90 * DAY_MS) this.#recycled = true;
  }

  async #check(held: Held): Promise<void> {
    const { session } = held;
    const reply = await this.#from(held, 'GET', '/v1/appointments?limit=50');
    this.checks += 1;
    if (!this.#oracle.lives(session, this.#now))
      return this.#expect(reply.status, 401, `a list of ${session.human} after the session ended`);
    this.#expect(reply.status, 200, `a list of ${session.human}`);
    const items = reply.body.items as { id: string }[];
    const must = this.#oracle.shows(session, this.#now);
    // The fifty newest of them; the simulation books fewer.
    this.#expect(
      items
        .map(({ id }) => id)
        .sort()
        .join(),
      [...must].sort().join(),
      `what ${session.human} sees by ${session.by}`,
    );
    if (session.human !== 'attacker') return;
    // Apart from all rules: what others booked for others is never the attacker's to see, for whom nobody but himself has a code.
    const others = this.#oracle.bookings.filter(
      ({ registration, madeBy }) =>
        registration.document !== 'attacker' && madeBy.human !== 'attacker' && this.#claimants.get(registration) !== 'attacker',
    );
    const foreign = items.filter(({ id }) => others.some((one) => one.id === id));
    if (foreign.length > 0) throw new Error('the attacker sees what others booked');
  }

  #opened(
    human: Human,
    registration: Registration,
    by: Session['by'],
    reply: Reply,
    kiosk?: TestDevice,
    phone?: Held['phone'],
  ): void {
    const session: Session = { registration, by, human, openedAt: this.#now, number: phone?.number };
    this.#oracle.open(session, this.#now);
    const patientId = String(reply.body.patientId);
    const before = this.#patients.get(patientId);
    if (before && before !== registration)
      throw new Error(`the registration of ${registration.document} is that of ${before.document}`);
    this.#patients.set(patientId, registration);
    this.#held.push({ session, patientId, headers: bearer(reply), ...(kiosk ? { kiosk } : {}), ...(phone ? { phone } : {}) });
  }

  /** In the browser it is somebody's own, or it is held and no more. */
  #openedByCode(human: Human, registration: Registration, phone: NonNullable<Held['phone']>, reply: Reply): void {
    const bound = this.#oracle.boundAs(registration, phone.browser, phone.number, this.#now);
    this.#expect(reply.body.level, bound ? 'phone-bound' : 'phone-held', `what a code opens for ${human} in ${phone.browser}`);
    if (bound) bound.usedAt = this.#now;
    this.#opened(human, registration, bound ? 'bound' : 'code', reply, undefined, phone);
    const opened = this.#held.at(-1);
    if (bound && opened) opened.session.bound = bound;
  }

  /** The browser at which somebody sits: their own, the family's, or one that the attacker stole. */
  #browserOf(human: Human): string {
    if (human === 'mother' || human === 'father') return 'family';
    return human === 'attacker' && this.#world.random() < 0.4 ? 'victim' : human;
  }

  #cookie(browser: string): Record<string, string> {
    const cookie = this.#cookies.get(browser);
    return cookie === undefined ? {} : { cookie };
  }

  /** A code, unless the phone had its five today. */
  async #code(phone: string): Promise<string | undefined> {
    const day = Math.floor((this.#now + 8 * 3_600_000) / DAY_MS);
    const key = `${phone} ${day}`;
    if ((this.#codes.get(key) ?? 0) >= 5) return undefined;
    this.#codes.set(key, (this.#codes.get(key) ?? 0) + 1);
    const before = this.#world.gateway.sent.length;
    const reply = await this.#world.ask('POST', '/v1/one-time-codes', { body: { phone } });
    this.#expect(reply.status, 204, 'a code');
    // What is told of grants may leave meanwhile.
    const texts = this.#world.gateway.sent.slice(before).map(({ text }) => /验证码是 (\d{6})/.exec(text)?.[1]);
    return texts.find((code) => code !== undefined);
  }

  #phonesOf(human: Human): readonly string[] {
    const own = PEOPLE[human].phones.filter((phone) => !this.#recycled || phone !== RECYCLED);
    return human === 'attacker' && this.#recycled ? [...own, RECYCLED] : own;
  }

  #from({ headers, kiosk }: Held, method: string, path: string, body?: unknown): Promise<Reply> {
    return this.#world.ask(method, path, { headers, ...(body === undefined ? {} : { body }), ...(kiosk ? { kiosk } : {}) });
  }

  #anybody(): Human {
    return pick(this.#world.random, COMING);
  }

  /** A session that somebody still has, the later ones more often. */
  #anyHeld(fits: (held: Held) => boolean = () => true): Held | undefined {
    const some = this.#held.filter(fits);
    const late = some.slice(-6);
    return some.length === 0 ? undefined : pick(this.#world.random, this.#world.random() < 0.8 ? late : some);
  }

  async #madeAt({ body }: Reply): Promise<string> {
    const [row] = await this.#world.store.read<{ at: number }>({
      sql: 'SELECT created_at AS at FROM appointment WHERE id = ?',
      parameters: [String(body.id)],
    });
    return new Date(row?.at ?? 0).toISOString();
  }

  get #now(): number {
    return this.#world.clock.now();
  }

  #expect(got: unknown, wanted: unknown, what: string): void {
    this.checks += 1;
    if (got !== wanted) throw new Error(`${what}: ${String(got)} where ${String(wanted)} was to be`);
  }
}

/** What happens how often, as the upper end of each share. */
const ACTS: readonly (readonly [Act, number])[] = [
  ['claim', 0.09],
  ['code', 0.15],
  ['card', 0.27],
  ['vouch', 0.3],
  ['word', 0.34],
  ['firm', 0.37],
  ['book', 0.5],
  ['cancel', 0.54],
  ['withdraw', 0.56],
  ['finish', 0.58],
  ['link', 0.61],
  ['bind', 0.65],
  ['release', 0.67],
  ['give', 0.73],
  ['offer', 0.77],
  ['take', 0.81],
  ['revoke', 0.83],
  ['help', 0.91],
  ['runOut', 0.92],
  ['wait', 1],
];
