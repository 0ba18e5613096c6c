import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { Patient } from '../../adapters/port/terms.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import { insertLink } from '../../bff/scenes/identity/link-rows.ts';
import { insertProxy } from '../../bff/scenes/identity/patient-rows.ts';
import { registerPatients } from '../../bff/scenes/identity/patients.ts';
import { draftRules } from '../../bff/scenes/preconsult/triage/draft-rules.ts';
import type { TriageQuestion, TriageSubject } from '../../bff/scenes/preconsult/triage/terms.ts';
import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import { isDanger } from '../scenes/preconsult/red-flag-oracle.ts';
import { anySubject, caseOf, type Heard, type Walked, wander } from '../scenes/preconsult/triage-walks.ts';
import { pick, seeded, seededBytes } from '../support/seeded.ts';
import {
  DEPARTMENT,
  HALF_HOUR_MS,
  HOSPITAL,
  hospitalEntry,
  startTestGateway,
  type TestGateway,
} from '../support/test-gateway.ts';
import { bearer, fresh, post } from '../support/test-people.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

export interface PathsResult {
  readonly seed: number;
  readonly paths: number;
  /** Paths on which something was said that has to be looked at first, by the oracle. */
  readonly inDanger: number;
  /** How triage ended. */
  readonly ends: Readonly<Record<string, number>>;
  /** Attempts to book, by way and answer. */
  readonly attempts: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

const EPOCH = Date.parse('2027-03-01T08:00:00+08:00');
const DAY_MS = 24 * 3_600_000;
const CHILD_DAYS = 17 * 365;
const OTHER_HOSPITAL = 'test-other';
/** Answers that one request of triage takes. */
const ANSWERS_MAX = 24;

/** Every department to which a rule leads, beside the one whose slots are booked. */
const DEPARTMENTS = [
  ...hospitalEntry().departments,
  ...[...new Set(draftRules.departments.flatMap(({ leadsTo }) => leadsTo.map(([code]) => code)))]
    .filter((code) => code !== DEPARTMENT)
    .map((code) => ({
      ref: `d-${code}`,
      code,
      name: `科室${code}`,
      englishName: `Department ${code}`,
      aliases: [],
      campusRef: 'main',
      floor: '3F',
      room: '301',
      fasting: false,
    })),
];

/** Somebody who says something, and through whom it can be tried to book for them. */
interface Person {
  readonly number: number;
  readonly subject: TriageSubject;
  readonly id: string;
  /** Of a child. */
  readonly guardianId: string | undefined;
  /** The same person's other registration. */
  readonly linkedId: string | undefined;
}

/**
 * So many people, one after the other, go from a complaint through any answers to an end, over HTTP, and then try to book: themselves, through
 * who answers for them, under their other registration, at another hospital. The oracle says who may not.
 */
export async function walkTriagePaths(seed: number, paths: number): Promise<PathsResult> {
  const random = seeded(seed);
  const world = await PathWorld.open(seed, random, paths);
  try {
    for (const person of world.people) await world.path(person);
    return await world.result(seed);
  } finally {
    await world.close();
  }
}

class PathWorld {
  readonly people: readonly Person[];
  readonly #gateway: TestGateway;
  readonly #store: SqliteStore;
  readonly #random: () => number;
  readonly #slots: readonly string[];
  readonly #bookings: () => Promise<readonly string[]>;
  readonly #ends: Record<string, number> = {};
  readonly #attempts: Record<string, number> = {};
  readonly #failures: string[] = [];
  readonly #stopped = new Set<string>();
  #inDanger = 0;

  private constructor(parts: {
    people: readonly Person[];
    gateway: TestGateway;
    store: SqliteStore;
    random: () => number;
    slots: readonly string[];
    bookings: () => Promise<readonly string[]>;
  }) {
    this.people = parts.people;
    this.#gateway = parts.gateway;
    this.#store = parts.store;
    this.#random = parts.random;
    this.#slots = parts.slots;
    this.#bookings = parts.bookings;
  }

