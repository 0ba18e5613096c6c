import { BOUNDS } from './bounds.ts';
import { taskOf } from './due-expressions.ts';
import { switchFields } from './enablement.ts';
import { extensionsOf } from './extensions.ts';
import { isJson, type Json, objectsOf, readValue, sameValue, type Value } from './fhir-values.ts';
import {
  countFields,
  type Field,
  type FormState,
  fieldAt,
  fieldsUnder,
  makeBranch,
  type OpenBranch,
  type OpenField,
  type Path,
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

/** What is known of a response beside itself. */
export interface KeptWith {
  /** Link ids of the questions that had been there when it was kept; none given: all. */
  readonly asked?: ReadonlySet<string>;
  /** What `writtenByHand` told when it was kept; not given, it is found out by evaluating all that is calculated. */
  readonly byHand?: readonly Path[];
}

/**
 * The form of a response that was kept: the same as when it was. Values that are there stay; a calculated one that is another than its
 * expression gives was written by hand. What was on without an answer does not begin anew.
 */
export async function openResponse(form: Form, response: unknown, keptWith: KeptWith = {}): Promise<Opened> {
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
  return { ok: true, state: await settleAsKept(form, root, keptWith) };
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

async function settleAsKept(form: Form, root: OpenBranch, { asked, byHand }: KeptWith): Promise<FormState> {
  const marked = byHand === undefined ? null : new Set(byHand.map((path) => fieldAt(root, path)));
  for (const field of fieldsUnder(root)) {
    const isKept = field.item.calculated !== null && field.answers.length > 0;
    field.isBegun = true;
    field.isByHand = marked === null ? isKept : field.item.calculated !== null && marked.has(field);
    field.isCalculated = marked !== null;
  }
  // First as it was kept, with nothing begun and nothing calculated over it: so it is seen who was on, and what was written by hand.
  // That somebody is on at all is no change then.
  switchFields(root, form.order);
  const kept = await settleForm(form, root, marked === null ? null : NOTHING);
  const calculated = marked === null ? await calculate(kept) : NONE;
  for (const field of fieldsUnder(root)) {
    const isSeen = field.isOn && asked?.has(field.item.linkId) !== false;
    field.isBegun = isSeen || field.answers.length > 0 || field.skipped !== null;
    const given = calculated.get(field);
    if (given === undefined) continue;
    field.isCalculated = isSame(field.answers, given);
    field.isByHand = !field.item.readOnly && !field.isCalculated;
  }
  const { faults, ...state } = await settleForm(form, root, NOTHING);
  return { ...state, faults: [...kept.faults, ...faults] };
}

const NOTHING: ReadonlySet<string> = new Set();
const NONE: ReadonlyMap<Field, readonly Value[]> = new Map();

/** What the expression of each field gives with the values that were kept, those of other calculated fields among them. */
async function calculate(state: FormState): Promise<ReadonlyMap<Field, readonly Value[]>> {
  const fields = [...fieldsUnder(state.root)].filter(({ isOn, isByHand }) => isOn && isByHand);
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
