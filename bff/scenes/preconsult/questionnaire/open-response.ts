import { BOUNDS } from './bounds.ts';
import { taskOf } from './due-expressions.ts';
import { extensionsOf } from './extensions.ts';
import { isJson, type Json, objectsOf, readValue, sameValue, type Value } from './fhir-values.ts';
import {
  copyBranch,
  countFields,
  type Field,
  type FormState,
  fieldsUnder,
  makeBranch,
  type OpenBranch,
  type OpenField,
  pathOf,
} from './form-state.ts';
import { ANSWER_TYPES, type Item, isQuestion } from './item.ts';
import type { Form } from './load.ts';
import { putAnswers, settleForm } from './settle-form.ts';
import { takeValues } from './take-values.ts';
import { readSkipped, writeResponse } from './write-items.ts';

/** Why a response can not be opened with a questionnaire. */
export interface ResponseFault {
  readonly linkId: string | null;
  readonly reason: 'shape' | 'other-questionnaire' | 'item-unknown' | 'too-many' | 'wrong-type' | 'qrs-1' | 'too-big';
}

export type Opened =
  | { readonly ok: true; readonly state: FormState }
  | { readonly ok: false; readonly faults: readonly ResponseFault[] };

type Blame = (linkId: string | null, reason: ResponseFault['reason']) => void;

/**
 * The form of a response that was kept: the same as when it was. Values that are there stay; a calculated one that is another than its
 * expression gives was written by hand. What was on without an answer does not begin anew: of all questions, or of those that `asked`
 * names, where others were not there yet.
 */
export async function openResponse(form: Form, response: unknown, asked: ReadonlySet<string> | null = null): Promise<Opened> {
  const faults: ResponseFault[] = [];
  const blame: Blame = (linkId, reason) => {
    if (faults.length < BOUNDS.faults) faults.push({ linkId, reason });
  };
  if (!isJson(response) || response.resourceType !== 'QuestionnaireResponse') {
    blame(null, 'shape');
    return { ok: false, faults };
  }
  if (!isOf(form, response.questionnaire)) blame(null, 'other-questionnaire');
  const root = makeBranch(form.root, null);
  readBranch(root, form.root, response.item, null, blame);
  if (countFields(root) > BOUNDS.fields) blame(null, 'too-big');
  if (faults.length > 0) return { ok: false, faults };
  if (response.item === undefined) return { ok: true, state: await settleForm(form, root, null) };
  return { ok: true, state: await settleAsKept(form, root, asked) };
}

function isOf({ canonical }: Form, given: unknown): boolean {
  if (canonical === null || given === undefined) return true;
  return given === canonical || given === canonical.split('|')[0] || String(given).startsWith('#');
}

function readBranch(branch: OpenBranch, of: Item, given: unknown, linkId: string | null, blame: Blame): void {
  const elements = objectsOf(given);
  if (elements === null) {
    blame(linkId, 'shape');
    return;
  }
  const byLinkId = new Map<unknown, Json[]>();
  for (const element of elements) {
    const same = byLinkId.get(element.linkId);
    if (same === undefined) byLinkId.set(element.linkId, [element]);
    else same.push(element);
  }
  for (const [name, same] of byLinkId) {
    const field = branch.fields.find(({ item }) => item.linkId === name);
    if (field === undefined || !of.items.includes(field.item)) blame(typeof name === 'string' ? name : null, 'item-unknown');
    else if (isQuestion(field.item)) readQuestion(field, same, blame);
    else readGroup(field, same, blame);
  }
}

