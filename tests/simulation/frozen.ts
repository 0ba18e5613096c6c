import { type Program, startGatewayProgram } from '../support/programs.ts';
import { agreement } from './agreement.ts';
import { Crowd } from './crowd.ts';
import { PostgresPair } from './postgres-pair.ts';

export interface FrozenOptions {
  readonly bookings: number;
  /** Longer than a lease lasts, or nobody takes anything over. */
  readonly frozenMs: number;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

export interface FrozenResult {
  readonly acknowledged: number;
  readonly heard: Readonly<Record<string, number>>;
  /** Leases that the frozen process held, and how many of them somebody else had when it woke. */
  readonly leasesHeld: number;
  readonly leasesTakenOver: number;
  /** Units of the woken process that a guard refused, by guard. */
  readonly refusedAfterwards: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

type Gateway = Program<{ port: number; pid: number }>;
const CLIENTS = 24;

/** Stops one of two gateways in the middle of a rush for longer than its leases last, wakes it, and holds both sides together. */
export async function frozen(options: FrozenOptions): Promise<FrozenResult> {
  const { bookings, frozenMs, rounds, say } = options;
  const crowd = await Crowd.gather('frozen');
  const pair = await PostgresPair.start();
  const database = { DATABASE_URL: `postgres://onedoor@127.0.0.1:${pair.primaryPort}/postgres` };
  const sleeper = await startGatewayProgram({ ...crowd.environment, ...database }, 'lax-gateway');
  const other = await startGatewayProgram({ ...crowd.environment, ...database }, 'lax-gateway');
  const tally = { leasesHeld: 0, leasesTakenOver: 0 };
  const failures: string[] = [];
  try {
    await crowd.wantPlaces(addressOf(other), bookings * rounds);
    await crowd.openSessions(addressOf(other));
    for (let round = 1; round <= rounds; round += 1) {
      const rush = crowd.send([addressOf(sleeper), addressOf(other)], crowd.newOrders(bookings), CLIENTS);
      await new Promise((resolve) => setTimeout(resolve, 350));
      sleeper.kill('SIGSTOP');
      const { held, takenOver } = await leasesWhile(pair, frozenMs);
      sleeper.kill('SIGCONT');
      await rush;
      tally.leasesHeld += held;
      tally.leasesTakenOver += takenOver;
      if (!(await crowd.insist([addressOf(other)], 60_000))) failures.push('some never heard a final answer');
      say(`round ${round} of ${rounds}: ${held} leases were held, ${takenOver} taken over`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    if (tally.leasesTakenOver === 0) failures.push('nothing was taken over');
    failures.push(...(await agreement((sql) => pair.rows(sql), crowd)));
    const acknowledged = crowd.orders.filter((order) => order.acknowledged !== undefined).length;
    return { acknowledged, heard: crowd.heard(), ...tally, refusedAfterwards: refusals(sleeper), failures };
  } finally {
    sleeper.kill('SIGCONT');
    await Promise.all([sleeper.stop(), other.stop()]);
    await pair.stop();
    await crowd.leave();
  }
}

function addressOf({ ready }: Gateway): string {
  return `http://127.0.0.1:${ready.port}`;
}

/** What is still leased when whoever is awake has finished its own belongs to the sleeper. */
async function leasesWhile(pair: PostgresPair, frozenMs: number) {
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const leased = "SELECT id, lease_token FROM task WHERE kind = 'settle-claim' AND state = 'ready' AND lease_token IS NOT NULL";
  const before = await pair.rows(leased);
  await new Promise((resolve) => setTimeout(resolve, frozenMs - 5_000));
  const still = new Map((await pair.rows(leased)).map((row) => [row.id, row.lease_token]));
  return { held: before.length, takenOver: before.filter(({ id, lease_token }) => still.get(id) !== lease_token).length };
}

function refusals({ lines }: Gateway): Readonly<Record<string, number>> {
  const count: Record<string, number> = {};
  for (const text of lines) {
    const { event, guard = '' } = JSON.parse(text) as Record<string, string>;
    if (event === 'unit.refused') count[guard] = (count[guard] ?? 0) + 1;
  }
  return count;
}
