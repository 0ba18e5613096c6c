import type { Payment } from '../../client/wire.ts';
import { toBills, toPayCode } from '../../practice/sample-answers.ts';
import {
  paid,
  payment,
  paymentAtWindow,
  paymentFromHome,
  paymentsBefore,
  paymentThat,
  takingBack,
} from '../../practice/sample-bills.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { type State, settled } from '../../practice/state.ts';

/** How a payment ended, as it is shown and as the gateway would say it again. */
const ended = (as: Payment): Pick<State, 'answers' | 'world'> => ({
  answers: settled({ ...toPayCode, 'pay-code': as }),
  world: { payments: [as] },
});
const atWindow: Pick<State, 'answers' | 'world'> = {
  answers: settled({ ...toPayCode, paying: paymentAtWindow }),
  world: { payments: [paymentAtWindow] },
};

const atHome: Pick<State, 'answers' | 'world'> = {
  answers: settled({ ...toPayCode, paying: paymentFromHome }),
  world: { payments: [paymentFromHome] },
};

/** What was paid before, and one of it looked at. */
const beforeNow = { ...toBills, bills: 'paid-before' } as const;
const looking = (as: Payment): Pick<State, 'answers' | 'world'> => ({
  answers: settled({ ...beforeNow, payments: as.id }),
  world: { payments: [as] },
});
const paidOne = paymentThat(...paid.slice(0, 1));
const wantsBack = { ...beforeNow, payments: paidOne.id, payment: { what: 'refund', payment: paidOne } } as const;
const LINE = { ref: 'line-3', name: '一次性静脉留置针', amount: { amount: 2_680, currency: 'CNY' } } as const;
const ofLines = { part: 0, what: 'lines', lines: [LINE] } as const;
const wantsLine = { ...wantsBack, 'refund-what': ofLines, 'refund-lines': [LINE.ref] } as const;
/** How a refund that was asked for just now stands. */
const takenBack = (part: Partial<Payment['parts'][number]>, more: Partial<Payment> = {}): Pick<State, 'answers' | 'world'> => {
  const as = { ...paymentThat(part), ...more };
  return { answers: settled({ ...wantsLine, 'refund-check': 'k', refunding: as }), world: { payments: [as] } };
};

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'paid', telling: true, ...ended(paymentThat(...paid.slice(0, 1))) },
  { name: 'paid-several', ...ended(paymentThat(...paid)) },
  {
    name: 'paid-partly',
    telling: true,
    ...ended(paymentThat(...paid.slice(0, 2), { state: 'not-paid', reason: 'not-paid-in-time' })),
  },
  { name: 'paid-none', ...ended(paymentThat({ state: 'not-paid', reason: 'not-paid-in-time' })) },
  {
    name: 'paid-giving-back',
    telling: true,
    ...ended(
      paymentThat({
        state: 'giving-back',
        reason: 'hospital-refused',
        refunds: [{ amount: { amount: 7_520, currency: 'CNY' }, cause: 'undone', state: 'on-its-way' }],
      }),
    ),
  },
  { name: 'paid-open', ...ended(paymentThat({ state: 'confirming', knowBy: '2026-11-24T09:30:00+08:00' })) },
  { name: 'paid-no-paper', ...ended(paymentThat(...paid.slice(0, 1))), printer: 'out-of-paper' },
  { name: 'pay-window', telling: true, ...atWindow },
  { name: 'pay-window-no-paper', ...atWindow, printer: 'out-of-paper' },
  { name: 'pay-from-home', telling: true, ...atHome },
  { name: 'pay-from-home-no-paper', ...atHome, printer: 'out-of-paper' },
  { name: 'payments', telling: true, answers: settled(beforeNow), world: { payments: paymentsBefore } },
  { name: 'payments-none', answers: settled(beforeNow), world: { payments: [] } },
  { name: 'payment-paid', telling: true, ...looking(paidOne) },
  { name: 'payment-several', ...looking(paymentThat(...paid)) },
  { name: 'payment-due', telling: true, ...looking(payment) },
  { name: 'payment-at-window', ...looking(paymentAtWindow) },
  { name: 'payment-at-home', ...looking(paymentFromHome) },
  { name: 'payment-taken-back', ...looking(paymentThat(takingBack.done)) },
  { name: 'payment-to-collect', ...looking({ ...paymentThat(takingBack.atWindow), channel: 'cash' }) },
  { name: 'refund-what', telling: true, answers: settled(wantsBack), world: { payments: [paidOne] } },
  {
    name: 'refund-none',
    answers: settled({ ...wantsBack, payment: { what: 'refund', payment: paymentThat(takingBack.asking) } }),
    world: { payments: [paymentThat(takingBack.asking)] },
  },
  {
    name: 'refund-lines',
    answers: settled({ ...wantsBack, 'refund-what': ofLines }),
    pressed: '.bill > .choice',
  },
  { name: 'refund-check', telling: true, answers: settled(wantsLine) },
  {
    name: 'refund-check-insured',
    answers: settled({ ...wantsBack, 'refund-what': { part: 0, what: 'whole', amount: { amount: 52_380, currency: 'CNY' } } }),
  },
  {
    name: 'refund-check-cash',
    answers: settled({
      ...wantsLine,
      payment: { what: 'refund', payment: { ...paymentThat(takingBack.atWindow), channel: 'cash' } },
    }),
  },
  {
    name: 'refunding-refused',
    answers: settled({ ...wantsLine, 'refund-check': 'k' }),
    world: { trouble: { askRefund: problemOf('not-refundable') } },
  },
  { name: 'refunded-asking', ...takenBack(takingBack.asking), world: { trouble: { readPayment: 'silence' } } },
  { name: 'refunded-going-back', ...takenBack(takingBack.goingBack) },
  { name: 'refunded-done', telling: true, ...takenBack(takingBack.done) },
  { name: 'refunded-refused', ...takenBack(takingBack.refused) },
  { name: 'refunded-with-staff', ...takenBack(takingBack.withStaff) },
  { name: 'refunded-at-window', telling: true, ...takenBack(takingBack.atWindow, { channel: 'cash' }) },
];
