/** More than any bill is, fen: a hundred million yuan. What is said to be more is no amount, and sums of the ledger stay exact. */
export const FEN_MAX = 10_000_000_000;

/** How far a partner's clock may be from ours, ms. */
const CLOCKS_APART_MS = 5 * 60_000;

/** When something happened, as a partner says, ms: not before we asked for it, and not in the future; else it is now. */
export function toldAt(at: number | undefined, askedAt: number, now: number): number {
  const plausible = at !== undefined && at >= askedAt - CLOCKS_APART_MS && at <= now + CLOCKS_APART_MS;
  return plausible ? at : now;
}
