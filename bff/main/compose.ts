import type { Hono } from 'hono';
import type { MessageSender } from '../../adapters/message-sender.ts';
import type { HospitalAdapter } from '../../adapters/port.ts';
import { Hospitals } from '../partners/hospitals.ts';
import { AccessLog } from '../platform/audit/access-log.ts';
import { SEAL_AUDIT, sealHandler } from '../platform/audit/seal-audit.ts';
import type { Clock } from '../platform/clock.ts';
import type { BlindIndex } from '../platform/crypto/blind-index.ts';
import type { BookingKeys } from '../platform/crypto/booking-key.ts';
import type { Cipher } from '../platform/crypto/cipher.ts';
import { RotatingCipher } from '../platform/crypto/rotating-cipher.ts';
import type { Signer } from '../platform/crypto/signer.ts';
import { Signals } from '../platform/events/signals.ts';
import { Foreground } from '../platform/foreground.ts';
import { createGateway, type Handlers } from '../platform/http/gateway.ts';
import { Idempotency } from '../platform/http/idempotency.ts';
import { RateLimiter } from '../platform/http/rate-limit.ts';
import { shareRates } from '../platform/http/share-rates.ts';
import type { Ids, RandomBytes } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { Metrics } from '../platform/metrics.ts';
import { commit } from '../platform/store/commit.ts';
import type { Store } from '../platform/store/store.ts';
import { insertReadyTask } from '../platform/tasks/task-rows.ts';
import { TaskRunner } from '../platform/tasks/task-runner.ts';
import { noTracing, type Tracing } from '../platform/tracing.ts';
import { claimHandler } from '../scenes/appointments/advance-claim.ts';
import { type AppointmentDependencies, SETTLE_CLAIM } from '../scenes/appointments/dependencies.ts';
import { appointmentHandlers } from '../scenes/appointments/http.ts';
import { Recovery } from '../scenes/appointments/recovery.ts';
import { SYNC_SLOTS, syncHandler } from '../scenes/appointments/sync-slots.ts';
import { WATCH_BOOKINGS, watchHandler } from '../scenes/appointments/watch-bookings.ts';
import { Directory } from '../scenes/directory/directory.ts';
import { directoryHandlers } from '../scenes/directory/http.ts';
import type { IdentityDependencies } from '../scenes/identity/dependencies.ts';
import { proveDevice } from '../scenes/identity/device-proof.ts';
import { identityHandlers } from '../scenes/identity/http.ts';
import { REWRAP_KEYS, rewrapHandler } from '../scenes/identity/rewrap-keys.ts';
import { endSessionsOf } from '../scenes/identity/session-rows.ts';
import { resolveCaller } from '../scenes/identity/sessions.ts';
import { resolveStaff } from '../scenes/identity/staff.ts';
import { oversightHandlers } from '../scenes/oversight/http.ts';
import { WATCH_QUEUES, watchQueuesHandler } from '../scenes/queue/watch-queues.ts';
import { FORGET_OLD_ROWS, forgetHandler } from './forget-old-rows.ts';
import { measureRows } from './measure-rows.ts';

/** Everything that differs between a server, a worker, a test and a simulation. */
export interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly random: RandomBytes;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly slipSigner: Signer;
  readonly auditSigner: Signer;
  readonly bookingKeys: BookingKeys;
  readonly messages: MessageSender;
  readonly adapters: ReadonlyMap<string, HospitalAdapter>;
  readonly settings: Settings;
  /** Nothing is traced without it. */
  readonly tracing?: Tracing;
  readonly clientAddress: (environment: unknown) => string;
  /** What outlives a composition, where one is made for each request: counts and names, which belong to nobody's request. */
  readonly lasting?: { readonly rateLimiter: RateLimiter; readonly directory: Directory };
}

export interface Settings {
  readonly demo: boolean;
  readonly origins: readonly string[];
  readonly rateLimitPerMinute: number;
  readonly syncEveryMs: number;
  readonly syncWindowMs: number;
  readonly watchEveryMs: number;
  readonly queueEveryMs: number;
  readonly hospitalCallsAtOnce: number;
  /** How often old rows are deleted. */
  readonly forgetEveryMs: number;
  /** How often audit rows are sealed. */
  readonly sealEveryMs: number;
  /** How often people's keys that lie under an old key are looked for. */
  readonly rewrapEveryMs: number;
  /** How often due tasks are looked for. */
  readonly pollEveryMs: number;
  readonly checkReplies: boolean;
  /** Where people reach the gateway from their phones; empty when they can not. */
  readonly publicUrl: string;
}

/** The gateway with all its parts in place. */
export interface Onedoor {
  readonly app: Hono;
  readonly dependencies: AppointmentDependencies;
  readonly identity: IdentityDependencies;
  readonly metrics: Metrics;
  readonly rateLimiter: RateLimiter;
  /** Loads the directory and writes the recurring tasks. */
  prepare(): Promise<void>;
  /** Prepares, and begins to work. */
  start(): Promise<void>;
  /** Says at /readyz that this process is about to end. */
  draining(): void;
  readonly isDraining: () => boolean;
  /** Finishes what is in flight. */
  stop(): Promise<void>;
}

