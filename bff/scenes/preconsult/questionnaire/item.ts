import type { Json, Quantity, Value, ValueType } from './fhir-values.ts';

/** Item types of FHIR R4 that are run. */
export const ITEM_TYPES = [
  'group',
  'display',
  'boolean',
  'decimal',
  'integer',
  'date',
  'dateTime',
  'time',
  'string',
  'text',
  'url',
  'choice',
  'open-choice',
  'attachment',
  'reference',
  'quantity',
] as const;

export type ItemType = (typeof ITEM_TYPES)[number];

export const OPERATORS = ['exists', '=', '!=', '>', '<', '>=', '<='] as const;

export type Operator = (typeof OPERATORS)[number];

/** One `enableWhen`: what another question must have been answered. */
export interface Condition {
  readonly question: Item;
  readonly operator: Operator;
  readonly answer: Value;
  /** The way from the item to the question: levels up to where both stand, then places among the items there and below. */
  readonly way: { readonly up: number; readonly down: readonly number[] };
}

/** A FHIRPath expression in its place. */
export interface Expression {
  readonly source: string;
  /** What it sees by `%name`, each after those that it uses itself. */
  readonly variables: readonly Variable[];
  /** Link ids of what it reads, and of what it goes through to get there, by variables too. */
  readonly reads: ReadonlySet<string>;
  readonly passes: ReadonlySet<string>;
  /** Whether these are all that it depends on; otherwise whatever changes may change it. */
  readonly isKnown: boolean;
}

/** A named expression, seen by the item that has it and by everything under that. */
export interface Variable {
  readonly name: string;
  readonly of: Item;
  readonly source: string;
}

/** A `targetConstraint`: what has to hold before a form is complete. */
export interface Constraint {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  /** What people are told, in the words of whoever wrote the questionnaire. */
  readonly human: string;
  readonly expression: Expression;
}

export interface Option {
  readonly value: Value;
  /** Chosen alone, or not at all: "none of these". */
  readonly isExclusive: boolean;
  readonly isInitial: boolean;
}

/** Bounds of an answer; `null` where there is none. */
export interface AnswerBounds {
  readonly min: Value | null;
  readonly max: Value | null;
  /** Characters. */
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly decimalPlaces: number | null;
  /** How often, where the item repeats. */
  readonly minOccurs: number | null;
  readonly maxOccurs: number | null;
  /** A regular expression that the whole answer has to match, in the syntax of RE2. */
  readonly pattern: string | null;
}

/** An item of a questionnaire that was loaded. The questionnaire itself is a group without a link id. */
export interface Item {
  /** Empty for the questionnaire itself. */
  readonly linkId: string;
  readonly type: ItemType;
  /** As it was written: it is text, and never markup. */
  readonly text: string;
  /** Where it stands among all items, from 0, in the order of the document. */
  readonly place: number;
  readonly parent: Item | null;
  readonly items: readonly Item[];
  /** The item as it came. */
  readonly source: Json;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly readOnly: boolean;
  readonly hidden: boolean;
  readonly bounds: AnswerBounds;
  readonly initial: readonly Value[];
  readonly options: readonly Option[] | null;
  /** The unit of a number, or the one with which a quantity begins. */
  readonly unit: Quantity | null;
  /** Units that may be chosen; none: `unit`, or any. */
  readonly units: readonly Quantity[];
  readonly conditions: readonly Condition[];
  readonly behavior: 'all' | 'any';
  readonly enableWhen: Expression | null;
  readonly calculated: Expression | null;
  readonly initialExpression: Expression | null;
  readonly answerExpression: Expression | null;
  readonly constraints: readonly Constraint[];
}

/** Which types an answer of an item may have; of a choice its options say more. */
export const ANSWER_TYPES: Readonly<Record<ItemType, readonly ValueType[]>> = {
  group: [],
  display: [],
  boolean: ['boolean'],
  decimal: ['decimal', 'integer'],
  integer: ['integer'],
  date: ['date'],
  dateTime: ['dateTime'],
  time: ['time'],
  string: ['string'],
  text: ['string'],
  url: ['uri'],
  choice: ['Coding'],
  'open-choice': ['Coding', 'string'],
  attachment: ['Attachment'],
  reference: ['Reference'],
  quantity: ['Quantity'],
};

export function isQuestion(item: Item): boolean {
  return item.type !== 'group' && item.type !== 'display';
}

/** From the item up to the questionnaire itself, the item first. */
export function* upFrom(item: Item): Generator<Item> {
  for (let at: Item | null = item; at !== null; at = at.parent) yield at;
}

/** All items in the order of the document, the given one first. */
export function* itemsUnder(item: Item): Generator<Item> {
  yield item;
  for (const child of item.items) yield* itemsUnder(child);
}
