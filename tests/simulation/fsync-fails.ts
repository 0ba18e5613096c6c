import { spawn } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startGatewayProgram } from '../support/programs.ts';
import { agreement } from './agreement.ts';
import { Crowd } from './crowd.ts';
import { inspect } from './rebuilt.ts';

export interface FsyncFailsOptions {
  /** Which fsyncs fail, as `strace -e inject=` counts them in each thread: `1+1` every one, `1+2` every other. */
  readonly patterns: readonly string[];
  /** People who book while each of them holds, and again when the disk is well. */
  readonly bookings: number;
  readonly say: (line: string) => void;
}

export interface FsyncFailsResult {
  readonly acknowledged: number;
  readonly acknowledgedWhileFailing: number;
  readonly heard: Readonly<Record<string, number>>;
  /** For each pattern, from the moment that the disk was well to the first booking. */
  readonly backAfterMs: readonly number[];
  readonly failures: readonly string[];
}

const QUIET = { SYNC_WINDOW_DAYS: '4', SYNC_EVERY_SECONDS: '600', WATCH_EVERY_SECONDS: '5' };
const HONEST = /^(201|202|409 idempotency-key-running|503 (store-unavailable|overloaded))$/;
const CLIENTS = 4;

/** Lets a running gateway's fsyncs fail while people book, then kills it, and asks its successor whether everything that it said is true. */
export async function fsyncFails(options: FsyncFailsOptions): Promise<FsyncFailsResult> {
  const { patterns, bookings, say } = options;
  const crowd = await Crowd.gather('fsync-fails');
  const folder = join(crowd.folder, 'gateway');
  const environment = { ...crowd.environment, ...QUIET, DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}` };
  let gateway = await startGatewayProgram(environment);
  const address = () => `http://127.0.0.1:${gateway.ready.port}`;
  try {
    await crowd.wantPlaces(address(), patterns.length * (2 * bookings + 1));
    await crowd.openSessions(address());
    const backAfterMs: number[] = [];
    let acknowledgedWhileFailing = 0;
    for (const pattern of patterns) {
      const well = await failFsyncs(gateway.pid, pattern);
      const orders = crowd.newOrders(bookings);
      await crowd.send([address()], orders, CLIENTS);
      acknowledgedWhileFailing += orders.filter((order) => order.acknowledged !== undefined).length;
      await well();
      backAfterMs.push(await untilItBooks(crowd, address()));
      // Killed with whatever was in doubt still in doubt: the successor has to know it.
      gateway.kill('SIGKILL');
      await gateway.ended;
      gateway = await startGatewayProgram(environment);
      await crowd.send([address()], crowd.newOrders(bookings), CLIENTS);
      say(`${pattern}: ${acknowledgedWhileFailing} acknowledged while fsyncs failed, back after ${backAfterMs.at(-1)} ms`);
    }
    const final = await crowd.insist([address()], 90_000);
    await new Promise((resolve) => setTimeout(resolve, 25_000));
    const failures = [...(final ? [] : ['some never heard a final answer']), ...(await compare(crowd, folder))];
    const acknowledged = crowd.orders.filter((order) => order.acknowledged !== undefined).length;
    return { acknowledged, acknowledgedWhileFailing, heard: crowd.heard(), backAfterMs, failures };
  } finally {
    await gateway.stop();
    await crowd.leave();
  }
}

/** Every fsync of the process that fits the pattern fails with EIO, until the returned function is called. */
async function failFsyncs(pid: number, pattern: string): Promise<() => Promise<void>> {
  const calls = 'fsync,fdatasync';
  const inject = `inject=${calls}:error=EIO:when=${pattern}`;
  const tracer = spawn('strace', ['-f', '-p', String(pid), '-o', '/dev/null', '-e', `trace=${calls}`, '-e', inject]);
  await new Promise<void>((resolve, reject) => {
    tracer.stderr.on('data', (chunk: Buffer) => chunk.includes('attached') && resolve());
    tracer.once('exit', () => reject(new Error('the tracer ended')));
  });
  return async () => {
    const ended = new Promise((resolve) => tracer.once('exit', resolve));
    tracer.kill('SIGINT');
    await ended;
  };
}

async function untilItBooks(crowd: Crowd, address: string): Promise<number> {
  const startedAt = Date.now();
  const orders = crowd.newOrders(1);
  for (let tries = 0; tries < 200 && orders[0]?.acknowledged === undefined; tries += 1) {
    await crowd.send([address], orders, 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return Date.now() - startedAt;
}

async function compare(crowd: Crowd, folder: string): Promise<readonly string[]> {
  const acknowledged = crowd.orders.flatMap((order) => order.acknowledged ?? []);
  const { lost, failures } = await inspect(folder, acknowledged);
  const db = new Database(join(folder, 'onedoor.sqlite'), { readonly: true });
  const apart = await agreement(async (sql) => db.prepare(sql).all() as Record<string, unknown>[], crowd);
  db.close();
  const untrue = Object.keys(crowd.heard()).filter((answer) => !HONEST.test(answer));
  const broken = lost > 0 ? [`${lost} acknowledged bookings are not there`] : [];
  return [...failures, ...apart, ...broken, ...untrue.map((answer) => `somebody heard ${answer}`)];
}
