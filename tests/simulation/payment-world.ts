import { createLogSender } from '../../adapters/messages/log/adapter.ts';
import type { Notice, PaymentChannel } from '../../adapters/payments/port.ts';
import type { ChargeLine, ChargesFacet } from '../../adapters/port/charges.ts';
import { compose, type Onedoor } from '../../bff/main/compose.ts';
import { addPayerRoutes } from '../../bff/main/payer-routes.ts';
import { createBlindIndex } from '../../bff/platform/crypto/blind-index.ts';
import { createBookingKeys } from '../../bff/platform/crypto/booking-key.ts';
import { createCipher } from '../../bff/platform/crypto/cipher.ts';
import { createSigner } from '../../bff/platform/crypto/signer.ts';
import { createIds } from '../../bff/platform/ids.ts';
import { silentLog } from '../../bff/platform/log.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import type { Store } from '../../bff/platform/store/store.ts';
import { importHospitals } from '../../bff/scenes/directory/import-hospitals.ts';
import { registerPatients } from '../../bff/scenes/identity/patients.ts';
import { channelAt } from '../../bff/scenes/payments/dependencies.ts';
import { ProviderTwin } from '../support/provider-twin.ts';
import { ROOMY_CITY } from '../support/roomy-city.ts';
import { pick, seeded, seededBytes } from '../support/seeded.ts';
import { hospitalEntry, TEST_SETTINGS, testPatient } from '../support/test-gateway.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';
import { type BrokenRule, withoutRule } from './identity-rules.ts';
import { SimulatedHospital } from './payment-hospital.ts';
import { type SettleFate, SimulatedInsurer } from './payment-insurer.ts';
import { FaultyLine, SETTLE_WINDOW_MS } from './payment-line.ts';
import { SimulatedProcess } from './process.ts';

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

export interface Replied {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

interface Running {
  readonly process: SimulatedProcess;
  readonly onedoor: Onedoor;
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
  readonly #view: Store;
  readonly #bytes: (length: number) => Uint8Array;
  readonly #running: Running[] = [];
  readonly #tokens = new Map<number, string>();
  #healed = false;
  #keys = 0;

  private constructor(seed: number, broken: BrokenRule | undefined) {
    this.random = seeded(seed);
    this.#bytes = seededBytes(seed + 1);
    this.store = new SqliteStore({ path: ':memory:', now: this.clock.now, defer: queueMicrotask });
    this.#view = withoutRule(this.store, broken);
  }

  static async create(seed: number, broken?: BrokenRule): Promise<PaymentWorld> {
    const world = new PaymentWorld(seed, broken);
    await world.store.migrate(migrationsFor('sqlite'), EPOCH);
    for (const [id, insurance] of Object.entries(HOSPITALS)) world.#openSite(id, insurance);
    for (let number = 0; number < PROCESSES; number += 1) await world.#startProcess();
    for (let patient = 0; patient < PATIENTS; patient += 1) await world.#signIn(patient);
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
  async ask(patient: number, method: string, path: string, body?: unknown, key?: string): Promise<Replied> {
    const reply = await this.#askOnce(patient, method, path, body, key);
    if (reply.status !== 401 || path === '/v1/sessions') return reply;
    // A session lives for half an hour.
    await this.#signIn(patient);
    return this.#askOnce(patient, method, path, body, key);
  }

  async #askOnce(patient: number, method: string, path: string, body?: unknown, key?: string): Promise<Replied> {
    const running = this.#running.filter(({ process }) => process.running);
    const { onedoor } = pick(this.random, running);
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.#tokens.get(patient)}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return this.#whileTimePasses<Replied>(
      Promise.resolve(onedoor.app.request(path, init)).then(async (response) => ({
        status: response.status,
        body: (await response.json()) as Record<string, unknown>,
      })),
    );
  }

