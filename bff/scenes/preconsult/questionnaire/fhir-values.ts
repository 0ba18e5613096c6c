import { BOUNDS } from './bounds.ts';

/** A JSON object whose members nobody has looked at yet. */
export type Json = Readonly<Record<string, unknown>>;

export interface Coding extends Json {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
}

export interface Quantity extends Json {
  readonly value?: number;
  readonly unit?: string;
  readonly system?: string;
  readonly code?: string;
}

/** What stands in a `value[x]`, `answer[x]` or `initial.value[x]` of FHIR R4. */
export type Value =
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'integer' | 'decimal'; readonly value: number }
  | { readonly type: 'date' | 'dateTime' | 'time' | 'string' | 'uri'; readonly value: string }
  | { readonly type: 'Coding'; readonly value: Coding }
  | { readonly type: 'Quantity'; readonly value: Quantity }
  | { readonly type: 'Attachment' | 'Reference'; readonly value: Json };

export type ValueType = Value['type'];

const TYPES: readonly ValueType[] = [
  'boolean',
  'integer',
  'decimal',
  'date',
  'dateTime',
  'time',
  'string',
  'uri',
  'Coding',
  'Quantity',
  'Attachment',
  'Reference',
];

const DATE = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?$/;
const ZONE = /(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

export function isJson(given: unknown): given is Json {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

/** The elements of what has to be an array of objects; `null` if it is something else. */
export function objectsOf(given: unknown): readonly Json[] | null {
  if (given === undefined) return [];
  return Array.isArray(given) && given.every(isJson) ? given : null;
}

/** Makes a value of what came from elsewhere; `null` if it is not of that type, by the forms of FHIR R4 §2.24. */
export function makeValue(type: ValueType, given: unknown): Value | null {
  switch (type) {
    case 'boolean':
      return typeof given === 'boolean' ? { type, value: given } : null;
    case 'integer':
      return typeof given === 'number' && Number.isInteger(given) && Math.abs(given) < 2 ** 31 ? { type, value: given } : null;
    case 'decimal':
      return typeof given === 'number' && Number.isFinite(given) ? { type, value: given } : null;
    case 'date':
    case 'dateTime':
    case 'time':
    case 'string':
    case 'uri':
      return typeof given === 'string' && hasForm(type, given) ? { type, value: given } : null;
    case 'Coding':
      return isJson(given) && isText(given.code) && isText(given.system) && isText(given.display) && hasSome(given)
        ? { type, value: given as Coding }
        : null;
    case 'Quantity':
      return isJson(given) && isNumber(given.value) && isText(given.unit) && isText(given.code) && isText(given.system)
        ? { type, value: given as Quantity }
        : null;
    case 'Attachment':
    case 'Reference':
      return isJson(given) ? { type, value: given } : null;
  }
}

function isText(given: unknown): boolean {
  return given === undefined || (typeof given === 'string' && given.length > 0 && given.length <= BOUNDS.textLength);
}

function isNumber(given: unknown): boolean {
  return given === undefined || (typeof given === 'number' && Number.isFinite(given));
}

function hasSome({ code, display }: Json): boolean {
  return code !== undefined || display !== undefined;
}

function hasForm(type: 'date' | 'dateTime' | 'time' | 'string' | 'uri', text: string): boolean {
  switch (type) {
    case 'date':
      return isDate(text);
    case 'time':
      return TIME.test(text);
    case 'dateTime': {
      const at = text.indexOf('T');
      if (at < 0) return isDate(text);
      const zone = ZONE.exec(text)?.[0];
      return zone !== undefined && at === 10 && isDate(text.slice(0, at)) && TIME.test(text.slice(at + 1, -zone.length));
    }
    case 'string':
      return text.length > 0 && text.length <= BOUNDS.textLength;
    case 'uri':
      return text.length > 0 && text.length <= BOUNDS.textLength && !/\s/.test(text);
  }
}

function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined) return false;
  if (month === undefined || day === undefined) return true;
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}

