import { orderOf, sameValue, type Value } from './fhir-values.ts';
import { type Branch, type Field, fieldsUnder, type OpenBranch, type OpenField } from './form-state.ts';
import type { Condition, Item } from './item.ts';

/**
 * Says of each field whether it is on. A question that is off counts as unanswered, as R5 and SDC say; R4 is silent. `order`: items, each
 * after those that it depends on. Tells the link ids of those of which it has changed.
 */
export function switchFields(root: OpenBranch, order: readonly Item[]): ReadonlySet<string> {
  const fields = new Map<Item, OpenField[]>();
  for (const field of fieldsUnder(root)) {
    const same = fields.get(field.item);
    if (same === undefined) fields.set(field.item, [field]);
    else same.push(field);
  }
  const changed = new Set<string>();
  for (const item of order)
    for (const field of fields.get(item) ?? []) {
      const isOn = field.branch.owner?.isOn !== false && isItselfOn(field);
      if (isOn !== field.isOn) changed.add(item.linkId);
      field.isOn = isOn;
    }
  return changed;
}

function isItselfOn({ item, branch, isExpressed }: Field): boolean {
  if (item.enableWhen !== null) return isExpressed === true;
  if (item.conditions.length === 0) return true;
  const holds = (condition: Condition) => {
    const asked = nearest(branch, item, condition);
    return isMet(condition, asked?.isOn === true ? asked.answers : []);
  };
  return item.behavior === 'any' ? item.conditions.some(holds) : item.conditions.every(holds);
}

/**
 * The field of a question that is meant by an item which stands in `branch`: among repeats of a group, that of the same repeat; where
 * they have none in common, the nearest before it, otherwise the first after it (FHIR R4, Questionnaire.item.enableWhen.question).
 */
export function nearest(branch: Branch, item: Item, { question, way }: Condition): Field | null {
  let from: Branch | undefined = branch;
  for (let up = way.up; up > 0; up -= 1) from = from?.owner?.branch;
  let field: Field | undefined;
  for (const place of way.down) {
    field = from?.fields[place];
    from = question.place < item.place ? field?.branches.at(-1) : field?.branches[0];
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
