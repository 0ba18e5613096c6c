import type { Bills, Payment, Quotes } from '../../client/wire.ts';
import { settle } from '../../journey/answering.ts';
import { answerOf, rememberedAnswer } from '../../journey/answers.ts';
import { always, type PageRow, type Rows } from '../../journey/row.ts';
import { type Agreed, type ChosenBills, type Stopped, waitsAtHome, waitsAtWindow } from './money.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly 'reading-bills': Bills;
    readonly bills: ChosenBills;
    readonly quoting: Quotes;
    readonly split: Agreed;
    readonly paying: Payment;
    /** As it was when nobody could pay it any more; or the person can not pay by phone, or nobody does from home after all. */
    readonly 'pay-code': Payment | 'cash';
    readonly stopping: Stopped;
  }
  interface Ends {
    readonly paid: true;
  }
}

declare module '../../journey/page.ts' {
  interface PageNames {
    readonly payments: 'lines';
  }
}

/**
 * Paying what is open, at all hospitals. Nothing here has a mask, and no step can be filled in by another: a helper sees that there is one
 * and where its buttons are, and reads no amount, no line and no code.
 */
export const steps = {
  'reading-bills': {
    kind: 'work',
    ...always('bills'),
    screen: async () => (await import('./screens/bills.tsx')).ReadingBillsScreen,
    say: ['reading-bills.title', 'reading-bills.words'],
    // Read anew they may be others: what was chosen of them is chosen again.
    reopens: ['bills'],
    assist: 'see',
  },
  bills: {
    kind: 'question',
    ...always('quoting'),
    screen: async () => (await import('./screens/bills.tsx')).BillsScreen,
    say: ['bills.question'],
    invalidates: ['quoting', 'split', 'paying', 'pay-code', 'stopping'],
    assist: 'see',
  },
  quoting: {
    kind: 'work',
    ...always('split'),
    screen: async () => (await import('./screens/quoting.tsx')).QuotingScreen,
    say: ['quoting.title', 'quoting.words'],
    invalidates: ['split', 'paying', 'pay-code', 'stopping'],
    assist: 'see',
  },
  split: {
    kind: 'question',
    ...always('paying'),
    screen: async () => (await import('./screens/split.tsx')).SplitScreen,
    say: ['split.question'],
    invalidates: ['paying', 'pay-code', 'stopping'],
    // The yes of whoever showed their card since; once there is a payment, it has been used.
    identifies: (answers) => answerOf(answers, 'paying') === undefined,
    assist: 'see',
  },
  paying: {
    kind: 'work',
    leadsTo: ['pay-code', 'paid'],
    next: (answers) => {
      const payment = answerOf(answers, 'paying');
      if (payment === undefined) return 'pay-code';
      // Nobody at home pays after all: that is stopped as a code is.
      const atHome = waitsAtHome(payment) && answerOf(answers, 'pay-code') !== 'cash';
      return waitsAtWindow(payment) || atHome ? 'paid' : 'pay-code';
    },
    screen: async () => (await import('./screens/paying.tsx')).PayingScreen,
    say: ['paying.title', 'paying.words'],
    barrier: true,
    assist: 'see',
  },
  'pay-code': {
    kind: 'work',
    leadsTo: ['stopping', 'paid'],
    next: (answers) => (answerOf(answers, 'pay-code') === 'cash' ? 'stopping' : 'paid'),
    screen: async () => (await import('./screens/pay-code.tsx')).PayCodeScreen,
    say: ['pay-code.title'],
    barrier: true,
    assist: 'see',
  },
  stopping: {
    kind: 'work',
    ...always('quoting'),
    screen: async () => (await import('./screens/paying.tsx')).StoppingScreen,
    say: ['stopping.title', 'stopping.words'],
    barrier: true,
    settles: (rows, answers, value) => {
      const before = rememberedAnswer(answers, 'bills');
      if (value.kind === 'kept') return { ...answers, 'pay-code': { settled: true, value: value.payment } };
      // The quotes are used up: they are asked for once more, and the person says yes to what comes.
      return before === undefined ? answers : settle(rows, answers, 'bills', { ...before, cashFirst: true, key: value.key });
    },
    assist: 'see',
  },
  paid: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/paid.tsx')).PaidScreen,
    say: ['paid.spoken'],
    assist: 'see',
  },
} satisfies Rows;

/** What one bill is made of. */
export const pages = {
  lines: {
    screen: async () => (await import('./screens/lines.tsx')).LinesScreen,
    say: ['lines.title'],
    assist: 'hidden',
  },
} satisfies Record<string, PageRow>;
