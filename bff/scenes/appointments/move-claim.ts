import { type Booking, isQueueNumber } from '../../../adapters/port/booking.ts';
import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { freePlacePart } from '../slots/places.ts';
import {
  bumpAppointmentPart,
  type Claim,
  dropCancelWanted,
  insertEvent,
  readAppointmentRow,
  updateClaimPart,
} from './appointment-rows.ts';
import { DETERMINED_WITHIN_MS } from './await-reply.ts';
import { type AppointmentDependencies, replySignalOf, signalOf } from './dependencies.ts';
import { bookingDetermined, type ClaimState, holdsPlace, mayMove, newsOf } from './rules.ts';
import { settleReplies } from './settle-replies.ts';

/** What changes with the state. */
export interface ClaimPatch {
  readonly sentAt?: number | null;
  readonly settledAt?: number | null;
  readonly hospitalRef?: string | null;
  readonly tries?: number;
  readonly notFound?: number;
  readonly knowBy?: number;
  readonly reason?: string | null;
  readonly queueNumber?: number | null;
  /** The hospital refused to cancel, so nobody waits for that any more. */
  readonly dropCancel?: boolean;
  /** The hospital just said that the slot has no place: offer no more of it until it is asked again. */
  readonly stopOffering?: boolean;
}

/** What a claim takes over of the hospital's booking. A number that makes no sense is none: the person gets theirs at the desk. */
export function confirmedBy({ ref, queueNumber }: Booking): Pick<ClaimPatch, 'hospitalRef' | 'queueNumber'> {
  return { hospitalRef: ref, ...(isQueueNumber(queueNumber) ? { queueNumber } : {}) };
}

export type Moved = { readonly ok: true; readonly claim: Claim } | { readonly ok: false; readonly guard: string };

/**
 * Moves a claim along one edge of the table, in one unit: the claim, the place of the slot, the appointment's version and
 * history, the replies that wait, what the person is told, the audit row, and `fence` (the lease of whoever does it).
 */
export async function moveClaim(
  dependencies: AppointmentDependencies,
  claim: Claim,
  to: ClaimState,
  patch: ClaimPatch,
  fence: readonly Part[],
): Promise<Moved> {
  if (!mayMove(claim.state, to)) throw new TypeError(`a claim may not go from ${claim.state} to ${to}`);
  const { dropCancel, stopOffering, ...values } = patch;
  const ended = to === 'cancelled' ? { settledAt: dependencies.clock.now() } : {};
  const moved: Claim = { ...claim, ...values, ...ended, state: to, ...(dropCancel ? { cancelWanted: false } : {}) };
  // Rows are touched in one order everywhere (task, slot, claim, appointment), so that units can not deadlock.
  const parts: Part[] = [...fence];
  const leaves = claim.places === 1 && holdsPlace(claim.state) && !holdsPlace(to);
  if (leaves) parts.push(freePlacePart(claim.slotId, stopOffering ?? false));
  parts.push(updateClaimPart(claim.state, moved));
  if (dropCancel) parts.push(dropCancelWanted({ id: claim.id }));
  if (claim.ghostOf === null)
    parts.push(
      ...(await appointmentParts(dependencies, moved, dropCancel ?? false)),
      ...newsParts(dependencies, claim, moved),
      ...(to === 'cancelled' ? dependencies.ending(claim.appointmentId, dependencies.clock.now()) : []),
    );
  parts.push(auditOf(dependencies, moved));
  const committed = await commit(dependencies, `claim-${to}`, 'outcomes', parts);
  if (!committed.ok) return committed;
  dependencies.metrics.count('onedoor_claims_total', `state="${to}"`);
  dependencies.signals.notify(signalOf(claim.appointmentId));
  if (settles(moved, dropCancel ?? false)) dependencies.signals.notify(replySignalOf(claim.appointmentId));
  return { ok: true, claim: claim.ghostOf === null ? { ...moved, version: claim.version + 1 } : moved };
}

async function appointmentParts(
  dependencies: AppointmentDependencies,
  moved: Claim,
  cancelRefused: boolean,
): Promise<readonly Part[]> {
  const version = moved.version + 1;
  const { appointmentId, state } = moved;
  return [
    bumpAppointmentPart(appointmentId, moved.version, holdsPlace(state)),
    insertEvent({ appointmentId, version, at: dependencies.clock.now(), claimState: state }),
    ...(settles(moved, cancelRefused) ? await replyParts(dependencies, moved, cancelRefused) : []),
  ];
}

function newsParts({ clock, notify }: AppointmentDependencies, from: Claim, moved: Claim): readonly Part[] {
  const kind = newsOf(from.state, moved.state, from);
  const now = clock.now();
  // The first answer there is, while the request that asked for it is still being answered.
  const seen = from.version === 1 && bookingDetermined(moved.state) && now - from.createdAt < DETERMINED_WITHIN_MS;
  return kind ? notify({ kind, appointmentId: moved.appointmentId, version: moved.version + 1, seen, now }) : [];
}

/** Whether somebody who waits for this appointment hears something final now. */
function settles({ state, ghostOf }: Claim, cancelRefused: boolean): boolean {
  return ghostOf === null && (bookingDetermined(state) || cancelRefused);
}

async function replyParts(dependencies: AppointmentDependencies, moved: Claim, cancelRefused: boolean): Promise<readonly Part[]> {
  const { store } = dependencies;
  const row = await readAppointmentRow(store, moved.appointmentId);
  if (!row) throw new TypeError('a claim without its appointment');
  const { state, cancelWanted, knowBy, reason, queueNumber } = moved;
  const shown = { ...row, version: moved.version + 1, state, cancelWanted, knowBy, reason, queueNumber };
  return settleReplies(dependencies, shown, { requestId: moved.id, cancelRefused });
}

function auditOf({ ids, clock }: AppointmentDependencies, moved: Claim): Part {
  return auditPart(ids, clock.now(), {
    actor: GATEWAY,
    action: `claim.${moved.state}`,
    subject: { kind: 'appointment', id: moved.appointmentId },
    requestId: moved.id,
  });
}