/** The only place where the parts meet. */
export function compose(parts: Parts): Onedoor {
  const {
    store,
    clock,
    ids,
    log,
    random,
    cipher,
    blindIndex,
    slipSigner,
    auditSigner,
    bookingKeys,
    messages,
    adapters,
    settings,
  } = parts;
  const metrics = new Metrics();
  const tracing = parts.tracing ?? noTracing;
  const hospitals = new Hospitals({ adapters, clock, log, metrics, tracing, atOnce: settings.hospitalCallsAtOnce });
  const directory = parts.lasting?.directory ?? new Directory(store);
  const idempotency = new Idempotency({ store, cipher, now: clock.now });
  const signals = new Signals(clock);
  const handlers: Record<string, ReturnType<typeof claimHandler>> = {};
  const tasks = new TaskRunner({ store, clock, ids, log, handlers, pollMs: settings.pollEveryMs });
  const dependencies: AppointmentDependencies = {
    store,
    clock,
    ids,
    log,
    metrics,
    random,
    cipher,
    blindIndex,
    slipSigner,
    slipAddress: settings.publicUrl === '' ? '' : `${settings.publicUrl}/slips?qr=`,
    bookingKeys,
    recovery: new Recovery(store),
    hospitals,
    directory,
    idempotency,
    signals,
    tasks,
    accessLog: new AccessLog(store, ids, clock.now),
    foreground: new Foreground(clock),
  };
  handlers[SETTLE_CLAIM] = claimHandler(dependencies);
  handlers[SYNC_SLOTS] = syncHandler(dependencies, { windowMs: settings.syncWindowMs, everyMs: settings.syncEveryMs });
  handlers[WATCH_BOOKINGS] = watchHandler(dependencies, settings.watchEveryMs);
  handlers[SEAL_AUDIT] = sealHandler({ store, clock, ids, log, signer: auditSigner }, settings.sealEveryMs);
  handlers[WATCH_QUEUES] = watchQueuesHandler(dependencies, settings.queueEveryMs);
  handlers[FORGET_OLD_ROWS] = forgetHandler(dependencies, settings.forgetEveryMs);

  const { accessLog } = dependencies;
  const identity: IdentityDependencies = {
    store,
    clock,
    ids,
    random,
    log,
    cipher,
    blindIndex,
    accessLog,
    idempotency,
    messages,
    demo: settings.demo,
  };
  handlers[REWRAP_KEYS] = rewrapHandler(identity, settings.rewrapEveryMs, cipher instanceof RotatingCipher ? cipher : undefined);

  metrics.collect(() => [{ name: 'onedoor_store_waiting', value: store.waiting() }]);
  metrics.collect(measureRows(dependencies));
  const campusName = (hospitalId: string, ref: string) =>
    directory.campusesOf(hospitalId).find((campus) => campus.ref === ref)?.name ?? '';
  const endSessionsPart = (patientId: string, now: number) => endSessionsOf({ patientId, now });
  const operations: Handlers = {
    ...directoryHandlers({ directory, hospitals, clock }),
    ...identityHandlers(identity, campusName),
    ...appointmentHandlers(dependencies),
    ...oversightHandlers({ store, clock, ids, accessLog, endSessionsPart }),
  };
  const rateLimiter = parts.lasting?.rateLimiter ?? createRateLimiter(settings, clock);
  const app = createGateway({
    handlers: operations,
    resolveCaller: (tokenHash) => resolveCaller(identity, tokenHash),
    resolveStaff: (tokenHash) => resolveStaff(identity, tokenHash),
    proveDevice: (shown) => proveDevice(identity, shown),
    rateLimiter,
    metrics,
    tracing,
    log,
    now: clock.now,
    nextRequestId: () => ids.next('req'),
    clientAddress: parts.clientAddress,
    origins: settings.origins,
    checkReplies: settings.checkReplies,
    foreground: dependencies.foreground,
  });
  const life = { draining: false, stopSharing: () => {} };
  return {
    app,
    dependencies,
    identity,
    metrics,
    rateLimiter,
    prepare: () => prepare(dependencies),
    start: async () => {
      await start(dependencies);
      // One process owns a SQLite file; on Workers an isolate has no loop.
      if (store.engine === 'postgres') life.stopSharing = shareRates(dependencies, rateLimiter);
    },
    draining: () => {
      life.draining = true;
    },
    isDraining: () => life.draining,
    stop: () => {
      life.stopSharing();
      return tasks.stop();
    },
  };
}

export function createRateLimiter({ rateLimitPerMinute: limit }: Settings, clock: Clock): RateLimiter {
  return new RateLimiter({ limit, windowMs: 60_000 }, clock.now);
}

async function prepare({ directory, hospitals, store, ids, clock }: AppointmentDependencies): Promise<void> {
  await directory.load();
  const now = clock.now();
  const recurring = hospitals.ids().flatMap((hospitalId) => {
    const { slots, listBookings, queue } = hospitals.capabilities(hospitalId);
    const kinds = [...(slots ? [SYNC_SLOTS] : []), ...(listBookings ? [WATCH_BOOKINGS] : []), ...(queue ? [WATCH_QUEUES] : [])];
    return kinds.map((kind) => insertReadyTask(ids.inOrder('tsk'), kind, hospitalId, now));
  });
  const own = [FORGET_OLD_ROWS, REWRAP_KEYS, SEAL_AUDIT].map((kind) => insertReadyTask(ids.inOrder('tsk'), kind, 'gateway', now));
  await commit({ store, ids, clock }, 'write-recurring-tasks', 'background', [...recurring, ...own]);
}

async function start(dependencies: AppointmentDependencies): Promise<void> {
  const { store, tasks } = dependencies;
  await prepare(dependencies);
  // One process owns a SQLite file, so every lease in it belongs to a process that is gone.
  if (store.engine === 'sqlite') await tasks.releaseLeases();
  tasks.start();
}
