import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import { pause, systemClock } from '../platform/clock.ts';
import { createBlindIndex } from '../platform/crypto/blind-index.ts';
import { createBookingKeys } from '../platform/crypto/booking-key.ts';
import { RotatingCipher } from '../platform/crypto/rotating-cipher.ts';
import { createSigner } from '../platform/crypto/signer.ts';
import { createIds, systemRandom } from '../platform/ids.ts';
import { createLog, type Log } from '../platform/log.ts';
import type { Store } from '../platform/store/store.ts';
import { cityFileOf } from '../scenes/directory/city-file.ts';
import { importHospitals } from '../scenes/directory/import-hospitals.ts';
import { registerPatients } from '../scenes/identity/patients.ts';
import { peopleFile } from '../scenes/identity/people-file.ts';
import { buildAdapters, warningsAbout } from './adapters.ts';
import { clientAddressBehind, trustedProxy } from './client-address.ts';
import { collectGarbage } from './collect-garbage.ts';
import { compose, type Onedoor } from './compose.ts';
import { type Config, settingsOf } from './config.ts';
import { CONNECTIONS, limitConnections, SERVER_OPTIONS } from './connection-limits.ts';
import { addDeskFiles } from './desk-files.ts';
import { ExpressionThreads } from './expression-threads.ts';
import { addFrontDoor } from './front-door.ts';
import { addHelperFiles } from './helper-files.ts';
import { addKey, openKeyFile } from './key-file.ts';
import { addKioskFiles } from './kiosk-files.ts';
import { messageSenderOf } from './message-sender.ts';
import { openStore } from './open-store.ts';
import { addOperatorCommands } from './operator-commands.ts';
import { buildPartnerAdapters, type PartnerAdapters } from './partner-adapters.ts';
import { createPasskeyVerifier } from './passkeys.ts';
import { addPhoneFiles } from './phone-files.ts';
import { processMetrics } from './process-metrics.ts';
import { addPublicRoutes } from './public-routes.ts';
import { readDocument } from './read-document.ts';
import { StartProblem } from './start-problem.ts';
import { commit, version } from './version.ts';
import { addViewerFiles } from './viewer-files.ts';

const DRAIN_MS = 10_000;
/** Where the demo builds its page; no setting, because nobody else has one. */
const DEMO_FOLDER = 'dist/demo';

/** Stands between the gateway and its database or its hospitals: an instrument, a proof, a wire of another kind. */
export interface Between {
  readonly store?: (store: Store) => Store;
  readonly adapter?: (adapter: HospitalAdapter, hospitalId: string) => HospitalAdapter;
  readonly partners?: (partners: PartnerAdapters) => PartnerAdapters;
}

/** The gateway on Node, from its configuration to its port; drains on SIGTERM. @throws StartProblem in words for whoever starts it. */
export async function serveGateway(config: Config, between: Between = {}): Promise<void> {
  const log = createLog({ sink: (line) => process.stdout.write(line), level: config.LOG_LEVEL, now: systemClock.now });
  const random = systemRandom();
  const ids = createIds(random, systemClock.now);
  const keys = openKeyFile(config.KEY_FILE, random);
  const cipher = new RotatingCipher(() => openKeyFile(config.KEY_FILE, random), random);
  const blindIndex = createBlindIndex(keys.index);
  const { city, hospitals } = readDocument(config.HOSPITALS_FILE, cityFileOf, 'HOSPITALS_FILE');
  const environment = { fetch: (input: string, init?: RequestInit) => fetch(input, init), now: systemClock.now };
  const built = buildAdapters(hospitals, environment);
  const builtPartners = buildPartnerAdapters(hospitals, environment);
  const partners = between.partners?.(builtPartners) ?? builtPartners;
  for (const warning of warningsAbout(hospitals)) log.write('warn', 'hospital.lax', warning);
  const adapters = new Map([...built].map(([id, adapter]) => [id, between.adapter?.(adapter, id) ?? adapter]));
  const opened = await openStore(config.DATABASE_URL);
  const store = between.store?.(opened) ?? opened;
  const parts = { store, clock: systemClock, ids, log, random, cipher, blindIndex };
  await importHospitals(parts, hospitals);
  if (config.PEOPLE_FILE !== undefined)
    await registerPatients(parts, readDocument(config.PEOPLE_FILE, peopleFile, 'PEOPLE_FILE'));

  const slipSigner = createSigner(keys.slipSeed);
  const auditSigner = createSigner(keys.auditSeed);
  const bookingKeys = createBookingKeys(keys.bookingSecret, random, systemClock.now);
  const messages = messageSenderOf(config, systemClock.now);
  const clientAddress = clientAddressBehind(config.TRUSTED_PROXIES);
  const traced = await openTelemetryOf(config);
  const threads = new ExpressionThreads();
  const onedoor = compose({
    ...parts,
    expressions: async () => threads,
    ...(traced ? { tracing: traced.tracing } : {}),
    slipSigner,
    auditSigner,
    bookingKeys,
    messages,
    adapters,
    ...partners,
    passkeys: createPasskeyVerifier(),
    settings: { ...settingsOf(config), hosts: [...config.HOSTS, ...listeningName(config)] },
    city,
    clientAddress,
  });
  onedoor.dependencies.metrics.collect(processMetrics(version, commit));
  addOperatorCommands(onedoor, { token: keys.operatorToken, addKey: () => addKey(config.KEY_FILE, random), clientAddress });
  addPublicRoutes(onedoor, { metricsToken: config.METRICS_TOKEN, clientAddress });
  const framedBy = (await addTable(onedoor, config)) ? 'self' : 'none';
  const kiosk = addKioskFiles(onedoor, {
    folder: config.KIOSK_FOLDER,
    bridgeUrl: config.BRIDGE_URL,
    framedBy,
    settings: {
      paper: config.KIOSK_PAPER,
      idleSeconds: config.KIOSK_IDLE_SECONDS,
      tapGuardMs: config.KIOSK_TAP_GUARD_MS,
      ...(config.KIOSK_ACCENT === '' ? {} : { accent: config.KIOSK_ACCENT }),
    },
  });
  const helper = addHelperFiles(onedoor, { folder: config.HELPER_FOLDER, framedBy });
  const desk = addDeskFiles(onedoor, config.DESK_FOLDER);
  addViewerFiles(onedoor, config.VIEWER_FOLDER);
  const phone = addPhoneFiles(onedoor, config.PHONE_FOLDER);
  addFrontDoor(onedoor, { phone, kiosk, helper, desk });
  await onedoor.start();
  const server = await listen(onedoor, config, log);
  const draining = closingConnections(server, onedoor);
  drainOn(['SIGTERM', 'SIGINT'], async (signal) => {
    draining.begin();
    // Ctrl+C has no balancer in front of it.
    if (signal === 'SIGTERM') await pause(systemClock, config.DRAIN_NOTICE_SECONDS * 1_000);
    await finishRequests(server);
    await onedoor.stop();
    await threads.close();
    await store.close();
    await traced?.close();
  });
}

