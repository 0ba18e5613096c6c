import { BOUNDS } from './bounds.ts';
import type { Value } from './fhir-values.ts';
import { type Item, isQuestion, itemsUnder } from './item.ts';
import type { Form } from './load.ts';

/** Why a question that was asked has no answer: `unknown`, "I do not know"; `declined`, it was skipped. */
export type Skipped = 'unknown' | 'declined';

/** A step of a path: an item, and which of its answers or repeats the path goes through, from 0. */
export interface Step {
  readonly linkId: string;
  readonly at?: number;
}

/** From the questionnaire down to an item. The last step needs no `at` where the whole item is meant. */
export type Path = readonly Step[];

/** What went wrong with an expression while a form was filled. */
export interface RunFault {
  readonly path: Path;
  readonly reason: 'does-not-settle' | 'expression-failed' | 'expression-slow' | 'not-boolean' | 'value-misfit';
  readonly detail: string;
}

/** What stands under the questionnaire, under one repeat of a group, or under one answer. */
export interface Branch {
  readonly owner: Field | null;
  readonly fields: readonly Field[];
}

/** The place of an item in a form: where it repeats with the group above it, there is one in each repeat. */
export interface Field {
  readonly item: Item;
  readonly branch: Branch;
  /** Of a question. What stands here while it is off is seen by nobody. */
  readonly answers: readonly Value[];
  /** Repeats of a group; of a question, what stands under each answer. */
  readonly branches: readonly Branch[];
  readonly isOn: boolean;
  readonly skipped: Skipped | null;
  /** A calculated value that somebody has written over. */
  readonly isByHand: boolean;
  /** Options that an expression gives; `null` where none does. */
  readonly offered: readonly Value[] | null;
  /** What `enableWhenExpression` said last; `null` before. */
  readonly isExpressed: boolean | null;
  /** It was on before, or is answered: an initial value comes once. */
  readonly isBegun: boolean;
  /** Calculated, and on without a break since. */
  readonly isCalculated: boolean;
}

/** A form that is being filled. It is a value: whatever changes it makes another. */
export interface FormState {
  readonly form: Form;
  readonly root: Branch;
  readonly faults: readonly RunFault[];
  /** Rounds that the last change took until all expressions had settled. */
  readonly rounds: number;
}

/** A field while a new state is made. */
export interface OpenField extends Field {
  answers: Value[];
  branches: OpenBranch[];
  branch: OpenBranch;
  isOn: boolean;
  skipped: Skipped | null;
  isByHand: boolean;
  offered: readonly Value[] | null;
  isExpressed: boolean | null;
  isBegun: boolean;
  isCalculated: boolean;
}

export interface OpenBranch extends Branch {
  owner: OpenField | null;
  fields: OpenField[];
}

/** An empty branch for the items under `of`. A group stands in it once, and as often as it has to be there at least. */
export function makeBranch(of: Item, owner: OpenField | null): OpenBranch {
  const branch: OpenBranch = { owner, fields: [] };
  branch.fields = of.items.map((item) => makeField(item, branch));
  return branch;
}

function makeField(item: Item, branch: OpenBranch): OpenField {
  const field: OpenField = {
    item,
    branch,
    answers: [],
    branches: [],
    isOn: false,
    skipped: null,
    isByHand: false,
    offered: null,
    isExpressed: null,
    isBegun: false,
    isCalculated: false,
  };
  if (item.type !== 'group') return field;
  const least = item.repeats ? Math.min(Math.max(item.bounds.minOccurs ?? 1, 1), BOUNDS.repeats) : 1;
  field.branches = Array.from({ length: least }, () => makeBranch(item, field));
  return field;
}

/** A copy that may be changed; values are shared, since nobody changes one. */
export function copyBranch(branch: Branch, owner: OpenField | null): OpenBranch {
  const copy: OpenBranch = { owner, fields: [] };
  copy.fields = branch.fields.map((field) => {
    const open: OpenField = { ...field, branch: copy, answers: [...field.answers], branches: [] };
    open.branches = field.branches.map((under) => copyBranch(under, open));
    return open;
  });
  return copy;
}

/** All fields in the order of the document, those under each repeat and each answer after it. */
export function* fieldsUnder<Kind extends Branch>(branch: Kind): Generator<Kind['fields'][number]> {
  for (const field of branch.fields) {
    yield field;
    for (const under of field.branches) yield* fieldsUnder(under as Kind);
  }
}

export function countFields(branch: Branch): number {
  let count = 0;
  for (const _ of fieldsUnder(branch)) count += 1;
  return count;
}

/** The field at a path; `null` where there is none. */
export function fieldAt<Kind extends Branch>(root: Kind, path: Path): Kind['fields'][number] | null {
  let branch: Kind | undefined = root;
  let field: Kind['fields'][number] | undefined;
  for (const { linkId, at = 0 } of path) {
    field = branch?.fields.find(({ item }) => item.linkId === linkId);
    branch = field?.branches[at] as Kind | undefined;
  }
  return field ?? null;
}

export function pathOf(field: Field): Path {
  const steps: Step[] = [{ linkId: field.item.linkId }];
  for (let { branch } = field; branch.owner !== null; branch = branch.owner.branch)
    steps.unshift({ linkId: branch.owner.item.linkId, at: branch.owner.branches.indexOf(branch) });
  return steps;
}

/** A path as people read it: `medicine[1]/name`. */
export function pathText(path: Path): string {
  return path.map(({ linkId, at = 0 }) => (at === 0 ? linkId : `${linkId}[${at}]`)).join('/');
}

/** Whether its answers are given by people: neither calculated for good, nor hidden, nor read only. */
export function isAsked({ item }: Field): boolean {
  return isQuestion(item) && !item.readOnly && !isHidden(item) && item.calculated === null;
}

/** Whether something above it, or it itself, is never shown. */
function isHidden(item: Item): boolean {
  for (let at: Item | null = item; at !== null; at = at.parent) if (at.hidden) return true;
  return false;
}

/** How many fields one more branch of an item brings. */
export function fieldsOfBranch(item: Item): number {
  let count = -1;
  for (const _ of itemsUnder(item)) count += 1;
  return count;
}