  static async open(seed: number, random: () => number, paths: number): Promise<PathWorld> {
    const clock = new VirtualClock(EPOCH);
    const store = new SqliteStore({ path: ':memory:', now: clock.now, defer: queueMicrotask });
    await store.migrate(migrationsFor('sqlite'), EPOCH);
    const hospitals = [HOSPITAL, OTHER_HOSPITAL].map((id) => ({
      id,
      ...createMemoryHospital({ now: clock.now, slots: [], without: ['patients'] }),
    }));
    const gateway = await startTestGateway({
      store,
      clock,
      random: seededBytes(seed + 1),
      patients: 0,
      entry: { departments: DEPARTMENTS },
      adapters: new Map(hospitals.map(({ id, adapter }) => [id, adapter])),
      settings: { checkReplies: false, syncEveryMs: 1e12, watchEveryMs: 1e12, queueEveryMs: 1e12 },
      logLevel: 'error',
    });
    const slots = [];
    for (const { id, hospital } of hospitals) {
      const startsAt = EPOCH + DAY_MS;
      const slot = { startsAt, endsAt: startsAt + HALF_HOUR_MS, capacity: paths, departmentRef: 'gk', practitionerRef: 'p1' };
      slots.push(slotIdOf(id, await hospital.openSlot(slot)));
    }
    await gateway.sync();
    const people = await register(gateway, random, paths);
    const bookings = async () => {
      const all = await Promise.all(hospitals.map(({ hospital }) => hospital.bookings()));
      return all.flat().map(({ patientName }) => patientName);
    };
    return new PathWorld({ people, gateway, store, random, slots, bookings });
  }

