import { pick } from '../support/seeded.ts';
import { testPatient } from '../support/test-gateway.ts';
import type { BrokenRule } from './identity-rules.ts';
import { PreconsultOracle, type Yes } from './preconsult-oracle.ts';
import { type KillPlan, PATIENTS, PreconsultWorld } from './preconsult-world.ts';

export interface PreconsultResult {
  readonly seed: number;
  readonly checks: number;
  /** How summaries ended, and why. */
  readonly ends: readonly { readonly end: string; readonly count: number }[];
  readonly acts: ReadonlyMap<string, number>;
  /** Faults and kills. */
  readonly sites: ReadonlyMap<string, number>;
  /** What did not hold, and after which step. */
  readonly failure?: string;
}

const MINUTE_MS = 60_000;
/** Within this a hospital that is well has acknowledged a summary. */
const ACKNOWLEDGED_MS = 5_000;
/** Within this after it is well again everything that waited has come to its end: pauses of two minutes, two questions, and the sending. */
const CAUGHT_UP_MS = 6 * MINUTE_MS;
/** Of each hundred seeds so many lose their disk once. */
const RESTORED_SEEDS = 25;

/** What can happen, and how often of a thousand times. */
const ACTS = [
  ['book', 120],
  ['begin', 120],
  ['change', 70],
  ['agree', 190],
  ['agreeInPeace', 60],
  ['repeat', 40],
  ['doctor', 90],
  ['cancel', 50],
  ['hospitalCancels', 30],
  ['away', 25],
  ['kill', 20],
  ['killBetween', 70],
  ['freeze', 25],
  ['backUp', 30],
  ['wait', 60],
] as const;
type Act = (typeof ACTS)[number][0];

function actAt(roll: number): Act {
  let below = 0;
  for (const [act, often] of ACTS) {
    below += often;
    if (roll < below) return act;
  }
  return 'wait';
}

/**
 * One seed: people book, say what they have to say, agree, change it and agree again, and give appointments back, while lines are lost,
 * hospitals go away and processes die. After each step what doctors are shown holds; once all is well again every yes has its end.
 */
export async function simulatePreconsult(seed: number, steps: number, broken?: BrokenRule): Promise<PreconsultResult> {
  const world = await PreconsultWorld.create(seed, broken);
  const oracle = new PreconsultOracle(world);
  const walk = new Walk(world, oracle);
  const restoreAt = seed % 100 < RESTORED_SEEDS ? Math.floor(steps / 3 + world.random() * (steps / 2)) : -1;
  let step = 0;
  let failure: string | undefined;
  try {
    await walk.book();
    await walk.begin();
    for (; step < steps; step += 1) {
      if (step === restoreAt) await world.restore();
      await walk.step();
      await oracle.check();
    }
    world.heal();
    // Whether something is booked is asked at a pace of its own.
    for (let minute = 0; minute < 15 && (await walk.isBooking()); minute += 1) await world.pass(MINUTE_MS);
    await world.pass(CAUGHT_UP_MS);
    await oracle.checkAtRest();
    // Days later, when all visits are over, it is still so.
    for (let days = 0; days < 5; days += 1) {
      await world.clock.leap(24 * 60 * MINUTE_MS);
      await world.pass(3_000);
    }
    await oracle.checkAtRest();
  } catch (error) {
    failure = `after step ${step}: ${error instanceof Error ? error.message : String(error)}`;
  }
  const ends = await world.rows<{ end: string; count: number }>(
    `SELECT state || CASE WHEN reason IS NULL THEN '' ELSE ' ' || reason END AS end, count(*) AS count FROM summary_delivery GROUP BY 1
     UNION ALL SELECT 'doctor ' || doctor_answer, count(*) FROM summary_delivery WHERE doctor_answer IS NOT NULL GROUP BY 1`,
  );
  await world.close();
  const result = { seed, checks: oracle.checked, ends, acts: walk.acts, sites: world.sites };
  return failure === undefined ? result : { ...result, failure };
}

interface FormSeen {
  readonly id: string;
  readonly patient: string;
  readonly hospital: string;
  readonly claim: string;
  readonly cancelWanted: number;
  readonly submitted: number;
  readonly busy: number;
}

const FORMS = `SELECT preconsult.id, preconsult.patient_id AS patient, slot.hospital_id AS hospital, claim.state AS claim, cancel_wanted AS cancelWanted,
    submitted, (SELECT count(*) FROM summary_delivery WHERE preconsult_id = preconsult.id AND settled_at IS NULL)
      + (SELECT count(*) FROM task WHERE subject_id = preconsult.id AND state = 'ready') AS busy
  FROM preconsult JOIN appointment ON appointment.id = preconsult.appointment_id JOIN claim ON claim.id = appointment.claim_id
  JOIN slot ON slot.id = appointment.slot_id ORDER BY preconsult.id`;
