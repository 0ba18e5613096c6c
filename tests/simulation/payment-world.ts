import type { Notice, PaymentChannel } from '../../adapters/payments/port.ts';
import type { ChargeLine, ChargesFacet } from '../../adapters/port/charges.ts';
import { addPayerRoutes } from '../../bff/main/payer-routes.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import { channelAt } from '../../bff/scenes/payments/dependencies.ts';
import { ProviderTwin } from '../support/provider-twin.ts';
import { pick, seeded } from '../support/seeded.ts';
import { testPatient } from '../support/test-gateway.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { type BrokenRule, withoutRule } from './identity-rules.ts';
import { SimulatedHospital } from './payment-hospital.ts';
import { type SettleFate, SimulatedInsurer } from './payment-insurer.ts';
import { FaultyLine, SETTLE_WINDOW_MS } from './payment-line.ts';
import type { SimulatedProcess } from './process.ts';
import { type Heard, SimulatedGateways } from './simulated-gateways.ts';

const EPOCH = Date.parse('2027-03-01T08:00:00+08:00');
export const PATIENTS = 5;
const PROCESSES = 2;

/** Three hospitals that differ in who settles the insurance. */
const HOSPITALS: Readonly<Record<string, ChargesFacet['insurance']>> = {
  'pay-insurer': 'insurer',
  'pay-hospital': 'hospital',
  'pay-self': 'none',
};

const LINES: readonly Omit<ChargeLine, 'ref'>[] = [
  { name: '普通门诊诊察费', quantity: '1', price: 2500, amount: 2500, class: 'a', ownShare: 0 },
  { name: '血常规', quantity: '1', price: 2000, amount: 2000, class: 'a', ownShare: 0 },
  { name: '阿莫西林胶囊', quantity: '2', price: 1245, amount: 2490, class: 'b', ownShare: 1000 },
  { name: '膝关节护具', quantity: '1', price: 12800, amount: 12800, class: 'none', ownShare: 10_000 },
];

/** One hospital with its merchant and its code at the insurer. */
export interface Site {
  readonly id: string;
  readonly hospital: SimulatedHospital;
  readonly provider: ProviderTwin;
  readonly insurer: SimulatedInsurer | undefined;
  readonly lines: readonly FaultyLine[];
}

/**
 * A city that pays, in one thread under one seed: two gateways on one database, three hospitals, an insurer and merchants whose lines
 * lose, delay and garble what is said, and operators who kill processes.
 */
export class PaymentWorld {
  readonly clock = new VirtualClock(EPOCH);
  readonly random: () => number;
  readonly sites: Site[] = [];
  readonly sitesSeen = new Map<string, number>();
  readonly store: SqliteStore;
  readonly #gateways: SimulatedGateways;
  #healed = false;
  #keys = 0;

