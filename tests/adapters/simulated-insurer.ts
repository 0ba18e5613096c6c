import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { InsurerSubject, InsurerUnderTest, TrueRecord } from '../../adapters/conformance/insurer-under-test.ts';
import { FAULTS } from '../../adapters/conformance/partner-under-test.ts';
import { createSandboxInsurer } from '../../adapters/insurers/sandbox/adapter.ts';
import { startInsurer } from '../../fixtures/simulators/insurer/start-insurer.ts';

export const LIMITS = { deadlineMs: 600, graceMs: 10_000 };

/** Secrets of the tests: any 32 bytes. */
const secretOf = (word: string) => Buffer.alloc(32, word).toString('base64');
export const HOSPITAL = { code: 'H31010100001', secret: secretOf('first secret ') };
export const OTHER_HOSPITAL = { code: 'H31010100002', secret: secretOf('second secret ') };

/** A morning in +08:00: no run crosses midnight by itself. */
const MORNING = Date.parse('2031-03-03T08:00:00+08:00');
const SLOW_MS = 60;
const QUOTE_MS = 600_000;
const PAGE_SIZE = 3;

/** Operations of its request log that ask for a change. */
const WRITES = ['quote', 'settle', 'undo', 'reverse', 'other'];

export interface StartedInsurer extends InsurerSubject {
  readonly baseUrl: string;
  readonly databasePath: string;
  /** Sends an order to the control port. */
  act(name: string, body?: object): Promise<unknown>;
  now(): number;
  stop(): Promise<void>;
}

/** Starts the simulated insurer on real sockets, with an adapter for each of two hospitals. */
export async function startSimulatedInsurer(): Promise<StartedInsurer> {
  const startedAt = Date.now();
  let ahead = 0;
  const now = () => MORNING + Date.now() - startedAt + ahead;
  const simulator = await startInsurer({
    institutions: [HOSPITAL, OTHER_HOSPITAL],
    now,
    quoteMs: QUOTE_MS,
    pageSize: PAGE_SIZE,
  });
  const { baseUrl, controlUrl, databasePath } = simulator;
  let latencyMs = 0;
  /** Writes that are still on their way: how late they arrive is for the test to say, not for the machine. */
  const held: { readonly input: string; readonly init: RequestInit }[] = [];
  let holding = false;
  const environment = {
    async fetch(input: string, init?: RequestInit) {
      if (latencyMs > 0) await sleep(latencyMs);
      if (!holding || init === undefined || init.method === 'GET' || input.endsWith('/persons')) return fetch(input, init);
      const { signal, ...sent } = init;
      held.push({ input, init: sent });
      return silence(signal);
    },
    now,
  };
  const adapterOf = ({ code, secret }: typeof HOSPITAL) =>
    createSandboxInsurer({ baseUrl, institution: code, secret }, environment);
  const act = (name: string, body?: object) => control(controlUrl, name, body);
  const truth = new Database(databasePath, { readonly: true });
  const insurer: InsurerUnderTest = {
    supportedFaults: FAULTS,
    async insure({ patient: { document, name }, balance, deductible }) {
      const { type, number } = document;
      const { ref } = (await act('POST /persons', { document: { type, number }, name, balance, deductible })) as { ref: string };
      return ref;
    },
    token: async (ref) => ((await act('POST /tokens', { ref })) as { token: string }).token,
    async suspend(ref) {
      await act('POST /suspensions', { ref, suspended: true });
    },
    balance: async (ref) => truth.prepare('SELECT balance FROM insured WHERE ref = ?').pluck().get(ref) as number,
    async spendElsewhere(ref, amount) {
      await act('POST /elsewhere', { ref, amount });
    },
    async refuseLines(name) {
      await act('POST /refused-lines', { name });
    },
    async records(key, whose) {
      const { code } = whose === 'other' ? OTHER_HOSPITAL : HOSPITAL;
      return recordsOf(truth, code, key);
    },
    async lose(key) {
      await act('POST /forgotten', { institution: HOSPITAL.code, key });
    },
    async closeDay(day) {
      await act('POST /closed-days', { day });
    },
    async miscount() {
      await act('POST /faults', { operation: 'any', fault: 'wrong-sums' });
    },
    disagreements: async () => ((await act('GET /audit')) as { disagreements: string[] }).disagreements,
    now,
    async advance(ms) {
      ahead += ms;
    },
    quoteMs: QUOTE_MS,
    async setFault(fault, target = 'write') {
      holding = fault === 'late-commit' && target === 'write';
      await act('DELETE /faults');
      if (fault !== null && !holding) await act('POST /faults', { operation: target, fault, delayMs: SLOW_MS });
    },
    async setLatency(ms) {
      latencyMs = ms;
    },
    async requestsSeen() {
      const operations = truth.prepare('SELECT operation FROM request_log').pluck().all() as string[];
      return { total: operations.length, writes: operations.filter((operation) => WRITES.includes(operation)).length };
    },
    async settled() {
      for (const { input, init } of held.splice(0)) await (await fetch(input, init)).arrayBuffer();
    },
  };
  return {
    adapter: adapterOf(HOSPITAL),
    other: adapterOf(OTHER_HOSPITAL),
    stranger: adapterOf({ ...HOSPITAL, secret: OTHER_HOSPITAL.secret }),
    insurer,
    baseUrl,
    databasePath,
    act,
    now,
    async stop() {
      truth.close();
      await simulator.close(100);
    },
  };
}

/** No answer until nobody waits for one. */
function silence(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal?.reason);
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
  });
}

function recordsOf(truth: Database.Database, institution: string, key: string): readonly TrueRecord[] {
  const rows = truth
    .prepare('SELECT key, ref, kind, state, total, fund, account, cash FROM record WHERE institution = ? AND key = ?')
    .all(institution, key) as (Omit<TrueRecord, 'split'> & TrueRecord['split'])[];
  return rows.map(({ total, fund, account, cash, ...record }) => ({ ...record, split: { total, fund, account, cash } }));
}

/** The simulator's own control port; throws where an order is not carried out. */
async function control(controlUrl: string, name: string, body?: object): Promise<unknown> {
  const [method = 'GET', path = ''] = name.split(' ');
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${controlUrl}${path}`, { method, ...sent });
  const told: unknown = await response.json();
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${JSON.stringify(told)}`);
  return told;
}
