import { taskOf } from './due-expressions.ts';
import type { Match, Task } from './expressions.ts';
import { orderOf, sameValue, textOf, unitName, type Value } from './fhir-values.ts';
import { type Field, type FormState, fieldsUnder, type Path, pathOf, type RunFault } from './form-state.ts';
import { type Constraint, type Item, isQuestion } from './item.ts';
import { optionsNow } from './take-values.ts';
import { writeResponse } from './write-items.ts';

/** What is wrong with the answers of a form. */
export interface AnswerFault {
  readonly path: Path;
  readonly reason:
    | 'required'
    | 'min-occurs'
    | 'max-occurs'
    | 'min-value'
    | 'max-value'
    | 'min-length'
    | 'max-length'
    | 'max-decimal-places'
    | 'pattern'
    | 'not-an-option'
    | 'option-exclusive'
    | 'unit'
    | 'constraint'
    | RunFault['reason'];
  readonly severity: 'error' | 'warning';
  /** The words of a constraint; of anything else, its figure. Never an answer. */
  readonly detail: string;
}

type Blame = (field: Field | null, reason: AnswerFault['reason'], detail?: string, severity?: AnswerFault['severity']) => void;

/** Looks at all answers that are on, what is required, and what has to hold. Nothing that is off is asked for, by itself or from above. */
export async function validate(state: FormState): Promise<readonly AnswerFault[]> {
  const faults: AnswerFault[] = state.faults.map((fault) => ({ ...fault, severity: 'error' }));
  const blame: Blame = (field, reason, detail = '', severity = 'error') =>
    faults.push({ path: field === null ? [] : pathOf(field), reason, detail, severity });
  const matches: { field: Field; match: Match }[] = [];
  const constraints: { field: Field | null; constraint: Constraint; task: Task }[] = [];
  const { response, places } = writeResponse(state, { status: 'in-progress' });
  const take = (field: Field | null, item: Item) => {
    for (const constraint of item.constraints)
      constraints.push({ field, constraint, task: taskOf(field, constraint.expression, places) });
  };
  take(null, state.form.root);
  for (const field of fieldsUnder(state.root)) {
    if (!field.isOn) continue;
    const { item } = field;
    if (isQuestion(item)) checkAnswers(field, state, blame);
    else checkGroup(field, blame);
    const { pattern } = item.bounds;
    if (pattern !== null) for (const value of field.answers) matches.push({ field, match: { pattern, text: textOf(value) } });
    take(field, item);
  }
  if (matches.length + constraints.length > 0) {
    const { expressions, constants = {}, now } = state.form.options;
    const answer = await expressions.evaluate({
      questionnaire: state.form.questionnaire,
      response,
      constants,
      now: now(),
      tasks: constraints.map(({ task }) => task),
      matches: matches.map(({ match }) => match),
    });
    for (const [place, { field }] of matches.entries()) {
      const result = answer.matches[place];
      if (result?.ok !== true) blame(field, 'expression-slow', 'regex');
      else if (result.values[0] !== true) blame(field, 'pattern');
    }
    for (const [place, { field, constraint }] of constraints.entries()) {
      const result = answer.tasks[place];
      if (result?.ok !== true)
        blame(field, result?.reason === 'failed' ? 'expression-failed' : 'expression-slow', result?.detail ?? 'no answer');
      // A constraint about nothing says nothing.
      else if (result.values.length > 0 && result.values[0] !== true)
        blame(field, 'constraint', constraint.human, constraint.severity);
    }
  }
  return faults;
}

function checkGroup(field: Field, blame: Blame): void {
  const { required, repeats, bounds } = field.item;
  const filled = field.branches.filter((branch) =>
    [...fieldsUnder(branch)].some(({ isOn, answers }) => isOn && answers.length > 0),
  );
  if (required && filled.length === 0) blame(field, 'required');
  if (repeats) checkOccurrences(field, filled.length, blame, bounds);
}

function checkOccurrences(field: Field, count: number, blame: Blame, { minOccurs, maxOccurs }: Item['bounds']): void {
  // Whether nothing at all will do is a matter of `required`.
  if (minOccurs !== null && count > 0 && count < minOccurs) blame(field, 'min-occurs', String(minOccurs));
  if (maxOccurs !== null && count > maxOccurs) blame(field, 'max-occurs', String(maxOccurs));
}

function checkAnswers(field: Field, { form }: FormState, blame: Blame): void {
  const { item, answers, skipped } = field;
  if (item.required && answers.length === 0 && !(skipped !== null && form.options.maySkipRequired === true))
    blame(field, 'required');
  if (item.repeats) checkOccurrences(field, answers.length, blame, item.bounds);
  for (const value of answers) {
    checkSize(field, value, blame);
    checkText(field, value, blame);
    checkUnit(field, value, blame);
  }
  checkOptions(field, blame);
}

function checkSize(field: Field, value: Value, blame: Blame): void {
  const { min, max } = field.item.bounds;
  if (min !== null && !isWithin(value, min, (order) => order >= 0)) blame(field, 'min-value', textOf(min));
  if (max !== null && !isWithin(value, max, (order) => order <= 0)) blame(field, 'max-value', textOf(max));
}

/** What can not be compared is not within: another unit, or a date that says too little. */
function isWithin(value: Value, edge: Value, holds: (order: number) => boolean): boolean {
  const compared: Value =
    value.type === 'Quantity' && edge.type !== 'Quantity' && value.value.value !== undefined
      ? { type: 'decimal', value: value.value.value }
      : value;
  const order = orderOf(compared, edge);
  return order !== null && holds(order);
}

function checkText(field: Field, value: Value, blame: Blame): void {
  const { minLength, maxLength, decimalPlaces } = field.item.bounds;
  const { length } = [...textOf(value)];
  const isText = value.type === 'string' || value.type === 'uri';
  if (minLength !== null && length < minLength) blame(field, 'min-length', String(minLength));
  if (maxLength !== null && (isText || value.type === 'integer' || value.type === 'decimal') && length > maxLength)
    blame(field, 'max-length', String(maxLength));
  if (decimalPlaces !== null && placesOf(textOf(value)) > decimalPlaces)
    blame(field, 'max-decimal-places', String(decimalPlaces));
}

/** How many digits a number has after its point, also where it is written with an exponent. */
function placesOf(text: string): number {
  const [, digits = '', exponent = '0'] = /^-?\d+(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? [];
  return Math.max(0, digits.length - Number(exponent));
}

function checkUnit(field: Field, value: Value, blame: Blame): void {
  const { unit, units } = field.item;
  if (value.type !== 'Quantity' || (unit === null && units.length === 0)) return;
  const possible = units.length > 0 ? units : unit === null ? [] : [unit];
  if (
    !possible.some((one) => unitName(one) === unitName(value.value) || (one.unit !== undefined && one.unit === value.value.unit))
  )
    blame(field, 'unit', possible.map(unitName).join(', '));
}

function checkOptions(field: Field, blame: Blame): void {
  const { item, answers } = field;
  const options = optionsNow(field);
  if (options === null) return;
  const isOpen = item.type === 'open-choice';
  for (const value of answers) {
    const isOption = options.some((option) => sameValue(option, value));
    if (!isOption && !(isOpen && (value.type === 'string' || value.type === 'Coding'))) blame(field, 'not-an-option');
  }
  const isAlone = (value: Value) => item.options?.some((one) => one.isExclusive && sameValue(one.value, value));
  if (answers.length > 1 && answers.some(isAlone)) blame(field, 'option-exclusive');
}
