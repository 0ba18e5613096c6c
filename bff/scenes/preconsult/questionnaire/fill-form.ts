import { BOUNDS } from './bounds.ts';
import type { Value } from './fhir-values.ts';
import {
  copyBranch,
  countFields,
  type FormState,
  fieldAt,
  fieldsOfBranch,
  makeBranch,
  type OpenBranch,
  type OpenField,
  type Path,
  type Skipped,
} from './form-state.ts';
import { isQuestion, itemsUnder } from './item.ts';
import type { Form } from './load.ts';
import { putAnswers, settleForm } from './settle-form.ts';
import { typesNow } from './take-values.ts';

/** Why a change was not made. Nothing has changed then. */
export type Refusal =
  | 'no-such-field'
  | 'off'
  | 'read-only'
  | 'wrong-type'
  | 'too-many'
  | 'too-few'
  | 'required'
  | 'not-calculated'
  | 'too-big';

export type Filled = { readonly ok: true; readonly state: FormState } | { readonly ok: false; readonly refusal: Refusal };

/** A form that nobody has answered yet, with the values that it begins with. */
export function startForm(form: Form): Promise<FormState> {
  return settleForm(form, makeBranch(form.root, null), null);
}

type Change = (field: OpenField, root: OpenBranch) => Refusal | null;

async function changeField(state: FormState, path: Path, change: Change): Promise<Filled> {
  const root = copyBranch(state.root, null);
  const field = fieldAt(root, path);
  if (field === null) return { ok: false, refusal: 'no-such-field' };
  const refusal = field.isOn ? change(field, root) : 'off';
  if (refusal !== null) return { ok: false, refusal };
  // Whatever stands under it is new or gone with it.
  const changed = new Set([...itemsUnder(field.item)].map(({ linkId }) => linkId));
  return { ok: true, state: await settleForm(state.form, root, changed) };
}

/** Answers a question. A value that is calculated otherwise is kept as it is from now on, and marked. */
export function answer(state: FormState, path: Path, values: readonly Value[]): Promise<Filled> {
  return changeField(state, path, (field, root) => {
    const { item } = field;
    if (!isQuestion(item)) return 'wrong-type';
    if (item.readOnly) return 'read-only';
    if (values.length > (item.repeats ? BOUNDS.repeats : 1)) return 'too-many';
    const types = typesNow(field);
    if (!values.every(({ type }) => types.includes(type))) return 'wrong-type';
    if (item.items.length > 0 && countFields(root) + values.length * fieldsOfBranch(item) > BOUNDS.fields) return 'too-big';
    putAnswers(field, values);
    field.skipped = null;
    field.isBegun = true;
    field.isByHand = item.calculated !== null;
    return null;
  });
}

/** Takes the answers of a question away. One that is calculated stays empty, by hand. */
export function clear(state: FormState, path: Path): Promise<Filled> {
  return answer(state, path, []);
}

/** Notes that a question was asked, and why it has no answer. */
export function skip(state: FormState, path: Path, why: Skipped): Promise<Filled> {
  return changeField(state, path, (field) => {
    const { item } = field;
    if (!isQuestion(item)) return 'wrong-type';
    if (item.readOnly) return 'read-only';
    if (item.required && state.form.options.maySkipRequired !== true) return 'required';
    putAnswers(field, []);
    field.skipped = why;
    field.isBegun = true;
    field.isByHand = item.calculated !== null;
    return null;
  });
}

/** Gives a value that was written over back to its expression. */
export function calculateAgain(state: FormState, path: Path): Promise<Filled> {
  return changeField(state, path, (field) => {
    if (field.item.calculated === null) return 'not-calculated';
    field.isByHand = false;
    field.skipped = null;
    field.isCalculated = false;
    return null;
  });
}

/** Adds one more of a group, after those that are there. */
export function addRepeat(state: FormState, path: Path): Promise<Filled> {
  return changeField(state, path, (field, root) => {
    const { item } = field;
    if (item.type !== 'group' || !item.repeats) return 'wrong-type';
    if (field.branches.length >= Math.min(item.bounds.maxOccurs ?? BOUNDS.repeats, BOUNDS.repeats)) return 'too-many';
    if (countFields(root) + fieldsOfBranch(item) > BOUNDS.fields) return 'too-big';
    field.branches = [...field.branches, makeBranch(item, field)];
    return null;
  });
}

/** Takes one of a group away, with its answers; the last step of the path says which. A group stands there once at least. */
export function removeRepeat(state: FormState, path: Path): Promise<Filled> {
  return changeField(state, path, (field) => {
    const { item } = field;
    if (item.type !== 'group' || !item.repeats) return 'wrong-type';
    const at = path.at(-1)?.at ?? 0;
    if (at < 0 || at >= field.branches.length) return 'no-such-field';
    if (field.branches.length <= Math.max(item.bounds.minOccurs ?? 1, 1)) return 'too-few';
    field.branches = field.branches.filter((_, place) => place !== at);
    return null;
  });
}
