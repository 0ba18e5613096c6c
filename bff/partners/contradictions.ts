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
  | 'held-though-cancelled';

/** Tells the operator of it: a line of the log, without anything of a person, and a count. */
export function contradicted(
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
  hospitalId: string,
  kind: Contradiction,
  fields: Pick<LogFields, 'claimId' | 'appointmentId'> = {},
): void {
  metrics.count('onedoor_contradictions_total', `hospital="${hospitalId}",kind="${kind}"`);
  log.write('warn', 'hospital.contradicted', { hospitalId, detail: kind, ...fields });
}