  private constructor(seed: number, broken: BrokenRule | undefined) {
    this.random = seeded(seed);
    this.store = new SqliteStore({ path: ':memory:', now: this.clock.now, defer: queueMicrotask });
    const view = withoutRule(this.store, broken);
    this.#gateways = new SimulatedGateways({
      seed,
      clock: this.clock,
      random: this.random,
      hospitals: Object.keys(HOSPITALS),
      patients: PATIENTS,
      settings: {
        syncEveryMs: 1e12,
        watchEveryMs: 1e12,
        queueEveryMs: 1e12,
        pollEveryMs: 10_000,
        publicUrl: 'https://door.example',
      },
      view: () => view,
      loses: () => !this.#healed && this.random() < 0.01,
      partners: (process) => this.#partnersOf(process),
      beside: (onedoor) => addPayerRoutes(onedoor, () => 'sim'),
    });
  }

  static async create(seed: number, broken?: BrokenRule): Promise<PaymentWorld> {
    const world = new PaymentWorld(seed, broken);
    await world.store.migrate(migrationsFor('sqlite'), EPOCH);
    for (const [id, insurance] of Object.entries(HOSPITALS)) world.#openSite(id, insurance);
    await world.#gateways.found(world.store);
    for (let number = 0; number < PROCESSES; number += 1) await world.#gateways.start();
    for (let patient = 0; patient < PATIENTS; patient += 1) await world.#gateways.signIn(patient);
    return world;
  }

  /** A bill of one to four lines for somebody. */
  openBill(site: Site, patient: number): void {
    const { document } = testPatient(patient).patient;
    const count = 1 + Math.floor(this.random() * LINES.length);
    const lines = Array.from({ length: count }, (_, n) => ({ ...pick(this.random, LINES), ref: `L${n + 1}` }));
    site.hospital.openBill(document.number, lines);
  }

  /** One request of somebody, who may wait for the answer while the clock goes on. */
  ask(patient: number, method: string, path: string, body?: unknown, key?: string): Promise<Heard> {
    return this.#gateways.ask(patient, method, path, body, key);
  }

  /** Somebody at home wants the code of a bill, on the page that their paper opens. */
  async press(code: string, part: number): Promise<void> {
    const body = new URLSearchParams({ code, part: String(part) });
    const { app } = this.#gateways.any();
    await this.#gateways.whileTimePasses<unknown>(Promise.resolve(app.request('/pay', { method: 'POST', body })));
  }

  now(): number {
    return this.clock.now();
  }

  newKey(): string {
    this.#keys += 1;
    return `sim-key-${String(this.#keys).padStart(6, '0')}`;
  }

  /** A notice reaches one of the gateways, perhaps more often than once, perhaps never. */
  async notify(site: Site, notice: Notice): Promise<void> {
    const sink = this.#gateways.any().notices(channelAt('sandbox', site.id));
    await this.#gateways.whileTimePasses<unknown>(sink.accept(notice));
  }

  async kill(): Promise<void> {
    await this.#gateways.replace(Math.floor(this.random() * PROCESSES));
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  /** Faults end, and a day and more goes by. */
  async heal(): Promise<void> {
    this.#healed = true;
    for (const { lines } of this.sites) for (const line of lines) line.heal();
    // Now and then an insurer comes back only when its time is over.
    if (this.random() < 0.5) for (const { lines } of this.sites) lines[2]?.away(11 * 60_000);
    await this.clock.advance(15 * 60_000);
    for (let hour = 0; hour < 60; hour += 1) {
      await this.clock.leap(30 * 60_000);
      await this.clock.advance(5_000);
    }
    await this.clock.advance(5 * 60_000);
  }

  rows<Row>(sql: string): Promise<readonly Row[]> {
    return this.store.read<Row>({ sql, parameters: [] });
  }

  async close(): Promise<void> {
    this.#gateways.killAll();
    await this.store.close();
  }

  #openSite(id: string, insurance: ChargesFacet['insurance']): void {
    const line = (name: string) =>
      new FaultyLine({
        name,
        clock: this.clock,
        random: this.random,
        faultsPercent: 12,
        saw: (site) => void this.sitesSeen.set(site, (this.sitesSeen.get(site) ?? 0) + 1),
      });
    const lines = [line('hospital'), line('provider'), line('insurer')] as const;
    const settleFate = (): SettleFate => {
      const roll = this.random();
      return roll < 0.7 ? 'same' : roll < 0.8 ? 'less' : roll < 0.9 ? 'more' : 'refuse';
    };
    const { clock, random } = this;
    const hospital = new SimulatedHospital({ id, insurance, clock, line: lines[0], settleFate });
    const refundFate = () => {
      const roll = random();
      if (roll < 0.55) return 'done';
      if (roll < 0.85) return 'processing';
      return roll < 0.96 && !this.#healed ? 'short' : roll < 0.98 ? 'done' : 'abnormal';
    };
    const provider = new ProviderTwin({
      merchant: `M-${id}`,
      clock,
      line: lines[1],
      settleWindowMs: SETTLE_WINDOW_MS,
      random,
      refundFate,
    });
    const undoRefused = () => random() < 0.03;
    const insurer =
      insurance === 'insurer'
        ? new SimulatedInsurer({ institution: `C-${id}`, clock, line: lines[2], settleFate, undoRefused })
        : undefined;
    this.sites.push({ id, hospital, provider, insurer, lines });
  }

  #partnersOf(process: SimulatedProcess) {
    return {
      adapters: new Map(this.sites.map(({ id, hospital }) => [id, process.adapter(hospital.adapter, async () => {})] as const)),
      payments: new Map(
        this.sites.map(({ id, provider }) => [channelAt('sandbox', id), gated<PaymentChannel>(process, provider)]),
      ),
      insurance: new Map(this.sites.flatMap(({ id, insurer }) => (insurer ? [[id, gated(process, insurer)] as const] : []))),
    };
  }
}

/** A port whose calls go through the process: none returns to one that is dead. */
function gated<Port extends object>(process: SimulatedProcess, port: Port): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) =>
        process.through(() => (member as (...all: unknown[]) => Promise<unknown>).apply(target, given));
    },
  });
}
