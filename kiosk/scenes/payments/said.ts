import type { Dependant, Helped, Payment, Refundable } from '../../client/wire.ts';
import { type Answers, answerOf, type Question, rememberedAnswer } from '../../journey/answers.ts';
import { sessionOf } from '../identity/answers.ts';
import { type ChosenBills, openBillsIn } from './money.ts';

/** For whom one pays: a child, a grown-up who lets one pay for them, or oneself. `alone`: there is nobody else, and nobody was asked. */
export type PayFor = Dependant | Helped | 'me' | 'alone';

/** What is to be paid; or what was paid before: all of it, or the payment that pays a bill at this moment. */
export type BillsAnswer = ChosenBills | 'paid-before' | { readonly paymentId: string };

/** What somebody wants with a payment, which is as it was when they said so. */
export interface WithPayment {
  readonly what: 'code' | 'window' | 'home' | 'receipt' | 'stop' | 'refund' | 'collect';
  readonly payment: Payment;
}

type RefundLine = Refundable['parts'][number]['lines'][number];
type Money = RefundLine['amount'];

/** Which part is to be taken back: whole, or some of these lines of it. */
export type RefundOf = { readonly part: number } & (
  | { readonly what: 'whole'; readonly amount: Money }
  | { readonly what: 'lines'; readonly lines: readonly RefundLine[] }
);

/** Whose bills these are: of the child or the grown-up for whom one pays, or of whoever stands here. */
export function payeeIn(answers: Answers): { readonly patientId: string; readonly other?: Dependant | Helped } {
  const payFor = answerOf(answers, 'pay-for');
  if (typeof payFor === 'object') return { patientId: payFor.patientId, other: payFor };
  return { patientId: sessionOf(answers)?.patientId ?? '' };
}

/** The bills that are to be paid, where that is what was said. */
export function chosenIn(answers: Answers): ChosenBills | undefined {
  const said = rememberedAnswer(answers, 'bills');
  return typeof said === 'object' && 'bills' in said ? said : undefined;
}

/** Which payment somebody looks at: one of the list, or the one that pays a bill. */
export function lookedAtIn(answers: Answers): string | undefined {
  const said = answerOf(answers, 'bills');
  if (said === 'paid-before') return answerOf(answers, 'payments');
  return said !== undefined && 'paymentId' in said ? said.paymentId : undefined;
}

/** The bills that the payment somebody looks at would have paid, as they were read. */
export function heldBillsIn(answers: Answers): readonly ChosenBills['bills'][number][] {
  const id = lookedAtIn(answers);
  return openBillsIn(rememberedAnswer(answers, 'reading-bills'), '')
    .filter(({ paymentId }) => paymentId !== undefined && paymentId === id)
    .map(({ hospital, visitRef, billHash }) => ({ hospital, visitRef, billHash }));
}

/** The payment that goes on: begun just now, or before. */
export function goingOnIn(answers: Answers): Payment | undefined {
  return answerOf(answers, 'payment')?.payment ?? rememberedAnswer(answers, 'paying');
}

/** The payment, as it was when it was last looked at. */
export function paymentIn(answers: Answers): Payment | undefined {
  const shown = answerOf(answers, 'pay-code');
  return shown === undefined || shown === 'cash' ? goingOnIn(answers) : shown;
}

/** What follows from which bills; what is taken back; and what was looked at of what was paid before. */
export const PAYING = ['quoting', 'split', 'paying', 'pay-code', 'stopping'] as const satisfies readonly Question[];
export const REFUND = ['refund-what', 'refund-lines', 'refunding'] as const satisfies readonly Question[];
export const LOOKING = ['payments', 'payment', ...REFUND] as const satisfies readonly Question[];

/** Nobody pays by phone after all, or from home: that is stopped. */
export function isGivenUp(answers: Answers): boolean {
  return answerOf(answers, 'pay-code') === 'cash';
}
