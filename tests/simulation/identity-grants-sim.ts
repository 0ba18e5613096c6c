import { grantWording } from '../../bff/contract/family/grant-wording.ts';
import { pick } from '../support/seeded.ts';
import type { Reply } from '../support/test-people.ts';
import { type FamilyCode, type Grant, type GrantScope, monthsOn } from './identity-grants-oracle.ts';
import type { IdentityOracle, Session } from './identity-oracle.ts';
import type { Registration } from './identity-registration.ts';
import type { DocumentName, Held, IdentityWorld } from './identity-world.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PRINTED_MS = 7 * DAY_MS;
const AGREED = { version: grantWording.version, language: 'zh' };

/** What people choose, and the city's figures where they say nothing or want too much. */
const USUAL_MONTHS = 12;
const MOST_MONTHS = 24;
const MONTHS_BY_CODE = 3;
const MONTHS = ['usual', 1, 1, 1, 3, MONTHS_BY_CODE + 1, MOST_MONTHS + 1] as const;
const mostMonths = ({ by }: Session): number => (by === 'code' ? MONTHS_BY_CODE : MOST_MONTHS);
const SCOPES: readonly (readonly GrantScope[])[] = [
  ['appointments'],
  ['results'],
  ['money'],
  ['appointments', 'results'],
  ['appointments', 'results', 'money'],
];
/** One fewer of each than the gateway's own bounds, which tests of their own reach. */
const TRIES_A_QUARTER = 9;
const MADE_A_DAY = 19;

/** What acts of another file have of the walk. */
export interface WalkSite {
  readonly oracle: IdentityOracle;
  readonly store: IdentityWorld['store'];
  readonly random: () => number;
  now(): number;
  from(held: Held, method: string, path: string, body?: unknown): Promise<Reply>;
  expect(got: unknown, wanted: unknown, what: string): void;
  anyHeld(fits?: (held: Held) => boolean): Held | undefined;
  patientIdOf(registration: Registration): string;
  /** Looks at the list of a session, which must show what it must and no more. */
  check(held: Held): Promise<void>;
  /** Books for this person, and compares what comes of it. */
  bookFor(held: Held, patientId: string): Promise<void>;
  /** Whoever has this card puts it down; `undefined` where nobody has it. */
  cardOf(document: string): Promise<Held | undefined>;
  /** So much time goes by; what recurs has its turn at the end. */
  pass(ms: number): Promise<void>;
  /** So much time goes by at once. */
  leap(ms: number): Promise<void>;
}

/** A code, and who told it. */
interface Told {
  readonly code: FamilyCode;
  readonly by: string;
}

/** What was asked and is compared. */
const LOOKS = ['results', 'money', 'shares', 'helps', 'grants'] as const;

/**
 * People let each other act: by digits, by a card, at a kiosk and on a phone; they end it, let it run out, and try what they
 * were let and what they were not. Nobody tells the attacker a code; he finds those that are used up, and has his own.
 */
export class GrantActs {
  readonly #site: WalkSite;
  readonly #told: Told[] = [];
  readonly #counted = new Map<string, number>();

  constructor(site: WalkSite) {
    this.#site = site;
  }

