import type { Task } from './expressions.ts';
import type { Branch, Field, OpenBranch, OpenField } from './form-state.ts';
import { fieldsUnder } from './form-state.ts';
import { type Expression, type Item, upFrom } from './item.ts';
import type { Form } from './load.ts';
import { focusOf, type Places } from './write-items.ts';

/** What an expression of a field is for. */
export type Use = 'enableWhen' | 'calculated' | 'initialExpression' | 'answerExpression';

export interface Due {
  readonly field: OpenField;
  readonly use: Use;
  readonly expression: Expression;
}

/** Link ids whose answers, or whose being on, has changed; `null`: all may have. */
export type Changed = ReadonlySet<string> | null;

/** The expressions that have to be evaluated: those that never were, and those that depend on what has changed. */
export function dueExpressions(form: Form, root: OpenBranch, changed: Changed): readonly Due[] {
  const above = changed === null ? null : withAbove(form, changed);
  const due: Due[] = [];
  for (const field of fieldsUnder(root)) {
    const { item, branch } = field;
    const take = (use: Use, expression: Expression | null, isFresh: boolean) => {
      if (expression !== null && (isFresh || isTouched(expression, changed, above))) due.push({ field, use, expression });
    };
    if (branch.owner?.isOn !== false) take('enableWhen', item.enableWhen, field.isExpressed === null);
    if (!field.isOn) continue;
    if (!field.isByHand) take('calculated', item.calculated, !field.isCalculated);
    if (!field.isBegun && item.initialExpression !== null)
      due.push({ field, use: 'initialExpression', expression: item.initialExpression });
    take('answerExpression', item.answerExpression, field.offered === null);
  }
  return due;
}

/** Whoever depends on a group depends on all that stands in it. */
function withAbove({ byLinkId }: Form, changed: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set<string>();
  for (const linkId of changed) {
    const item: Item | undefined = byLinkId.get(linkId);
    if (item !== undefined) for (const above of upFrom(item)) all.add(above.linkId);
  }
  return all;
}

/** What an expression goes through matters by itself alone: whether it is there. */
function isTouched({ reads, passes, isKnown }: Expression, changed: Changed, above: ReadonlySet<string> | null): boolean {
  if (changed === null || above === null) return true;
  if (!isKnown) return changed.size > 0;
  return [...reads].some((linkId) => above.has(linkId)) || [...passes].some((linkId) => changed.has(linkId));
}

/** An expression, with its variables, as it is handed over to be evaluated. */
export function taskOf(field: Field | null, expression: Expression, places: Places): Task {
  return {
    expression: expression.source,
    focus: focusOf(field, null, places),
    variables: expression.variables.map(({ name, of, source }) => ({
      name,
      expression: source,
      focus: focusOfVariable(field, of, places),
    })),
  };
}

/** A variable of a group is seen from inside one repeat of it. */
function focusOfVariable(field: Field | null, of: Item, places: Places): Task['focus'] {
  let [at, through]: [Field | null, Branch | null] = [field, null];
  while (at !== null && at.item !== of) [at, through] = [at.branch.owner, at.branch];
  return focusOf(at, through, places);
}
