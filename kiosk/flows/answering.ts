import { type Answers, type AnswerTypes, type Question, rememberedAnswer } from './answers.ts';
import { positionOf, stepBefore } from './journey.ts';

/** What an answer makes meaningless when it changes. What is not named here is kept and offered again. */
const invalidates: Partial<Record<Question, readonly Question[]>> = {
  document: ['who', 'opening', 'registering'],
  way: ['department', 'slot', 'hospital'],
  'body-part': ['department', 'slot', 'hospital'],
  department: ['slot', 'hospital'],
  day: ['slot', 'hospital'],
  hospital: ['slot'],
  mine: ['appointment', 'cancel-check', 'cancelling'],
};

/** A yes to what was shown holds for nothing else: each change is shown and asked for once more. */
const SAID_ONCE = [
  'check',
  'booking',
  'taken',
  'cancel-check',
  'cancelling',
  'registering-child',
  'withdraw-check',
  'withdrawing',
] as const satisfies readonly Question[];

/** Steps whose own answer comes after the yes, and so does not take it back. */
const AFTER_YES: readonly Question[] = SAID_ONCE;

/** Everything that is about one visit to the home screen, and not about who is there. */
const IDENTITY: readonly Question[] = ['language', 'document', 'who', 'opening', 'notice', 'health-data', 'registering'];

/** Answers a step. Answers that depend on it are dropped if it changed; all others stay. */
export function settle<Q extends Question>(answers: Answers, question: Q, value: AnswerTypes[Q]): Answers {
  if (question === 'registering-child') return adopt(answers, value as AnswerTypes['registering-child']);
  if (question === 'taken') return settle(answers, 'slot', value as AnswerTypes['slot']);
  const changed = !same(rememberedAnswer(answers, question), value);
  const dropped = [...(changed ? (invalidates[question] ?? []) : []), ...(AFTER_YES.includes(question) ? [] : SAID_ONCE)];
  return { ...without(answers, dropped), [question]: { settled: true, value } };
}

/** Asks a step again and keeps what was answered. Also puts an optional step (another hospital, how to pay) on the path. */
export function ask(answers: Answers, question: Question): Answers {
  const dropped = AFTER_YES.includes(question) ? [] : SAID_ONCE;
  return { ...without(answers, dropped), [question]: { ...answers[question], settled: false } };
}

/** Steps that are only on the path when somebody asks for them. Back leads to where they were asked for. */
const DETOURS = ['hospital', 'coverage'] as const satisfies readonly Question[];

/** One question back. The same answers when there is nothing to go back to. */
export function goBack(answers: Answers): Answers {
  const detour = DETOURS.find((question) => question === positionOf(answers));
  if (detour !== undefined) {
    const value = rememberedAnswer(answers, detour);
    return value === undefined ? without(answers, [detour]) : { ...answers, [detour]: { settled: true, value } };
  }
  const before = stepBefore(answers);
  return before === undefined ? answers : ask(answers, before);
}

/** Home, with the person still known: what was booked is booked, and the next thing begins afresh. */
export function goHome(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([question]) => IDENTITY.includes(question as Question)));
}

/** The document once more: another person, or the same after a session that ended. What was agreed to stays agreed. */
export function identifyAgain(answers: Answers): Answers {
  return without(answers, ['document', 'who', 'opening', 'registering']);
}

/** A child that was just registered is the one the booking is for; its questions are not kept. */
function adopt(answers: Answers, child: AnswerTypes['registering-child']): Answers {
  const asked = Object.keys(answers).filter((question) => question.startsWith('child-')) as Question[];
  return settle(without(answers, [...asked, 'relationship']), 'for-whom', child);
}

function without(answers: Answers, questions: readonly Question[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([question]) => !questions.includes(question as Question)));
}

function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
