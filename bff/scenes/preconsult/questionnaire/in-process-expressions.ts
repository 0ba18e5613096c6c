import type { Described } from './describe-expression.ts';
import { FhirPathEvaluator } from './evaluate-fhirpath.ts';
import type { Expressions } from './expressions.ts';

/** Characters of an expression that may be evaluated where nothing can end it. */
const LENGTH = 1_000;

/** Elements that one expression may look at: items of the questionnaire, once for each function in a function. */
const WORK = 50_000;

/** Items of a questionnaire whose expressions may be evaluated here. */
const ITEMS = 300;

/**
 * Expressions where there is no thread to end, as on Workers. So that each ends soon by itself, what might not is refused when it is
 * loaded: long ones, those that look at everything for each of everything, and a `repeat` that makes something new.
 */
export function inProcessExpressions(): Expressions {
  const evaluator = new FhirPathEvaluator();
  return {
    check: async (order) =>
      evaluator.check(order, undefined, (described, expression) => objectionTo(described, expression, order.items)),
    evaluate: async (batch) => evaluator.evaluate(batch),
  };
}

function objectionTo({ nesting, repeatsAnything }: Described, { length }: string, items: number): string | null {
  if (items > ITEMS) return `expressions in a questionnaire of more than ${ITEMS} items, on this platform`;
  if (length > LENGTH) return `more than ${LENGTH} characters, on this platform`;
  if (repeatsAnything) return 'a repeat of something else than a path, on this platform';
  if (items ** nesting > WORK) return `${nesting} functions in one another over ${items} items, on this platform`;
  return null;
}
