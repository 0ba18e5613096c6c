import { type Answers, answerOf, type Question, type Step } from './answers.ts';
import type { Limits, Rows, StepRow } from './row.ts';

/** Where every journey begins. */
export function startOf(rows: Rows): Step {
  const start = (Object.keys(rows) as Step[]).find((step) => rowOf(rows, step)?.starts === true);
  if (start === undefined) throw new Error('no step begins the journey');
  return start;
}

/** The row of a step, whatever its answer is. Nothing where its scene is not loaded yet. */
export function rowOf(rows: Rows, step: Step): StepRow | undefined {
  return rows[step] as StepRow | undefined;
}

/**
 * The steps from the start to where the journey stands, which is the last of them. It stands at a step whose scene is not loaded yet
 * until it is.
 */
export function pathOf(rows: Rows, answers: Answers): readonly [Step, ...Step[]] {
  let step = startOf(rows);
  const path: [Step, ...Step[]] = [step];
  for (let row = rowOf(rows, step); row !== undefined && isSettled(row, answers, step); row = rowOf(rows, step)) {
    step = row.next(answers);
    if (path.includes(step)) break;
    path.push(step);
  }
  return path;
}

export function positionOf(rows: Rows, answers: Answers): Step {
  return pathOf(rows, answers).at(-1) ?? startOf(rows);
}

/** The limits of a step, with the usual ones where it has none of its own: six choices are read, more are searched. */
export function limitsOf(rows: Rows, step: Step): Required<Limits> {
  const { choicesMax = 6, lengthMin = 0, lengthMax = Number.POSITIVE_INFINITY, triesMax = 1 } = rowOf(rows, step)?.limits ?? {};
  return { choicesMax, lengthMin, lengthMax, triesMax };
}

/** Whether a person may stand at this step with these answers: everything before it is answered. */
export function canVisit(rows: Rows, answers: Answers, step: Step): boolean {
  return pathOf(rows, answers).includes(step);
}

/** The step that Back leads to, if there is one: the question before, unless something was done in between that stays done. */
export function stepBefore(rows: Rows, answers: Answers): Question | undefined {
  const before = pathOf(rows, answers).slice(0, -1).reverse() as Question[];
  for (const step of before) {
    const row = rowOf(rows, step);
    if (row === undefined || isDone(row, answers, step)) return undefined;
    if (row.kind === 'question' && row.detour !== true && row.passed?.(answers) !== true) return step;
  }
  return undefined;
}

function isDone({ barrier }: StepRow, answers: Answers, step: Question): boolean {
  if (typeof barrier !== 'function') return barrier === true;
  const value = answerOf(answers, step);
  return value !== undefined && barrier(value as never);
}

function isSettled(row: StepRow, answers: Answers, step: Step): boolean {
  return row.kind !== 'end' && answers[step as Question]?.settled === true;
}