/** The name or address that it listens on, unless that is every address of the machine, or its pages have origins of their own. */
function listeningName({ HOST, ORIGINS }: Config): readonly string[] {
  if (ORIGINS.length > 0 || /^(0\.0\.0\.0|::)$/.test(HOST)) return [];
  return [HOST.includes(':') ? `[${HOST}]` : HOST];
}

/** The demo's table, where there is one to show: elsewhere nothing of it is even loaded. */
async function addTable({ app, dependencies }: Onedoor, config: Config): Promise<boolean> {
  const { DEMO, DEMO_CONTROL, DEMO_PHONE, TRUSTED_PROXIES } = config;
  if (DEMO !== '1' || DEMO_CONTROL === '') return false;
  const [{ addDemo }, { newestSteps }] = await Promise.all([import('./demo/demo-routes.ts'), import('./demo/newest-steps.ts')]);
  addDemo(app, {
    folder: DEMO_FOLDER,
    controlUrl: DEMO_CONTROL,
    phoneUrl: DEMO_PHONE,
    newestSteps: (limit) => newestSteps(dependencies.store, limit),
    nextRequestId: () => dependencies.ids.next('req'),
    clientAddress: clientAddressBehind(TRUSTED_PROXIES),
  });
  return true;
}

/** Its packages are loaded only where somebody wants traces. */
async function openTelemetryOf({ OTEL_EXPORTER_OTLP_ENDPOINT }: Config) {
  if (OTEL_EXPORTER_OTLP_ENDPOINT === '') return undefined;
  const { startOpenTelemetry } = await import('./open-telemetry.ts');
  return startOpenTelemetry(OTEL_EXPORTER_OTLP_ENDPOINT, version);
}

function listen(onedoor: Onedoor, config: Config, log: Log): Promise<ReturnType<typeof serve>> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: onedoor.app.fetch, port: config.PORT, hostname: config.HOST, serverOptions: SERVER_OPTIONS },
      ({ port }) => {
        collectGarbage();
        log.write('info', 'ready', { port, pid: process.pid });
        resolve(server);
      },
    );
    limitConnections(server as Server, CONNECTIONS, trustedProxy(config.TRUSTED_PROXIES));
    server.on('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        new StartProblem(
          taken ? `port ${config.PORT} is taken; stop what uses it, or set PORT to another one` : `can not listen: ${error.code}`,
          error,
        ),
      );
    });
  });
}

/** From `begin` on, whoever asks is told: at /readyz, and by the end of each connection after its answer. */
function closingConnections(server: ReturnType<typeof serve>, onedoor: Onedoor) {
  let draining = false;
  (server as Server).prependListener('request', (_, response) => {
    if (draining) response.setHeader('connection', 'close');
  });
  return {
    begin() {
      draining = true;
      onedoor.draining();
    },
  };
}

/** No new connection, and an answer for every request that is being worked on; streams would never end and are cut. */
function finishRequests(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => (server as Server).closeAllConnections(), ANSWER_WITHIN_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    (server as Server).closeIdleConnections();
  });
}

/** Longer than anybody waits for a determined answer. */
const ANSWER_WITHIN_MS = 5_000;

/** Stops accepting, finishes what is in flight, and leaves after ten seconds at the latest. */
function drainOn(signals: readonly NodeJS.Signals[], drain: (signal: NodeJS.Signals) => Promise<void>): void {
  let draining = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (draining) return;
      draining = true;
      setTimeout(() => process.exit(1), DRAIN_MS).unref();
      void drain(signal).then(() => process.exit(0));
    });
  }
}
