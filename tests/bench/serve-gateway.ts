import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createLogSender } from '../../adapters/messages/log/adapter.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import { buildAdapters } from '../../bff/main/adapters.ts';
import { compose, type Onedoor } from '../../bff/main/compose.ts';
import { openStore } from '../../bff/main/open-store.ts';
import { systemClock } from '../../bff/platform/clock.ts';
import { createBlindIndex } from '../../bff/platform/crypto/blind-index.ts';
import { createBookingKeys } from '../../bff/platform/crypto/booking-key.ts';
import { createCipher } from '../../bff/platform/crypto/cipher.ts';
import { createSigner } from '../../bff/platform/crypto/signer.ts';
import { createIds, systemRandom } from '../../bff/platform/ids.ts';
import { limits } from '../../bff/platform/limits/limits.ts';
import { createLog } from '../../bff/platform/log.ts';
import { insertReadyTask, wakeTaskPart } from '../../bff/platform/tasks/task-rows.ts';
import { WATCH_BOOKINGS } from '../../bff/scenes/appointments/watch-bookings.ts';
import { type HospitalEntry, hospitalFile } from '../../bff/scenes/directory/city-file.ts';
import { importHospitals } from '../../bff/scenes/directory/import-hospitals.ts';
import { cityPolicy, hospitalPolicy } from '../../bff/scenes/directory/policy.ts';
import { registerPatients } from '../../bff/scenes/identity/patients.ts';
import { SYNC_SLOTS } from '../../bff/scenes/slots/sync-hospital.ts';
import { ROOMY_CITY } from '../support/roomy-city.ts';
import { HOSPITAL, hospitalEntry, TEST_SETTINGS, testPatient } from '../support/test-gateway.ts';
import { answerQuestions } from './child.ts';
import { createInstantHospital, type SlotGroup } from './instant-hospital.ts';
import { createInstantRecords, type ReportPlan } from './instant-records.ts';
import { percentile } from './stats.ts';

export interface GatewayParameters {
  readonly databaseUrl: string;
  /** Slots of the hospital that answers at once; none: it is not there. */
  readonly groups: readonly SlotGroup[];
  readonly patients: number;
  /** A file of hospitals over sockets. They are read only when the parent says so. */
  readonly hospitalsFile?: string;
  /** With the bounds of people and of requests that hold where nothing is said, and the seal of the audit. */
  readonly bounded?: boolean;
  /** What the hospital that answers at once has found out about each of its patients; nothing when absent. */
  readonly reports?: ReportPlan;
}

const NEVER = 9_000_000_000_000;
const DAY_MS = 86_400_000;
/** Often enough that the seals of a minute are among what it wrote. */
const SEAL_MS = 5_000;
/** As `bff/main/node.ts` has them. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000 } as const;

/**
 * The whole gateway as it runs in production, only that its first hospital answers at once and in the same process. Nothing is
 * left out or made cheaper: sessions, policy, validation, rate limits (set high), idempotency, audit, tasks, encryption.
 */
export async function serveGateway(parameters: GatewayParameters): Promise<void> {
  const store = await openStore(parameters.databaseUrl);
  const random = systemRandom();
  const instant = createInstantHospital(parameters.groups, Math.ceil(Date.now() / DAY_MS) * DAY_MS + DAY_MS);
  const log = createLog({ sink: firstErrors(), level: 'error', now: Date.now });
  const far = readHospitals(parameters.hospitalsFile);
  const { reports } = parameters;
  const first = { ...instant.adapter, ...(reports ? { records: createInstantRecords(reports, Date.now()) } : {}) };
  const adapters = new Map<string, HospitalAdapter>(parameters.groups.length > 0 ? [[HOSPITAL, first]] : []);
  for (const [id, adapter] of buildAdapters(far, { fetch: (input, init) => fetch(input, init), now: Date.now }))
    adapters.set(id, adapter);
  const parts = {
    store,
    clock: systemClock,
    ids: createIds(random, Date.now),
    log,
    random,
    blindIndex: createBlindIndex({ current: 'b', keys: { b: 'A'.repeat(43) } }),
    cipher: createCipher({ current: 'b', keys: { b: 'A'.repeat(43) } }, random),
  };
  const bounded = parameters.bounded === true;
  const near = bounded ? { ...hospitalEntry(), policy: hospitalPolicy.parse({}) } : hospitalEntry();
  await importHospitals(parts, [...(parameters.groups.length > 0 ? [near] : []), ...far]);
  await registerPatients(
    parts,
    Array.from({ length: parameters.patients }, (_, number) => testPatient(number)),
  );
  const settings = {
    ...TEST_SETTINGS,
    rateLimitPerMinute: bounded ? limits.requestsAMinute.figure : 1e9,
    syncWindowMs: 31 * DAY_MS,
    checkReplies: false,
    ...(bounded ? { sealEveryMs: SEAL_MS } : {}),
  };
  const unsent = {
    slipSigner: createSigner('A'.repeat(43)),
    auditSigner: createSigner('A'.repeat(43)),
    bookingKeys: createBookingKeys('A'.repeat(43), random, Date.now),
    messages: createLogSender(() => {}),
  };
  const city = bounded ? cityPolicy.parse({}) : ROOMY_CITY;
  const onedoor = compose({ ...parts, ...unsent, adapters, settings, city, clientAddress: () => '127.0.0.1' });
  await putSyncsOff(
    onedoor,
    far.map(({ id }) => id),
  );
  await onedoor.start();
  const server = serve({ fetch: onedoor.app.fetch, port: 0, hostname: '127.0.0.1', serverOptions: LIMITS });
  const port = await new Promise((resolve) =>
    server.once('listening', () => resolve((server.address() as { port: number }).port)),
  );
  const answers = {
    listen: async () => {
      if (parameters.groups.length > 0) await synced(onedoor, [HOSPITAL]);
      return port;
    },
    'booked-at-hospital': (group: string) => instant.taken(group),
    'database-bytes': () => databaseBytes(onedoor),
    'claimed-places': () => claimedPlaces(onedoor),
    'direct-call-p50-ms': (count: number) => directCalls(instant.adapter, count),
    sync: (ids: readonly string[]) => syncNow(onedoor, ids),
  };
  answerQuestions(answers, async () => {
    server.close();
    await onedoor.stop();
    await store.close();
  });
}

