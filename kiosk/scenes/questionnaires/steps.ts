import type { Preconsult } from '../../client/wire.ts';
import { without } from '../../journey/answering.ts';
import { type Answers, answerOf, type Step } from '../../journey/answers.ts';
import { always, byAnswer, type Rows } from '../../journey/row.ts';
import { type ChosenForm, isOfChild, type SaidBy } from './chosen.ts';
import { type Filling, fillingIn, isWhole, questionBefore } from './filling.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly 'form-which': ChosenForm;
    readonly 'form-who': SaidBy;
    readonly 'form-questions': Filling;
    /** The Idempotency-Key of the yes, and which version of the summary was read; or not now. */
    readonly 'form-check': { readonly key: string; readonly etag?: string } | 'later';
    readonly 'form-sending': Preconsult;
  }
  interface Ends {
    readonly 'form-kept': true;
    readonly 'form-sent': true;
  }
}

/** What was agreed to before stands in the way of nobody: it is looked at. What was begun goes on, and who says it is known. */
function afterWhich(answers: Answers): Step {
  const chosen = answerOf(answers, 'form-which');
  if (chosen?.kind === 'new') return isOfChild(answers) ? 'form-questions' : 'form-who';
  return chosen?.preconsult.state === 'submitted' && !chosen.change ? 'form-sent' : 'form-questions';
}

const OF_THE_ANSWERS = ['form-check', 'form-sending'] as const;

/**
 * A form before a visit. What is asked and answered is told to nobody but the gateway: no helper sees a step of it, no draft has it, and
 * nothing of it is said aloud.
 */
export const steps = {
  'form-which': {
    kind: 'question',
    leadsTo: ['form-who', 'form-questions', 'form-sent'],
    next: afterWhich,
    screen: async () => (await import('./screens/which.tsx')).FormWhichScreen,
    say: [],
    passed: (answers) => answerOf(answers, 'form-which')?.alone === true,
    invalidates: ['form-who', 'form-questions', ...OF_THE_ANSWERS],
    assist: 'hidden',
  },
  'form-who': {
    kind: 'question',
    ...always('form-questions'),
    screen: async () => (await import('./screens/who.tsx')).FormWhoScreen,
    say: ['form-who.question'],
    // Once the form is begun, whose words these are stands in it.
    passed: (answers) => fillingIn(answers).preconsult !== undefined,
    assist: 'hidden',
  },
  'form-questions': {
    kind: 'question',
    ...always('form-check'),
    screen: async () => (await import('./screens/form-questions.tsx')).FormQuestionsScreen,
    // What is asked may be what nobody says aloud.
    say: [],
    back: questionBefore,
    settles: (_, answers, value) => ({
      ...without(answers, OF_THE_ANSWERS),
      'form-questions': { settled: isWhole(value), value },
    }),
    assist: 'hidden',
  },
  'form-check': {
    kind: 'question',
    ...byAnswer('form-check', (value) => (value === 'later' ? 'form-kept' : 'form-sending'), ['form-kept', 'form-sending']),
    screen: async () => (await import('./screens/check.tsx')).FormCheckScreen,
    say: [],
    saidOnce: true,
    assist: 'hidden',
  },
  'form-sending': {
    kind: 'work',
    ...always('form-sent'),
    screen: async () => (await import('./screens/sending.tsx')).FormSendingScreen,
    say: [],
    barrier: true,
    saidOnce: true,
    assist: 'hidden',
  },
  'form-kept': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/kept.tsx')).FormKeptScreen,
    say: [],
    assist: 'hidden',
  },
  'form-sent': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/sent.tsx')).FormSentScreen,
    say: [],
    assist: 'hidden',
  },
} satisfies Rows;
