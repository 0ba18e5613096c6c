/** When a campus sees patients: minutes after midnight in Shanghai, by weekday, 1 is Monday (ISO 8601). */
export interface OpeningHours {
  readonly weekday: number;
  readonly opensAt: number;
  readonly closesAt: number;
}

/** A time in which a hospital sees nobody (`holiday`) or takes no bookings (`maintenance`). */
export interface Closure {
  readonly kind: 'holiday' | 'maintenance';
  readonly startsAt: number;
  readonly endsAt: number;
  readonly note: string;
  readonly englishNote: string;
}

const SHANGHAI_MS = 8 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;
const MINUTE_MS = 60_000;

/** Whether a visit from `startsAt` to `endsAt` falls into the hours. A campus without hours has not said when it is closed. */
export function withinHours(hours: readonly OpeningHours[], startsAt: number, endsAt: number): boolean {
  if (hours.length === 0) return true;
  const local = startsAt + SHANGHAI_MS;
  const midnight = Math.floor(local / DAY_MS) * DAY_MS;
  // The epoch was a Thursday.
  const weekday = ((Math.floor(local / DAY_MS) + 3) % 7) + 1;
  const from = (local - midnight) / MINUTE_MS;
  const to = from + (endsAt - startsAt) / MINUTE_MS;
  return hours.some((open) => open.weekday === weekday && open.opensAt <= from && to <= open.closesAt);
}

/** Whether a visit then falls into a holiday. */
export function duringHoliday(closures: readonly Closure[], startsAt: number, endsAt: number): boolean {
  return closures.some((closure) => closure.kind === 'holiday' && startsAt < closure.endsAt && closure.startsAt < endsAt);
}

/** The maintenance that lasts now, if any. */
export function maintenanceAt(closures: readonly Closure[], now: number): Closure | undefined {
  return closures.find(({ kind, startsAt, endsAt }) => kind === 'maintenance' && startsAt <= now && now < endsAt);
}
