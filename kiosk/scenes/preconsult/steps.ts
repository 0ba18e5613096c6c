import { settle, without } from '../../journey/answering.ts';
import { type Answers, answerOf, type Step } from '../../journey/answers.ts';
import { always, type Rows } from '../../journey/row.ts';
import type { ChosenDepartment } from '../directory/answers.ts';
import { type Complaint, type Triaging, triagingIn } from './said.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly complaint: Complaint;
    readonly 'triage-questions': Triaging;
    readonly suggested: ChosenDepartment;
  }
  interface Ends {
    readonly 'red-flag': true;
    readonly 'red-flag-quiet': true;
    readonly 'ask-nurse': true;
  }
}

/** Where the questions have led to. */
function afterQuestions(answers: Answers): Step {
  const { ended } = triagingIn(answers);
  if (ended?.outcome === 'red-flag') return ended.manner === 'quiet' ? 'red-flag-quiet' : 'red-flag';
  return ended?.outcome === 'departments' ? 'suggested' : 'ask-nurse';
}

/** One question back, as long as there is one before it. */
function questionBefore(answers: Answers): Answers | undefined {
  const value = triagingIn(answers);
  return value.at > 0 ? { ...answers, 'triage-questions': { settled: false, value: { ...value, at: value.at - 1 } } } : undefined;
}

const goOn = (answers: Answers, value: Triaging): Answers => ({
  ...answers,
  'triage-questions': { settled: value.ended !== undefined, value },
});

/**
 * From a complaint to a department. Where it hurts is told to nobody but the gateway: no helper sees a step of it, and no draft has it. What is
 * chosen in the end is the department of every booking.
 */
export const steps = {
  complaint: {
    kind: 'question',
    ...always('triage-questions'),
    screen: async () => (await import('./screens/complaint.tsx')).ComplaintScreen,
    say: ['body-part.question', 'emergency.spoken'],
    limits: { choicesMax: 12 },
    invalidates: ['triage-questions', 'suggested'],
    assist: 'hidden',
  },
  'triage-questions': {
    kind: 'question',
    leadsTo: ['suggested', 'red-flag', 'red-flag-quiet', 'ask-nurse'],
    next: afterQuestions,
    screen: async () => (await import('./screens/questions.tsx')).QuestionsScreen,
    // What is asked may be what nobody says aloud.
    say: [],
    passed: (answers) => triagingIn(answers).asked.length === 0,
    barrier: ({ ended }) => ended?.outcome === 'red-flag',
    back: questionBefore,
    settles: (_, answers, value) => goOn(value.pending ? without(answers, ['suggested']) : answers, value),
    assist: 'hidden',
  },
  suggested: {
    kind: 'question',
    leadsTo: ['body-part', 'department'],
    // Whoever comes from the list of departments has been there already.
    next: (answers) => (answerOf(answers, 'home') === 'triage' ? 'body-part' : 'department'),
    screen: async () => (await import('./screens/suggested.tsx')).SuggestedScreen,
    say: ['suggested.question'],
    settles: (rows, answers, value) => ({
      ...settle(rows, answers, 'department', { ...value, alone: true }),
      'body-part': { settled: true, value: 'unsure' },
      suggested: { settled: true, value },
    }),
    assist: 'hidden',
  },
  'red-flag': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/red-flag.tsx')).RedFlagScreen,
    say: ['red-flag.spoken'],
    assist: 'hidden',
  },
  'red-flag-quiet': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/red-flag-quiet.tsx')).QuietScreen,
    // Nothing of it is ever said.
    say: [],
    assist: 'hidden',
  },
  'ask-nurse': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/ask-nurse.tsx')).AskNurseScreen,
    say: ['ask-nurse.title'],
    assist: 'hidden',
  },
} satisfies Rows;
