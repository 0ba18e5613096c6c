import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openStore } from '../../bff/main/open-store.ts';
import { auditPart } from '../../bff/platform/audit/audit.ts';
import { SEAL_AUDIT, sealHandler } from '../../bff/platform/audit/seal-audit.ts';
import { systemClock } from '../../bff/platform/clock.ts';
import { createSigner } from '../../bff/platform/crypto/signer.ts';
import { createIds, systemRandom } from '../../bff/platform/ids.ts';
import { createLog } from '../../bff/platform/log.ts';
import type { Store } from '../../bff/platform/store/store.ts';
import { insertReadyTask } from '../../bff/platform/tasks/task-rows.ts';
import { TaskRunner } from '../../bff/platform/tasks/task-runner.ts';
import { answerQuestions } from './child.ts';

export interface LedgerParameters {
  readonly databaseUrl: string;
  /** Whether rows are sealed in their chain while others are written. */
  readonly sealing: boolean;
}

/** What it took to write some rows, and until the chain had all of them. */
export interface LedgerRun {
  readonly seconds: number;
  readonly untilSealedSeconds: number;
}

const ROWS_A_UNIT = 100;
const DEADLINE_MS = 60_000;
/** The seal has no pause here: what it costs is to be seen. */
const SEAL_EVERY_MS = 1;

/** Audit rows as the access log writes them, 100 a unit, on SQLite, with or without the seal that production runs beside them. */
export async function serveLedger({ databaseUrl, sealing }: LedgerParameters): Promise<void> {
  const store = await openStore(databaseUrl);
  const ids = createIds(systemRandom(), Date.now);
  const log = createLog({ sink: (line) => void process.stderr.write(line), level: 'error', now: Date.now });
  const parts = { store, clock: systemClock, ids, log };
  const seal = sealHandler({ ...parts, signer: createSigner('A'.repeat(43)) }, SEAL_EVERY_MS);
  const tasks = new TaskRunner({ ...parts, pollMs: SEAL_EVERY_MS });
  tasks.works({ [SEAL_AUDIT]: seal });
  const commit = (name: string, rows: Parameters<Store['commit']>[0]['parts']) =>
    store.commit({ id: ids.inOrder('unt'), name, lane: 'access', deadline: Date.now() + DEADLINE_MS, parts: rows });
  if (sealing) {
    await commit('seal', [insertReadyTask(ids.inOrder('tsk'), SEAL_AUDIT, 'gateway', Date.now())]);
    tasks.start();
  }
  const entry = {
    actor: { kind: 'patient', id: ids.next('pat') },
    action: 'appointment.read',
    subject: { kind: 'appointment', id: ids.inOrder('apt') },
    requestId: ids.next('req'),
  } as const;
  const answers = {
    'write-rows': async (rows: number): Promise<LedgerRun> => {
      const startedAt = performance.now();
      for (let done = 0; done < rows; done += ROWS_A_UNIT)
        await commit(
          'log-access',
          Array.from({ length: ROWS_A_UNIT }, () => auditPart(ids, Date.now(), entry)),
        );
      const seconds = (performance.now() - startedAt) / 1000;
      if (sealing) await allSealed(store);
      return { seconds, untilSealedSeconds: (performance.now() - startedAt) / 1000 };
    },
  };
  // Nothing is asked over HTTP; a child of the bench has a port all the same.
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  answerQuestions({ ...answers, listen: () => (server.address() as AddressInfo).port }, async () => {
    server.close();
    await tasks.stop();
    await store.close();
  });
}

async function allSealed(store: Store): Promise<void> {
  const sql = 'SELECT (SELECT count(*) FROM audit) - (SELECT count(*) FROM audit_link) AS open';
  for (;;) {
    const [row] = await store.read<{ open: number }>({ sql, parameters: [] });
    if (row?.open === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
