const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Noon in Shanghai of the next Wednesday: half a day ahead at least, and eight days at most; days and weeks begin and end elsewhere. */
export function nextWednesday(now: number): number {
  const day = Math.floor((now + 8 * HOUR_MS) / DAY_MS);
  const sinceMonday = (day + 3) % 7;
  const ahead = (9 - sinceMonday) % 7 || 7;
  return (day + ahead) * DAY_MS + 4 * HOUR_MS;
}
