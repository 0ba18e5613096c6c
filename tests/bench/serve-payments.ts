import { serve } from '@hono/node-server';
import { createLogSender } from '../../adapters/messages/log/adapter.ts';
import type { Notice } from '../../adapters/payments/port.ts';
import { compose, type Onedoor } from '../../bff/main/compose.ts';
import { openStore } from '../../bff/main/open-store.ts';
import { systemClock } from '../../bff/platform/clock.ts';
import { createBlindIndex } from '../../bff/platform/crypto/blind-index.ts';
import { createBookingKeys } from '../../bff/platform/crypto/booking-key.ts';
import { createCipher } from '../../bff/platform/crypto/cipher.ts';
import { createSigner } from '../../bff/platform/crypto/signer.ts';
import { createIds, systemRandom } from '../../bff/platform/ids.ts';
import { createLog } from '../../bff/platform/log.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import type { Store } from '../../bff/platform/store/store.ts';
import { importHospitals } from '../../bff/scenes/directory/import-hospitals.ts';
import { registerPatients } from '../../bff/scenes/identity/patients.ts';
import { channelAt } from '../../bff/scenes/payments/dependencies.ts';
import { postParts } from '../../bff/scenes/payments/ledger-rows.ts';
import { ROOMY_CITY } from '../support/roomy-city.ts';
import { HOSPITAL, hospitalEntry, TEST_SETTINGS, testPatient } from '../support/test-gateway.ts';
import { answerQuestions } from './child.ts';
import { createInstantCashier } from './instant-cashier.ts';
import type { RecordedUnit } from './payment-floor.ts';

export interface PaymentsParameters {
  readonly databaseUrl: string;
  readonly patients: number;
}

const POSTINGS_A_UNIT = 100;

/**
 * The whole gateway as it runs in production, only that its hospital and its payment provider answer at once and in the same process.
 * It can say what the units of a payment are, statement by statement.
 */
export async function servePayments({ databaseUrl, patients }: PaymentsParameters): Promise<void> {
  const opened = await openStore(databaseUrl);
  const recorder = recording(opened);
  const random = systemRandom();
  const log = createLog({ sink: (line) => void process.stderr.write(line), level: 'error', now: Date.now });
  const parts = {
    store: recorder.store,
    clock: systemClock,
    ids: createIds(random, Date.now),
    log,
    random,
    blindIndex: createBlindIndex({ current: 'b', keys: { b: 'A'.repeat(43) } }),
    cipher: createCipher({ current: 'b', keys: { b: 'A'.repeat(43) } }, random),
  };
  await importHospitals(parts, [hospitalEntry()]);
  await registerPatients(
    parts,
    Array.from({ length: patients }, (_, number) => testPatient(number)),
  );
  const name = channelAt('sandbox', HOSPITAL);
  let accept: (notice: Notice) => void = () => {};
  const cashier = createInstantCashier((notice) => accept(notice));
  const onedoor = compose({
    ...parts,
    slipSigner: createSigner('A'.repeat(43)),
    auditSigner: createSigner('A'.repeat(43)),
    bookingKeys: createBookingKeys('A'.repeat(43), random, Date.now),
    messages: createLogSender(() => {}),
    adapters: new Map([[HOSPITAL, cashier.adapter]]),
    payments: new Map([[name, cashier.channel]]),
    settings: { ...TEST_SETTINGS, rateLimitPerMinute: 1e9, checkReplies: false },
    city: ROOMY_CITY,
    clientAddress: () => '127.0.0.1',
  });
  const sink = onedoor.notices(name);
  accept = (notice) => void sink.accept(notice);
  await onedoor.start();
  const server = serve({ fetch: onedoor.app.fetch, port: 0, hostname: '127.0.0.1' });
  const port = await new Promise((resolve) =>
    server.once('listening', () => resolve((server.address() as { port: number }).port)),
  );
  const answers = {
    listen: () => port,
    settled: () => settledParts(onedoor),
    record: recorder.begin,
    recorded: recorder.end,
    'token-hash': (patientId: string) => tokenHashOf(onedoor, patientId),
    post: (rows: number) => post(onedoor, rows),
  };
  answerQuestions(answers, async () => {
    server.close();
    await onedoor.stop();
    await opened.close();
  });
}

/** A store that can note what is committed. */
function recording(inner: Store) {
  let units: RecordedUnit[] | undefined;
  const store: Store = {
    engine: inner.engine,
    async commit(unit) {
      const noted = units;
      const done = await inner.commit(unit);
      // What the gateway does by itself now and then is no part of a payment.
      if (done.ok && unit.lane !== 'background' && unit.lane !== 'sync')
        noted?.push({
          id: unit.id,
          name: unit.name,
          statements: unit.parts.map(({ sql, parameters, guard }) => ({ sql, parameters, rows: guard?.rows ?? null })),
        });
      return done;
    },
    committed: (id) => inner.committed(id),
    read: (statement) => inner.read(statement),
    waiting: () => inner.waiting(),
    migrate: (migrations, now) => inner.migrate(migrations, now),
    close: () => inner.close(),
  };
  return {
    store,
    begin() {
      units = [];
    },
    end() {
      const noted = units ?? [];
      units = undefined;
      return noted;
    },
  };
}

/** Of the session of somebody who has signed in once. */
async function tokenHashOf({ dependencies: { store } }: Onedoor, patientId: string): Promise<string> {
  const sql = 'SELECT token_hash AS hash FROM session WHERE patient_id = ?';
  const [row] = await store.read<{ hash: string }>({ sql, parameters: [patientId] });
  if (!row) throw new Error('nobody has signed in');
  return row.hash;
}

async function settledParts({ dependencies: { store } }: Onedoor): Promise<number> {
  const sql = "SELECT count(*) AS count FROM payment_part WHERE state = 'settled'";
  const [row] = await store.read<{ count: number }>({ sql, parameters: [] });
  return row?.count ?? 0;
}

/** Posts so many movements of one part, durably, as units of the gateway. Answers the seconds. */
async function post({ dependencies }: Onedoor, rows: number): Promise<number> {
  const { store, ids, clock } = dependencies;
  const [part] = await store.read<{ id: string; hospital: string }>({
    sql: 'SELECT id, hospital_id AS hospital FROM payment_part LIMIT 1',
    parameters: [],
  });
  if (!part) throw new Error('no part to post to');
  const startedAt = performance.now();
  for (let done = 0; done < rows; done += POSTINGS_A_UNIT) {
    const posting = { hospitalId: part.hospital, partId: part.id, at: clock.now(), nextId: () => ids.inOrder('lgr') };
    const movements = Array.from({ length: POSTINGS_A_UNIT }, () => ({
      from: 'payer' as const,
      to: 'held' as const,
      fen: 1,
      businessKey: `bench:${ids.inOrder('lgr')}`,
    }));
    const posted = await commit({ store, ids, clock }, 'post-movements', 'outcomes', [...postParts(posting, movements)]);
    if (!posted.ok) throw new Error(`not posted: ${posted.guard}`);
  }
  return (performance.now() - startedAt) / 1000;
}
