import type { Json } from './fhir-values.ts';

/** What is found out about a text that should be a FHIRPath expression, without evaluating it. */
export type Checked =
  | {
      readonly ok: true;
      /** Link ids of items whose answers it reads, and of those through which it goes. */
      readonly reads: readonly string[];
      readonly passes: readonly string[];
      /** Names after `%`. */
      readonly variables: readonly string[];
      /** Whether it reads nothing else of the response. */
      readonly isKnown: boolean;
    }
  | {
      readonly ok: false;
      readonly reason: 'syntax' | 'function-unknown' | 'slow' | 'too-big' | 'pattern';
      readonly detail: string;
    };

export interface CheckOrder {
  readonly expressions: readonly string[];
  /** Regular expressions. */
  readonly patterns: readonly string[];
  /** Items of the questionnaire, for what bounds the work of an expression by them. */
  readonly items: number;
}

export interface CheckAnswer {
  readonly expressions: readonly Checked[];
  readonly patterns: readonly ({ readonly ok: true } | Extract<Checked, { ok: false }>)[];
}

/** Where an expression stands in a response: indices of items and answers in turn, `null` where the item is not in it. */
export interface Focus {
  readonly linkId: string;
  readonly at: readonly number[] | null;
  /** Whether each index is of an item or of an answer. */
  readonly kinds: readonly ('item' | 'answer')[];
  /** Indices of items that lead to it in the questionnaire. */
  readonly item: readonly number[];
}

/** What is to be evaluated. */
export interface Task {
  readonly expression: string;
  readonly focus: Focus;
  /** In an order in which each sees those before it. */
  readonly variables: readonly { readonly name: string; readonly expression: string; readonly focus: Focus }[];
}

/** A text and the regular expression that the whole of it has to match. */
export interface Match {
  readonly pattern: string;
  readonly text: string;
}

export interface Batch {
  /** The same object each time: it is handed over once. */
  readonly questionnaire: Json;
  readonly response: Json;
  /** Values by name, as those of a launch context. */
  readonly constants: Readonly<Record<string, unknown>>;
  /** What `now()` and `today()` mean: an instant of FHIR, with its zone. */
  readonly now: string;
  readonly tasks: readonly Task[];
  readonly matches: readonly Match[];
}

/** `slow`: it was ended; `not-reached`: one before it was; `failed`: it has no value, as `'a' + 1`. */
export type Evaluated =
  | { readonly ok: true; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly reason: 'slow' | 'not-reached' | 'failed'; readonly detail: string };

export interface BatchAnswer {
  readonly tasks: readonly Evaluated[];
  /** The one value of each is whether it matches. */
  readonly matches: readonly Evaluated[];
}

/**
 * Evaluates FHIRPath and regular expressions that others wrote. Never throws for what stands in them, and never holds the event loop of
 * a gateway for longer than an answer may wait: how is the matter of whoever implements it.
 */
export interface Expressions {
  check(order: CheckOrder): Promise<CheckAnswer>;
  evaluate(batch: Batch): Promise<BatchAnswer>;
}
