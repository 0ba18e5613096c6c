import type { OperationRequest } from '../../../bff/contract/operations.ts';
import type { Appointment, Preconsult, Questionnaires } from '../../client/wire.ts';
import { type Answers, answerOf } from '../../journey/answers.ts';
import { sessionOf } from '../identity/answers.ts';

/** A form that can be begun. */
export type OfferedForm = Questionnaires['items'][number];

/** Which form: one that was begun, or a new one. */
export type ChosenForm = (
  | { readonly kind: 'new'; readonly form: OfferedForm }
  | { readonly kind: 'begun'; readonly preconsult: Preconsult; readonly change?: true }
) & {
  /** There was no other: nobody was asked. */
  readonly alone?: true;
};

/** Whose words these are. */
export type SaidBy = OperationRequest<'createPreconsult'>['body']['saidBy'];

/** The visit that it is for: just booked, or one of the list. */
export function visitIn(answers: Answers): Appointment | undefined {
  const home = answerOf(answers, 'home');
  return typeof home === 'object' && 'tell' in home ? home.tell : answerOf(answers, 'mine');
}

/** It is of somebody for whom whoever stands here acts: it is known that a relative says it. */
export function isOfChild(answers: Answers): boolean {
  return visitIn(answers)?.patientId !== sessionOf(answers)?.patientId;
}

/** What a form says of itself before it is begun and after. */
export function titleOf(chosen: ChosenForm): Pick<OfferedForm, 'title' | 'approved'> {
  return chosen.kind === 'new' ? chosen.form : chosen.preconsult.questionnaire;
}
