import type { Bills, Payment, Quotes } from '../../client/wire.ts';
import { ask, settle, without } from '../../journey/answering.ts';
import { type Answers, answerOf } from '../../journey/answers.ts';
import { always, byAnswer, type PageRow, type Rows } from '../../journey/row.ts';
import { childsCard } from '../identity/answers.ts';
import { type Agreed, type ChosenBills, type Stopped, waitsAtHome, waitsAtWindow } from './money.ts';
import { type BillsAnswer, chosenIn, heldBillsIn, isGivenUp, LOOKING, PAYING, type PayFor } from './said.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly 'pay-for': PayFor;
    readonly 'reading-bills': Bills;
    readonly bills: BillsAnswer;
    readonly quoting: Quotes;
    readonly split: Agreed;
    readonly paying: Payment;
    /** As it was when nobody could pay it any more; or the person can not pay by phone, or nobody does from home after all. */
    readonly 'pay-code': Payment | 'cash';
    readonly stopping: Stopped;
  }
}

declare module '../../journey/page.ts' {
  interface PageNames {
    readonly payments: 'lines';
  }
}

/** After something was stopped: what nobody can pay by phone is quoted anew for the window; else the bills are read anew. */
function goOnAfter(rows: Rows, answers: Answers, value: Stopped): Answers {
  if (value.kind === 'kept') {
    const { payment } = value;
    if (answerOf(answers, 'pay-code') === undefined)
      return { ...answers, payment: { settled: true, value: { what: 'receipt', payment } } };
    return { ...answers, 'pay-code': { settled: true, value: payment } };
  }
  const bills = chosenIn(answers)?.bills ?? heldBillsIn(answers);
  if (answerOf(answers, 'pay-code') === undefined || bills.length === 0)
    return ask(rows, without(answers, ['bills', ...PAYING, ...LOOKING]), 'reading-bills');
  // The quotes are used up: they are asked for once more, and the person says yes to what comes.
  const before: Pick<ChosenBills, 'insurance'> = chosenIn(answers) ?? { insurance: true };
  return settle(rows, answers, 'bills', { ...before, bills, cashFirst: true, key: value.key });
}

/**
 * Paying what is open, at all hospitals. Nothing here has a mask, and no step can be filled in by another: a helper sees that there is one
 * and where its buttons are, and reads no amount, no line and no code.
 */
export const steps = {
  'pay-for': {
    kind: 'question',
    ...always('reading-bills'),
    // Whoever came with a child's card pays for that child.
    passed: (answers) => answers['pay-for']?.value === 'alone' || childsCard(answers) !== undefined,
    screen: async () => (await import('./screens/pay-for.tsx')).PayForScreen,
    say: ['pay-for.question'],
    invalidates: ['reading-bills', 'bills', ...PAYING, ...LOOKING],
    assist: 'hidden',
  },
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
    ...byAnswer('bills', (value) => (value === 'paid-before' ? 'payments' : 'bills' in value ? 'quoting' : 'payment'), [
      'quoting',
      'payments',
      'payment',
    ]),
    screen: async () => (await import('./screens/bills.tsx')).BillsScreen,
    say: ['bills.question'],
    invalidates: [...PAYING, ...LOOKING],
    reopens: ['payments', 'payment'],
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
      return waitsAtWindow(payment) || (waitsAtHome(payment) && !isGivenUp(answers)) ? 'paid' : 'pay-code';
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
    // A code that is scanned, or a link: what is said is true of both.
    say: ['pay-code.spoken'],
    barrier: true,
    assist: 'see',
  },
  stopping: {
    kind: 'work',
    ...always('quoting'),
    leadsTo: ['quoting', 'reading-bills', 'paid'],
    screen: async () => (await import('./screens/paying.tsx')).StoppingScreen,
    say: ['stopping.title', 'stopping.words'],
    barrier: true,
    settles: goOnAfter,
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
