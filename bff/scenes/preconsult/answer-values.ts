import type { OperationInput } from '../../contract/operations.ts';
import { makeValue, type Value } from './questionnaire/fhir-values.ts';
import type { Path, Step } from './questionnaire/form-state.ts';

type Given = NonNullable<OperationInput<'nextQuestion'>['body']['answer']>;
/** An answer as the contract has it. */
export type GivenValue = Extract<Given, { readonly values: unknown }>['values'][number];

/** Of the contract's members, the types of FHIR. */
const TYPES = {
  boolean: 'boolean',
  integer: 'integer',
  decimal: 'decimal',
  date: 'date',
  dateTime: 'dateTime',
  time: 'time',
  string: 'string',
  coding: 'Coding',
  quantity: 'Quantity',
} as const;

type Member = keyof typeof TYPES;

/** `undefined` where one of them is none of its type. */
export function readValues(given: readonly GivenValue[]): readonly Value[] | undefined {
  const values: Value[] = [];
  for (const one of given) {
    const [entry] = Object.entries(one) as [Member, unknown][];
    const value = entry && makeValue(TYPES[entry[0]], timeOf(entry));
    if (!value) return undefined;
    values.push(value);
  }
  return values;
}

/** A time of FHIR has seconds. */
function timeOf([member, value]: readonly [Member, unknown]): unknown {
  return member === 'time' && /^\d{2}:\d{2}$/.test(String(value)) ? `${value}:00` : value;
}

/** As the contract shows it; what it has no member for is not shown. */
export function showValue({ type, value }: Value): GivenValue | undefined {
  switch (type) {
    case 'boolean':
      return { boolean: value };
    case 'integer':
      return { integer: value };
    case 'decimal':
      return { decimal: value };
    case 'date':
      return { date: value };
    case 'dateTime':
      return { dateTime: value };
    case 'time':
      return { time: value };
    case 'string':
    case 'uri':
      return { string: value };
    case 'Coding': {
      const { system, code, display } = value as { system?: string; code?: string; display?: string };
      return code === undefined
        ? undefined
        : { coding: { code, ...(system === undefined ? {} : { system }), ...(display === undefined ? {} : { display }) } };
    }
    case 'Quantity': {
      const { value: amount, unit, code } = value as { value?: number; unit?: string; code?: string };
      if (amount === undefined) return undefined;
      return { quantity: { value: amount, ...(unit === undefined ? {} : { unit }), ...(code === undefined ? {} : { code }) } };
    }
    case 'Attachment':
    case 'Reference':
      return undefined;
  }
}

/** The path that a client wrote; `pathText` of the engine writes it. */
export function readPath(text: string): Path {
  return text.split('/').map((step): Step => {
    const [, linkId = step, at] = /^(.*?)(?:\[(\d{1,3})\])?$/.exec(step) ?? [];
    return at === undefined ? { linkId } : { linkId, at: Number(at) };
  });
}