  async path(person: Person): Promise<void> {
    const ways = [person.id, ...(person.guardianId ? [person.guardianId] : []), ...(person.linkedId ? [person.linkedId] : [])];
    const { walked, end } = await this.#triage(person, pick(this.#random, ways));
    this.#ends[end] = (this.#ends[end] ?? 0) + 1;
    const danger = end !== 'left' && isDanger(caseOf(walked));
    if (danger) this.#inDanger += 1;
    const told = () => JSON.stringify({ ...walked, asked: [...walked.asked.keys()], end });
    if (danger && end === 'departments') this.#failures.push(`a department in danger: ${told()}`);
    const stopped = danger || end === 'red-flag';
    if (stopped) this.#stopped.add(nameOf(person.number)).add(linkedNameOf(person.number));
    for (const way of stopped ? ways : [person.id]) {
      // Under the other registration somebody books for that one.
      const patientId = way === person.linkedId ? way : person.id;
      for (const [at, slotId] of (stopped ? this.#slots : this.#slots.slice(0, 1)).entries()) {
        const reply = await post(this.#gateway, '/v1/appointments', { slotId, patientId }, fresh(await this.#session(way)));
        const answer = `${reply.status} ${String(reply.body.code ?? '')}`.trim();
        const by = way === person.id ? 'self' : way === person.guardianId ? 'guardian' : 'other registration';
        const name = `${by}${at === 0 ? '' : ', other hospital'}: ${answer}`;
        this.#attempts[name] = (this.#attempts[name] ?? 0) + 1;
        if (stopped && answer !== '409 red-flag') this.#failures.push(`${name}: ${told()}`);
        if (!stopped && reply.status !== 201) this.#failures.push(`nothing stood against it, and ${name}: ${told()}`);
      }
    }
  }

  async result(seed: number): Promise<PathsResult> {
    // By the hospitals' own books.
    for (const name of await this.#bookings())
      if (this.#stopped.has(name)) this.#failures.push(`${name} is booked at a hospital, and has to be looked at first`);
    return {
      seed,
      paths: this.people.length,
      inDanger: this.#inDanger,
      ends: this.#ends,
      attempts: this.#attempts,
      failures: this.#failures,
    };
  }

  async close(): Promise<void> {
    await this.#gateway.stop();
    await this.#store.close();
  }

  async #triage({ id, subject }: Person, by: string): Promise<{ readonly walked: Walked; readonly end: string }> {
    const walk = wander(this.#random, subject);
    const headers = await this.#session(by);
    let step = walk.next();
    let end = 'left';
    while (!step.done) {
      const { complaint, said } = step.value;
      const answers = said
        .map(({ question, answer }) => ({ question, answer: [answer].flat() }))
        // What is no word does not come through the door.
        .filter(({ answer }) => answer.length > 0 && answer.every((code) => code.trim() !== ''));
      if (answers.length > ANSWERS_MAX) break;
      const { status, body } = await post(this.#gateway, '/v1/triage', { patientId: id, complaint, answers }, headers);
      if (status !== 200) throw new Error(`triage answered ${status} ${String(body.code)}`);
      if (body.outcome !== 'question') end = String(body.outcome);
      step = walk.next(heardOf(body));
    }
    return { walked: step.value, end };
  }

  async #session(id: string): Promise<Record<string, string>> {
    const evidence = { evidence: { kind: 'demo', patientId: id }, carrier: 'bearer' };
    return bearer(await post(this.#gateway, '/v1/sessions', evidence));
  }
}

function heardOf(body: Record<string, unknown>): Heard {
  if (body.outcome !== 'question') return { kind: 'end' };
  const { id, kind, options } = body.question as { id: string; kind: string; options: { code: string }[] };
  const offered = options.filter(({ code }) => code !== 'unknown');
  const question = { id, answers: kind === 'several' ? 'many' : 'one', options: offered };
  return { kind: 'question', question: question as unknown as TriageQuestion };
}

const nameOf = (number: number) => `试${number}号`;
const linkedNameOf = (number: number) => `又${number}号`;

async function register({ onedoor }: TestGateway, random: () => number, count: number): Promise<readonly Person[]> {
  const { dependencies } = onedoor;
  const people: Person[] = [];
  const patients: { id: string; patient: Patient }[] = [];
  const parts = [];
  for (let number = 0; number < count; number += 1) {
    const subject = anySubject(random);
    const birthDate = subject.ageDays === null ? '' : dayOf(EPOCH - subject.ageDays * DAY_MS);
    const add = (name: string, kind: string, patient: Pick<Patient, 'birthDate' | 'sex'>): string => {
      const id = dependencies.ids.next('pat');
      const document = { type: 'passport', number: `${kind}${String(number).padStart(6, '0')}` } as const;
      patients.push({ id, patient: { name, document, ...patient } });
      return id;
    };
    const { sex } = subject;
    const id = add(nameOf(number), 'SELF', { birthDate, sex });
    const isYoung = subject.ageDays !== null && subject.ageDays < CHILD_DAYS;
    const guardianId = isYoung ? add(`护${number}号`, 'CARE', { birthDate: '1985-01-01', sex: 'female' }) : undefined;
    const linkedId = random() < 0.3 ? add(linkedNameOf(number), 'LINK', { birthDate, sex }) : undefined;
    people.push({ number, subject, id, guardianId, linkedId });
    const now = EPOCH;
    if (guardianId) parts.push(insertProxy({ guardianId, patientId: id, relationship: 'parent', level: 'document-read', now }));
    if (linkedId) {
      const [patientId = '', otherId = ''] = [id, linkedId].sort();
      const staff = { staffId: 'stf_two', proposedBy: 'stf_one', reason: '换证，同一人' };
      parts.push(insertLink({ id: dependencies.ids.next('lnk'), patientId, otherId, now, ...staff }));
    }
  }
  await registerPatients(dependencies, patients);
  for (let from = 0; from < parts.length; from += 50)
    await commit(dependencies, 'relate-people', 'background', parts.slice(from, from + 50));
  return people;
}

function dayOf(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
}
