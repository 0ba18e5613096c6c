import { pick } from '../support/seeded.ts';
import { bearer, putDown } from '../support/test-people.ts';
import { AssistOracle, type PatientSession, type SessionNow } from './assist-oracle.ts';
import { AssistWorld, CARDS } from './assist-world.ts';
import type { BrokenRule } from './identity-rules.ts';

export interface AssistResult {
  readonly seed: number;
  readonly steps: number;
  readonly checks: number;
  readonly acts: ReadonlyMap<string, number>;
  /** What was not as the oracle says, and after which step. */
  readonly failure?: string;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** What can happen, and how often of a thousand times. */
const ACTS = [
  ['press', 110],
  ['answer', 90],
  ['join', 170],
  ['accept', 120],
  ['act', 150],
  ['card', 90],
  ['lastStep', 60],
  ['leave', 50],
  ['alone', 30],
  ['helped', 30],
  ['withdraw', 20],
  ['walkAway', 25],
  ['comeBack', 25],
  ['wait', 30],
] as const;
type Act = (typeof ACTS)[number][0];

/**
 * One seed: people at three kiosks call, show their cards, leave and take last steps, and two volunteers answer, join, fill, forget and walk
 * away, while minutes pass. After each step the rows are what the oracle says, and at the end nothing is open.
 */
export async function simulateAssist(seed: number, steps: number, broken?: BrokenRule): Promise<AssistResult> {
  const world = await AssistWorld.create(seed, broken);
  const walk = new Walk(world);
  let step = 0;
  let failure: string | undefined;
  try {
    await walk.begin();
    for (; step < steps; step += 1) await walk.step();
    await walk.end();
  } catch (error) {
    failure = `after step ${step}: ${error instanceof Error ? error.message : String(error)}`;
  }
  await world.close();
  const result = { seed, steps: step, checks: walk.checks, acts: walk.acts };
  return failure === undefined ? result : { ...result, failure };
}

function actAt(roll: number): Act {
  let below = 0;
  for (const [act, often] of ACTS) {
    below += often;
    if (roll < below) return act;
  }
  return 'wait';
}

class Walk {
  readonly acts = new Map<string, number>();
  checks = 0;
  readonly #world: AssistWorld;
  readonly #oracle = new AssistOracle();
  readonly #patients = new Map<number, PatientSession>();
  readonly #shifts = new Map<number, string>();
  /** Codes that somebody saw on a glass, and when. */
  readonly #seen: { readonly kiosk: number; readonly call: string; readonly code: string; readonly at: number }[] = [];
  #children = 0;

  constructor(world: AssistWorld) {
    this.#world = world;
  }

  async begin(): Promise<void> {
    for (const volunteer of [0, 1]) await this.#comeOnDuty(volunteer);
  }

  async step(): Promise<void> {
    const { random } = this.#world;
    await this.#pass(Math.floor(random() * 12) * SECOND_MS);
    const act = actAt(random() * 1_000);
    this.acts.set(act, (this.acts.get(act) ?? 0) + 1);
    await this.#touch();
    await this[act]();
    await this.#world.work();
    for (const kiosk of [0, 1, 2]) this.#oracle.look(kiosk, this.#now);
    await this.#check();
  }

  /** Half an hour later nothing is open: no call is without an end. */
  async end(): Promise<void> {
    await this.#pass(40 * MINUTE_MS);
    await this.#check();
    const open = await this.#world.rows('SELECT id FROM help_call WHERE live = 1 OR outcome IS NULL');
    const live = await this.#world.rows('SELECT id FROM assist_session WHERE live = 1 OR outcome IS NULL OR journey IS NOT NULL');
    this.#expect([open.length, live.length], [0, 0], 'calls and sessions without an end');
    const tickets = await this.#world.rows("SELECT id FROM help_call WHERE outcome = 'ticket'");
    const made = await this.#world.rows('SELECT id FROM desk_ticket');
    this.#expect(made.length, tickets.length, 'tickets, one a call that nobody came to');
  }

