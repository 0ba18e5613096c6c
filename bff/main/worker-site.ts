import { createLogSender } from '../../adapters/messages/log/adapter.ts';
import type { MessageSender } from '../../adapters/messages/port.ts';
import { systemClock } from '../platform/clock.ts';
import { createBlindIndex } from '../platform/crypto/blind-index.ts';
import { createBookingKeys } from '../platform/crypto/booking-key.ts';
import { createCipher } from '../platform/crypto/cipher.ts';
import { createSigner } from '../platform/crypto/signer.ts';
import { CodeGuesses } from '../platform/http/code-guesses.ts';
import { createIds, systemRandom } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { missingMigrations } from '../platform/store/d1/applied-migrations.ts';
import type { D1Binding } from '../platform/store/d1/d1-binding.ts';
import { D1Store } from '../platform/store/d1/d1-store.ts';
import type { Store } from '../platform/store/store.ts';
import { Directory } from '../scenes/directory/directory.ts';
import { importHospitals } from '../scenes/directory/import-hospitals.ts';
import { registerPatients } from '../scenes/identity/patients.ts';
import { buildAdapters } from './adapters.ts';
import { compose, type Onedoor } from './compose.ts';
import { settingsOf } from './config.ts';
import { addFrontDoor } from './front-door.ts';
import { NEWEST_MIGRATIONS } from './newest-migrations.ts';
import { buildPartnerAdapters } from './partner-adapters.ts';
import { addPublicRoutes } from './public-routes.ts';
import { createRateLimiter } from './settings.ts';
import type { WorkerConfig } from './worker-config.ts';

/** The gateway on Workers, in one isolate. */
export interface Site {
  readonly config: WorkerConfig;
  readonly log: Log;
  /** A gateway for one invocation: one request, or one scheduled run. @throws when the database is not there or lacks migrations. */
  open(): Promise<Onedoor>;
}

/** The address that a request came from; Cloudflare writes this header itself, whatever the caller put there. */
export const ADDRESS_HEADER = 'cf-connecting-ip';

const NO_SENDER: MessageSender = {
  keyed: true,
  send: async () => ({
    ok: false,
    failure: { kind: 'rejected', reason: 'not-sending', detail: 'no sender of messages is configured' },
  }),
};

/**
 * What an isolate keeps between invocations is data: keys, adapters, names of the city, counts of the rate limiter. Everything that
 * waits for something (the store's lanes, the queue of the access log, tasks, bulkheads, signals) is made anew for each invocation,
 * in some two milliseconds: on Workers a promise of one request must not depend on another request, which may be ended at any time.
 */
export function createSite(config: WorkerConfig, db: D1Binding, log: Log, print: (line: string) => void): Site {
  const clock = systemClock;
  const random = systemRandom();
  const ids = createIds(random, clock.now);
  const storeOfOneInvocation = () => new D1Store({ db, now: clock.now });
  const settings = settingsOf(config);
  // Cloudflare brings no request but those for the names that the Worker was given.
  const hosts = settings.origins.length > 0 ? settings.hosts : 'any';
  const lasting = {
    rateLimiter: createRateLimiter(settings, clock),
    guesses: new CodeGuesses(clock.now),
    directory: new Directory(storeOfOneInvocation(), config.CITY?.words),
  };
  const core = {
    clock,
    ids,
    random,
    cipher: createCipher(config.KEYS, random),
    blindIndex: createBlindIndex(config.KEYS.index),
    slipSigner: createSigner(config.KEYS.slipSeed),
    auditSigner: createSigner(config.KEYS.auditSeed),
    bookingKeys: createBookingKeys(config.KEYS.bookingSecret, random, clock.now),
  };
  const city = config.CITY === undefined ? {} : { city: config.CITY };
  const environment = { fetch: (input: string, init?: RequestInit) => fetch(input, init), now: clock.now };
  const adapters = buildAdapters(config.HOSPITALS, environment);
  const partners = buildPartnerAdapters(config.HOSPITALS, environment);
  const messages = settings.demo ? createLogSender(print) : NO_SENDER;
  const clientAddress = (environment: unknown) => (environment as { address: string }).address;
  let prepared = false;

  return {
    config,
    log,
    async open() {
      const store = storeOfOneInvocation();
      if (!prepared) await bring(store);
      const onedoor = compose({
        ...core,
        log,
        store,
        messages,
        adapters,
        ...partners,
        settings: { ...settings, hosts },
        clientAddress,
        lasting,
        ...city,
      });
      addPublicRoutes(onedoor, { metricsToken: config.METRICS_TOKEN, clientAddress });
      addFrontDoor(onedoor, { phone: false, kiosk: false, helper: false, desk: false });
      if (!prepared) await onedoor.prepare();
      prepared = true;
      return onedoor;
    },
  };

  /** As a server does when it starts; two isolates that do it at once write the same rows. */
  async function bring(store: Store): Promise<void> {
    const missing = await missingMigrations(store, NEWEST_MIGRATIONS);
    if (missing.length > 0) throw new MigrationsMissing(`the database lacks ${missing.join(', ')}: wrangler d1 migrations apply`);
    await importHospitals({ ...core, store }, config.HOSPITALS);
    if (config.PEOPLE !== undefined) await registerPatients({ ...core, store }, config.PEOPLE);
  }
}

/** The database has not got every migration that this bundle was written for. */
export class MigrationsMissing extends Error {
  override readonly name = 'MigrationsMissing';
}
