import type { Blame } from './fault.ts';
import type { ItemType } from './item.ts';
import type { RawItem } from './read-tree.ts';

const WITH_OPTIONS: readonly ItemType[] = [
  'choice',
  'open-choice',
  'decimal',
  'integer',
  'date',
  'dateTime',
  'time',
  'string',
  'quantity',
];

const WITH_LENGTH: readonly ItemType[] = ['boolean', 'decimal', 'integer', 'string', 'text', 'url', 'open-choice'];

/** The invariants of Questionnaire in FHIR R4 4.0.1 about one item. `que-12` is counted by ourselves: its published expression lets two pass. */
export function blameInvariants({ linkId, type, source, items, options, conditions, initial }: RawItem, blame: Blame): void {
  const hasOptions = options.length > 0;
  const hasSet = source.answerValueSet !== undefined;
  if (type === 'display' && items.length > 0) blame(linkId, 'que-1', 'a display has items under it');
  if (type === 'group' && items.length === 0) blame(linkId, 'que-1', 'a group has nothing in it');
  if (type === 'display' && source.code !== undefined) blame(linkId, 'que-3', 'a display has a code');
  if (hasOptions && hasSet) blame(linkId, 'que-4', 'both answerOption and answerValueSet');
  if ((hasOptions || hasSet) && !WITH_OPTIONS.includes(type)) blame(linkId, 'que-5', `options for ${type}`);
  if (type === 'display' && (source.required !== undefined || source.repeats !== undefined))
    blame(linkId, 'que-6', 'a display is required, or repeats');
  if ((type === 'display' || type === 'group') && initial.length > 0) blame(linkId, 'que-8', `a ${type} has an initial value`);
  if (type === 'display' && source.readOnly !== undefined) blame(linkId, 'que-9', 'a display is read-only');
  if (source.maxLength !== undefined && !WITH_LENGTH.includes(type)) blame(linkId, 'que-10', `a length for ${type}`);
  if (hasOptions && initial.length > 0) blame(linkId, 'que-11', 'both answerOption and initial');
  if (conditions.length >= 2 && source.enableBehavior === undefined)
    blame(linkId, 'que-12', `${conditions.length} conditions and no enableBehavior`);
  if (source.repeats !== true && initial.length > 1) blame(linkId, 'que-13', 'several initial values, and it does not repeat');
}