  async press(): Promise<void> {
    const kiosk = this.#kiosk();
    const before = this.#oracle.at(kiosk);
    if (before && this.#oracle.isOver(before, this.#now)) this.#endOver(before);
    const open = this.#oracle.openCall(kiosk);
    const reply = await this.#world.at(kiosk, '/v1/help-calls', { step: 'home', language: 'zh' });
    if (reply.status === 429) return this.#expect(open, undefined, 'a call that is open is never one too many');
    this.#expect(reply.status, open ? 200 : 201, `pressing help at ${kiosk}`);
    if (open) return this.#expect(reply.body.id, open.id, 'the call that is open');
    this.#oracle.press(kiosk, String(reply.body.id), this.#now);
    this.#note(kiosk, reply.body);
  }

  async answer(): Promise<void> {
    const [kiosk, volunteer] = [this.#kiosk(), this.#volunteer()];
    const call = this.#oracle.openCall(kiosk);
    if (!call) return;
    const reply = await this.#world.by(volunteer, `/v1/help-calls/${call.id}/answer`);
    const refusal = this.#whyNot(call.answeredBy, volunteer);
    this.#expect(reply.body.code, refusal, `volunteer ${volunteer} answers ${kiosk}`);
    if (refusal !== undefined) return;
    if (call.answeredBy !== volunteer) this.#oracle.wake(kiosk, this.#now);
    this.#oracle.answer(call, volunteer, this.#now);
  }

  async join(): Promise<void> {
    const { random } = this.#world;
    const [kiosk, volunteer] = [this.#kiosk(), this.#volunteer()];
    const call = this.#oracle.openCall(kiosk);
    if (!call) return;
    await this.#look(kiosk);
    const codes = this.#seen.filter((one) => random() < 0.5 || one.call === call.id);
    const shown = random() < 0.7 ? this.#seen.filter((one) => one.call === call.id).at(-1) : pick(random, codes);
    if (!shown) return;
    const reply = await this.#world.by(volunteer, '/v1/assist-sessions', { helpCallId: call.id, code: shown.code });
    if (reply.status === 429) return;
    const fits = shown.call === call.id && this.#isFresh(shown.at);
    const other = this.#whyNot(call.answeredBy, volunteer);
    if (other === 'not-on-duty') return this.#expect(reply.body.code, other, 'joining while off duty');
    if (!fits) return this.#expect(reply.body.code, 'evidence-refused', `a code of ${this.#now - shown.at} ms ago`);
    this.#expectAnswered(reply.body.code, other);
    if (other !== undefined) return;
    if (call.answeredBy !== volunteer) this.#oracle.wake(kiosk, this.#now);
    this.#oracle.answer(call, volunteer, this.#now);
    const standing = [this.#oracle.at(kiosk), this.#oracle.sessionOf(volunteer)].filter((one) => one !== undefined);
    for (const one of standing) if (this.#oracle.isOver(one, this.#now)) this.#endOver(one);
    const taken = standing.some(({ state }) => state !== 'ended');
    this.#expect(reply.body.code, taken ? 'assist-session-running' : undefined, `volunteer ${volunteer} joins ${kiosk}`);
    if (taken) return;
    this.#oracle.wake(kiosk, this.#now);
    this.#oracle.sessions.set(kiosk, {
      id: String(reply.body.id),
      kiosk,
      volunteer,
      call,
      state: 'asked',
      askedAt: this.#now,
      until: this.#now + MINUTE_MS,
      seenAt: this.#now,
      patient: undefined,
      touchedAt: undefined,
      bound: undefined,
    });
  }

  async accept(): Promise<void> {
    const asked = [...this.#oracle.sessions.values()].filter(({ state }) => state === 'asked');
    if (asked.length === 0) return;
    const session = pick(this.#world.random, asked);
    const patient = this.#patientAt(session.kiosk);
    const over = this.#oracle.isOver(session, this.#now);
    const path = `/v1/assist-sessions/${session.id}/accept`;
    const reply = await this.#world.at(session.kiosk, path, {}, patient?.headers);
    this.#expect(reply.status, over ? 404 : 200, 'a yes on the glass');
    if (over) return;
    Object.assign(session, { state: 'running', until: this.#now + 15 * MINUTE_MS, seenAt: this.#now });
    this.#oracle.touch(session, this.#now);
    if (patient) this.#oracle.bind(session, patient);
    await this.#publish(session);
  }

  async act(): Promise<void> {
    const sessions = [...this.#oracle.sessions.values()];
    const session = this.#oracle.sessions.get(this.#busyKiosk()) ?? sessions[0];
    if (!session) return;
    const volunteer = this.#world.random() < 0.8 ? session.volunteer : this.#volunteer();
    const reply = await this.#world.by(volunteer, `/v1/assist-sessions/${session.id}/acts`, {
      kind: 'fill',
      version: 1,
      target: 't1',
    });
    if (session.volunteer !== volunteer) return this.#expect(reply.body.code, 'not-found', "another's session");
    const may = session.state === 'running' && !this.#oracle.isOver(session, this.#now);
    this.#expect(reply.status === 204, may, `an act in a session that is ${session.state} (${reply.body.code})`);
    if (!may) return;
    session.seenAt = this.#now;
    this.#oracle.touch(session, this.#now);
  }

  async card(): Promise<void> {
    const kiosk = this.#busyKiosk();
    const patient = Math.floor(this.#world.random() * CARDS.length);
    const device = this.#world.kiosks[kiosk];
    const card = CARDS[patient];
    if (!device || !card) throw new Error('nobody is there');
    await this.#world.clock.advance(1);
    const reply = await putDown(this.#world.gateway, device, card);
    this.#expect(reply.status, 201, 'a card is put down');
    const opened = { patient, kiosk, openedAt: this.#now, headers: bearer(reply), ended: false };
    this.#patients.set(kiosk, opened);
    const session = this.#oracle.at(kiosk);
    if (session?.state !== 'running') return;
    const same = session.patient === undefined || session.patient === patient;
    if (this.#oracle.isOver(session, this.#now)) this.#oracle.endOver(session, this.#now);
    else if (!same) this.#oracle.end(session, 'helped', this.#now);
    else this.#oracle.bind(session, opened);
  }

  async lastStep(): Promise<void> {
    const kiosk = this.#busyKiosk();
    const patient = this.#patientAt(kiosk);
    if (!patient) return;
    this.#children += 1;
    const number = `X99${String(this.#children).padStart(7, '0')}`;
    const document = { type: 'birth-certificate', number };
    const person = { name: '王小', birthDate: '2027-01-05', sex: 'female', document };
    const body = { person, relationship: 'grandparent', consents: await this.#world.consents() };
    const reply = await this.#world.at(kiosk, '/v1/patients/me/dependants', body, patient.headers);
    const present = this.#oracle.isPresent(patient);
    this.#expect(reply.body.code === 'presence-required', !present, `a last step (${reply.status} ${reply.body.code})`);
  }

  async leave(): Promise<void> {
    const kiosk = this.#busyKiosk();
    const patient = this.#patientAt(kiosk);
    if (!patient) return;
    await this.#world.kiosks[kiosk]?.request('/v1/sessions/current', { method: 'DELETE', headers: patient.headers });
    patient.ended = true;
  }

  async alone(): Promise<void> {
    const session = this.#oracle.at(this.#kiosk());
    if (!session) return;
    const over = this.#oracle.isOver(session, this.#now);
    const path = `/v1/assist-sessions/${session.id}/end`;
    this.#expect((await this.#world.at(session.kiosk, path, { outcome: 'alone' })).status, 204, 'on by themselves');
    if (over) return this.#endOver(session);
    this.#oracle.end(session, session.state === 'asked' ? 'refused' : 'helped', this.#now);
    this.#oracle.wake(session.kiosk, this.#now);
  }

  async helped(): Promise<void> {
    const volunteer = this.#volunteer();
    const session = this.#oracle.sessionOf(volunteer);
    if (!session) return;
    const over = this.#oracle.isOver(session, this.#now);
    const path = `/v1/assist-sessions/${session.id}/end`;
    this.#expect((await this.#world.by(volunteer, path, { outcome: 'helped' })).status, 204, 'helped');
    if (over) return this.#endOver(session);
    this.#oracle.end(session, 'helped', this.#now);
    this.#oracle.wake(session.kiosk, this.#now);
  }

  async withdraw(): Promise<void> {
    const kiosk = this.#kiosk();
    const call = this.#oracle.openCall(kiosk);
    if (!call) return;
    this.#expect((await this.#world.at(kiosk, `/v1/help-calls/${call.id}/end`)).status, 204, 'withdrawn');
    this.#oracle.close(call, 'withdrawn');
    // Whoever needs nobody any more is followed by nobody.
    const session = this.#oracle.at(kiosk);
    if (session) this.#oracle.end(session, 'helped', this.#now);
    this.#oracle.wake(kiosk, this.#now);
  }

  async walkAway(): Promise<void> {
    const volunteer = this.#volunteer();
    const shift = this.#shifts.get(volunteer);
    if (shift === undefined || !this.#oracle.onDuty.has(volunteer)) return;
    this.#expect((await this.#world.by(volunteer, `/v1/shifts/${shift}/end`)).status, 200, 'off duty');
    this.#oracle.onDuty.delete(volunteer);
  }

  async comeBack(): Promise<void> {
    const volunteer = this.#volunteer();
    if (!this.#oracle.onDuty.has(volunteer)) await this.#comeOnDuty(volunteer);
  }

  async wait(): Promise<void> {
    await this.#pass(Math.floor(this.#world.random() * 240) * SECOND_MS);
    await this.#touch();
  }

  /** Whoever comes across a session that is over writes that down, and the one who watches looks again. */
  #endOver(session: SessionNow): void {
    this.#oracle.endOver(session, this.#now);
    this.#oracle.wake(session.kiosk, this.#now);
  }

  get #now(): number {
    return this.#world.clock.now();
  }

  #kiosk(): number {
    return Math.floor(this.#world.random() * 3);
  }

  /** Rather one where somebody is helped. */
  #busyKiosk(): number {
    const busy = [0, 1, 2].filter((kiosk) => this.#oracle.at(kiosk)?.state === 'running');
    return busy.length > 0 && this.#world.random() < 0.7 ? pick(this.#world.random, busy) : this.#kiosk();
  }

  #volunteer(): number {
    return Math.floor(this.#world.random() * 2);
  }

  #patientAt(kiosk: number): PatientSession | undefined {
    const patient = this.#patients.get(kiosk);
    return patient && !patient.ended && this.#now < patient.openedAt + 30 * MINUTE_MS ? patient : undefined;
  }

  #whyNot(answeredBy: number | undefined, volunteer: number): string | undefined {
    if (!this.#oracle.onDuty.has(volunteer)) return 'not-on-duty';
    return answeredBy !== undefined && answeredBy !== volunteer ? 'help-call-answered' : undefined;
  }

  #expectAnswered(code: unknown, other: string | undefined): void {
    if (other !== undefined) this.#expect(code, other, 'joining where another is on their way');
  }

  /** A code stands half a minute from each whole one on, and is taken a quarter of one longer. */
  #isFresh(at: number): boolean {
    return this.#now < Math.floor(at / 30_000) * 30_000 + 45_000;
  }

  #note(kiosk: number, call: Record<string, unknown>): void {
    const join = call.join as { readonly code: string } | undefined;
    if (join) this.#seen.push({ kiosk, call: String(call.id), code: join.code, at: this.#now });
  }

  /** Somebody looks at the glass; pressing help again shows what stands there. */
  async #look(kiosk: number): Promise<void> {
    const session = this.#oracle.at(kiosk);
    if (session && this.#oracle.isOver(session, this.#now)) return;
    const reply = await this.#world.at(kiosk, '/v1/help-calls', { step: 'home', language: 'zh' });
    this.#note(kiosk, reply.body);
  }

  async #comeOnDuty(volunteer: number): Promise<void> {
    const reply = await this.#world.by(volunteer, '/v1/shifts');
    this.#expect(reply.status, 201, 'on duty');
    this.#shifts.set(volunteer, String(reply.body.id));
    this.#oracle.onDuty.set(volunteer, this.#now);
  }

  /** A session that was left for a minute is locked; the volunteers of this hall sign in again at once, which touches it. */
  async #touch(): Promise<void> {
    const { store, ids, clock } = this.#world.gateway.onedoor.dependencies;
    await store.commit({
      id: ids.inOrder('unt'),
      name: 'sign-in-again',
      lane: 'background',
      deadline: clock.now() + MINUTE_MS,
      parts: [{ sql: 'UPDATE staff_session SET seen_at = ?', parameters: [clock.now()] }],
    });
  }

  async #publish({ id, kiosk }: SessionNow): Promise<void> {
    const display = { text: 'large', contrast: 'usual', reach: 'usual' };
    const targets = [{ id: 't1', label: '内科' }];
    const journey = { version: 1, step: 'department', answers: {}, targets, display, language: 'zh' };
    this.#expect((await this.#world.at(kiosk, `/v1/assist-sessions/${id}/journey`, journey)).status, 204, 'the journey is told');
  }

  /** Time goes on, and what is due on the way happens at its instant. */
  async #pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    while (this.#now < until) {
      const due = [...this.#oracle.watchAt.values()];
      const next = Math.min(until, ...due.filter((at) => at > this.#now));
      await this.#world.clock.advance(next - this.#now);
      await this.#world.work();
      for (const kiosk of [0, 1, 2]) this.#oracle.look(kiosk, this.#now);
    }
  }

  /** The rows of every kiosk, and that nobody helps or is helped twice. */
  async #check(): Promise<void> {
    const calls = await this.#world.rows<{ id: string; stage: string; outcome: string | null; live: number | null }>(
      'SELECT id, stage, outcome, live FROM help_call',
    );
    for (const call of this.#oracle.calls.values()) {
      const row = calls.find(({ id }) => id === call.id);
      this.#expect([row?.live === 1, row?.outcome ?? undefined], [call.open, call.outcome], `the call ${call.stage}`);
      if (call.open && call.stage !== 'window') this.#expect(row?.stage, call.stage, 'who is called');
    }
    const sessions = await this.#world.rows<{ id: string; device_id: string; staff_id: string }>(
      'SELECT id, device_id, staff_id FROM assist_session WHERE live = 1',
    );
    const alive = [...this.#oracle.sessions.values()].filter(({ state }) => state !== 'ended').map(({ id }) => id);
    this.#expect(sessions.map(({ id }) => id).sort(), alive.sort(), 'sessions that live');
    this.#expect(new Set(sessions.map((one) => one.device_id)).size, sessions.length, 'one session a kiosk');
    this.#expect(new Set(sessions.map((one) => one.staff_id)).size, sessions.length, 'one session a helper');
  }

  #expect(actual: unknown, expected: unknown, what: string): void {
    this.checks += 1;
    if (JSON.stringify(actual) !== JSON.stringify(expected))
      throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
}