const APPOINTMENTS = `SELECT appointment.id, appointment.patient_id AS patient, slot.hospital_id AS hospital, claim.state AS claim, claim.hospital_ref AS ref
  FROM appointment JOIN claim ON claim.id = claim_id JOIN slot ON slot.id = appointment.slot_id`;

class Walk {
  readonly acts = new Map<string, number>();
  readonly #world: PreconsultWorld;
  readonly #oracle: PreconsultOracle;
  /** Forms of which no answer was changed for certain since somebody last said yes to them. */
  readonly #unchanged = new Set<string>();
  readonly #sent: { readonly patient: number; readonly yes: Yes }[] = [];

  constructor(world: PreconsultWorld, oracle: PreconsultOracle) {
    this.#world = world;
    this.#oracle = oracle;
  }

  async step(): Promise<void> {
    const { random } = this.#world;
    const act = actAt(random() * 1_000);
    this.#count(act);
    await this[act]();
    await this.#world.pass(Math.floor(random() * 3_000));
  }

  async book(): Promise<void> {
    const { random, hospitals } = this.#world;
    const patient = Math.floor(random() * PATIENTS);
    // Most where doctors read summaries.
    const hospital =
      random() < 0.1
        ? pick(random, hospitals)
        : pick(
            random,
            hospitals.filter(({ takesSummaries }) => takesSummaries),
          );
    const order = { slotId: pick(random, hospital.slots), patientId: testPatient(patient).id };
    await this.#world.ask(patient, 'POST', '/v1/appointments', order, this.#world.newKey());
  }

