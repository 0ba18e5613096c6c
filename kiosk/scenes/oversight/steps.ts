import type { Dependant } from '../../client/wire.ts';
import { always, byAnswer, type PageRow, type Rows } from '../../journey/row.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly information: 'withdraw' | 'withdraw-child' | 'shares' | 'messages' | 'phones' | 'family';
    /** For which child what was agreed to is taken back. */
    readonly 'withdraw-for': Dependant;
    /** The receipts that stood when the person said no, in the order in which they are withdrawn. */
    readonly 'withdraw-check': readonly string[];
    readonly withdrawing: 'withdrawn';
  }
  interface Ends {
    readonly withdrawn: true;
  }
}

declare module '../../journey/page.ts' {
  interface PageNames {
    readonly oversight: 'access';
  }
}

const WANTED = {
  withdraw: 'withdraw-check',
  'withdraw-child': 'withdraw-for',
  shares: 'shares',
  messages: 'messages',
  phones: 'phones',
  family: 'family',
} as const;

/** What is known of a person, and taking back what they agreed to. */
export const steps = {
  information: {
    kind: 'question',
    ...byAnswer('information', (value) => WANTED[value], Object.values(WANTED)),
    screen: async () => (await import('./screens/information.tsx')).InformationScreen,
    say: ['information.title', 'information.masked'],
    assist: 'hidden',
  },
  'withdraw-for': {
    kind: 'question',
    ...always('withdraw-check'),
    screen: async () => (await import('./screens/withdraw.tsx')).WithdrawForScreen,
    say: ['withdraw-for.question'],
    assist: 'hidden',
  },
  'withdraw-check': {
    kind: 'question',
    ...always('withdrawing'),
    screen: async () => (await import('./screens/withdraw.tsx')).WithdrawCheckScreen,
    say: ['withdraw-check.question', 'withdraw-check.bookings'],
    saidOnce: true,
    assist: 'hidden',
  },
  withdrawing: {
    kind: 'work',
    ...always('withdrawn'),
    screen: async () => (await import('./screens/withdraw.tsx')).WithdrawingScreen,
    say: ['withdrawing.title'],
    barrier: true,
    saidOnce: true,
    assist: 'hidden',
  },
  withdrawn: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/withdraw.tsx')).WithdrawnScreen,
    say: ['withdrawn.title'],
    assist: 'hidden',
  },
} satisfies Rows;

/** Who looked at a person's data. */
export const pages = {
  access: {
    screen: async () => (await import('./screens/access.tsx')).AccessScreen,
    say: ['access.title'],
    assist: 'hidden',
  },
} satisfies Record<string, PageRow>;