/** The one `value[x]` (or `answer[x]`) of an element: `undefined` where it has none, `null` where it is not well formed. */
export function readValue(element: Json, prefix: 'value' | 'answer' = 'value'): Value | null | undefined {
  const keys = Object.keys(element).filter((key) => key.startsWith(prefix) && /^[A-Z]/.test(key.slice(prefix.length)));
  if (keys.length === 0) return undefined;
  const type = TYPES.find((name) => `${prefix}${capital(name)}` === keys[0]);
  return keys.length > 1 || type === undefined ? null : makeValue(type, element[keys[0] ?? '']);
}

/** The same the other way. */
export function writeValue({ type, value }: Value): Json {
  return { [`value${capital(type)}`]: value };
}

function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Whether two values are the same answer. A coding is its system and its code; one without a code, its words. */
export function sameValue(left: Value, right: Value): boolean {
  if (left.type === 'Coding' && right.type === 'Coding') return sameCoding(left.value, right.value);
  if (left.type === 'Quantity' && right.type === 'Quantity')
    return left.value.value === right.value.value && sameUnit(left.value, right.value);
  if (left.type === 'Reference' && right.type === 'Reference') return left.value.reference === right.value.reference;
  if (left.type === 'Attachment' && right.type === 'Attachment')
    return JSON.stringify(left.value) === JSON.stringify(right.value);
  if (left.type === 'dateTime' && right.type === 'dateTime') return orderOf(left, right) === 0;
  return (left.type === right.type || (isNumeric(left) && isNumeric(right))) && Object.is(left.value, right.value);
}

function isNumeric({ type }: Value): boolean {
  return type === 'integer' || type === 'decimal';
}

/** A coding that names no system means the code in whichever system it stands. */
function sameCoding(left: Coding, right: Coding): boolean {
  if (left.code === undefined || right.code === undefined)
    return left.code === right.code && left.display !== undefined && left.display === right.display;
  return left.code === right.code && (left.system === undefined || right.system === undefined || left.system === right.system);
}

/** The name by which a unit is compared: its code, or what people read. */
export function unitName({ code, unit }: Quantity): string | undefined {
  return code ?? unit;
}

function sameUnit(left: Quantity, right: Quantity): boolean {
  const [one, other] = [unitName(left), unitName(right)];
  return one === undefined || other === undefined || one === other || (left.unit !== undefined && left.unit === right.unit);
}

/** Below 0, 0 or above 0 as the first is less, the same or more; `null` where they have no order: other units, less precision. */
export function orderOf(left: Value, right: Value): number | null {
  if (isNumeric(left) && isNumeric(right)) return Number(left.value) - Number(right.value);
  if (left.type === 'Quantity' && right.type === 'Quantity') {
    const [one, other] = [left.value.value, right.value.value];
    return one !== undefined && other !== undefined && sameUnit(left.value, right.value) ? one - other : null;
  }
  if (left.type === 'string' && right.type === 'string') return left.value < right.value ? -1 : Number(left.value > right.value);
  if (left.type === 'time' && right.type === 'time') return left.value < right.value ? -1 : Number(left.value > right.value);
  if (isDay(left) && isDay(right)) return orderOfDays(String(left.value), String(right.value));
  return null;
}

function isDay({ type }: Value): boolean {
  return type === 'date' || type === 'dateTime';
}

/** By FHIRPath §6.2.5: what is as precise as both say decides; where that is the same and one says more, nobody knows. */
function orderOfDays(left: string, right: string): number | null {
  if (left.includes('T') && right.includes('T')) return Date.parse(left) - Date.parse(right);
  const [one, other] = [left.slice(0, 10), right.slice(0, 10)];
  const both = Math.min(one.length, other.length);
  if (one.slice(0, both) !== other.slice(0, both)) return one.slice(0, both) < other.slice(0, both) ? -1 : 1;
  return left.length === right.length ? 0 : null;
}

/** A value as text, for a regular expression and for what counts its characters. */
export function textOf(value: Value): string {
  switch (value.type) {
    case 'Coding':
      return value.value.display ?? value.value.code ?? '';
    case 'Quantity':
      return String(value.value.value ?? '');
    case 'Attachment':
    case 'Reference':
      return '';
    default:
      return String(value.value);
  }
}
