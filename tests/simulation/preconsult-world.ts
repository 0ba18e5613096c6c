import { FAULTS, type Fault } from '../../adapters/conformance/partner-under-test.ts';
import { createMemoryHospital, type MemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { MemoryLack } from '../../adapters/hospitals/memory/config.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { DeliverSummary, SummaryAnswer } from '../../adapters/port/preconsult.ts';
import type { Outcome } from '../../adapters/port/terms.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import type { Store } from '../../bff/platform/store/store.ts';
import { inProcessExpressions } from '../../bff/scenes/preconsult/questionnaire/in-process-expressions.ts';
import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import { changed } from '../support/changed-adapter.ts';
import { pick, seeded } from '../support/seeded.ts';
import { HALF_HOUR_MS } from '../support/test-gateway.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { type BrokenRule, withoutRule } from './identity-rules.ts';
import type { SimulatedProcess } from './process.ts';
import { type Heard, SimulatedGateways } from './simulated-gateways.ts';
import { copyRows, type Rows, restoreRows } from './store-copy.ts';

const EPOCH = Date.parse('2027-03-01T08:00:00+08:00');
export const PATIENTS = 4;
const PROCESSES = 2;
const HOUR_MS = 3_600_000;
/** From now to the visits: one is soon, one is over before the simulation ends. */
const AHEAD_HOURS = [1, 4, 26, 27, 50, 74];
/** A request that arrives late does so within the settle window of 15 s. */
const LATE_MS = { least: 4_000, range: 10_000 };

/** Two hospitals whose doctors read summaries, one with its clock ahead, and one that takes none. */
const HOSPITALS: Readonly<Record<string, { readonly without: readonly MemoryLack[]; readonly aheadMs: number }>> = {
  'sum-first': { without: [], aheadMs: 0 },
  'sum-ahead': { without: ['patients'], aheadMs: 90_000 },
  'sum-paper': { without: ['preconsult', 'patients'], aheadMs: 0 },
};

/** Units of a form and its summaries: a gateway is killed before and after any of them. */
const UNITS =
  /^(begin-preconsult|save-answers|submit-preconsult|summary-|note-summary|wait-for-booking|finish-summaries|note-doctors)/;

/** Where a gateway is going to die. */
export interface KillPlan {
  readonly at: 'before' | 'after';
  readonly of: 'unit' | 'call';
  /** How many it passes before. */
  left: number;
}

export interface SummaryHospital {
  readonly id: string;
  readonly takesSummaries: boolean;
  readonly adapter: HospitalAdapter;
  readonly truth: MemoryHospital;
  readonly slots: readonly string[];
  awayUntil: number;
  /** Nothing goes wrong until then. */
  calmUntil: number;
}

/** Who looks at every call and every commit while it happens. */
export interface SummaryWatcher {
  restored(): void;
  committed(): Promise<void>;
  delivering(hospitalId: string, request: DeliverSummary): Promise<void>;
  delivered(hospitalId: string, request: DeliverSummary): Promise<void>;
}

/**
 * A city whose doctors are told before visits, in one thread under one seed: two gateways on one database, three hospitals that delay, lose, repeat
 * and garble what they are told and answer, people who say yes, change their minds and give appointments back, and operators who kill and restore.
 */
export class PreconsultWorld {
  readonly clock = new VirtualClock(EPOCH);
  readonly random: () => number;
  readonly hospitals: SummaryHospital[] = [];
  /** Faults and kills that happened, by where they did. */
  readonly sites = new Map<string, number>();
  readonly gateways: SimulatedGateways;
  watcher: SummaryWatcher | undefined;
  store: SqliteStore;
  healed = false;
  /** Since when the database has been an older one. */
  restoredAt: number | undefined;
  readonly #broken: BrokenRule | undefined;
  #view: Store;
  #plan: KillPlan | undefined;
  readonly #dead: SimulatedProcess[] = [];
  #backup: Rows | undefined;
  #keys = 0;

  private constructor(seed: number, broken: BrokenRule | undefined) {
    this.random = seeded(seed);
    this.#broken = broken;
    this.store = this.#openStore();
    this.#view = withoutRule(this.store, broken);
    this.gateways = new SimulatedGateways({
      seed,
      clock: this.clock,
      random: this.random,
      hospitals: Object.keys(HOSPITALS),
      patients: PATIENTS,
      settings: { syncEveryMs: 10 * 60_000, watchEveryMs: 15_000, queueEveryMs: 1e12, pollEveryMs: 2_000, checkReplies: false },
      view: (process) => this.#viewOf(process),
      loses: () => !this.healed && this.hospitals.every(({ calmUntil }) => calmUntil < this.clock.now()) && this.random() < 0.01,
      // Loaded beforehand: what is read from a disk takes its own time.
      partners: (process) => ({ adapters: this.#adaptersOf(process), expressions: async () => inProcessExpressions() }),
    });
  }

  static async create(seed: number, broken?: BrokenRule): Promise<PreconsultWorld> {
    const world = new PreconsultWorld(seed, broken);
    await world.store.migrate(migrationsFor('sqlite'), EPOCH);
    for (const id of Object.keys(HOSPITALS)) await world.#openHospital(id);
    await world.gateways.found(world.store);
    for (let number = 0; number < PROCESSES; number += 1) await world.gateways.start();
    for (let patient = 0; patient < PATIENTS; patient += 1) await world.gateways.signIn(patient);
    await world.pass(2_000);
    return world;
  }

  now(): number {
    return this.clock.now();
  }

  newKey(): string {
    this.#keys += 1;
    return `sim-key-${String(this.#keys).padStart(6, '0')}`;
  }

  async ask(patient: number, method: string, path: string, body?: unknown, key?: string): Promise<Heard> {
    await this.mend();
    return this.gateways.ask(patient, method, path, body, key);
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await this.mend();
  }

  rows<Row>(sql: string): Promise<readonly Row[]> {
    return this.store.read<Row>({ sql, parameters: [] });
  }

  hospital(id: string): SummaryHospital {
    const found = this.hospitals.find((one) => one.id === id);
    if (!found) throw new Error(`no hospital ${id}`);
    return found;
  }

  /** Whether a person's yes can go to this hospital at once: it is well, nothing is dead, frozen or about to die. */
  wellAt(id: string): boolean {
    const { running } = this.gateways;
    return (
      this.#plan === undefined &&
      running.every(({ process }) => process.running) &&
      running.every(({ onedoor }) => onedoor.dependencies.hospitals.reachable(id)) &&
      this.hospital(id).awayUntil < this.now()
    );
  }

  plan(plan: KillPlan): void {
    this.#plan = plan;
  }

  /** Starts another where one has died. */
  async mend(): Promise<void> {
    for (const process of this.#dead.splice(0)) {
      const index = this.gateways.running.findIndex((one) => one.process === process);
      if (index >= 0) await this.gateways.replace(index);
    }
  }

  async freezeOrThaw(): Promise<void> {
    const { running } = this.gateways;
    const frozen = running.find(({ process }) => !process.running);
    if (frozen) frozen.process.thaw();
    else pick(this.random, running).process.freeze();
  }

  async backUp(): Promise<void> {
    this.#backup = await copyRows(this.store);
  }

  /** As an operator does it: the gateways are gone, and so is what the backup does not know. */
  async restore(): Promise<void> {
    if (!this.#backup || this.restoredAt !== undefined) return;
    this.gateways.killAll();
    await this.store.close();
    this.store = this.#openStore();
    await this.store.migrate(migrationsFor('sqlite'), EPOCH);
    await restoreRows(this.store, this.#backup, this.now());
    this.#view = withoutRule(this.store, this.#broken);
    this.restoredAt = this.now();
    this.watcher?.restored();
    this.#dead.length = 0;
    for (let number = 0; number < PROCESSES; number += 1) await this.gateways.replace(0);
  }

  heal(): void {
    this.healed = true;
    this.#plan = undefined;
    for (const hospital of this.hospitals) hospital.awayUntil = 0;
    this.gateways.thawAll();
  }

  async close(): Promise<void> {
    this.gateways.killAll();
    await this.store.close();
  }

  /** What happened there once more. */
  saw(site: string): void {
    this.sites.set(site, (this.sites.get(site) ?? 0) + 1);
  }

  #openStore(): SqliteStore {
    return new SqliteStore({ path: ':memory:', now: this.clock.now, defer: queueMicrotask });
  }

  async #openHospital(id: string): Promise<void> {
    const { without, aheadMs } = HOSPITALS[id] ?? { without: [], aheadMs: 0 };
    const { adapter, hospital: truth } = createMemoryHospital({
      now: () => this.now() + aheadMs,
      slots: [],
      sleep: (ms) => new Promise((resolve) => this.clock.after(ms, () => resolve())),
      delays: { replyMs: 20, slowMs: 4_000, lateCommitMs: LATE_MS.least + Math.floor(this.random() * LATE_MS.range) },
      without,
      pageSize: 3,
      chooseFault: ({ operation }) => this.#fault(id, operation),
    });
    const slots = [];
    for (const hours of AHEAD_HOURS) {
      const startsAt = EPOCH + hours * HOUR_MS;
      const slot = { startsAt, endsAt: startsAt + HALF_HOUR_MS, capacity: 100, departmentRef: 'gk', practitionerRef: 'p1' };
      slots.push(slotIdOf(id, await truth.openSlot(slot)));
    }
    const takesSummaries = !without.includes('preconsult');
    this.hospitals.push({ id, takesSummaries, adapter: this.#talking(id, adapter), truth, slots, awayUntil: 0, calmUntil: 0 });
  }

  #fault(id: string, operation: string): Fault | null {
    const { awayUntil, calmUntil } = this.hospital(id);
    if (this.now() < awayUntil) return 'refused';
    const often = operation.startsWith('preconsult.') ? 0.3 : 0.04;
    if (this.healed || this.now() < calmUntil || this.random() > often) return null;
    const fault = pick(this.random, FAULTS);
    this.saw(`${operation} ${fault}`);
    return fault;
  }

  /** A hospital that tells answers again from the first on, and now and then one of another hospital's summary. */
  #talking(id: string, adapter: HospitalAdapter): HospitalAdapter {
    const { preconsult } = adapter;
    if (!preconsult) return adapter;
    return changed(adapter, {
      preconsult: {
        ...preconsult,
        answers: async (cursor, call) => {
          const again = !this.healed && this.random() < 0.3;
          const told = await preconsult.answers(again ? undefined : cursor, call);
          if (!told.ok || this.healed || this.random() > 0.3) return told;
          const foreign = await this.#foreign(id);
          if (!foreign) return told;
          this.saw('answers forged');
          return { ...told, value: { ...told.value, answers: [...told.value.answers, foreign] } };
        },
      },
    });
  }

  /** An answer to a summary that this hospital never had, from its future. */
  async #foreign(id: string): Promise<SummaryAnswer | undefined> {
    const [other] = await this.rows<{ key: string }>(
      `SELECT delivery_key AS key FROM summary_delivery WHERE hospital_id <> '${id}' ORDER BY delivery_key DESC LIMIT 1`,
    );
    return other && { key: other.key, what: 'read', at: this.now() + HOUR_MS };
  }

  #adaptersOf(process: SimulatedProcess) {
    const watched = this.hospitals.map(({ id, adapter }) => {
      const through = process.adapter(adapter, (operation, request, outcome) =>
        this.#see(process, { id, operation, request, outcome }),
      );
      return [id, through] as const;
    });
    return new Map(watched);
  }

  async #see(
    process: SimulatedProcess,
    seen: {
      readonly id: string;
      readonly operation: string;
      readonly request: unknown;
      readonly outcome: Outcome<unknown> | undefined;
    },
  ): Promise<void> {
    const { id, operation, request, outcome } = seen;
    const at = outcome ? 'after' : 'before';
    if (operation.startsWith('preconsult.') && this.#dies(process, { of: 'call', at, name: operation })) await never();
    if (operation !== 'preconsult.deliver') return;
    if (outcome) await this.watcher?.delivered(id, request as DeliverSummary);
    else await this.watcher?.delivering(id, request as DeliverSummary);
  }

  /** The database as one process has it: that dies around some commits. */
  #viewOf(process: SimulatedProcess): Store {
    return {
      engine: 'sqlite',
      commit: async (unit) => {
        const counts = UNITS.test(unit.name);
        if (counts && this.#dies(process, { of: 'unit', at: 'before', name: unit.name })) await never();
        const commit = await this.#view.commit(unit);
        if (commit.ok) await this.watcher?.committed();
        // Whatever it was going to do with that answer does not happen any more.
        if (counts && commit.ok) this.#dies(process, { of: 'unit', at: 'after', name: unit.name });
        return commit;
      },
      committed: (id) => this.#view.committed(id),
      read: (statement) => this.#view.read(statement),
      waiting: () => this.#view.waiting(),
      migrate: (migrations, now) => this.#view.migrate(migrations, now),
      close: async () => {},
    };
  }

  #dies(
    process: SimulatedProcess,
    here: { readonly of: KillPlan['of']; readonly at: KillPlan['at']; readonly name: string },
  ): boolean {
    const plan = this.#plan;
    const others = this.gateways.running.filter((one) => one.process !== process && one.process.running);
    if (plan?.of !== here.of || plan.at !== here.at || others.length === 0 || !process.running) return false;
    plan.left -= 1;
    if (plan.left >= 0) return false;
    this.#plan = undefined;
    this.saw(`killed ${here.at} ${here.name}`);
    process.kill();
    this.#dead.push(process);
    return true;
  }
}

function never(): Promise<never> {
  return new Promise(() => {});
}
