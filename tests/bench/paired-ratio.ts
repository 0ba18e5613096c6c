import { median } from './stats.ts';

/** How one side compares with the other: what the ratio is, and where it is with 95 % confidence. */
export interface PairedRatio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

const CONFIDENCE = 0.95;

/**
 * The ratio of two sides that were measured by turns, from the pairs that stood side by side: whatever else the machine did then struck
 * both, so their ratio is steadier than either. The estimate is Hodges and Lehmann's, the median of all pairwise geometric means, and the
 * interval is the exact one of Wilcoxon's signed ranks. It supposes only that the two sides of a pair err alike, which makes the logarithm of
 * their ratio symmetric; no normal distribution, and a round that went astray moves it little. Seven pairs are enough for 95.3 %.
 * @throws RangeError fewer than six pairs, of which no interval of 95 % can be had, or a side that is not positive
 */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): PairedRatio {
  const logs = ours.map((value, index) => Math.log(value / (theirs[index] ?? Number.NaN)));
  if (ours.length !== theirs.length || !logs.every(Number.isFinite)) throw new RangeError('pairs of positive figures are needed');
  const means = logs.flatMap((one, index) => logs.slice(index).map((other) => (one + other) / 2)).sort((a, b) => a - b);
  const skipped = ranksOutside(logs.length);
  const [low = Number.NaN, high = Number.NaN] = [means[skipped], means[means.length - 1 - skipped]];
  return { ratio: Math.exp(median(means)), low: Math.exp(low), high: Math.exp(high) };
}

/** How many of the sorted means lie outside of the interval at each end: the sum of signed ranks is less than that with at most 2.5 %. */
function ranksOutside(pairs: number): number {
  const ways = signedRankWays(pairs);
  const most = (2 ** pairs * (1 - CONFIDENCE)) / 2;
  let sum = 0;
  for (const [rank, count] of ways.entries()) {
    sum += count;
    if (sum > most) {
      if (rank === 0) throw new RangeError(`${pairs} pairs give no interval of ${CONFIDENCE * 100} %`);
      return rank - 1;
    }
  }
  throw new RangeError('no pairs');
}

/** In how many ways signs can be given to the ranks 1 to n so that the positive ones add up to each sum. */
function signedRankWays(n: number): readonly number[] {
  let ways = [1];
  for (let rank = 1; rank <= n; rank += 1) {
    const before = ways;
    ways = Array.from({ length: before.length + rank }, (_, sum) => (before[sum] ?? 0) + (before[sum - rank] ?? 0));
  }
  return ways;
}

/** Whether less of it is better (a cost) or more (a rate). */
export type Better = 'less' | 'more';
export type Verdict = 'worse' | 'same' | 'better';

/** A change of a tenth is let pass. */
const WORSE_COST = 1.1;
const WORSE_RATE = 1 / WORSE_COST;

/** `worse` or `better` only when the whole interval is beyond a tenth; else `same`, which also says "not seen to differ". */
export function verdictOf({ low, high }: PairedRatio, better: Better): Verdict {
  if (low > WORSE_COST) return better === 'less' ? 'worse' : 'better';
  if (high < WORSE_RATE) return better === 'less' ? 'better' : 'worse';
  return 'same';
}

/** Whether an interval reaches beyond a tenth on either side though the verdict is `same`: more rounds would say more. */
export function isUnsure(interval: PairedRatio): boolean {
  const reaches = interval.high > WORSE_COST || interval.low < WORSE_RATE;
  return reaches && verdictOf(interval, 'less') === 'same';
}
