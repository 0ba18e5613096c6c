import type { Evidence, Say } from './evidence.ts';
import { failover } from './failover.ts';
import { frozen } from './frozen.ts';

const FAILOVERS = 6;
const BOOKINGS = 200;
const ACKNOWLEDGED_MIN = 1_000;

/** The primary of PostgreSQL dies again and again while people book. */
export async function proveFailover(seed: number, say: Say): Promise<Evidence> {
  const { failures, ...counts } = await failover({ seed, failovers: FAILOVERS, bookings: BOOKINGS, say });
  const few = counts.acknowledged < ACKNOWLEDGED_MIN ? [`only ${counts.acknowledged} were acknowledged`] : [];
  return { counts, failures: [...failures, ...few] };
}

const FROZEN_MS = 60_000;

/** A gateway is paused for a minute, three times its lease. */
export async function proveFrozen(_: number, say: Say): Promise<Evidence> {
  const { failures, ...counts } = await frozen({ bookings: 200, frozenMs: FROZEN_MS, rounds: 2, say });
  return { counts: { frozenMs: FROZEN_MS, ...counts }, failures };
}
