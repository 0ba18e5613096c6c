/** "Not found" proves something only the second time, and only when the settle window after sending has passed. */
export function provesAbsence(
  { notFound, sentAt }: { readonly notFound: number; readonly sentAt: number | null },
  settleWindowMs: number,
  now: number,
): boolean {
  return notFound >= 2 && sentAt !== null && now - sentAt > settleWindowMs;
}
