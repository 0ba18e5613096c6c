import { type AnswerOf, type Answers, type AnswerTypes, type Draft, type Question, rememberedAnswer } from './answers.ts';
import { pathOf, positionOf, rowOf, stepBefore } from './path.ts';
import { type Rows, type StepRow, SUBJECTS, type Subject } from './row.ts';

/** Answers a step. Answers that depend on it are dropped if it changed; all others stay. */
export function settle<Q extends Question>(rows: Rows, answers: Answers, question: Q, value: AnswerTypes[Q]): Answers {
  const row = rows[question] as StepRow<Q> | undefined;
  if (row?.settles !== undefined) return row.settles(rows, answers, value as AnswerOf<Q>);
  return { ...keptAfter(rows, answers, question, value), [question]: { settled: true, value } };
}

/** Asks a step again and keeps what was answered. Also puts a detour on the path. */
export function ask(rows: Rows, answers: Answers, question: Question): Answers {
  return { ...without(answers, saidBefore(rows, question)), [question]: { ...answers[question], settled: false } };
}

/** One question back. The same answers when there is nothing to go back to. */
export function goBack(rows: Rows, answers: Answers): Answers {
  const position = positionOf(rows, answers) as Question;
  if (rowOf(rows, position)?.detour === true) {
    const value = rememberedAnswer(answers, position);
    return value === undefined ? without(answers, [position]) : { ...answers, [position]: { settled: true, value } };
  }
  const before = stepBefore(rows, answers);
  return rowOf(rows, position)?.back?.(answers) ?? (before === undefined ? answers : ask(rows, answers, before));
}

/** Home, with the person still known: what was done is done, and the next errand begins afresh. */
export function goHome(rows: Rows, answers: Answers): Answers {
  return lastingLongerThan(rows, answers, 'errand');
}

/** Who stands here once more, after a session that ended. What was answered stays, for whoever turns out to be the same person. */
export function identifyAgain(rows: Rows, answers: Answers): Answers {
  return unsettled(
    answers,
    flagged(rows, ({ identifies }) => (typeof identifies === 'function' ? identifies(answers) : identifies === true)),
  );
}

/** What is worth keeping of an errand that was not finished: nothing before there is enough of it, and nothing once it is done. */
export function draftOf(rows: Rows, answers: Answers): Draft | undefined {
  const settled = pathOf(rows, answers).filter((step) => answers[step as Question]?.settled === true);
  // What is answered may stand in a scene that is not loaded yet.
  const rowsOn = settled.flatMap((step) => rowOf(rows, step) ?? []);
  if (rowsOn.some(({ endsDraft }) => endsDraft === true) || !enough(rows, answers)) return undefined;
  const drafted = flagged(rows, (row) => row.drafted !== undefined);
  return only(answers, (question) => drafted.includes(question));
}

function enough(rows: Rows, answers: Answers): boolean {
  const path = pathOf(rows, answers);
  return flagged(rows, ({ drafted }) => drafted === 'enough').some(
    (question) => answers[question] !== undefined && path.includes(question),
  );
}

/** What stays when this is answered so. */
function keptAfter<Q extends Question>(rows: Rows, answers: Answers, question: Q, value: AnswerTypes[Q]): Answers {
  const row = rows[question] as StepRow<Q> | undefined;
  if (row?.whose !== undefined) {
    const before = whoWasToldOf(rows, answers, row.of);
    if (before !== undefined && before !== row.whose(value as AnswerOf<Q>)) return lastingLongerThan(rows, answers, row.of);
  }
  const changed = !same(rememberedAnswer(answers, question), value);
  const dropped = [...(changed ? (row?.invalidates ?? []) : []), ...saidBefore(rows, question)];
  return unsettled(without(answers, dropped), row?.reopens ?? []);
}

/** Of whom the answers about this subject told last. */
function whoWasToldOf(rows: Rows, answers: Answers, of: Subject | undefined): string | undefined {
  const telling = flagged(rows, (row) => row.whose !== undefined && row.of === of).reverse();
  for (const question of telling) {
    const value = rememberedAnswer(answers, question);
    const whose = value === undefined ? undefined : rowOf(rows, question)?.whose?.(value as never);
    if (whose !== undefined) return whose;
  }
  return undefined;
}

/** What was said once and holds no more, when this is asked or answered. Steps whose own answer comes after a yes do not take it back. */
function saidBefore(rows: Rows, question: Question): readonly Question[] {
  if (rowOf(rows, question)?.saidOnce === true) return [];
  return flagged(rows, ({ saidOnce }) => saidOnce === true);
}

function flagged(rows: Rows, holds: (row: StepRow) => boolean): Question[] {
  return (Object.entries(rows) as [Question, StepRow][]).flatMap(([question, row]) => (holds(row) ? [question] : []));
}

/** Answers about what is over later than this subject. */
export function lastingLongerThan(rows: Rows, answers: Answers, subject: Subject = 'errand'): Answers {
  const rank = (of: Subject = 'errand') => SUBJECTS.indexOf(of);
  return only(answers, (question) => rank(rowOf(rows, question)?.of) < rank(subject));
}

function only(answers: Answers, holds: (question: Question) => boolean): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([question]) => holds(question as Question)));
}

/** The answers without these. */
export function without(answers: Answers, questions: readonly Question[]): Answers {
  return only(answers, (question) => !questions.includes(question));
}

function unsettled(answers: Answers, questions: readonly Question[]): Answers {
  const asked = questions.flatMap((question) =>
    answers[question] ? [[question, { ...answers[question], settled: false }]] : [],
  );
  return { ...answers, ...Object.fromEntries(asked) };
}

function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
