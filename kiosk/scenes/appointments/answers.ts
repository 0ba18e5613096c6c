import type { Appointment, Coverage, Slot } from '../../client/wire.ts';
import { type Answers, rememberedAnswer } from '../../journey/answers.ts';
import { childOf } from '../dependants/answers.ts';
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

/** For whom one books: the child, or oneself. */
export function patientIn(answers: Answers): { readonly patientId: string; readonly name: string } {
  const session = sessionOf(answers);
  return childOf(answers) ?? { patientId: session?.patientId ?? '', name: session?.patientName ?? '' };
}
