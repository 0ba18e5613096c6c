import type { Appointment, Coverage, Dependant, Slot } from '../../client/wire.ts';
import { type Answers, rememberedAnswer } from '../../journey/answers.ts';
import { otherIn } from '../dependants/answers.ts';
import { sessionOf } from '../identity/answers.ts';

/** How a booking ended for now: the hospital or the gateway has it, or somebody else was faster. */
export type BookingOutcome =
  | { readonly kind: 'kept'; readonly appointment: Appointment }
  | { readonly kind: 'taken'; readonly alternatives: readonly Slot[]; readonly gone?: boolean };

/**
 * How the person will pay if they did not say: a resident's card is also the card of the medical insurance. It is shown before
 * anything is booked, and the hospital settles it at the visit.
 */
export function coverageIn(answers: Answers): Coverage {
  const byDocument = rememberedAnswer(answers, 'document')?.type === 'resident-id' ? 'medical-insurance' : 'self-pay';
  return rememberedAnswer(answers, 'coverage') ?? byDocument;
}

/** Whom one books for: what is shown of them, and what decides which doors are for them. */
export type BookedFor = Pick<Dependant, 'patientId' | 'name' | 'sex' | 'birthYear'>;

const NOBODY: BookedFor = { patientId: '', name: '', sex: 'unknown', birthYear: 0 };

/** The child or the grown-up for whom it is, or oneself. */
export function patientIn(answers: Answers): BookedFor {
  const session = sessionOf(answers);
  return otherIn(answers) ?? (session === undefined ? NOBODY : { ...session, name: session.patientName });
}