  /** Somebody at home wants the code of a bill, on the page that their paper opens. */
  async press(code: string, part: number): Promise<void> {
    const { onedoor } = pick(
      this.random,
      this.#running.filter(({ process }) => process.running),
    );
    const body = new URLSearchParams({ code, part: String(part) });
    await this.#whileTimePasses<unknown>(Promise.resolve(onedoor.app.request('/pay', { method: 'POST', body })));
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
    const { onedoor } = pick(
      this.random,
      this.#running.filter(({ process }) => process.running),
    );
    await this.#whileTimePasses<unknown>(onedoor.notices(channelAt('sandbox', site.id)).accept(notice));
  }

  async kill(): Promise<void> {
    const index = Math.floor(this.random() * this.#running.length);
    this.#running[index]?.process.kill();
    this.#running.splice(index, 1);
    await this.#startProcess();
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
    for (const { process } of this.#running) process.kill();
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

  async #startProcess(): Promise<void> {
    const process = new SimulatedProcess(this.clock);
    const store = process.store(this.#view, () => !this.#healed && this.random() < 0.01);
    const ids = createIds(this.#bytes, this.clock.now);
    const cipher = createCipher({ current: 'test', keys: { test: 'A'.repeat(43) } }, this.#bytes);
    const blindIndex = createBlindIndex({ current: 'test', keys: { test: 'A'.repeat(43) } });
    const parts = {
      store,
      clock: process.clock,
      ids,
      log: silentLog,
      random: this.#bytes,
      cipher,
      blindIndex,
    };
    if (this.#running.length === 0 && this.#tokens.size === 0) {
      const direct = { ...parts, store: this.store };
      await importHospitals(
        direct,
        this.sites.map(({ id }) => hospitalEntry(id)),
      );
      await registerPatients(
        direct,
        Array.from({ length: PATIENTS }, (_, number) => testPatient(number)),
      );
    }
    const adapters = new Map(
      this.sites.map(({ id, hospital }) => [id, process.adapter(hospital.adapter, async () => {})] as const),
    );
    const payments = new Map(
      this.sites.map(({ id, provider }) => [channelAt('sandbox', id), gated<PaymentChannel>(process, provider)]),
    );
    const insurance = new Map(this.sites.flatMap(({ id, insurer }) => (insurer ? [[id, gated(process, insurer)] as const] : [])));
    const onedoor = compose({
      ...parts,
      slipSigner: createSigner('A'.repeat(43)),
      auditSigner: createSigner('A'.repeat(43)),
      bookingKeys: createBookingKeys('A'.repeat(43), this.#bytes, this.clock.now),
      messages: createLogSender(() => {}),
      adapters,
      payments,
      insurance,
      settings: {
        ...TEST_SETTINGS,
        syncEveryMs: 1e12,
        watchEveryMs: 1e12,
        queueEveryMs: 1e12,
        pollEveryMs: 10_000,
        publicUrl: 'https://door.example',
      },
      city: ROOMY_CITY,
      clientAddress: () => 'sim',
    });
    addPayerRoutes(onedoor, () => 'sim');
    this.#running.push({ process, onedoor });
    void onedoor.start().catch(() => {});
    await settle();
  }

  async #signIn(patient: number): Promise<void> {
    const evidence = { kind: 'demo', patientId: testPatient(patient).id };
    for (;;) {
      const { body } = await this.ask(patient, 'POST', '/v1/sessions', { evidence, carrier: 'bearer' });
      if (typeof body.token !== 'string') continue;
      this.#tokens.set(patient, body.token);
      return;
    }
  }

  /** The clock goes on until the answer is there; one that a killed process owed never comes. */
  async #whileTimePasses<T>(answer: Promise<T>): Promise<T | Replied> {
    let settled: { value: T } | { error: unknown } | undefined;
    answer.then(
      (value) => {
        settled = { value };
      },
      (error: unknown) => {
        settled = { error };
      },
    );
    for (let turn = 0; settled === undefined && turn < 400; turn += 1) await this.clock.advance(turn < 20 ? 20 : 100);
    if (settled !== undefined && 'value' in settled) return settled.value;
    return { status: 0, body: {} };
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
