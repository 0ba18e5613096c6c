import type { Focus } from './expressions.ts';
import { type Json, writeValue } from './fhir-values.ts';
import type { Branch, Field, FormState, Skipped } from './form-state.ts';
import { isQuestion } from './item.ts';

const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

const REASONS: Readonly<Record<Skipped, string>> = { unknown: 'asked-unknown', declined: 'asked-declined' };

/** Of a `data-absent-reason` in a response, what somebody said instead of an answer; `null` where it says something else. */
export function readSkipped(extensions: readonly Json[]): Skipped | null {
  const code = extensions.find(({ url }) => url === ABSENT)?.valueCode;
  if (code === REASONS.unknown) return 'unknown';
  return code === REASONS.declined ? 'declined' : null;
}

/** Where each branch and each field stands in what was written. */
export interface Places {
  readonly fields: ReadonlyMap<Field, readonly number[]>;
  /** Of the repeats of a group that have something in them. */
  readonly branches: ReadonlyMap<Branch, readonly number[]>;
}

/** What is in a response. */
export interface Written {
  readonly response: Json;
  readonly places: Places;
}

/**
 * Writes what is on and has an answer; what is off is not in a response, and neither are groups of which nothing is left. An item has
 * answers or items, never both (qrs-1): what stands under a question stands in its answers.
 */
export function writeResponse({ form, root }: Pick<FormState, 'form' | 'root'>, head: Json): Written {
  const fields = new Map<Field, readonly number[]>();
  const branches = new Map<Branch, readonly number[]>();
  const items = writeBranch(root, [], { fields, branches });
  const { canonical } = form;
  const response = {
    resourceType: 'QuestionnaireResponse',
    ...(canonical === null ? {} : { questionnaire: canonical }),
    ...head,
    ...(items.length === 0 ? {} : { item: items }),
  };
  return { response, places: { fields, branches } };
}

interface Noted {
  readonly fields: Map<Field, readonly number[]>;
  readonly branches: Map<Branch, readonly number[]>;
}

function writeBranch(branch: Branch, at: readonly number[], noted: Noted): readonly Json[] {
  const items: Json[] = [];
  for (const field of branch.fields) {
    if (!field.isOn) continue;
    if (isQuestion(field.item)) {
      const written = writeQuestion(field, [...at, items.length], noted);
      if (written === null) continue;
      noted.fields.set(field, [...at, items.length]);
      items.push(written);
      continue;
    }
    for (const under of field.branches) {
      const place = [...at, items.length];
      const inside = writeBranch(under, place, noted);
      if (inside.length === 0) continue;
      noted.branches.set(under, place);
      if (!noted.fields.has(field)) noted.fields.set(field, place);
      items.push({ ...headOf(field), item: inside });
    }
  }
  return items;
}

function writeQuestion(field: Field, at: readonly number[], noted: Noted): Json | null {
  if (field.answers.length === 0)
    return field.skipped === null ? null : { ...headOf(field), extension: [{ url: ABSENT, valueCode: REASONS[field.skipped] }] };
  const answer = field.answers.map((value, place) => {
    const under = field.branches[place];
    const items = under === undefined ? [] : writeBranch(under, [...at, place], noted);
    return { ...writeValue(value), ...(items.length === 0 ? {} : { item: items }) };
  });
  return { ...headOf(field), answer };
}

function headOf({ item }: Field): Json {
  return { linkId: item.linkId, ...(item.text === '' ? {} : { text: item.text }) };
}

/** Where an expression of a field stands: its item, or the first repeat of its group that has something in it. */
export function focusOf(field: Field | null, branch: Branch | null, places: Places): Focus {
  if (field === null) return { linkId: '', at: [], kinds: [], item: [] };
  const at = (branch === null ? undefined : places.branches.get(branch)) ?? places.fields.get(field) ?? null;
  const kinds: ('item' | 'answer')[] = ['item'];
  for (let { owner } = field.branch; owner !== null; owner = owner.branch.owner) {
    if (isQuestion(owner.item)) kinds.unshift('item', 'answer');
    else kinds.unshift('item');
  }
  return { linkId: field.item.linkId, at, kinds, item: wayTo(field) };
}

/** Indices of the items that lead to an item of the questionnaire. */
function wayTo({ item }: Field): readonly number[] {
  const way: number[] = [];
  for (let at = item; at.parent !== null; at = at.parent) way.unshift(at.parent.items.indexOf(at));
  return way;
}
