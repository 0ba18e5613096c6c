import { expect, vi } from 'vitest';
import type { Store } from '../../bff/platform/store/store.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions, testPatient } from '../support/test-gateway.ts';
import { type Engine, openTestStore, type TestStore } from '../support/test-store.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** 24 November 2026, eight in the morning in Shanghai. */
export const MORNING = Date.UTC(2026, 10, 24);

/** Recurring tasks run when the gateway starts, and then not while a test looks. */
const A_DAY_MS = 24 * 3_600_000;

/** A gateway whose clock stands still: nothing happens in it but what a request causes. */
export interface QuietGateway {
  readonly gateway: TestGateway;
  readonly db: TestStore;
  readonly clock: VirtualClock;
  stop(): Promise<void>;
}

export interface QuietOptions extends Omit<TestGatewayOptions, 'store' | 'clock'> {
  /** Stands between the gateway and its store. */
  readonly wrapStore?: (store: Store) => Store;
}

export async function startQuietGateway(
  engine: Engine,
  { wrapStore = (store) => store, ...options }: QuietOptions = {},
): Promise<QuietGateway> {
  const clock = new VirtualClock(MORNING);
  const db = await openTestStore(engine, clock);
  const settings = { syncEveryMs: A_DAY_MS, watchEveryMs: A_DAY_MS, queueEveryMs: A_DAY_MS, ...options.settings };
  const gateway = await startTestGateway({ ...options, settings, store: wrapStore(db.store), clock });
  await atRest(db, clock);
  const site: QuietGateway = {
    gateway,
    db,
    clock,
    async stop() {
      // A call to the hospital may be under way, and ends when its deadline has come.
      await driven(site, gateway.stop());
      await db.drop();
    },
  };
  return site;
}

/** Resolves when every task that was due has been worked. */
export async function atRest(db: TestStore, clock: VirtualClock): Promise<void> {
  const due = `SELECT id FROM task WHERE state = 'ready' AND (run_at <= ${clock.now()} OR lease_token IS NOT NULL)`;
  await vi.waitFor(async () => expect(await db.rows(due)).toEqual([]), { timeout: 60_000, interval: 5 });
}

/** Every row of every table, by a connection that is not the gateway's. */
export async function everythingIn(db: TestStore): Promise<Readonly<Record<string, readonly string[]>>> {
  const list = db.store.engine === 'sqlite' ? SQLITE_TABLES : POSTGRES_TABLES;
  const tables = (await db.rows<{ name: string }>(list)).map(({ name }) => name);
  const contents = await Promise.all(
    tables.map(
      async (name) => [name, (await db.rows(`SELECT * FROM "${name}"`)).map((row) => JSON.stringify(row)).sort()] as const,
    ),
  );
  return Object.fromEntries(contents);
}

const SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'";
const POSTGRES_TABLES = "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'";

/** Runs the attempt and proves that neither the database nor the hospital has anything more, less or else than before it. */
export async function expectNothingWritten<T>({ db, gateway }: QuietGateway, attempt: () => Promise<T>): Promise<T> {
  const before = await everythingIn(db);
  const hospitalBefore = await gateway.hospital.requestsSeen();
  const result = await attempt();
  const after = await everythingIn(db);
  for (const [table, rows] of Object.entries(after)) expect({ table, rows }).toEqual({ table, rows: before[table] });
  expect(Object.keys(after).length).toBeGreaterThan(15);
  expect((await gateway.hospital.requestsSeen()).writes).toBe(hospitalBefore.writes);
  return result;
}

/** A person with a session, and the headers of a request that is theirs. */
export async function signedIn(gateway: TestGateway, number = 0) {
  const { id: patientId } = testPatient(number);
  const token = await gateway.signIn(patientId);
  return { patientId, token, headers: { authorization: `Bearer ${token}` } };
}

/** Headers of a keyed JSON request. */
export function keyed(headers: Readonly<Record<string, string>>, key: string): Record<string, string> {
  return { ...headers, 'content-type': 'application/json', 'idempotency-key': key };
}

export interface Answered {
  readonly status: number;
  readonly code: unknown;
  readonly text: string;
  readonly headers: Headers;
}

/** Status, problem code and the whole text of an answer. */
export async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  const code = text.startsWith('{') ? (JSON.parse(text) as { code?: unknown }).code : undefined;
  return { status: response.status, code, text, headers: response.headers };
}

/**
 * Lets the clock go on in small steps, with a look at the database between them, until the answer is there.
 * @param stepMs larger where minutes have to go by, and nothing that a request waits for may run out in them.
 */
export async function driven<T>(site: QuietGateway, promise: Promise<T>, stepMs = 20): Promise<T> {
  let done = false;
  const ended = promise.finally(() => {
    done = true;
  });
  while (!done) {
    await site.clock.advance(stepMs);
    // A database of its own process works in real time: without a pause the clock would run away from it on a busy machine.
    const server = site.db.store.engine === 'postgres';
    await new Promise((resolve) => setTimeout(resolve, server ? 5 : 1));
    if (server) await site.db.rows('SELECT 1');
  }
  return ended;
}
