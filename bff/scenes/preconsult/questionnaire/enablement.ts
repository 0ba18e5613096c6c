import { orderOf, sameValue, type Value } from './fhir-values.ts';
import type { Branch, Field, OpenBranch } from './form-state.ts';
import { fieldsUnder } from './form-state.ts';
import { type Condition, type Item, upFrom } from './item.ts';

/**
 * Says of each field whether it is on. A question that is off counts as unanswered, as R5 and SDC say; R4 is silent. Tells the link ids of
 * those of which it has changed.
 */
export function switchFields(root: OpenBranch): ReadonlySet<string> {
  const known = new Map<Field, boolean>();
  const changed = new Set<string>();
  for (const field of fieldsUnder(root)) {
    const isOn = isOnNow(field, known);
    if (isOn !== field.isOn) changed.add(field.item.linkId);
    field.isOn = isOn;
  }
  return changed;
}

/** Of all fields at once: each is asked once, whoever needs it first. Loading has made sure that none asks of itself. */
function isOnNow(field: Field, known: Map<Field, boolean>): boolean {
  const before = known.get(field);
  if (before !== undefined) return before;
  const { owner } = field.branch;
  const isOn = (owner === null || isOnNow(owner, known)) && isItselfOn(field, known);
  known.set(field, isOn);
  return isOn;
}

function isItselfOn({ item, branch, isExpressed }: Field, known: Map<Field, boolean>): boolean {
  if (item.enableWhen !== null) return isExpressed === true;
  if (item.conditions.length === 0) return true;
  const holds = (condition: Condition) => {
    const asked = nearest(branch, item, condition.question);
    return isMet(condition, asked !== null && isOnNow(asked, known) ? asked.answers : []);
  };
  return item.behavior === 'any' ? item.conditions.some(holds) : item.conditions.every(holds);
}

/**
 * The field of a question that is meant by an item which stands in `branch`: among repeats of a group, that of the same repeat; where
 * they have none in common, the nearest before it, otherwise the first after it (FHIR R4, Questionnaire.item.enableWhen.question).
 */
export function nearest(branch: Branch, item: Item, question: Item): Field | null {
  const above = new Set(upFrom(question));
  let from: Branch | undefined = branch;
  let common = item.parent;
  // The branch of an item stands under its parent: both go up in step.
  while (common !== null && !(above.has(common) && common !== question)) {
    from = from?.owner?.branch;
    common = common.parent;
  }
  const down: Item[] = [];
  for (const one of upFrom(question)) {
    if (one === common) break;
    down.unshift(one);
  }
  let field: Field | undefined;
  for (const [depth, next] of down.entries()) {
    field = from?.fields.find((one) => one.item === next);
    if (depth < down.length - 1) from = question.place < item.place ? field?.branches.at(-1) : field?.branches[0];
  }
  return field ?? null;
}

/** Whether the answers of a question meet a condition. `!=`: none of them is the same, also where there is none; the others: one is. */
export function isMet({ operator, answer }: Condition, answers: readonly Value[]): boolean {
  const some = (holds: (order: number) => boolean) =>
    answers.some((given) => {
      const order = orderOf(given, answer);
      return order !== null && holds(order);
    });
  switch (operator) {
    case 'exists':
      return answers.length > 0 === answer.value;
    case '=':
      return answers.some((given) => sameValue(given, answer));
    case '!=':
      return !answers.some((given) => sameValue(given, answer));
    case '>':
      return some((order) => order > 0);
    case '<':
      return some((order) => order < 0);
    case '>=':
      return some((order) => order >= 0);
    case '<=':
      return some((order) => order <= 0);
  }
}
