import { type Answers, type AnswerTypes, answerOf, DRAFTED, type Draft, type Question, rememberedAnswer } from './answers.ts';
import { detours, positionOf, stepBefore } from './journey.ts';

/** What an answer makes meaningless when it changes. What is not named here is kept and offered again. */
const invalidates: Partial<Record<Question, readonly Question[]>> = {
  'body-part': ['department', 'slot', 'day', 'hospital'],
  department: ['slot', 'day', 'hospital'],
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
const IDENTITY: readonly Question[] = [
  'language',
  'document',
  'who',
  'opening',
  'notice',
  'health-data',
  'registering',
  'took-over',
];

/** Answers a step. Answers that depend on it are dropped if it changed; all others stay. */
export function settle<Q extends Question>(answers: Answers, question: Q, value: AnswerTypes[Q]): Answers {
  if (question === 'registering-child') return adopt(answers, value as AnswerTypes['registering-child']);
  if (question === 'document') return putDown(answers, value as AnswerTypes['document']);
  if (question === 'opening' || question === 'registering') return admit(answers, question, value as AnswerTypes['opening']);
  if (question === 'draft-code') return resume(answers, value as Draft);
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

/** One question back. The same answers when there is nothing to go back to. */
export function goBack(answers: Answers): Answers {
  const detour = detours.find((question) => question === positionOf(answers));
  if (detour !== undefined) {
    const value = rememberedAnswer(answers, detour);
    return value === undefined ? without(answers, [detour]) : { ...answers, [detour]: { settled: true, value } };
  }
  const before = stepBefore(answers);
  return before === undefined ? answers : ask(answers, before);
}

/** Home, with the person still known: what was booked is booked, and the next thing begins afresh. */
export function goHome(answers: Answers): Answers {
  return only(answers, IDENTITY);
}

/** Who stands here, in the order in which it becomes known. */
const WHO = ['document', 'who', 'opening', 'registering'] as const satisfies readonly Question[];

/** The document once more, after a session that ended. What was answered stays, for whoever turns out to be the same person. */
export function identifyAgain(answers: Answers): Answers {
  return unsettle(answers, WHO);
}

/** Another document is another person: nothing that somebody else chose or agreed to is theirs. */
function putDown(answers: Answers, document: AnswerTypes['document']): Answers {
  const before = rememberedAnswer(answers, 'document');
  const changed =
    before !== undefined && (['type', 'maskedName', 'maskedNumber'] as const).some((one) => before[one] !== document[one]);
  const kept: Answers = changed ? only(answers, ['language']) : unsettle(without(answers, SAID_ONCE), WHO);
  return { ...kept, document: { settled: true, value: document } };
}

/** The gateway says who it is. If it is somebody else after all, what was chosen before is dropped. */
function admit(answers: Answers, question: 'opening' | 'registering', value: AnswerTypes['opening']): Answers {
  const known = rememberedAnswer(answers, 'registering') ?? rememberedAnswer(answers, 'opening');
  const before = known === 'consent-needed' ? undefined : known?.patientId;
  const now = value === 'consent-needed' ? undefined : value.patientId;
  const another = before !== undefined && before !== now;
  // What is new of it was told to nobody yet.
  const kept = another ? only(answers, ['language', 'document', 'who']) : without(answers, ['took-over']);
  return { ...kept, [question]: { settled: true, value } };
}

/** What is worth keeping of a booking that was not finished: nothing before a department was chosen, and nothing once it is made. */
export function draftOf(answers: Answers): Draft | undefined {
  if (answerOf(answers, 'home') !== 'book' || answers.department === undefined || answers.booking !== undefined) return undefined;
  return Object.fromEntries(DRAFTED.flatMap((question) => (answers[question] ? [[question, answers[question]]] : [])));
}

/** Goes on where a draft stopped. Nothing that counts is in it: the check comes again, and the yes. */
export function resume(answers: Answers, draft: Draft): Answers {
  return { ...goHome(answers), ...draft, home: { settled: true, value: 'book' } };
}

/** A child that was just registered is the one the booking is for; its questions are not kept. */
function adopt(answers: Answers, child: AnswerTypes['registering-child']): Answers {
  const asked = Object.keys(answers).filter((question) => question.startsWith('child-')) as Question[];
  return settle(without(answers, [...asked, 'relationship']), 'for-whom', child);
}

function only(answers: Answers, questions: readonly Question[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([question]) => questions.includes(question as Question)));
}

function unsettle(answers: Answers, questions: readonly Question[]): Answers {
  const asked = questions.flatMap((question) =>
    answers[question] ? [[question, { ...answers[question], settled: false }]] : [],
  );
  return { ...answers, ...Object.fromEntries(asked) };
}

function without(answers: Answers, questions: readonly Question[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([question]) => !questions.includes(question as Question)));
}

function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