  async begin(): Promise<void> {
    const appointment = await this.#pick<{ id: string; patient: string }>(
      `${APPOINTMENTS} WHERE NOT EXISTS (SELECT 1 FROM preconsult WHERE preconsult.appointment_id = appointment.id) AND live = 1 ORDER BY appointment.id`,
    );
    if (!appointment) return;
    const order = { appointmentId: appointment.id, questionnaire: 'general-history', saidBy: { who: 'patient' } };
    await this.#world.ask(numberOf(appointment.patient), 'POST', '/v1/preconsults', order);
  }

  /** Somebody answers one more question, or one of before otherwise. */
  async change(): Promise<void> {
    const form = await this.#pick<FormSeen>(FORMS);
    if (form) await this.#change(form);
  }

  async agree(): Promise<void> {
    const { random } = this.#world;
    const form = await this.#pick<FormSeen>(FORMS);
    if (!form) return;
    const given = this.#agree(form);
    // Now and then it is given back in the very moment.
    const back = random() < 0.1 ? this.#cancel(form.id) : undefined;
    await Promise.all([given, back]);
    if (random() < 0.5) return;
    await this.#change(form);
    await this.#agree(form);
  }

  /** While everything is well, what somebody agrees to is with their doctor within five seconds. */
  async agreeInPeace(): Promise<void> {
    const world = this.#world;
    const forms = (await world.rows<FormSeen>(FORMS)).filter(
      ({ hospital, claim, cancelWanted, submitted, busy }) =>
        claim === 'confirmed' &&
        cancelWanted === 0 &&
        submitted < 10 &&
        busy === 0 &&
        world.hospital(hospital).takesSummaries &&
        world.wellAt(hospital),
    );
    if (forms.length === 0) return;
    const form = pick(world.random, forms);
    const [booked] = await world.rows<{ key: string }>(
      `SELECT booking_key AS key FROM claim JOIN appointment ON claim.id = claim_id JOIN preconsult ON preconsult.appointment_id = appointment.id WHERE preconsult.id = '${form.id}'`,
    );
    const [standing] = await world.hospital(form.hospital).truth.bookings(booked?.key ?? '');
    if (!standing?.live || world.restoredAt !== undefined) return;
    world.hospital(form.hospital).calmUntil = world.now() + 2 * ACKNOWLEDGED_MS;
    const before = world.now();
    const yes = await this.#agree(form);
    if (!yes.accepted) return;
    await world.pass(Math.max(0, before + ACKNOWLEDGED_MS - world.now()));
    this.#count('acknowledged within five seconds');
    await this.#oracle.checkAcknowledged(form.id);
  }

  /** Somebody who heard nothing says the same yes again, under its key. */
  async repeat(): Promise<void> {
    if (this.#sent.length === 0) return;
    const { patient, yes } = pick(this.#world.random, this.#sent);
    await this.#submit(patient, yes);
  }

  /** A doctor says something of a summary, of the newest or of an older one, whether we know yet that it has come or not. */
  async doctor(): Promise<void> {
    const { random } = this.#world;
    const summary = await this.#pick<{ key: string; hospital: string }>(
      'SELECT delivery_key AS key, hospital_id AS hospital FROM summary_delivery ORDER BY delivery_key DESC LIMIT 12',
    );
    const known = summary && this.#world.hospital(summary.hospital).truth.summaries;
    if (!known || (await known.held(summary.key)) === 0) return;
    const what = pick(random, ['read', 'corrected', 'not-useful'] as const);
    const corrections = [{ code: 'allergies', text: '青霉素过敏' } as const];
    await known.answer({ key: summary.key, what, ...(what === 'corrected' ? { corrections } : {}) });
    this.#oracle.said(summary.key, what);
  }

  async cancel(): Promise<void> {
    const form = await this.#pick<FormSeen>(FORMS);
    if (form) await this.#cancel(form.id);
  }

  async hospitalCancels(): Promise<void> {
    const booked = await this.#pick<{ hospital: string; ref: string }>(
      `${APPOINTMENTS} WHERE claim.state = 'confirmed' AND claim.hospital_ref IS NOT NULL ORDER BY appointment.id`,
    );
    if (booked) await this.#world.hospital(booked.hospital).truth.statuses?.set(booked.ref, 'cancelled');
  }

  async away(): Promise<void> {
    const { random } = this.#world;
    const minutes = random() < 0.3 ? 60 : 6;
    pick(random, this.#world.hospitals).awayUntil = this.#world.now() + Math.floor(random() * minutes * MINUTE_MS);
  }

  async kill(): Promise<void> {
    await this.#world.gateways.replace(Math.floor(this.#world.random() * this.#world.gateways.running.length));
  }

  /** Before or after one of the next units of a form or a summary, or of the calls about one. */
  async killBetween(): Promise<void> {
    const { random } = this.#world;
    const [of, at] = [pick(random, ['unit', 'unit', 'call'] as const), pick(random, ['before', 'after'] as const)];
    this.#world.plan({ of, at, left: Math.floor(random() * 4) } satisfies KillPlan);
  }

  async freeze(): Promise<void> {
    await this.#world.freezeOrThaw();
  }

  async backUp(): Promise<void> {
    await this.#world.backUp();
  }

  /** Whether nobody knows yet of some appointment whether it is booked, or given back. */
  async isBooking(): Promise<boolean> {
    const [open] = await this.#world.rows<{ count: number }>(
      "SELECT count(*) AS count FROM task WHERE kind = 'settle-claim' AND state = 'ready'",
    );
    return open?.count !== 0;
  }

  async wait(): Promise<void> {
    await this.#world.pass(Math.floor(this.#world.random() * 4 * MINUTE_MS));
  }

  async #agree({ id, patient }: FormSeen): Promise<Yes> {
    const yes: Yes = { preconsult: id, key: this.#world.newKey(), isNew: !this.#unchanged.has(id), accepted: false };
    this.#unchanged.add(id);
    this.#oracle.agreed(yes);
    const number = numberOf(patient);
    this.#sent.push({ patient: number, yes });
    await this.#submit(number, yes);
    return yes;
  }

  async #submit(patient: number, yes: Yes): Promise<void> {
    const { status } = await this.#world.ask(patient, 'POST', `/v1/preconsults/${yes.preconsult}/submit`, {}, yes.key);
    if (status === 200) yes.accepted = true;
  }

  async #change({ id, patient }: FormSeen): Promise<void> {
    const { random } = this.#world;
    const path = `/v1/preconsults/${id}/next-question`;
    const ask = async (body: object) =>
      (await this.#world.ask(numberOf(patient), 'POST', path, body)).body.question as Question | undefined;
    const question = (await ask({})) ?? (await ask({ before: 'the-last' }));
    if (!question) return;
    const values = question.options.length > 0 && random() < 0.8 ? [pick(random, question.options).value] : undefined;
    const answer = values ? { path: question.path, values } : { path: question.path, declined: 'unknown' };
    const { status, body } = await this.#world.ask(numberOf(patient), 'POST', path, { answer });
    if (status === 200 && (body.faults as unknown[]).length === 0) this.#unchanged.delete(id);
  }

  async #cancel(preconsult: string): Promise<void> {
    const [row] = await this.#world.rows<{ id: string; patient: string }>(
      `${APPOINTMENTS} JOIN preconsult ON preconsult.appointment_id = appointment.id WHERE preconsult.id = '${preconsult}'`,
    );
    if (row) await this.#world.ask(numberOf(row.patient), 'POST', `/v1/appointments/${row.id}/cancel`, {}, this.#world.newKey());
  }

  async #pick<Row>(sql: string): Promise<Row | undefined> {
    const rows = await this.#world.rows<Row>(sql);
    return rows.length === 0 ? undefined : pick(this.#world.random, rows);
  }

  #count(act: string): void {
    this.acts.set(act, (this.acts.get(act) ?? 0) + 1);
  }
}

interface Question {
  readonly path: string;
  readonly options: readonly { readonly value: unknown }[];
}

function numberOf(patientId: string): number {
  return Array.from({ length: PATIENTS }, (_, number) => number).find((number) => testPatient(number).id === patientId) ?? 0;
}
