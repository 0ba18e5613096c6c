import type { Payment } from '../../client/wire.ts';
import { answerOf } from '../../journey/answers.ts';
import { always, byAnswer, type Rows } from '../../journey/row.ts';
import { isGivenUp, PAYING, REFUND, type RefundOf, type WithPayment } from '../payments/said.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    /** The id of one of those that were made before. */
    readonly payments: string;
    readonly payment: WithPayment;
    readonly 'refund-what': RefundOf;
    /** References of lines. */
    readonly 'refund-lines': readonly string[];
    /** The Idempotency-Key of the refund. */
    readonly 'refund-check': string;
    readonly refunding: Payment;
  }
  interface Ends {
    readonly paid: true;
    readonly refunded: true;
  }
}

/** Where one goes with a payment. */
const WANTED = {
  code: 'pay-code',
  window: 'paid',
  home: 'paid',
  receipt: 'paid',
  stop: 'stopping',
  refund: 'refund-what',
  collect: 'refunded',
} as const;

/**
 * How a payment ended, what was paid before, and taking it back. As of paying, nothing here has a mask and nobody else fills anything in: a helper sees that there is
 * a step and where its buttons are.
 */
export const steps = {
  paid: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/paid.tsx')).PaidScreen,
    say: ['paid.spoken'],
    assist: 'see',
  },
  payments: {
    kind: 'question',
    ...always('payment'),
    screen: async () => (await import('./screens/payments.tsx')).PaymentsScreen,
    say: ['payments.question'],
    invalidates: [...PAYING, 'payment', ...REFUND],
    reopens: ['payment'],
    assist: 'hidden',
  },
  payment: {
    kind: 'question',
    leadsTo: ['pay-code', 'paid', 'stopping', 'refund-what', 'refunded'],
    next: (answers) => {
      const what = answerOf(answers, 'payment')?.what;
      if (what === undefined) return 'paid';
      return what === 'home' && isGivenUp(answers) ? 'pay-code' : WANTED[what];
    },
    screen: async () => (await import('./screens/payment.tsx')).PaymentScreen,
    say: ['payment.title'],
    invalidates: [...PAYING, ...REFUND],
    assist: 'see',
  },
  'refund-what': {
    kind: 'question',
    ...byAnswer('refund-what', ({ what }) => (what === 'whole' ? 'refund-check' : 'refund-lines'), [
      'refund-check',
      'refund-lines',
    ]),
    screen: async () => (await import('./screens/refund-what.tsx')).RefundWhatScreen,
    say: ['refund-what.question'],
    invalidates: ['refund-lines', 'refunding'],
    reopens: ['refund-lines'],
    assist: 'hidden',
  },
  'refund-lines': {
    kind: 'question',
    ...always('refund-check'),
    screen: async () => (await import('./screens/refund-what.tsx')).RefundLinesScreen,
    say: ['refund-lines.question'],
    invalidates: ['refunding'],
    assist: 'hidden',
  },
  'refund-check': {
    kind: 'question',
    ...always('refunding'),
    screen: async () => (await import('./screens/refund-check.tsx')).RefundCheckScreen,
    say: ['refund-check.question'],
    saidOnce: true,
    // The yes of whoever showed their card since, as for paying.
    identifies: (answers) => answerOf(answers, 'refunding') === undefined,
    assist: 'see',
  },
  refunding: {
    kind: 'work',
    ...always('refunded'),
    screen: async () => (await import('./screens/refund-check.tsx')).RefundingScreen,
    say: ['refunding.title'],
    barrier: true,
    saidOnce: true,
    assist: 'see',
  },
  refunded: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/refunded.tsx')).RefundedScreen,
    say: ['paid.spoken'],
    assist: 'see',
  },
} satisfies Rows;
