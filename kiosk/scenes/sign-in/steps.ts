import type { Session } from '../../client/wire.ts';
import { settle } from '../../journey/answering.ts';
import type { Answers } from '../../journey/answers.ts';
import { always, byAnswer, type Rows } from '../../journey/row.ts';
import type { FoundByCode, SentCode } from './answers.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    /** As it was typed, blanks and all. */
    readonly 'phone-number': string;
    readonly 'code-sending': SentCode;
    readonly 'phone-code': FoundByCode | { readonly found: 'opened'; readonly session: Session; readonly code: string };
    /** Which of the people of this phone; `new`: somebody who is not among them. */
    readonly 'which-person': string;
  }
}

const patientIn = (value: Session | 'consent-needed') => (value === 'consent-needed' ? undefined : value.patientId);

const AFTER_CODE = { opened: 'home', register: 'particulars', agree: 'notice', choices: 'which-person' } as const;

/** Whoever is not among those who are known gives their particulars; the others are opened by their name. */
const afterChoice = (chosen: string) => (chosen === 'new' ? 'particulars' : 'opening');

/** Who holds this phone: from its number to a session. */
export const steps = {
  'phone-number': {
    kind: 'question',
    starts: true,
    ...always('code-sending'),
    screen: async () => (await import('./screens/phone-number.tsx')).PhoneNumberScreen,
    say: ['phone-number.question'],
    reopens: ['code-sending', 'phone-code'],
    invalidates: ['which-person', 'particulars', 'notice', 'health-data'],
    of: 'visit',
    identifies: true,
  },
  'code-sending': {
    kind: 'work',
    ...always('phone-code'),
    screen: async () => (await import('./screens/code-sending.tsx')).CodeSendingScreen,
    say: ['code-sending.title'],
    of: 'visit',
    identifies: true,
  },
  'phone-code': {
    kind: 'question',
    ...byAnswer('phone-code', ({ found }) => AFTER_CODE[found], Object.values(AFTER_CODE)),
    screen: async () => (await import('./screens/phone-code.tsx')).PhoneCodeScreen,
    say: ['phone-code.question'],
    limits: { lengthMin: 6, lengthMax: 6, triesMax: 5 },
    // A code works once: whoever goes back asks for another one.
    barrier: true,
    of: 'visit',
    identifies: true,
    settles: (rows, answers, value) => {
      const { code, found } = value;
      if (!('session' in value)) return { ...answers, 'phone-code': { settled: true, value } };
      const known: Answers = { ...answers, 'phone-code': { settled: true, value: { code, found } as FoundByCode } };
      return settle(rows, known, 'opening', value.session);
    },
  },
  'which-person': {
    kind: 'question',
    ...byAnswer('which-person', afterChoice, ['particulars', 'opening']),
    screen: async () => (await import('./screens/which-person.tsx')).WhichPersonScreen,
    say: ['which-person.question'],
    reopens: ['opening'],
    invalidates: ['particulars'],
    of: 'visit',
    identifies: true,
  },
  opening: {
    kind: 'work',
    leadsTo: ['home', 'notice'],
    next: (answers) => (answers.opening?.value === 'consent-needed' ? 'notice' : 'home'),
    screen: async () => (await import('./screens/opening.tsx')).OpeningByCodeScreen,
    say: ['sign-in.opening'],
    barrier: (value) => value !== 'consent-needed',
    of: 'person',
    whose: patientIn,
    identifies: true,
  },
} satisfies Rows;
