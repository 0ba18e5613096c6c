/** The middle of the values; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** The smallest value that `share` (0 to 1) of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Both sides of a figure, measured by turns so that whatever else the machine does strikes both; the order changes every round. */
export async function alternate<A, B>(
  rounds: number,
  ours: (round: number) => Promise<A>,
  reference: (round: number) => Promise<B>,
): Promise<{ ours: A[]; reference: B[] }> {
  const measured = { ours: [] as A[], reference: [] as B[] };
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) measured.reference.push(await reference(round));
    measured.ours.push(await ours(round));
    if (round % 2 === 1) measured.reference.push(await reference(round));
  }
  return measured;
}