function readGroup(field: OpenField, elements: readonly Json[], blame: Blame): void {
  const { item } = field;
  if (elements.length > (item.repeats ? BOUNDS.repeats : 1)) {
    blame(item.linkId, 'too-many');
    return;
  }
  if (elements.some(({ answer }) => answer !== undefined)) {
    blame(item.linkId, item.type === 'display' ? 'wrong-type' : 'qrs-1');
    return;
  }
  if (item.type === 'display') return;
  while (field.branches.length < elements.length) field.branches.push(makeBranch(item, field));
  for (const [place, element] of elements.entries()) {
    const branch = field.branches[place];
    if (branch !== undefined) readBranch(branch, item, element.item, item.linkId, blame);
  }
}

function readQuestion(field: OpenField, elements: readonly Json[], blame: Blame): void {
  const { item } = field;
  if (elements.some((element) => element.item !== undefined)) {
    blame(item.linkId, 'qrs-1');
    return;
  }
  const answers = elements.flatMap(({ answer }) => objectsOf(answer) ?? [{}]);
  if (answers.length > (item.repeats ? BOUNDS.repeats : 1)) {
    blame(item.linkId, 'too-many');
    return;
  }
  const values: Value[] = [];
  for (const element of answers) {
    const value = readValue(element);
    if (value === null || value === undefined || !mayBe(item, value)) {
      blame(item.linkId, 'wrong-type');
      return;
    }
    values.push(value);
  }
  putAnswers(field, values);
  field.isBegun = true;
  field.skipped = values.length > 0 ? null : readSkipped(elements.flatMap((element) => extensionsOf(element) ?? []));
  for (const [place, element] of answers.entries()) {
    const branch = field.branches[place];
    if (branch !== undefined) readBranch(branch, item, element.item, item.linkId, blame);
    else if (element.item !== undefined) blame(item.linkId, 'item-unknown');
  }
}

function mayBe({ type, answerExpression, options }: Item, value: Value): boolean {
  if (ANSWER_TYPES[type].includes(value.type)) return true;
  const isChoice = type === 'choice' || type === 'open-choice';
  return isChoice && (answerExpression !== null || options?.some((option) => option.value.type === value.type) === true);
}

async function settleAsKept(form: Form, root: OpenBranch, asked: ReadonlySet<string> | null): Promise<FormState> {
  for (const field of fieldsUnder(root)) field.isByHand = field.item.calculated !== null && field.answers.length > 0;
  // Who is on with the values that were kept: of these, nobody begins anew.
  const standing = await settleForm(form, copyBranch(root, null), null);
  const kept = new Map([...fieldsUnder(standing.root)].map((field) => [keyOf(field), field]));
  const calculated = await calculate(
    standing,
    [...kept.values()].filter(({ isOn, isByHand }) => isOn && isByHand),
  );
  for (const field of fieldsUnder(root)) {
    const before = kept.get(keyOf(field));
    if (before?.isOn === true && asked?.has(field.item.linkId) !== false) field.isBegun = true;
    const given = before === undefined ? undefined : calculated.get(before);
    field.isByHand = given !== undefined && !field.item.readOnly && !isSame(field.answers, given);
  }
  return settleForm(form, root, null);
}

/** What the expression of each field gives with the values that were kept, those of other calculated fields among them. */
async function calculate(state: FormState, fields: readonly Field[]): Promise<ReadonlyMap<Field, readonly Value[]>> {
  if (fields.length === 0) return new Map();
  const { form } = state;
  const { response, places } = writeResponse(state, { status: 'in-progress' });
  const { tasks } = await form.options.expressions.evaluate({
    questionnaire: form.questionnaire,
    response,
    constants: form.options.constants ?? {},
    now: form.options.now(),
    tasks: fields.flatMap((field) => (field.item.calculated === null ? [] : [taskOf(field, field.item.calculated, places)])),
    matches: [],
  });
  return new Map(
    fields.map((field, place) => {
      const result = tasks[place];
      return [field, (result?.ok === true ? takeValues(field, result.values) : null) ?? []];
    }),
  );
}

function isSame(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((value, place) => sameValue(value, right[place] ?? value));
}

function keyOf(field: Field): string {
  return JSON.stringify(pathOf(field));
}
