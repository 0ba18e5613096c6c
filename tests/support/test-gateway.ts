import { createHash } from 'node:crypto';
import { createMemoryHospital, type MemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { MemoryHospitalOptions } from '../../adapters/hospitals/memory/config.ts';
import type { Insurer } from '../../adapters/insurers/port.ts';
import type { MessageSender } from '../../adapters/messages/port.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { Patient } from '../../adapters/port/terms.ts';
import { compose, type Onedoor } from '../../bff/main/compose.ts';
import { addOperatorCommands } from '../../bff/main/operator-commands.ts';
import { addOperatorRoutes } from '../../bff/main/operator-routes.ts';
import { createPasskeyVerifier } from '../../bff/main/passkeys.ts';
import type { Settings } from '../../bff/main/settings.ts';
import { type Clock, systemClock } from '../../bff/platform/clock.ts';
import { createBlindIndex } from '../../bff/platform/crypto/blind-index.ts';
import { createBookingKeys } from '../../bff/platform/crypto/booking-key.ts';
import { type Cipher, createCipher } from '../../bff/platform/crypto/cipher.ts';
import { createPinHash } from '../../bff/platform/crypto/pin-hash.ts';
import { createSigner } from '../../bff/platform/crypto/signer.ts';
import { createIds, type Ids, systemRandom } from '../../bff/platform/ids.ts';
import { createLog } from '../../bff/platform/log.ts';
import type { Store } from '../../bff/platform/store/store.ts';
import type { HospitalEntry } from '../../bff/scenes/directory/city-file.ts';
import { importHospitals } from '../../bff/scenes/directory/import-hospitals.ts';
import type { CityPolicy } from '../../bff/scenes/directory/policy.ts';
import { registerPatients } from '../../bff/scenes/identity/patients.ts';
import { channelAt } from '../../bff/scenes/payments/dependencies.ts';
import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import { applySnapshot } from '../../bff/scenes/slots/sync-slots.ts';
import { goodLine, type ProviderOptions, ProviderTwin } from './provider-twin.ts';
import { ROOMY_CITY, ROOMY_POLICY } from './roomy-city.ts';
import { untilDetermined } from './until-determined.ts';

export const HOSPITAL = 'test-first';
export const DEPARTMENT = 'A04.03';
export const HALF_HOUR_MS = 30 * 60 * 1000;

/** A hospital with one department and one practitioner, whose adapter is given. */
export function hospitalEntry(id = HOSPITAL): HospitalEntry {
  return {
    id,
    name: '测试第一医院',
    englishName: 'Test First Hospital',
    protocol: 'memory',
    connection: {},
    dutyDesk: { name: '值班室', phone: '0000-1' },
    campuses: [{ ref: 'main', name: '本部', address: '试验路1号', openingHours: [] }],
    closures: [],
    visit: { bring: [{ zh: '身份证', en: 'Identity card' }], queueRule: { zh: '等叫号。', en: 'Wait to be called.' } },
    policy: ROOMY_POLICY,
    departments: [
      {
        ref: 'gk',
        code: DEPARTMENT,
        name: '骨科',
        englishName: 'Orthopaedics',
        aliases: ['腰腿痛'],
        campusRef: 'main',
        floor: '2F',
        room: '201',
        fasting: false,
      },
    ],
    practitioners: [{ ref: 'p1', name: '曾静', englishName: 'Zeng Jing', title: '主任医师', departmentRef: 'gk', feeFen: 5000 }],
  };
}

/** Any number of invented people; `number` tells them apart. */
export function testPatient(number: number): { id: string; patient: Patient } {
  const id = `pat_${createHash('sha256').update(`test patient ${number}`).digest('base64url').slice(0, 22)}`;
  const patient: Patient = {
    name: `试${number}号`,
    birthDate: '1950-01-01',
    sex: 'female',
    document: { type: 'passport', number: `TEST${String(number).padStart(6, '0')}` },
  };
  return { id, patient };
}

export interface TestGateway {
  readonly onedoor: Onedoor;
  readonly hospital: MemoryHospital;
  /** The payment provider `sandbox`, at which each hospital is the same merchant. */
  readonly provider: ProviderTwin;
  readonly ids: Ids;
  /** Every line that was logged. */
  readonly logged: string[];
  /** Every message that was sent to a phone. */
  readonly sent: readonly SentMessage[];
  /** A request as it comes from a socket, less the socket. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Bearer token of a demo session. A store that sheds load is asked again. @throws when there is no session. */
  signIn(patientId: string): Promise<string>;
  /** Books and answers status and body. */
  book(order: {
    slotId: string;
    patientId: string;
    token: string;
    key: string;
  }): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>;
  cancel(order: {
    id: string;
    token: string;
    key: string;
  }): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>;
  /** Opens a slot at the hospital and lets the gateway read it. */
  openSlot(capacity: number, startsInMs?: number): Promise<{ slotId: string; ref: string }>;
  sync(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestGatewayOptions {
  readonly store: Store;
  readonly clock?: Clock;
  readonly random?: (length: number) => Uint8Array;
  readonly patients?: number;
  readonly settings?: Partial<Settings>;
  readonly hospital?: Partial<MemoryHospitalOptions>;
  /** The same hospital in front of a second gateway. */
  readonly share?: TestGateway;
  /** Stands between the gateway and its hospital. */
  readonly wrap?: (adapter: HospitalAdapter) => HospitalAdapter;
  readonly adapters?: ReadonlyMap<string, HospitalAdapter>;
  /** What differs in the hospital's entry of the city's file. */
  readonly entry?: Partial<HospitalEntry>;
  /** The same, of each hospital. */
  readonly entries?: Readonly<Record<string, Partial<HospitalEntry>>>;
  /** What the city decides; without it few people may book much. */
  readonly city?: CityPolicy;
  /** The address that every request seems to come from. */
  readonly address?: () => string;
  /** Keys that change, instead of the fixed ones. */
  readonly cipher?: Cipher;
  readonly addKey?: () => { readonly current: string };
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
  /** What becomes of refunds at the provider; without it they arrive at once. */
  readonly refundFate?: ProviderOptions['refundFate'];
  /** Who is asked about the insurance of a hospital that says so. */
  readonly insurer?: Insurer;
  /** Instead of the sender that takes everything and tells no more of it. */
  readonly messages?: MessageSender;
}

/** A message as the sender got it. */
export interface SentMessage {
  readonly key: string;
  readonly to: string;
  readonly text: string;
}

/** What the operator's commands show in tests. */
export const OPERATOR_TOKEN = 'O'.repeat(43);

/** Of the key that signs checkpoints in tests. */
export const AUDIT_SEED = 'C'.repeat(42).concat('A');

/** Hundreds of people sign in in tests; what a PIN costs in earnest is a test of its own (`pin-hash.test.ts`). */
const QUICK_PIN_COST = { N: 16, r: 8, p: 1 };

const BOOKING_SECRET = 'E'.repeat(42).concat('A');

export const INDEX_KEYS = { current: 'test', keys: { test: 'I'.repeat(43) } };

/** Fixed, so that two gateways of one test open what the other sealed. */
export const KEY_RING = { current: 'test', keys: { test: 'A'.repeat(43) } };

export const TEST_SETTINGS: Settings = {
  demo: true,
  origins: [],
  hosts: [],
  rateLimitPerMinute: 1_000_000,
  syncEveryMs: 3_600_000,
  syncWindowMs: 8 * 24 * 3_600_000,
  watchEveryMs: 30_000,
  queueEveryMs: 30_000,
  hospitalCallsAtOnce: 10,
  forgetEveryMs: 10 * 365 * 24 * 3_600_000,
  sealEveryMs: 10 * 365 * 24 * 3_600_000,
  rewrapEveryMs: 10 * 365 * 24 * 3_600_000,
  pollEveryMs: 250,
  checkReplies: true,
  publicUrl: '',
};

const adapterOf = new WeakMap<TestGateway, HospitalAdapter>();

/** The whole gateway in this process, in front of a hospital in memory. */
export async function startTestGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? systemRandom();
  const ids = createIds(random, clock.now);
  const logged: string[] = [];
  const log = createLog({ sink: (line) => logged.push(line), level: options.logLevel ?? 'debug', now: clock.now });
  const cipher: Cipher = options.cipher ?? createCipher(KEY_RING, random);
  // Files of patients are opened where a test is about them.
  const made = createMemoryHospital({ now: clock.now, slots: [], without: ['patients'], ...options.hospital });
  const hospital = options.share?.hospital ?? made.hospital;
  const bare = (options.share && adapterOf.get(options.share)) ?? made.adapter;
  const adapter = options.wrap ? options.wrap(bare) : bare;
  const adapters = options.adapters ?? new Map([[HOSPITAL, adapter]]);
  const blindIndex = createBlindIndex(INDEX_KEYS);
  const parts = { store: options.store, clock, ids, log, random, cipher, blindIndex };
  await importHospitals(
    parts,
    [...adapters.keys()].map((id) => ({ ...hospitalEntry(id), ...options.entry, ...options.entries?.[id] })),
  );
  await registerPatients(
    parts,
    Array.from({ length: options.patients ?? 3 }, (_, number) => testPatient(number)),
  );
  const settings = { ...TEST_SETTINGS, ...options.settings };
  const clientAddress = options.address ?? (() => '127.0.0.1');
  const city = options.city ?? ROOMY_CITY;
  const slipSigner = createSigner('B'.repeat(42).concat('A'));
  const auditSigner = createSigner(AUDIT_SEED);
  const bookingKeys = createBookingKeys(BOOKING_SECRET, random, clock.now);
  const sent: SentMessage[] = [];
  const messages: MessageSender = options.messages ?? {
    keyed: true,
    async send(message) {
      sent.push(message);
      return { ok: true, value: null };
    },
  };
  const passkeys = createPasskeyVerifier();
  const refundFate = options.refundFate ?? (() => 'done' as const);
  const twin = { merchant: 'M-test', clock, line: goodLine, settleWindowMs: 5_000, random: Math.random, refundFate };
  const provider = options.share?.provider ?? new ProviderTwin(twin);
  const payments = new Map([...adapters.keys()].map((id) => [channelAt('sandbox', id), provider]));
  const onedoor = compose({
    ...parts,
    passkeys,
    slipSigner,
    auditSigner,
    bookingKeys,
    pins: createPinHash(random, QUICK_PIN_COST),
    messages,
    adapters,
    payments,
    ...(options.insurer ? { insurance: new Map([[HOSPITAL, options.insurer]]) } : {}),
    settings,
    city,
    clientAddress,
  });
  addOperatorRoutes(onedoor, { version: '0.0.0', commit: 'test', metricsToken: undefined, clientAddress });
  const addKey = options.addKey ?? (() => ({ current: 'test' }));
  addOperatorCommands(onedoor, { token: OPERATOR_TOKEN, addKey, clientAddress });
  await onedoor.start();
  const gateway = build(onedoor, { hospital, provider }, { ids, logged, sent }, clock);
  adapterOf.set(gateway, bare);
  return gateway;
}

function build(
  onedoor: Onedoor,
  { hospital, provider }: Pick<TestGateway, 'hospital' | 'provider'>,
  { ids, logged, sent }: Pick<TestGateway, 'ids' | 'logged' | 'sent'>,
  clock: Clock,
): TestGateway {
  const request = async (path: string, init?: RequestInit) => onedoor.app.request(path, init);
  const json = (token: string, key: string) => ({
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': key,
  });
  const answer = async (response: Response) => ({
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  });
  const gateway: TestGateway = {
    onedoor,
    hospital,
    provider,
    ids,
    logged,
    sent,
    request,
    async signIn(patientId) {
      const body = JSON.stringify({ evidence: { kind: 'demo', patientId }, carrier: 'bearer' });
      const headers = { 'content-type': 'application/json' };
      const opened = await untilDetermined(async () => answer(await request('/v1/sessions', { method: 'POST', body, headers })));
      // A token that is none would be told as a session that does not stand.
      if (opened.status !== 201) throw new Error(`not signed in: ${opened.status} ${JSON.stringify(opened.body)}`);
      return String(opened.body.token);
    },
    async book({ slotId, patientId, token, key }) {
      const body = JSON.stringify({ slotId, patientId });
      return answer(await request('/v1/appointments', { method: 'POST', body, headers: json(token, key) }));
    },
    async cancel({ id, token, key }) {
      return answer(await request(`/v1/appointments/${id}/cancel`, { method: 'POST', headers: json(token, key) }));
    },
    async openSlot(capacity, startsInMs = 24 * 3_600_000) {
      const startsAt = clock.now() + startsInMs;
      const ref = await hospital.openSlot({
        startsAt,
        endsAt: startsAt + HALF_HOUR_MS,
        capacity,
        departmentRef: 'gk',
        practitionerRef: 'p1',
      });
      await gateway.sync();
      return { slotId: slotIdOf(HOSPITAL, ref), ref };
    },
    sync: () => syncNow(onedoor),
    stop: () => onedoor.stop(),
  };
  return gateway;
}

/** Reads every page of the hospital once, as the recurring task does, without waiting for it. */
async function syncNow({ dependencies }: Onedoor): Promise<void> {
  const { hospitals, clock } = dependencies;
  const now = clock.now();
  for (const hospitalId of hospitals.ids()) {
    let page: string | undefined;
    do {
      const askedAt = clock.now();
      const outcome = await hospitals.ask(hospitalId, 'slots', 'page', {
        from: now,
        to: now + 9 * 24 * 3_600_000,
        ...(page === undefined ? {} : { page }),
      });
      if (!outcome.ok) throw new Error(`sync: ${outcome.failure.kind}`);
      await applySnapshot(dependencies, { hospitalId, askedAt, slots: outcome.value.slots });
      page = outcome.value.next;
    } while (page !== undefined);
  }
}
