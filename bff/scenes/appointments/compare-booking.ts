import { type Booking, isElsewhere, stands } from '../../../adapters/port/booking.ts';
import { contradicted } from '../../partners/contradictions.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { adoptBooking } from './adopt-booking.ts';
import { type Claim, readClaim } from './appointment-rows.ts';
import { type AppointmentDependencies, SETTLE_CLAIM } from './dependencies.ts';
import { cancelGhost, isAnothers, type Look, mayBeStale } from './ghosts.ts';
import { selectClaimsByKey } from './held-rows.ts';
import { type ClaimPatch, confirmedBy, moveClaim } from './move-claim.ts';
import { isGivenUp, renewClaim } from './renew-claim.ts';
import { type ClaimState, ENDED, STAFF_WITHIN_MS } from './rules.ts';

type Related = Awaited<ReturnType<typeof claimsUnder>>[number];

function claimsUnder({ store }: AppointmentDependencies, hospitalId: string, bookingKey: string) {
  return store.read(selectClaimsByKey({ hospitalId, bookingKey }));
}

/**
 * Holds one booking that the hospital showed against our claims. Repeating it changes nothing. False:
 * too early to tell.
 */
export async function compareBooking(
  dependencies: AppointmentDependencies,
  hospitalId: string,
  booking: Booking,
  look: Look,
): Promise<boolean> {
  const { store, log, metrics } = dependencies;
  const claims = await claimsUnder(dependencies, hospitalId, booking.key);
  const main = claims.find(({ id, currentId }) => id === currentId);
  if (!main) {
    if (await adoptBooking(dependencies, hospitalId, booking)) return true;
    metrics.count('onedoor_stray_bookings_total', `hospital="${hospitalId}"`);
    if (look.noted?.isNews(`stray ${hospitalId} ${booking.key} ${booking.ref}`) ?? true)
      log.write('warn', 'watch.stray-booking', { hospitalId });
    return true;
  }
  const claim = await readClaim(store, main.id);
  if (!claim) return true;
  if (UNDER_WAY.includes(claim.state)) return false;
  if (stands(booking.status)) return compareBooked(dependencies, { claim, claims, booking, look });
  return booking.status === 'cancelled' ? compareCancelled(dependencies, { claim, claims, booking, look }) : true;
}

/** A booking that the hospital showed, and what we hold under its key. */
interface Shown {
  readonly claim: Claim;
  /** Ghosts and former claims too. */
  readonly claims: readonly Related[];
  readonly booking: Booking;
  readonly look: Look;
}

const UNDER_WAY: readonly ClaimState[] = ['claimed', 'sent'];
const WAITING_FOR_IT: readonly ClaimState[] = ['unknown', 'absent', 'manual'];

async function compareBooked(dependencies: AppointmentDependencies, shown: Shown): Promise<boolean> {
  const { claim, claims, booking, look } = shown;
  if (await isAnothers(dependencies, claim, booking.ref)) return true;
  const elsewhere = isElsewhere(booking, claim.slotRef);
  if (claim.state === 'manual' && (elsewhere || isGivenUp(claims))) return true;
  if (WAITING_FOR_IT.includes(claim.state)) {
    if (elsewhere) return cancelGhost(dependencies, claim, booking, look);
    return adopt(dependencies, claim, 'confirmed', { ...confirmedBy(booking), settledAt: dependencies.clock.now() });
  }
  const ours = claim.hospitalRef === booking.ref;
  if (claim.state === 'cancelled' && !elsewhere && booking.status === 'booked' && (ours || !claim.cancelWanted)) {
    if (mayBeStale(dependencies, claim.hospitalId, { settledAt: claim.settledAt, askedAt: look.askedAt })) return false;
    return (await renewClaim(dependencies, claim, claims, booking)) || cancelGhost(dependencies, claim, booking, look);
  }
  if (ours && elsewhere && claim.state === 'confirmed') return shownElsewhere(dependencies, claim);
  const duplicate = claim.hospitalRef !== null && !ours;
  const forNobody = duplicate || (ENDED.includes(claim.state) && (!ours || elsewhere));
  return forNobody ? cancelGhost(dependencies, claim, booking, look) : true;
}

/** What we have told the person is not what the hospital holds. It may have moved them and told them: nothing is cancelled, a duty desk looks. */
async function shownElsewhere(dependencies: AppointmentDependencies, claim: Claim): Promise<boolean> {
  const { clock, log } = dependencies;
  const fields = { claimId: claim.id, appointmentId: claim.appointmentId };
  const moved = await adopt(dependencies, claim, 'manual', { knowBy: clock.now() + STAFF_WITHIN_MS });
  if (!moved) return false;
  contradicted(dependencies, claim.hospitalId, 'other-slot', fields);
  log.write('warn', 'claim.needs-staff', { ...fields, hospitalId: claim.hospitalId });
  return true;
}

async function compareCancelled(dependencies: AppointmentDependencies, { claim, claims, booking }: Shown): Promise<boolean> {
  const ours = claim.hospitalRef === null || claim.hospitalRef === booking.ref;
  if (!ours || (claim.state !== 'confirmed' && claim.state !== 'manual')) return true;
  if (claim.state === 'confirmed' && isBeingSorted(dependencies, claims)) return false;
  return adopt(dependencies, claim, 'cancelled', { reason: 'cancelled' });
}

/** How long a ghost's own question may take, before the list is believed without it. */
const SORTED_WITHIN_MS = 10 * 60 * 1000;

/**
 * Another booking under the same key is being cancelled. A hospital that cancels by key may have taken the wrong one, so the list is not
 * believed before the ghost has asked which is left.
 */
function isBeingSorted({ clock }: AppointmentDependencies, claims: readonly Related[]): boolean {
  return claims.some(
    ({ ghostOf, state, createdAt }) =>
      ghostOf !== null && (state === 'cancelling' || state === 'cancel-sent') && clock.now() - createdAt < SORTED_WITHIN_MS,
  );
}

/** The hospital does not hold the booking any more. */
export async function cancelledThere(dependencies: AppointmentDependencies, claimId: string): Promise<void> {
  const claim = await readClaim(dependencies.store, claimId);
  if (claim?.state !== 'confirmed') return;
  if (isBeingSorted(dependencies, await claimsUnder(dependencies, claim.hospitalId, claim.bookingKey))) return;
  await adopt(dependencies, claim, 'cancelled', { reason: 'cancelled' });
}

/** The saga's own task may be at work on the same claim: whoever commits first wins, the other one looks again. */
async function adopt(dependencies: AppointmentDependencies, claim: Claim, to: ClaimState, patch: ClaimPatch): Promise<boolean> {
  const fence = [wakeTaskPart(SETTLE_CLAIM, claim.id, dependencies.clock.now())];
  const moved = await moveClaim(dependencies, claim, to, patch, fence);
  const { id: claimId, hospitalId } = claim;
  if (!moved.ok) dependencies.log.write('info', 'watch.moved-elsewhere', { hospitalId, claimId, detail: moved.guard });
  return moved.ok;
}
