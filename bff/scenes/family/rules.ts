/** Who or what ended a grant; `lapsed`: nobody took its code; `replaced`: a newer grant between the two. */
export type EndedBy = 'helped' | 'helper' | 'time' | 'lapsed' | 'replaced' | 'taken-over' | 'withdrawn';

/** What the state of a grant follows from. */
export interface GrantFacts {
  readonly helperId: string | null;
  readonly takeBy: number | null;
  readonly endsAt: number;
  readonly endedBy: EndedBy | null;
}

export type GrantState = 'waiting' | 'active' | 'ended' | 'revoked';

/** How a grant stands at this moment, also before anybody wrote down that its time is over. Pure. */
export function stateOf({ helperId, takeBy, endsAt, endedBy }: GrantFacts, now: number): GrantState {
  if (endedBy === 'helped' || endedBy === 'helper') return 'revoked';
  if (endedBy !== null || endsAt <= now) return 'ended';
  if (helperId !== null) return 'active';
  return takeBy !== null && takeBy > now ? 'waiting' : 'ended';
}

const SHANGHAI_MS = 8 * 3600 * 1000;

/** The same time of day so many months of the calendar later, in Shanghai; the last day of a month that is too short. ms since the epoch. */
export function monthsLater(now: number, months: number): number {
  const local = new Date(now + SHANGHAI_MS);
  const day = local.getUTCDate();
  const first = Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months, 1);
  const length = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months + 1, 0)).getUTCDate();
  const ofDay = (now + SHANGHAI_MS) % (24 * 3600 * 1000);
  return first + (Math.min(day, length) - 1) * 24 * 3600 * 1000 + ofDay - SHANGHAI_MS;
}
