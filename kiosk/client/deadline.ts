/** Ends what takes longer, in ms. Older browsers of apps have no `AbortSignal.timeout`. */
export function endedAfter(milliseconds: number): AbortSignal {
  if (typeof AbortSignal.timeout === 'function') return AbortSignal.timeout(milliseconds);
  const ending = new AbortController();
  setTimeout(() => ending.abort(), milliseconds);
  return ending.signal;
}
