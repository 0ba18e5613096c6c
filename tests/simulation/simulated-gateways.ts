import { createLogSender } from '../../adapters/messages/log/adapter.ts';
import { compose, type Onedoor, type Parts } from '../../bff/main/compose.ts';
import type { Settings } from '../../bff/main/settings.ts';
import { createBlindIndex } from '../../bff/platform/crypto/blind-index.ts';
import { createBookingKeys } from '../../bff/platform/crypto/booking-key.ts';
import { createCipher } from '../../bff/platform/crypto/cipher.ts';
import { createSigner } from '../../bff/platform/crypto/signer.ts';
import { createIds } from '../../bff/platform/ids.ts';
import { silentLog } from '../../bff/platform/log.ts';
import type { Store } from '../../bff/platform/store/store.ts';
import { importHospitals } from '../../bff/scenes/directory/import-hospitals.ts';
import { registerPatients } from '../../bff/scenes/identity/patients.ts';
import { ROOMY_CITY } from '../support/roomy-city.ts';
import { pick, seededBytes } from '../support/seeded.ts';
import { hospitalEntry, TEST_SETTINGS, testPatient } from '../support/test-gateway.ts';
import { settle, type VirtualClock } from '../support/virtual-clock.ts';
import { SimulatedProcess } from './process.ts';

export interface SimulatedGatewaysOptions {
  readonly seed: number;
  readonly clock: VirtualClock;
  readonly random: () => number;
  readonly hospitals: readonly string[];
  readonly patients: number;
  readonly settings: Partial<Settings>;
  /** The database as this process sees it, before its answers can get lost. */
  readonly view: (process: SimulatedProcess) => Store;
  /** Whether the answer to a commit that was made gets lost. */
  readonly loses: () => boolean;
  readonly partners: (
    process: SimulatedProcess,
  ) => Pick<Parts, 'adapters'> & Partial<Pick<Parts, 'payments' | 'insurance' | 'expressions'>>;
  /** What stands beside the scenes. */
  readonly beside?: (onedoor: Onedoor) => void;
}

/** What a person heard; `status` 0: nothing, because whoever owed the answer is dead or slow. */
export interface Heard {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface RunningGateway {
  readonly process: SimulatedProcess;
  readonly onedoor: Onedoor;
}

const KEY = 'A'.repeat(43);

/** The gateways of a simulated city: processes of one program on one database, which are killed, frozen and replaced. */
export class SimulatedGateways {
  readonly running: RunningGateway[] = [];
  readonly #options: SimulatedGatewaysOptions;
  readonly #bytes: (length: number) => Uint8Array;
  readonly #tokens = new Map<number, string>();

  constructor(options: SimulatedGatewaysOptions) {
    this.#options = options;
    this.#bytes = seededBytes(options.seed + 1);
  }

  /** Writes the city and its people into a new database. */
  async found(store: Store): Promise<void> {
    const { hospitals, patients, clock } = this.#options;
    const parts = { ...this.#secrets(), store, clock, ids: createIds(this.#bytes, clock.now) };
    await importHospitals(
      parts,
      hospitals.map((id) => hospitalEntry(id)),
    );
    await registerPatients(
      parts,
      Array.from({ length: patients }, (_, number) => testPatient(number)),
    );
  }

  async start(): Promise<void> {
    const { clock, loses, view, partners, settings, beside } = this.#options;
    const process = new SimulatedProcess(clock);
    const onedoor = compose({
      ...this.#secrets(),
      store: process.store(view(process), loses),
      clock: process.clock,
      ids: createIds(this.#bytes, clock.now),
      slipSigner: createSigner(KEY),
      auditSigner: createSigner(KEY),
      bookingKeys: createBookingKeys(KEY, this.#bytes, clock.now),
      messages: createLogSender(() => {}),
      ...partners(process),
      settings: { ...TEST_SETTINGS, ...settings },
      city: ROOMY_CITY,
      clientAddress: () => '192.0.2.1',
    });
    beside?.(onedoor);
    this.running.push({ process, onedoor });
    void onedoor.start().catch(() => {});
    await settle();
  }

  /** Kills one, and starts another in its place. */
  async replace(index: number): Promise<void> {
    this.running[index]?.process.kill();
    this.running.splice(index, 1);
    await this.start();
  }

  killAll(): void {
    for (const { process } of this.running) process.kill();
  }

  thawAll(): void {
    for (const { process } of this.running) process.thaw();
  }

  /** One of those that run. */
  any(): Onedoor {
    const { onedoor } = pick(
      this.#options.random,
      this.running.filter(({ process }) => process.running),
    );
    return onedoor;
  }

  async signIn(patient: number): Promise<void> {
    const evidence = { kind: 'demo', patientId: testPatient(patient).id };
    for (;;) {
      const { body } = await this.#ask(patient, 'POST', '/v1/sessions', { body: { evidence, carrier: 'bearer' } });
      if (typeof body.token !== 'string') continue;
      this.#tokens.set(patient, body.token);
      return;
    }
  }

  /** One request of somebody, who may wait for the answer while the clock goes on. */
  async ask(patient: number, method: string, path: string, body?: unknown, key?: string): Promise<Heard> {
    const given = { body, key };
    const heard = await this.#ask(patient, method, path, given);
    if (heard.status !== 401) return heard;
    // A session lives for half an hour.
    await this.signIn(patient);
    return this.#ask(patient, method, path, given);
  }

  headers(patient: number, key?: string): Record<string, string> {
    return {
      authorization: `Bearer ${this.#tokens.get(patient)}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
  }

  async #ask(patient: number, method: string, path: string, { body, key }: { body?: unknown; key?: string | undefined }) {
    const init = {
      method,
      headers: this.headers(patient, key),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const answered = Promise.resolve(this.any().app.request(path, init)).then(
      async (response): Promise<Heard> => ({ status: response.status, body: (await response.json()) as Heard['body'] }),
    );
    return (await this.whileTimePasses(answered)) ?? { status: 0, body: {} };
  }

  /** The clock goes on until the answer is there; one that a killed process owed never comes. */
  async whileTimePasses<T>(answer: Promise<T>): Promise<T | undefined> {
    const { clock } = this.#options;
    let settled: { value: T } | { error: unknown } | undefined;
    answer.then(
      (value) => {
        settled = { value };
      },
      (error: unknown) => {
        settled = { error };
      },
    );
    for (let turn = 0; settled === undefined && turn < 400; turn += 1) await clock.advance(turn < 20 ? 20 : 100);
    return settled !== undefined && 'value' in settled ? settled.value : undefined;
  }

  #secrets() {
    return {
      log: silentLog,
      random: this.#bytes,
      cipher: createCipher({ current: 'test', keys: { test: KEY } }, this.#bytes),
      blindIndex: createBlindIndex({ current: 'test', keys: { test: KEY } }),
    };
  }
}
