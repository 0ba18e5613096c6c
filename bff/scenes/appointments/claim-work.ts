import type { After, Onward, Working } from '../../platform/tasks/saga.ts';
import { type Claim, updateClaimPart } from './appointment-rows.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { type ClaimPatch, moveClaim } from './move-claim.ts';
import { type ClaimState, STAFF_WITHIN_MS } from './rules.ts';

/** A step of a claim. */
export type ClaimWork = Working<Claim, AppointmentDependencies>;

export function moveAndEnd(work: ClaimWork, to: ClaimState, patch: ClaimPatch): Promise<Onward> {
  return move(work, to, patch, 'finish');
}

export function moveAndPause(work: ClaimWork, to: ClaimState, patch: ClaimPatch, delayMs: number): Promise<Onward> {
  return move(work, to, patch, { runAt: work.dependencies.clock.now() + delayMs });
}

export function moveAndGoOn(work: ClaimWork, to: ClaimState, patch: ClaimPatch): Promise<Onward> {
  return move(work, to, patch, 'keep');
}

/** Moves the claim and does with its task what comes after, in one unit. */
function move(
  { dependencies, subject: claim, settle }: ClaimWork,
  to: ClaimState,
  patch: ClaimPatch,
  after: After,
): Promise<Onward> {
  return settle(after, (fence) => moveClaim(dependencies, claim, to, patch, [fence]));
}

/** Moves the claim to a state that is an intent, and then acts on it: nothing stands between the commit and the call. */
export async function moveAndCall(
  work: ClaimWork,
  to: ClaimState,
  patch: ClaimPatch,
  act: (work: ClaimWork) => Promise<Onward>,
): Promise<Onward> {
  let moved: Claim | undefined;
  const onward = await work.settle('keep', async (fence) => {
    const done = await moveClaim(work.dependencies, work.subject, to, patch, [fence]);
    if (done.ok) moved = done.claim;
    return done;
  });
  return moved ? act({ ...work, subject: moved }) : onward;
}

/** Keeps counts without a change of state. */
export function note({ subject: claim, write }: ClaimWork, values: Partial<Claim>, runAt: number): Promise<Onward> {
  return write('note-claim', { runAt }, [updateClaimPart(claim.state, { ...claim, ...values })]);
}

/** A person with a name and a clock takes over: the hospital's duty desk, shown with the appointment. */
export async function toStaff(work: ClaimWork): Promise<Onward> {
  const { dependencies, subject: claim } = work;
  needsStaff(dependencies, claim);
  return moveAndEnd(work, 'manual', { knowBy: dependencies.clock.now() + STAFF_WITHIN_MS });
}

/** Tells the operator that a duty desk has to look. */
export function needsStaff(
  { log }: Pick<AppointmentDependencies, 'log'>,
  { id, appointmentId, hospitalId }: Pick<Claim, 'id' | 'appointmentId' | 'hospitalId'>,
): void {
  log.write('warn', 'claim.needs-staff', { claimId: id, appointmentId, hospitalId });
}
