import { engines } from './booking-engines.ts';
import { exactlyBooked } from './booking-exactly.ts';
import { bookingLatency } from './booking-latency.ts';
import { rush } from './booking-rush.ts';
import { bookingThroughput } from './booking-throughput.ts';
import { citySync } from './city-sync.ts';
import type { Figure } from './figures.ts';
import type { Bench } from './suite.ts';

type Measure = (bench: Bench) => Promise<readonly Figure[]>;

const MEASURES: readonly { row: number; measure: Measure }[] = [
  { row: 1, measure: async (bench) => [...(await exactlyBooked(bench, 'sqlite')), ...(await exactlyBooked(bench, 'postgres'))] },
  { row: 2, measure: bookingThroughput },
  {
    row: 4,
    measure: async (bench) => [...(await bookingLatency(bench, 'sqlite')), ...(await bookingLatency(bench, 'postgres'))],
  },
  { row: 5, measure: rush },
  { row: 10, measure: engines },
  { row: 14, measure: citySync },
];

/** Everything about booking. */
export async function bookingSuite(bench: Bench): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { row, measure } of MEASURES) {
    if (!bench.wanted(row)) continue;
    bench.say(`booking: row ${row}`);
    figures.push(...(await measure(bench)));
  }
  return figures;
}
