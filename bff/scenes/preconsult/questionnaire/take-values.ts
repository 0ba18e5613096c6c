import { BOUNDS } from './bounds.ts';
import { isJson, makeValue, type Quantity, readValue, sameValue, type Value, type ValueType } from './fhir-values.ts';
import type { Field } from './form-state.ts';
import { ANSWER_TYPES, type Item } from './item.ts';

/** The options of a question as they are now; `null` where any answer is taken. */
export function optionsNow({ item, offered }: Field): readonly Value[] | null {
  if (item.answerExpression !== null) return offered ?? [];
  return item.options?.map(({ value }) => value) ?? null;
}

/** Types that an answer of an item may have. */
export function typesNow(field: Field): readonly ValueType[] {
  const { item } = field;
  const options = optionsNow(field);
  if ((item.type !== 'choice' && item.type !== 'open-choice') || options === null) return ANSWER_TYPES[item.type];
  const types = options.map(({ type }) => type);
  return item.type === 'open-choice' ? [...types, 'Coding', 'string'] : [...types, 'Coding'];
}

/** What an expression has for the answers of an item; `null` where some of it is no answer of that item. */
export function takeValues(field: Field, results: readonly unknown[]): readonly Value[] | null {
  const most = field.item.repeats ? BOUNDS.repeats : 1;
  if (results.length > most) return null;
  const values = results.map((result) => takeValue(field, result));
  return values.includes(null) ? null : values.flatMap((value) => value ?? []);
}

function takeValue(field: Field, result: unknown): Value | null {
  const { item } = field;
  const option = optionsNow(field)?.find((value) => isMeant(value, result));
  if (option !== undefined) return option;
  if (item.type === 'quantity') return takeQuantity(item, result);
  for (const type of typesNow(field)) {
    const value = makeValue(type, type === 'string' && typeof result !== 'object' ? String(result) : result);
    if (value !== null)
      return item.type === 'decimal' && value.type === 'integer' ? { type: 'decimal', value: value.value } : value;
  }
  return null;
}

/** A code alone, or the words of an option, mean that option. */
function isMeant(option: Value, result: unknown): boolean {
  const same = isJson(result) ? makeValue(option.type, result) : makeValue(option.type, result);
  if (same !== null) return sameValue(option, same);
  return (
    option.type === 'Coding' && typeof result === 'string' && (option.value.code === result || option.value.display === result)
  );
}

/** A number is measured in the item's unit; FHIRPath writes a quantity as `5 'kg'`. */
function takeQuantity({ unit }: Item, result: unknown): Value | null {
  if (typeof result === 'number') return makeValue('Quantity', { value: result, ...unit });
  if (typeof result !== 'string') return makeValue('Quantity', result);
  const [, number, code] = /^(-?\d+(?:\.\d+)?) '([^']+)'$/.exec(result) ?? [];
  if (number === undefined || code === undefined) return null;
  const isOwn = unit?.code === code;
  const measured: Quantity = isOwn ? { ...unit } : { unit: code, system: 'http://unitsofmeasure.org', code };
  return makeValue('Quantity', { value: Number(number), ...measured });
}

/** Options that an expression gives, whatever they are: codings, or values of FHIR. */
export function takeOptions(results: readonly unknown[]): readonly Value[] | null {
  const options = results.map((result) => {
    if (isJson(result)) return readValue(result) ?? makeValue('Coding', result) ?? makeValue('Reference', result);
    return makeValue(typeof result === 'number' ? 'integer' : 'string', result);
  });
  return options.includes(null) ? null : options.flatMap((option) => option ?? []);
}
