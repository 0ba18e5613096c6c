import { type Answer, Connection } from './connection.ts';

/** The `n`-th request of a run, as bytes. */
export type Requests = (n: number) => Buffer;

export interface LoadResult {
  /** Answers by status; `0` for requests that broke. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly seconds: number;
  /** Of every answer, from when the request was meant to go out. */
  readonly latenciesMs: readonly number[];
}

/** `count` requests over `connections` kept connections, each sending the next as soon as it was answered. */
export async function closedLoop(port: number, connections: number, count: number, requests: Requests): Promise<LoadResult> {
  const open = await openAll(port, connections);
  const tally = new Tally();
  let next = 0;
  const startedAt = performance.now();
  const work = async (connection: Connection) => {
    while (next < count) {
      const request = requests(next);
      next += 1;
      const sentAt = performance.now();
      tally.add(await answerOf(connection, request), sentAt);
    }
  };
  await Promise.all(open.map(work));
  const seconds = (performance.now() - startedAt) / 1000;
  closeAll(open);
  return tally.result(seconds);
}

export interface OpenLoop {
  readonly port: number;
  readonly ratePerSecond: number;
  /** How long, or until what. */
  readonly during: number | Promise<unknown>;
  readonly connectionsMax: number;
  readonly requests: Requests;
  /** Watch the clock all the time instead of once a millisecond: exact, but takes the whole core. */
  readonly spin: boolean;
}

/**
 * Requests at fixed instants, whether or not the server keeps up; what finds no free connection waits. Latency counts from the
 * instant at which the request was meant to go out, so that a stall is charged to every request it delays (no coordinated omission).
 */
export async function openLoop(options: OpenLoop): Promise<LoadResult> {
  const { ratePerSecond, during, requests } = options;
  const free = await openAll(options.port, options.connectionsMax);
  const all = [...free];
  const tally = new Tally();
  let total = typeof during === 'number' ? Math.round(ratePerSecond * during) : Number.POSITIVE_INFINITY;
  const startedAt = performance.now();
  const dueAt = (n: number) => startedAt + (n * 1000) / ratePerSecond;
  await new Promise<void>((resolve) => {
    let sent = 0;
    let answered = 0;
    if (typeof during !== 'number')
      void during.finally(() => {
        total = sent;
        if (answered === total) resolve();
      });
    const dispatch = () => {
      const now = performance.now();
      while (sent < total && dueAt(sent) <= now) {
        // The one that was idle longest: a server closes those that are never used.
        const connection = free.shift();
        if (!connection) return;
        const intended = dueAt(sent);
        connection.send(requests(sent), (answer) => {
          tally.add(answer, intended);
          free.push(connection);
          answered += 1;
          if (answered === total) resolve();
          else if (sent < total && dueAt(sent) <= performance.now()) dispatch();
        });
        sent += 1;
      }
    };
    const tick = () => {
      dispatch();
      if (sent >= total) return;
      if (options.spin) setImmediate(tick);
      else setTimeout(tick, 1);
    };
    tick();
  });
  const result = tally.result((performance.now() - startedAt) / 1000);
  closeAll(all);
  return result;
}

/** `count` new connections at once, one request each; the time from the first connect to the last answer. */
export async function burst(port: number, count: number, requests: Requests): Promise<LoadResult> {
  const tally = new Tally();
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const connection = await Connection.open(port);
      tally.add(await answerOf(connection, requests(n)), startedAt);
      connection.close();
    }),
  );
  return tally.result((performance.now() - startedAt) / 1000);
}

class Tally {
  readonly #statuses: Record<number, number> = {};
  readonly #latenciesMs: number[] = [];

  add(answer: Answer | Error, intended: number): void {
    const status = answer instanceof Error ? 0 : answer.status;
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    this.#latenciesMs.push(performance.now() - intended);
  }

  result(seconds: number): LoadResult {
    return { statuses: this.#statuses, seconds, latenciesMs: this.#latenciesMs };
  }
}

function answerOf(connection: Connection, request: Buffer): Promise<Answer | Error> {
  return new Promise((resolve) => connection.send(request, resolve));
}

/** A few at a time, so that the server's queue of new connections is never full. */
async function openAll(port: number, count: number): Promise<Connection[]> {
  const open: Connection[] = [];
  while (open.length < count) {
    const some = Math.min(64, count - open.length);
    open.push(...(await Promise.all(Array.from({ length: some }, () => Connection.open(port)))));
  }
  return open;
}

function closeAll(connections: readonly Connection[]): void {
  for (const connection of connections) connection.close();
}

/** How many answers had this status. */
export function answered(result: LoadResult, status: number): number {
  return result.statuses[status] ?? 0;
}

/** The statuses and how often each came, for notes. */
export function statusText({ statuses }: LoadResult): string {
  return Object.entries(statuses)
    .map(([status, count]) => `${count} × ${status === '0' ? 'broken' : status}`)
    .join(', ');
}
