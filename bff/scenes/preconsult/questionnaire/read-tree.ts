import { BOUNDS } from './bounds.ts';
import { extensionsOf, hasExpressionInstead, notRun } from './extensions.ts';
import type { Blame } from './fault.ts';
import { isJson, type Json, objectsOf } from './fhir-values.ts';
import { ITEM_TYPES, type ItemType } from './item.ts';

/** An item whose shape was looked at, with what stands under it. */
export interface RawItem {
  readonly linkId: string;
  readonly type: ItemType;
  readonly source: Json;
  readonly extensions: readonly Json[];
  readonly items: RawItem[];
  readonly options: readonly Json[];
  readonly conditions: readonly Json[];
  readonly initial: readonly Json[];
}

/**
 * Looks at the shape of all items, without going deeper or further than the bounds say: what is beyond them costs nothing. Answers
 * nothing where not even the shape is right.
 */
export function readTree(questionnaire: Json, blame: Blame): readonly RawItem[] | null {
  const roots: RawItem[] = [];
  const seen = new Map<string, number>();
  let count = 0;
  let options = 0;
  let isSound = true;
  const refuse: Blame = (linkId, reason, detail) => {
    isSound = false;
    blame(linkId, reason, detail);
  };
  const waiting = [{ of: null as string | null, given: questionnaire.item, into: roots, depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { of, given, into, depth } = next;
    const elements = objectsOf(given);
    if (elements === null) {
      refuse(of, 'shape', 'item is no array of objects');
      continue;
    }
    if (depth > BOUNDS.depth && elements.length > 0) {
      refuse(of, 'too-deep', `more than ${BOUNDS.depth} levels`);
      continue;
    }
    count += elements.length;
    if (count > BOUNDS.items) {
      blame(null, 'too-big', `more than ${BOUNDS.items} items`);
      return null;
    }
    for (const element of elements) {
      const item = readShape(element, refuse);
      if (item === null) continue;
      options += item.options.length;
      seen.set(item.linkId, (seen.get(item.linkId) ?? 0) + 1);
      into.push(item);
      waiting.push({ of: item.linkId, given: element.item, into: item.items, depth: depth + 1 });
    }
  }
  if (options > BOUNDS.options) refuse(null, 'too-big', `more than ${BOUNDS.options} options`);
  for (const [linkId, times] of seen) if (times > 1) refuse(linkId, 'que-2', `${times} items have this link id`);
  return isSound ? roots : null;
}

function readShape(element: Json, refuse: Blame): RawItem | null {
  const { linkId, type, text, prefix } = element;
  if (typeof linkId !== 'string' || linkId.trim() === '' || linkId.length > 255) {
    refuse(null, 'shape', 'an item has no link id of 1 to 255 characters');
    return null;
  }
  const known = ITEM_TYPES.find((name) => name === type);
  if (known === undefined) refuse(linkId, 'type-unknown', typeof type === 'string' ? type.slice(0, 40) : 'none');
  for (const [name, given] of Object.entries({ text, prefix }))
    if (given !== undefined && (typeof given !== 'string' || given.length > BOUNDS.textLength))
      refuse(linkId, 'shape', `${name} is no text of at most ${BOUNDS.textLength} characters`);
  for (const name of ['required', 'repeats', 'readOnly'])
    if (element[name] !== undefined && typeof element[name] !== 'boolean') refuse(linkId, 'shape', `${name} is no boolean`);
  const extensions = extensionsOf(element);
  const options = objectsOf(element.answerOption);
  const conditions = objectsOf(element.enableWhen);
  const initial = objectsOf(element.initial);
  if (extensions === null) refuse(linkId, 'extension-shape', 'extension is no array of objects with a url');
  if (options === null || conditions === null || initial === null)
    refuse(linkId, 'shape', 'answerOption, enableWhen or initial is no array of objects');
  if ((options?.length ?? 0) > BOUNDS.optionsOfItem) refuse(linkId, 'too-big', `more than ${BOUNDS.optionsOfItem} options`);
  if ((conditions?.length ?? 0) > BOUNDS.conditionsOfItem)
    refuse(linkId, 'too-big', `more than ${BOUNDS.conditionsOfItem} conditions`);
  if (known === undefined || extensions === null || options === null || conditions === null || initial === null) return null;
  return { linkId, type: known, source: element, extensions, items: [], options, conditions, initial };
}

/** What FHIR forbids to leave out, and what SDC says and is not run: of the questionnaire, and of each item. */
export function blameWhatIsNotRun(linkId: string | null, element: Json, parts: readonly Json[], blame: Blame): void {
  for (const part of [element, ...parts]) {
    if (part.modifierExtension !== undefined) blame(linkId, 'modifier-extension', modifiersOf(part));
    for (const url of notRun(extensionsOf(part) ?? [])) blame(linkId, 'extension-not-run', url);
    for (const extension of extensionsOf(part) ?? [])
      if (hasExpressionInstead(extension))
        blame(linkId, 'extension-not-run', `an expression in place of a value: ${extension.url}`);
  }
  if (hasExpressionInstead(element)) blame(linkId, 'extension-not-run', 'an expression in place of a text');
}

function modifiersOf({ modifierExtension }: Json): string {
  const given = Array.isArray(modifierExtension) ? modifierExtension : [modifierExtension];
  return given.map((one) => (isJson(one) ? String(one.url) : 'not well formed')).join(', ');
}
