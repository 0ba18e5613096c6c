import type { Clock } from '../platform/clock.ts';
import type { Log, LogFields } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';

/** Ways in which what a hospital says can not be true together with what it said before: a closed list. */
export type Contradiction =
  /** It shows a key that was made for another hospital. */
  | 'key-of-another-hospital'
  /** It answers with a booking in another slot than the one that was asked for. */
  | 'other-slot'
  /** It gives one booking to two people. */
  | 'booking-of-another-person'
  /** It gives one person's file to another person. */
  | 'file-of-another-person'
  /** It was asked to cancel one booking, and names another. */
  | 'other-booking-cancelled'
  /** It goes on listing what it has called cancelled. */
  | 'held-though-cancelled'
  /** It gives a slot that people have booked another time, department, practitioner or fee. */
  | 'booked-slot-changed';

/** One and the same is told so often at most: a hospital says it again in every list, and as often in one list as it likes. */
const AGAIN_MS = 3_600_000;
/** So many are remembered as told, the oldest forgotten first. */
const TOLD_MAX = 10_000;

/** What was told through a log, and when. */
const told = new WeakMap<Log, Map<string, number>>();

/** Tells the operator of it: a line of the log, without anything of a person, once an hour, and a count of each time. */
export function contradicted(
  { log, metrics, clock }: { readonly log: Log; readonly metrics: Metrics; readonly clock: Clock },
  hospitalId: string,
  kind: Contradiction,
  fields: Pick<LogFields, 'claimId' | 'appointmentId'> = {},
): void {
  metrics.count('onedoor_contradictions_total', `hospital="${hospitalId}",kind="${kind}"`);
  if (isNews(log, JSON.stringify([hospitalId, kind, fields]), clock.now()))
    log.write('warn', 'hospital.contradicted', { hospitalId, detail: kind, ...fields });
}

function isNews(log: Log, what: string, now: number): boolean {
  const before = told.get(log) ?? new Map<string, number>();
  told.set(log, before);
  const at = before.get(what);
  if (at !== undefined && now < at + AGAIN_MS) return false;
  before.delete(what);
  const [oldest] = before.keys();
  if (before.size >= TOLD_MAX && oldest !== undefined) before.delete(oldest);
  before.set(what, now);
  return true;
}