function readHospitals(path: string | undefined): readonly HospitalEntry[] {
  return path === undefined ? [] : hospitalFile.parse(JSON.parse(readFileSync(path, 'utf8')));
}

const ERRORS_SHOWN = 3;

/** Shows the first errors of a run: one is a reason to look, a thousand of the same are not. */
function firstErrors(): (line: string) => void {
  let count = 0;
  process.once('exit', () => {
    if (count > ERRORS_SHOWN) process.stderr.write(`the gateway logged ${count} errors, of which ${ERRORS_SHOWN} were shown\n`);
  });
  return (line) => {
    count += 1;
    if (count <= ERRORS_SHOWN) process.stderr.write(line);
  };
}

/** Writes the recurring tasks of the hospitals over sockets before the gateway does, due in a far future. */
async function putSyncsOff({ dependencies: { store, ids } }: Onedoor, hospitalIds: readonly string[]): Promise<void> {
  const tasks = hospitalIds.flatMap((id) =>
    [SYNC_SLOTS, WATCH_BOOKINGS].map((kind) => insertReadyTask(ids.next('tsk'), kind, id, NEVER)),
  );
  await store.commit({ id: ids.next('unt'), name: 'put-syncs-off', lane: 'background', deadline: NEVER, parts: tasks });
}

/** Lets these hospitals' slots be read now, by the recurring task itself. Answers how many slots they have when it is done. */
async function syncNow(onedoor: Onedoor, hospitalIds: readonly string[]): Promise<number> {
  const { store, ids, tasks, clock } = onedoor.dependencies;
  const parts = hospitalIds.map((id) => wakeTaskPart(SYNC_SLOTS, id, clock.now()));
  await store.commit({ id: ids.next('unt'), name: 'sync-now', lane: 'background', deadline: NEVER, parts });
  tasks.poke();
  await synced(onedoor, hospitalIds);
  const list = hospitalIds.map((id) => `'${id}'`).join(',');
  const [row] = await store.read<{ slots: number }>({
    sql: `SELECT count(*) AS slots FROM slot WHERE hospital_id IN (${list})`,
    parameters: [],
  });
  return row?.slots ?? 0;
}

async function synced({ dependencies: { store } }: Onedoor, hospitalIds: readonly string[]): Promise<void> {
  const list = hospitalIds.map((id) => `'${id}'`).join(',');
  const sql = `SELECT count(*) AS done FROM slot_sync WHERE completed_at > 0 AND hospital_id IN (${list})`;
  for (;;) {
    const [row] = await store.read<{ done: number }>({ sql, parameters: [] });
    if (row?.done === hospitalIds.length) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Pages of an SQLite database that hold something, also those that are still in its WAL. */
async function databaseBytes({ dependencies: { store } }: Onedoor): Promise<number> {
  const sql = `SELECT (page_count - freelist_count) * page_size AS bytes FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()`;
  const [row] = await store.read<{ bytes: number }>({ sql, parameters: [] });
  return row?.bytes ?? Number.NaN;
}

/** Places that the gateway's own rows show as taken, by group of slots. */
async function claimedPlaces({ dependencies: { store } }: Onedoor): Promise<Record<string, number>> {
  const sql = 'SELECT hospital_slot_ref AS ref, claimed FROM slot WHERE claimed > 0';
  const rows = await store.read<{ ref: string; claimed: number }>({ sql, parameters: [] });
  const places: Record<string, number> = {};
  for (const { ref, claimed } of rows) {
    const group = ref.slice(0, ref.lastIndexOf('-'));
    places[group] = (places[group] ?? 0) + claimed;
  }
  return places;
}

/** Median time of booking straight at the adapter, in this process. */
async function directCalls(adapter: HospitalAdapter, count: number): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const { patient } = testPatient(n);
    const startedAt = performance.now();
    await facetsOf(adapter).booking.book(
      { key: `direct-${performance.timeOrigin}-${startedAt}-${n}`, slotRef: 'direct-0', patient },
      { signal: AbortSignal.timeout(8_000) },
    );
    times.push(performance.now() - startedAt);
  }
  return percentile(times, 0.5);
}
