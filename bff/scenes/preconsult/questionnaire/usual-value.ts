import { type Quantity, unitName, type Value } from './fhir-values.ts';
import type { Item } from './item.ts';

/** An answer as its question has it: a whole number of a decimal is one, and a quantity is in a unit of the question, written as there. */
export function usualValue(item: Item, value: Value): Value {
  if (item.type === 'decimal' && value.type === 'integer') return { type: 'decimal', value: value.value };
  if (value.type !== 'Quantity') return value;
  const own = unitOf(item, unitName(value.value));
  return own === null ? value : { type: 'Quantity', value: { ...value.value, ...own } };
}

/** A number without a unit is in the one that the question has, where it has one alone. */
function unitOf({ unit, units }: Item, name: string | undefined): Quantity | null {
  if (name === undefined) return units.length < 2 ? unit : null;
  return [unit, ...units].find((one) => one !== null && unitName(one) === name) ?? null;
}
