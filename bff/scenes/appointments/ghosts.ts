import type { Booking } from '../../../adapters/port/booking.ts';
import { contradicted } from '../../partners/contradictions.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { commit } from '../../platform/store/commit.ts';
import { insertReadyTask } from '../../platform/tasks/task-rows.ts';
import { type Claim, insertClaim } from './appointment-rows.ts';
import { needsStaff } from './claim-work.ts';
import { type AppointmentDependencies, SETTLE_CLAIM } from './dependencies.ts';
import { countOpenGhosts, selectClaimsByKey, selectHolder } from './held-rows.ts';
import type { Noted } from './noted.ts';
import { type ClaimState, ENDED, STAFF_WITHIN_MS } from './rules.ts';

/** How often one booking is cancelled that the hospital goes on listing; after that a duty desk looks. */
export const CANCELLED_MAX = 3;

/** Ghosts kept of one key, ended ones included. A system that repeats itself makes two or three; one that makes more is out of order. */
const OF_A_KEY_MAX = 10;
/** Ghosts of one hospital that are being cancelled or wait for its duty desk. More than people would settle one by one. */
const OF_A_HOSPITAL_MAX = 200;

/** One look at what a hospital shows. */
export interface Look {
  /** When it was asked, by our clock. */
  readonly askedAt: number;
  /** What was told of former looks, and is not told again. */
  readonly noted?: Noted;
}

/** Whether a list that was asked for at `askedAt` may be older than this end of a claim. */
export function mayBeStale(
  { hospitals }: Pick<AppointmentDependencies, 'hospitals'>,
  hospitalId: string,
  { settledAt, askedAt }: { readonly settledAt: number | null; readonly askedAt: number },
): boolean {
  const settleWindowMs = hospitals.facet(hospitalId, 'booking')?.settleWindowMs ?? 0;
  return askedAt <= (settledAt ?? 0) + settleWindowMs;
}

/** Whether the booking that the hospital names here is another person's: then it is confirmed to nobody else, and not cancelled either. */
export async function isAnothers(
  dependencies: AppointmentDependencies,
  { id, appointmentId, hospitalId }: Pick<Claim, 'id' | 'appointmentId' | 'hospitalId'>,
  ref: string,
): Promise<boolean> {
  const holders = await dependencies.store.read(selectHolder({ hospitalId, ref, claimId: id }));
  if (holders.length === 0) return false;
  contradicted(dependencies, hospitalId, 'booking-of-another-person', { claimId: id, appointmentId });
  return true;
}

/**
 * A claim that holds no place, only to cancel a booking that nobody waits for. Its id follows from the booking, so that it is made once;
 * once more for each time that the hospital lists what it has called cancelled, and the last time for a duty desk. Beyond the bounds
 * nothing is kept and nothing cancelled: it is counted, and people have to look at the hospital. False: too early to tell, because the
 * list may be older than the cancellation.
 */
export async function cancelGhost(
  dependencies: AppointmentDependencies,
  claim: Claim,
  booking: Booking,
  { askedAt, noted }: Look,
): Promise<boolean> {
  const { store, clock, ids, metrics } = dependencies;
  const { hospitalId, bookingKey } = claim;
  const claims = await store.read(selectClaimsByKey({ hospitalId, bookingKey }));
  const ghosts = claims.filter(({ ghostOf, hospitalRef }) => ghostOf !== null && hospitalRef === booking.ref);
  const last = ghosts.find(({ id }) => !ghosts.some(({ ghostOf }) => ghostOf === id));
  if (last && (!ENDED.includes(last.state as ClaimState) || booking.status !== 'booked')) return true;
  if (last && mayBeStale(dependencies, hospitalId, { settledAt: last.settledAt, askedAt })) return false;
  const [open] = await store.read(countOpenGhosts({ hospitalId }));
  const kept = claims.filter(({ ghostOf: one }) => one !== null).length;
  if (kept >= OF_A_KEY_MAX || (open?.count ?? 0) >= OF_A_HOSPITAL_MAX) return leave(dependencies, claim, booking, noted);
  const now = clock.now();
  const ghostOf = last?.id ?? claim.id;
  const id = `clm_${digest(`ghost ${ghostOf} ${booking.ref}`).slice(0, 22)}`;
  const state: ClaimState = ghosts.length < CANCELLED_MAX ? 'cancelling' : 'manual';
  if (last) contradicted(dependencies, hospitalId, 'held-though-cancelled', { claimId: id, appointmentId: claim.appointmentId });
  if (state === 'manual') needsStaff(dependencies, { ...claim, id });
  const ghost = {
    id,
    appointmentId: claim.appointmentId,
    slotId: claim.slotId,
    hospitalId,
    bookingKey,
    ghostOf,
    places: 0,
    state,
    now,
    waitsUntil: now,
    sentAt: now,
    hospitalRef: booking.ref,
    settledAt: null,
    queueNumber: null,
    knowBy: state === 'manual' ? now + STAFF_WITHIN_MS : now,
  };
  await commit(dependencies, 'cancel-ghost', 'background', [
    insertClaim(ghost),
    insertReadyTask(ids.inOrder('tsk'), SETTLE_CLAIM, id, now),
  ]);
  metrics.count('onedoor_ghost_bookings_total', `hospital="${hospitalId}"`);
  return true;
}

/** A booking that is left to people: counted and told once. */
function leave(
  { metrics, log }: AppointmentDependencies,
  { id, hospitalId }: Claim,
  { ref }: Booking,
  noted: Noted | undefined,
): true {
  if (noted?.isNews(`ghost ${id} ${ref}`) ?? true) {
    metrics.count('onedoor_ghost_bookings_left_total', `hospital="${hospitalId}"`);
    log.write('error', 'watch.ghost-left', { hospitalId, claimId: id });
  }
  return true;
}
