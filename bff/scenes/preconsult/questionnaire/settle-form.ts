import { BOUNDS } from './bounds.ts';
import { type Changed, type Due, dueExpressions, taskOf } from './due-expressions.ts';
import { switchFields } from './enablement.ts';
import type { Evaluated } from './expressions.ts';
import { sameValue, type Value } from './fhir-values.ts';
import type { FormState, OpenBranch, OpenField, RunFault } from './form-state.ts';
import { fieldsUnder, makeBranch, pathOf } from './form-state.ts';
import { isQuestion } from './item.ts';
import type { Form } from './load.ts';
import { takeOptions, takeValues } from './take-values.ts';
import { usualValue } from './usual-value.ts';
import { writeResponse } from './write-items.ts';

/**
 * Brings a form to rest after a change: who is on, which values begin, what is calculated. One round looks at what the round before has
 * changed. Without unknown dependencies a form settles by itself, since loading refuses circles; with them, rounds are counted.
 */
export async function settleForm(form: Form, root: OpenBranch, first: Changed): Promise<FormState> {
  const faults = new Map<string, RunFault>();
  let changed = first;
  let rounds = 0;
  let evaluations = 0;
  const most = form.isKnown ? 2 * form.expressionCount + form.byLinkId.size + 2 : BOUNDS.roundsInDoubt;
  for (;;) {
    const switched = begin(form, root);
    changed = changed === null ? null : new Set([...changed, ...switched]);
    // What did not end is not begun again for the same change.
    const due = dueExpressions(form, root, changed).filter(({ field }) => faults.get(keyOf(field))?.reason !== 'expression-slow');
    if (due.length === 0) break;
    rounds += 1;
    evaluations += due.length;
    // The first round is the form's own size; what comes after is bounded.
    if (rounds > most || (rounds > 1 && evaluations > BOUNDS.evaluationsBeyond + 2 * form.expressionCount + firstSize(root))) {
      for (const { field } of due) blame(faults, field, 'does-not-settle', namesOf(due));
      break;
    }
    changed = await evaluate(form, root, due, faults);
    if (changed.size === 0 && !due.some(({ use }) => use === 'initialExpression')) break;
  }
  return { form, root, faults: [...faults.values()], rounds };
}

function firstSize(root: OpenBranch): number {
  let count = 0;
  for (const { item } of fieldsUnder(root)) count += Number(item.calculated !== null) + Number(item.enableWhen !== null);
  return 2 * count;
}

function namesOf(due: readonly Due[]): string {
  return [...new Set(due.map(({ field }) => field.item.linkId))].join(', ');
}

/** Switches fields on and off until initial values change nothing more. Tells what has changed. */
function begin({ order }: Form, root: OpenBranch): ReadonlySet<string> {
  const changed = new Set<string>();
  for (;;) {
    for (const linkId of switchFields(root, order)) changed.add(linkId);
    let isAny = false;
    for (const field of fieldsUnder(root)) {
      if (!field.isOn) field.isCalculated = false;
      if (!startValues(field)) continue;
      changed.add(field.item.linkId);
      isAny = true;
    }
    if (!isAny) return changed;
  }
}

/** What a question begins with, once, when it is on for the first time. */
function startValues(field: OpenField): boolean {
  const { item } = field;
  if (!field.isOn || field.isBegun || item.initialExpression !== null || !isQuestion(item)) return false;
  field.isBegun = true;
  const chosen = item.options?.filter(({ isInitial }) => isInitial).map(({ value }) => value) ?? [];
  const values = item.initial.length > 0 ? item.initial : chosen;
  if (values.length === 0 || field.answers.length > 0 || field.skipped !== null) return false;
  putAnswers(field, values.slice(0, item.repeats ? BOUNDS.repeats : 1));
  return true;
}

async function evaluate(form: Form, root: OpenBranch, due: readonly Due[], faults: Map<string, RunFault>): Promise<Set<string>> {
  const { response, places } = writeResponse({ form, root }, { status: 'in-progress' });
  const { expressions, constants = {}, now } = form.options;
  const answer = await expressions.evaluate({
    questionnaire: form.questionnaire,
    response,
    constants,
    now: now(),
    tasks: due.map(({ field, expression }) => taskOf(field, expression, places)),
    matches: [],
  });
  const changed = new Set<string>();
  for (const [place, one] of due.entries()) {
    faults.delete(keyOf(one.field));
    if (apply(one, answer.tasks[place], faults)) changed.add(one.field.item.linkId);
  }
  return changed;
}

/** Takes over what an expression gave; where it has none, it gave nothing. Answers whether anything is different now. */
function apply({ field, use }: Due, result: Evaluated | undefined, faults: Map<string, RunFault>): boolean {
  if (result?.ok !== true)
    blame(faults, field, result?.reason === 'failed' ? 'expression-failed' : 'expression-slow', result?.detail ?? 'no answer');
  const values = result?.ok === true ? result.values : [];
  // It is evaluated again with the next change: the machine may have been busy.
  const isEnded = result?.ok !== true && result?.reason !== 'failed';
  switch (use) {
    case 'enableWhen': {
      const isFit = values.length === 0 || (values.length === 1 && typeof values[0] === 'boolean');
      if (!isFit) blame(faults, field, 'not-boolean', 'enableWhenExpression');
      const isExpressed = isFit && values[0] === true;
      const isNews = isExpressed !== (field.isExpressed ?? false);
      field.isExpressed = isEnded ? null : isExpressed;
      return isNews;
    }
    case 'answerExpression': {
      const options = takeOptions(values);
      if (options === null) blame(faults, field, 'value-misfit', 'answerExpression');
      field.offered = options ?? [];
      return false;
    }
    case 'calculated':
      field.isCalculated = !isEnded;
      return putTaken(field, values, faults);
    case 'initialExpression':
      field.isBegun = true;
      return putTaken(field, values, faults);
  }
}

function putTaken(field: OpenField, results: readonly unknown[], faults: Map<string, RunFault>): boolean {
  const values = takeValues(field, results);
  if (values === null) blame(faults, field, 'value-misfit', `no answer of ${field.item.type}`);
  return putAnswers(field, values ?? []);
}

function blame(faults: Map<string, RunFault>, field: OpenField, reason: RunFault['reason'], detail: string): void {
  faults.set(keyOf(field), { path: pathOf(field), reason, detail });
}

function keyOf(field: OpenField): string {
  return JSON.stringify(pathOf(field));
}

/** Whether two lists are the same answers. */
function sameAnswers(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((value, place) => sameValue(value, right[place] ?? value));
}

/** Puts answers in place of those that are there. What stands under an answer stays with it; answers whether anything is different. */
export function putAnswers(field: OpenField, given: readonly Value[]): boolean {
  const { item } = field;
  const values = given.map((value) => usualValue(item, value));
  const isSame = sameAnswers(field.answers, values);
  if (item.items.length > 0) {
    const before = [...field.answers];
    const left = [...field.branches];
    const take = (place: number): OpenBranch | undefined => {
      before.splice(place, 1);
      return left.splice(place, 1)[0];
    };
    const kept = values.map((value) => {
      const place = before.findIndex((one) => sameValue(one, value));
      return place < 0 ? undefined : take(place);
    });
    // Of the one answer of a question that does not repeat, another value is the same answer, corrected.
    field.branches = kept.map((branch) => branch ?? (item.repeats ? undefined : take(0)) ?? makeBranch(item, field));
  }
  field.answers = values;
  return !isSame;
}
