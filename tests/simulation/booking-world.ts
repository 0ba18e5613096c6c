import { createHash } from 'node:crypto';
import { FAULTS, type Fault } from '../../adapters/conformance/partner-under-test.ts';
import { createMemoryHospital, type MemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { MemoryLack } from '../../adapters/hospitals/memory/config.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import { pick, seeded } from '../support/seeded.ts';
import { HALF_HOUR_MS, testPatient } from '../support/test-gateway.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';
import { CallWatch } from './call-watch.ts';
import type { SimulatedProcess } from './process.ts';
import { SimulatedGateways } from './simulated-gateways.ts';

const EPOCH = Date.parse('2027-03-01T00:00:00+08:00');
const PATIENTS = 6;
const PROCESSES = 2;

/** Three hospitals that differ in what they can do: the rules for an unknown outcome differ with it. */
const HOSPITALS: Readonly<Record<string, readonly MemoryLack[]>> = {
  'sim-keyed': [],
  'sim-unkeyed': ['keys'],
  'sim-mute': ['bookings', 'keys'],
};

export interface SimulatedHospital {
  readonly id: string;
  readonly adapter: HospitalAdapter;
  readonly truth: MemoryHospital;
  readonly slots: readonly { readonly id: string; readonly ref: string; readonly capacity: number }[];
}

/**
 * A city in one thread under one seed: two gateways on one database, three hospitals that delay, lose, repeat and garble what they
 * are told, patients who book, cancel and repeat themselves, and an operator who kills and freezes processes.
 */
export class BookingWorld {
  readonly clock = new VirtualClock(EPOCH);
  readonly store: SqliteStore;
  readonly random: () => number;
  readonly hospitals: SimulatedHospital[] = [];
  readonly calls: CallWatch;
  readonly trace = createHash('sha256');
  readonly sites = new Map<string, number>();
  readonly replies: { key: string; reply: string }[] = [];
  healed = false;
  readonly #gateways: SimulatedGateways;
  readonly #orders: { path: string; patient: number; key: string; body?: string }[] = [];
  #keys = 0;

  private constructor(seed: number) {
    this.random = seeded(seed);
    // Batches run in microtasks, so that nothing depends on how the event loop interleaves.
    this.store = new SqliteStore({ path: ':memory:', now: this.clock.now, defer: queueMicrotask });
    this.calls = new CallWatch(this.store);
    this.#gateways = new SimulatedGateways({
      seed,
      clock: this.clock,
      random: this.random,
      hospitals: Object.keys(HOSPITALS),
      patients: PATIENTS,
      settings: { syncEveryMs: 20_000, watchEveryMs: 15_000, pollEveryMs: 2_000 },
      view: () => this.store,
      loses: () => !this.healed && this.random() < 0.01,
      partners: (process) => ({ adapters: this.#adaptersOf(process) }),
    });
  }

  static async create(seed: number): Promise<BookingWorld> {
    const world = new BookingWorld(seed);
    await world.store.migrate(migrationsFor('sqlite'), EPOCH);
    await world.#openHospitals();
    await world.#gateways.found(world.store);
    for (let number = 0; number < PROCESSES; number += 1) await world.#gateways.start();
    for (let patient = 0; patient < PATIENTS; patient += 1) await world.#gateways.signIn(patient);
    await world.#advance(2_000);
    return world;
  }

  /** One thing happens. Its name goes into the trace. */
  async step(): Promise<void> {
    const roll = this.random();
    if (roll < 0.34) await this.#book();
    else if (roll < 0.42) await this.#cancel();
    else if (roll < 0.48) await this.#repeat();
    else if (roll < 0.53) await this.#crash();
    else if (roll < 0.57) await this.#freezeOrThaw();
    else if (roll < 0.93) await this.#advance(Math.floor(this.random() * 4_000));
    else await this.#advance(Math.floor(this.random() * 90_000));
  }

  /** Faults end, frozen processes wake up, and a day and more goes by. */
  async heal(): Promise<void> {
    this.healed = true;
    this.#gateways.thawAll();
    await this.#advance(10 * 60_000);
    for (let quarter = 0; quarter < 108; quarter += 1) {
      await this.clock.leap(15 * 60_000);
      await this.#advance(3_000);
    }
  }

  note(text: string): void {
    this.trace.update(`${text}\n`);
  }

  async close(): Promise<void> {
    this.#gateways.killAll();
    await this.store.close();
  }

  async #openHospitals(): Promise<void> {
    for (const [id, without] of Object.entries(HOSPITALS)) {
      const { adapter, hospital } = createMemoryHospital({
        now: this.clock.now,
        slots: [],
        sleep: (ms) => new Promise((resolve) => this.clock.after(ms, () => resolve())),
        // A hospital that lies about its settle window of 15 s: a late commit may come a minute after the question was settled.
        delays: { replyMs: 20, slowMs: 4_000, lateCommitMs: 5_000 + Math.floor(this.random() * 70_000) },
        without,
        pageSize: 7,
        chooseFault: ({ operation }) => this.#fault(id, operation),
      });
      const slots = [];
      for (let number = 0; number < 3; number += 1) {
        const startsAt = EPOCH + 48 * 3_600_000 + number * HALF_HOUR_MS;
        const capacity = 1 + Math.floor(this.random() * 3);
        const ref = await hospital.openSlot({
          startsAt,
          endsAt: startsAt + HALF_HOUR_MS,
          capacity,
          departmentRef: 'gk',
          practitionerRef: 'p1',
        });
        slots.push({ id: slotIdOf(id, ref), ref, capacity });
      }
      this.hospitals.push({ id, adapter, truth: hospital, slots });
    }
  }

  #fault(hospitalId: string, operation: string): Fault | null {
    if (this.healed || this.random() > 0.25) return null;
    const fault = pick(this.random, FAULTS);
    // A hospital that takes no keys, can not be asked and lists nothing would hold the second of two bookings unseen by anybody.
    if (fault === 'duplicate' && hospitalId === 'sim-mute') return null;
    const site = `${operation} ${fault}`;
    this.sites.set(site, (this.sites.get(site) ?? 0) + 1);
    this.note(site);
    return fault;
  }

  #adaptersOf(process: SimulatedProcess) {
    const watched = this.hospitals.map(({ id, adapter }) => {
      const watch = process.adapter(adapter, (operation, request, outcome) => this.calls.see(id, operation, request, outcome));
      return [id, watch] as const;
    });
    return new Map(watched);
  }

  async #book(): Promise<void> {
    const hospital = pick(this.random, this.hospitals);
    const slot = pick(this.random, hospital.slots);
    const patient = Math.floor(this.random() * PATIENTS);
    const body = JSON.stringify({ slotId: slot.id, patientId: testPatient(patient).id });
    this.#keys += 1;
    await this.#order({ path: '/v1/appointments', patient, key: `simulated-${this.#keys}`, body });
  }

  async #cancel(): Promise<void> {
    const rows = await this.store.read<{ id: string; patient_id: string }>({
      sql: 'SELECT id, patient_id FROM appointment WHERE live = 1 ORDER BY id',
      parameters: [],
    });
    if (rows.length === 0) return;
    const row = pick(this.random, rows);
    const patient =
      Array.from({ length: PATIENTS }, (_, number) => number).find((number) => testPatient(number).id === row.patient_id) ?? 0;
    this.#keys += 1;
    await this.#order({ path: `/v1/appointments/${row.id}/cancel`, patient, key: `simulated-${this.#keys}` });
  }

  /** A client that heard nothing sends the same again. */
  async #repeat(): Promise<void> {
    if (this.#orders.length > 0) await this.#order(pick(this.random, this.#orders));
  }

  async #order(order: { path: string; patient: number; key: string; body?: string }): Promise<void> {
    this.#orders.push(order);
    this.note(`${order.path} ${order.key}`);
    const init = { method: 'POST', headers: this.#gateways.headers(order.patient, order.key) };
    // Nobody waits here: the answer may come minutes later, or never if the process dies.
    void Promise.resolve(
      this.#gateways.any().app.request(order.path, { ...init, ...(order.body === undefined ? {} : { body: order.body }) }),
    )
      .then(async (response) => {
        const reply = `${response.status} ${await response.text()}`;
        this.replies.push({ key: order.key, reply });
        this.note(`${order.key} ${response.status}`);
      })
      .catch(() => {});
    await settle();
  }

  async #crash(): Promise<void> {
    const index = Math.floor(this.random() * PROCESSES);
    this.note(`kill ${index}`);
    await this.#gateways.replace(index);
  }

  async #freezeOrThaw(): Promise<void> {
    const { running } = this.#gateways;
    const frozen = running.find(({ process }) => !process.running);
    this.note(frozen ? 'thaw' : 'freeze');
    if (frozen) frozen.process.thaw();
    else pick(this.random, running).process.freeze();
    await settle();
  }

  async #advance(ms: number): Promise<void> {
    this.note(`advance ${ms}`);
    await this.clock.advance(ms);
  }
}
