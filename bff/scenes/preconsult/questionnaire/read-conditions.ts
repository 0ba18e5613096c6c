import type { Blame } from './fault.ts';
import { type Json, type Quantity, readValue, unitName, type Value, type ValueType } from './fhir-values.ts';
import { ANSWER_TYPES, type Condition, type Item, isQuestion, OPERATORS, type Operator, upFrom } from './item.ts';

/** Types whose values have an order. A coding has none, and neither has yes or no. */
const ORDERED: readonly ValueType[] = ['integer', 'decimal', 'date', 'dateTime', 'time', 'string', 'Quantity'];

const ANY_CHOICE: readonly ValueType[] = ['Coding', 'integer', 'date', 'time', 'string', 'Reference'];

/** The `enableWhen` of an item; what can not be compared for certain is refused. */
export function readConditions(
  item: Item,
  given: readonly Json[],
  byLinkId: ReadonlyMap<string, Item>,
  blame: Blame,
): readonly Condition[] {
  return given.flatMap((element) => {
    const condition = readCondition(item, element, byLinkId, blame);
    return condition === null ? [] : [condition];
  });
}

function readCondition(item: Item, element: Json, byLinkId: ReadonlyMap<string, Item>, blame: Blame): Condition | null {
  const refuse = (reason: Parameters<Blame>[1], detail: string) => {
    blame(item.linkId, reason, detail);
    return null;
  };
  const operator = OPERATORS.find((name) => name === element.operator);
  if (operator === undefined) return refuse('operator-unknown', String(element.operator).slice(0, 40));
  const question = byLinkId.get(String(element.question));
  if (question === undefined) return refuse('question-unknown', String(element.question).slice(0, 255));
  if (!isQuestion(question)) return refuse('answer-misfit', `${question.linkId} is a ${question.type} and has no answer`);
  const answer = readValue(element, 'answer');
  if (answer === undefined || answer === null)
    return refuse('answer-misfit', `no answer to compare that of ${question.linkId} with`);
  if (operator === 'exists') {
    if (answer.type !== 'boolean') return refuse('que-7', 'exists is asked of an answer that is no boolean');
    return { question, operator, answer, way: wayTo(question, item) };
  }
  const compared = checkComparison(question, operator, answer, refuse);
  return compared === null ? null : { question, operator, answer: compared, way: wayTo(question, item) };
}

function checkComparison(
  question: Item,
  operator: Operator,
  given: Value,
  refuse: (reason: Parameters<Blame>[1], detail: string) => null,
): Value | null {
  const answer: Value = question.type === 'url' && given.type === 'string' ? { type: 'uri', value: given.value } : given;
  if (!typesOf(question).includes(answer.type))
    return refuse(
      'answer-misfit',
      `${question.linkId} is answered with ${[...new Set(typesOf(question))].join(' or ')}, and compared with ${answer.type}`,
    );
  if (operator !== '=' && operator !== '!=' && !ORDERED.includes(answer.type))
    return refuse('order-misfit', `${answer.type} has no order for ${operator}`);
  if (answer.type === 'Quantity' && !isOneUnit(question, answer.value))
    return refuse(
      'unit-misfit',
      `${question.linkId} is measured in other units than ${unitName(answer.value)}, and nothing is converted`,
    );
  return answer;
}

function typesOf(question: Item): readonly ValueType[] {
  if (question.type === 'integer') return ['integer', 'decimal'];
  if (question.type !== 'choice' && question.type !== 'open-choice') return ANSWER_TYPES[question.type];
  // One whose options could not be read is blamed for that, and not for its conditions as well.
  const hasNone = question.options === null || question.options.length === 0;
  const own = hasNone ? ANY_CHOICE : (question.options ?? []).map(({ value }) => value.type);
  return question.type === 'open-choice' ? [...own, 'string'] : own;
}

function isOneUnit({ unit, units }: Item, compared: Quantity): boolean {
  const name = unitName(compared);
  const possible = [...(unit === null ? [] : [unit]), ...units].map(unitName);
  return name === undefined || possible.every((one) => one === name);
}

/** Up to the nearest group, or question, under which both stand; the item itself is under its parent. */
function wayTo(question: Item, item: Item): Condition['way'] {
  const above = new Set(upFrom(question.parent ?? question));
  let [common, up] = [item.parent ?? item, 0];
  while (!above.has(common) && common.parent !== null) [common, up] = [common.parent, up + 1];
  const down: number[] = [];
  for (let at = question; at !== common && at.parent !== null; at = at.parent) down.unshift(at.parent.items.indexOf(at));
  return { up, down };
}