  /** Whoever wants to help invites; the other one enters the digits now, later, or never. */
  async give(): Promise<void> {
    const helped = this.#anyHeld();
    if (!helped) return;
    const lying = this.#lying('invitation', helped.session.human);
    const told = lying.length > 0 && this.#random() < 0.35 ? pick(this.#site.random, lying) : await this.#invite(helped);
    if (!told || this.#random() < 0.15) return;
    if (this.#random() < 0.1) await this.#site.pass(QUARTER_MS);
    const { scope, months } = this.#chosen(helped);
    const { registration } = helped.session;
    if (this.#isEnough('tries', registration) || this.#isEnough('made', registration)) return;
    const { code } = told;
    const body = { code: code.code, scope, agreed: AGREED, ...(months === undefined ? {} : { months }) };
    const reply = await this.#site.from(helped, 'POST', '/v1/grants', body);
    const because = this.#whyNotGiven(helped, code, scope, months);
    this.#compare(
      reply,
      because ?? '201',
      `${helped.session.human} gives ${code.maker.document} a grant by ${helped.session.by}`,
    );
    if (because !== undefined) return;
    code.used = true;
    const row = await this.#rowOf(String(reply.body.id));
    this.#oracle.family.add(this.#agreed(row, helped, scope, months, code.maker));
    const helper = this.#anyHeld(({ session }) => session.registration === code.maker);
    if (helper) await this.#site.check(helper);
  }

  /** Whoever wants help has a code, on a card or on the glass, and lets it lie. */
  async offer(): Promise<void> {
    const helped = this.#anyHeld();
    if (!helped || this.#isEnough('made', helped.session.registration)) return;
    const { scope, months } = this.#chosen(helped);
    const printed = this.#random() < 0.6;
    const body = { scope, agreed: AGREED, printed, ...(months === undefined ? {} : { months }) };
    const reply = await this.#site.from(helped, 'POST', '/v1/family/offers', body);
    const because = this.#whyNotOffered(helped, scope, months);
    this.#compare(reply, because ?? '201', `${helped.session.human} has a card made by ${helped.session.by}`);
    if (because !== undefined) return;
    const { id } = reply.body.grant as { id: string };
    const row = await this.#rowOf(id);
    this.#site.expect(row.takeBy, row.agreedAt + (printed ? PRINTED_MS : QUARTER_MS), 'until when a card works');
    const grant = this.#oracle.family.add(this.#agreed(row, helped, scope, months));
    const { registration: maker, human: by } = helped.session;
    this.#tell({ kind: 'offer', code: String(reply.body.code), maker, grant, expiresAt: row.takeBy ?? 0, used: false }, by);
  }

  /** Somebody enters the code of a card. */
  async take(): Promise<void> {
    const helper = this.#anyHeld();
    if (!helper) return;
    const lying = this.#lying('offer', helper.session.human);
    const told = lying.length === 0 ? undefined : pick(this.#site.random, lying);
    if (!told || this.#isEnough('tries', helper.session.registration)) return;
    const { code } = told;
    const reply = await this.#site.from(helper, 'POST', '/v1/family/offers/take', { code: code.code });
    const because = this.#whyNotTaken(helper, code);
    this.#compare(reply, because ?? '201', `${helper.session.human} takes the card of ${code.maker.document}`);
    if (because !== undefined || !code.grant) return;
    code.used = true;
    const { givenAt } = await this.#rowOf(code.grant.id);
    this.#oracle.family.take(code.grant, helper.session.registration, givenAt ?? 0);
  }

  /** One of the two ends it, or somebody else tries to. */
  async revoke(): Promise<void> {
    const held = this.#anyHeld();
    const { registration } = held?.session ?? {};
    const own = this.#oracle.family.grants.filter(({ helped, helper }) => helped === registration || helper === registration);
    const some = own.length > 0 && this.#random() < 0.8 ? own.slice(-3) : this.#oracle.family.grants;
    if (!held || some.length === 0) return;
    const grant = pick(this.#site.random, some);
    const reply = await this.#site.from(held, 'POST', `/v1/grants/${grant.id}/revoke`, {});
    if (!this.#oracle.lives(held.session, this.#now))
      return this.#compare(reply, '401', 'a grant, ended after the session ended');
    if (!this.#mayTellOf(held, grant)) return this.#compare(reply, '404', `${held.session.human} ends a grant of others`);
    this.#oracle.family.revoke(grant, this.#now);
    this.#compare(reply, '200', `${held.session.human} ends a grant`);
    this.#isState(reply.body.state, grant);
  }

  /** A helper does what they were let do, or were not, or no longer. */
  async help(): Promise<void> {
    const { grants } = this.#oracle.family;
    if (grants.length === 0) return;
    const grant = pick(this.#site.random, this.#random() < 0.7 ? grants.slice(-4) : grants);
    const helper = this.#anyHeld(({ session }) => session.registration === grant.helper) ?? this.#anyHeld();
    if (!helper) return;
    if (this.#random() < 0.4) return this.#site.bookFor(helper, this.#site.patientIdOf(grant.helped));
    await this.#look(helper, grant.helped, pick(this.#site.random, LOOKS));
  }

  /** Months go by until a grant is over to the millisecond; its helper puts their card down, and looks before and after. */
  async runOut(): Promise<void> {
    const standing = this.#oracle.family.grants.filter(
      ({ helper, endsAt }) => helper?.kind === 'proved' && endsAt > this.#now + QUARTER_MS,
    );
    const soonest = standing.sort((one, other) => one.endsAt - other.endsAt)[0];
    if (!soonest?.helper) return;
    await this.#site.pass(soonest.endsAt - this.#now - 10 * MINUTE_MS);
    const helper = await this.#site.cardOf(soonest.helper.document);
    if (!helper) return;
    await this.#site.leap(soonest.endsAt - this.#now - 400);
    await this.#look(helper, soonest.helped, 'helps');
    if (soonest.endsAt > this.#now) await this.#site.leap(soonest.endsAt - this.#now);
    await this.#look(helper, soonest.helped, 'helps');
    await this.#site.bookFor(helper, this.#site.patientIdOf(soonest.helped));
  }

  /** Digits for whoever is to be helped, told by somebody who is no stranger to them. */
  async #invite(helped: Held): Promise<Told | undefined> {
    const helper = this.#anyHeld(({ session }) => isAttacker(session.human) === isAttacker(helped.session.human));
    if (!helper || this.#isEnough('made', helper.session.registration)) return undefined;
    const { registration: maker, human: by } = helper.session;
    const reply = await this.#site.from(helper, 'POST', '/v1/family/invitations', {});
    const because = this.#whyNotInvited(helper);
    this.#compare(reply, because ?? '201', `${by} invites by ${helper.session.by}`);
    if (because !== undefined) return undefined;
    const expiresAt = this.#now + QUARTER_MS;
    return this.#tell({ kind: 'invitation', code: String(reply.body.code), maker, expiresAt, used: false }, by);
  }

  async #look(held: Held, helped: Registration, what: (typeof LOOKS)[number]): Promise<void> {
    const patientId = this.#site.patientIdOf(helped);
    const path = {
      results: `/v1/results?patientId=${patientId}`,
      money: `/v1/bills?patientId=${patientId}`,
      shares: `/v1/shares?patientId=${patientId}`,
      helps: '/v1/patients/me',
      grants: '/v1/grants?limit=50',
    }[what];
    const before = this.#now;
    const reply = await this.#site.from(held, 'GET', path);
    // A grant that ended while somebody asked may have been there or not.
    if (this.#oracle.family.grants.some(({ endsAt }) => endsAt > before && endsAt <= this.#now)) return;
    const who = `${held.session.human} by ${held.session.by}`;
    if (!this.#oracle.lives(held.session, this.#now))
      return this.#compare(reply, '401', `${who} asks for ${what} after the session`);
    if (what === 'helps') return this.#isHelped(reply, held);
    if (what === 'grants') return this.#areGrants(reply, held);
    const may = what === 'shares' ? this.#oracle.actsFor(held.session) : this.#oracle.mayActFor(held.session, what, this.#now);
    const said = held.session.by === 'code' ? '409 document-required' : may.includes(helped) ? undefined : '404 not-found';
    this.#compare(
      reply,
      said ?? (helped.consents ? '200' : '409 consent-required'),
      `${who} asks for ${what} of ${helped.document}`,
    );
  }

  #isHelped({ body }: Reply, { session }: Held): void {
    const said = (body.helps as { patientId: string; scope: string[] }[]).map(({ patientId, scope }) => `${patientId} ${scope}`);
    const inForce = this.#oracle.family.inForce(session.registration, 'any', this.#now, this.#oracle.seesFrom(session));
    const wanted = inForce.map(({ helped, scope }) => `${this.#site.patientIdOf(helped)} ${scope}`);
    this.#site.expect(said.sort().join(), wanted.sort().join(), `whom ${session.human} helps by ${session.by}`);
  }

  #areGrants({ body }: Reply, held: Held): void {
    const items = body.items as { id: string; state: string }[];
    const wanted = this.#oracle.family.grants.filter((grant) => this.#mayTellOf(held, grant));
    const said = items.map(({ id }) => id).sort();
    this.#site.expect(
      said.join(),
      wanted
        .map(({ id }) => id)
        .sort()
        .join(),
      `of which grants ${held.session.human} hears`,
    );
    for (const grant of wanted) this.#isState(items.find(({ id }) => id === grant.id)?.state, grant);
  }

  #isState(state: unknown, grant: Grant): void {
    const wanted = this.#oracle.family.stateOf(grant, this.#now);
    if (!wanted.split(' or ').includes(String(state))) this.#site.expect(state, wanted, 'how a grant stands');
  }

  /** Whether one of its two asks, with evidence that reaches back to it. */
  #mayTellOf({ session }: Held, { helped, helper, agreedAt, givenAt }: Grant): boolean {
    const isTheirs = helped === session.registration || helper === session.registration;
    return isTheirs && (givenAt ?? agreedAt) >= this.#oracle.seesFrom(session);
  }

  #whyNotInvited({ session }: Held): string | undefined {
    if (!this.#oracle.lives(session, this.#now)) return '401';
    if (isChild(session.registration)) return '409 under-age';
    return this.#oracle.family.hasEnoughCodes(session.registration, 'invitation', this.#now) ? '409 waiting' : undefined;
  }

  /** What a session can not let anybody do at all. */
  #whyNotAgreed({ session }: Held, scope: readonly GrantScope[], months: number | undefined): string | undefined {
    if (!this.#oracle.lives(session, this.#now)) return '401';
    // Staff who say who somebody is do not say that person's yes.
    if (session.by !== 'card' && scope.some((one) => one !== 'appointments')) return '409 document-required';
    return months !== undefined && months > mostMonths(session) ? '409 too-long' : undefined;
  }

  #whyNotGiven(helped: Held, code: FamilyCode, scope: readonly GrantScope[], months: number | undefined): string | undefined {
    const { family } = this.#oracle;
    const { registration } = helped.session;
    const agreed = this.#whyNotAgreed(helped, scope, months);
    if (agreed !== undefined) return agreed;
    this.#count('tries', registration);
    if (!family.works(code, this.#now)) return '404 not-found';
    return (
      this.#whyNoPair(registration, code.maker) ?? this.#isFull(registration, code.maker, this.#now) ?? this.#made(registration)
    );
  }

  #whyNotOffered(helped: Held, scope: readonly GrantScope[], months: number | undefined): string | undefined {
    const { family } = this.#oracle;
    const { registration } = helped.session;
    const agreed = this.#whyNotAgreed(helped, scope, months);
    if (agreed !== undefined) return agreed;
    if (isChild(registration)) return '409 under-age';
    if (family.hasEnoughHelpers(registration, this.#now)) return '409 too-many helped';
    if (family.hasEnoughCodes(registration, 'offer', this.#now)) return '409 waiting';
    return this.#made(registration);
  }

  #whyNotTaken({ session }: Held, code: FamilyCode): string | undefined {
    if (!this.#oracle.lives(session, this.#now)) return '401';
    this.#count('tries', session.registration);
    if (!this.#oracle.family.works(code, this.#now)) return '404 not-found';
    const no = this.#whyNoPair(code.maker, session.registration);
    if (no !== undefined) return no;
    // The card itself has had its place among the helpers since it was made.
    return this.#oracle.family.isFull(code.maker, session.registration, this.#now) === 'helper'
      ? '409 too-many helper'
      : undefined;
  }

  #whyNoPair(helped: Registration, helper: Registration): string | undefined {
    if (this.#oracle.areOnePerson(helped, helper)) return '409 oneself';
    return isChild(helped) || isChild(helper) ? '409 under-age' : undefined;
  }

  #isFull(helped: Registration, helper: Registration, now: number): string | undefined {
    const full = this.#oracle.family.isFull(helped, helper, now);
    return full === undefined ? undefined : `409 too-many ${full}`;
  }

  #made(registration: Registration): undefined {
    this.#count('made', registration);
  }

  #agreed(row: GrantRow, helped: Held, scope: readonly GrantScope[], months: number | undefined, helper?: Registration): Grant {
    const { id, agreedAt, endsAt, givenAt, takeBy } = row;
    this.#site.expect(
      endsAt,
      monthsOn(agreedAt, months ?? Math.min(USUAL_MONTHS, mostMonths(helped.session))),
      'until when a grant is',
    );
    const { session } = helped;
    const seesFrom = this.#oracle.seesFrom(session);
    return {
      id,
      helped: session.registration,
      scope,
      seesFrom,
      byPhone: session.by === 'code' || session.by === 'bound' ? session.number : undefined,
      agreedAt,
      endsAt,
      ...(helper ? { helper } : {}),
      ...(givenAt === null ? {} : { givenAt }),
      ...(takeBy === null ? {} : { takeBy }),
    };
  }

  async #rowOf(id: string): Promise<GrantRow> {
    const columns = 'id, agreed_at AS "agreedAt", given_at AS "givenAt", take_by AS "takeBy", ends_at AS "endsAt"';
    const sql = `SELECT ${columns} FROM family_grant WHERE id = ?`;
    const [row] = await this.#site.store.read<GrantRow>({ sql, parameters: [id] });
    if (!row) throw new Error('a grant that is nowhere');
    return row;
  }

  /** Who only holds a phone mostly asks for what that lets. */
  #chosen({ session }: Held): { readonly scope: readonly GrantScope[]; readonly months: number | undefined } {
    const modest = session.by === 'code' || session.by === 'bound' ? 0.8 : 0.3;
    const scope = this.#random() < modest ? (['appointments'] as const) : pick(this.#site.random, SCOPES);
    const months = pick(this.#site.random, MONTHS);
    return { scope, months: months === 'usual' ? undefined : months };
  }

  #tell(code: FamilyCode, by: string): Told {
    const told = { code, by };
    this.#oracle.family.codes.push(code);
    this.#told.push(told);
    return told;
  }

  /** Codes that somebody may come by: their friends', and the attacker those that lead to nothing any more. */
  #lying(kind: FamilyCode['kind'], human: string): readonly Told[] {
    const some = this.#told.filter(
      ({ code, by }) =>
        code.kind === kind && (isAttacker(by) === isAttacker(human) || !this.#oracle.family.works(code, this.#now)),
    );
    return some.slice(-4);
  }

  /** A session, most often one that lives. */
  #anyHeld(fits: (held: Held) => boolean = () => true): Held | undefined {
    const lives = this.#random() < 0.85;
    const fit = (held: Held) => fits(held) && (!lives || this.#oracle.lives(held.session, this.#now));
    return this.#site.anyHeld(fit);
  }

  #isEnough(what: 'tries' | 'made', registration: Registration): boolean {
    const most = what === 'tries' ? TRIES_A_QUARTER : MADE_A_DAY;
    return (this.#counted.get(this.#window(what, registration)) ?? 0) >= most;
  }

  #count(what: 'tries' | 'made', registration: Registration): void {
    const key = this.#window(what, registration);
    this.#counted.set(key, (this.#counted.get(key) ?? 0) + 1);
  }

  #window(what: 'tries' | 'made', registration: Registration): string {
    const length = what === 'tries' ? QUARTER_MS : DAY_MS;
    const window = Math.floor((this.#now + 8 * 60 * MINUTE_MS) / length);
    return `${what} ${this.#oracle.registrations.indexOf(registration)} ${window}`;
  }

  /** The answer in a word: its status, and what was in the way. */
  #compare({ status, body }: Reply, wanted: string, what: string): void {
    const because = [body.because ?? body.code, body.because === 'too-many' ? body.role : undefined].filter(Boolean).join(' ');
    const said = status < 300 || status === 401 ? String(status) : `${status} ${because}`;
    this.#site.expect(said, wanted === '404' ? '404 not-found' : wanted, what);
  }

  get #oracle(): IdentityOracle {
    return this.#site.oracle;
  }

  get #now(): number {
    return this.#site.now();
  }

  #random(): number {
    return this.#site.random();
  }
}

interface GrantRow {
  readonly id: string;
  readonly agreedAt: number;
  readonly givenAt: number | null;
  readonly takeBy: number | null;
  readonly endsAt: number;
}

const isAttacker = (human: string) => human === 'attacker';
/** Nobody here comes of age while the simulation runs. */
const isChild = ({ document }: Registration) => document === ('child' satisfies DocumentName);
