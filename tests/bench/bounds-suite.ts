import type { Figure } from './figures.ts';
import { greedySession } from './greedy-session.ts';
import { hostileHospital } from './hostile-hospital.ts';
import type { Bench } from './suite.ts';

/** What somebody who takes all that the bounds allow takes from others. */
export async function boundsSuite(bench: Bench): Promise<readonly Figure[]> {
  return [...(bench.wanted(16) ? await greedySession(bench) : []), ...(bench.wanted(17) ? await hostileHospital(bench) : [])];
}
