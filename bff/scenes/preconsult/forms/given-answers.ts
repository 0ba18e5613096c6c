import type { FormCondition } from './form-resource.ts';
import type { ReadForm, ReadItem, ReadOption } from './read-form.ts';

/** How one question of a form stands. What is no option of it, or beyond its bounds, is no answer. */
export type Given =
  | { readonly kind: 'chosen'; readonly options: readonly ReadOption[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Whoever answered does not know. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'skipped' };

/** The questions that are on the way, in the order of the form, with what was said. */
export type GivenAnswers = ReadonlyMap<ReadItem, Given>;

const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
const UNKNOWN = ['unknown', 'asked-unknown'];

type Json = Readonly<Record<string, unknown>>;

function isJson(given: unknown): given is Json {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function objectsIn(given: unknown): readonly Json[] {
  return Array.isArray(given) ? given.filter(isJson) : [];
}

/** Reads a FHIR R4 QuestionnaireResponse. Answers of questions that are off are left out, whatever stands there. */
export function givenAnswers(form: ReadForm, response: unknown): GivenAnswers {
  const items = new Map(objectsIn(isJson(response) ? response.item : undefined).map((item) => [item.linkId, item]));
  const given = new Map<ReadItem, Given>();
  const byLinkId = new Map<string, Given>();
  for (const item of form.items) {
    if (!isOn(item, byLinkId)) continue;
    const found = readGiven(item, items.get(item.linkId));
    given.set(item, found);
    byLinkId.set(item.linkId, found);
  }
  return given;
}

/** Whether a question is on the way; those on which it depends stand before it. `!=` holds without an answer (FHIR R4). */
export function isOn({ when, whenAll }: ReadItem, given: ReadonlyMap<string, Given>): boolean {
  if (when.length === 0) return true;
  const hold = (condition: FormCondition) => holds(condition, given.get(condition.question));
  return whenAll ? when.every(hold) : when.some(hold);
}

/** `=`: one of the answers is the same; `!=`: none is. */
function holds({ operator, answerCoding, answerBoolean }: FormCondition, given: Given | undefined): boolean {
  const answers =
    given?.kind === 'chosen' ? given.options.map(({ code }) => code) : given?.kind === 'boolean' ? [given.value] : [];
  const wanted = answerCoding?.code ?? answerBoolean;
  return answers.some((answer) => answer === wanted) === (operator === '=');
}

function readGiven(item: ReadItem, found: Json | undefined): Given {
  const answers = objectsIn(found?.answer);
  const given = readAnswers(item, answers);
  if (given !== undefined) return given;
  return [found, ...answers].some((element) => isDeclared(element)) ? { kind: 'unknown' } : { kind: 'skipped' };
}

/** Whether somebody said that they do not know. */
function isDeclared(element: Json | undefined): boolean {
  return objectsIn(element?.extension).some(({ url, valueCode }) => url === ABSENT && UNKNOWN.includes(String(valueCode)));
}

function readAnswers(item: ReadItem, answers: readonly Json[]): Given | undefined {
  if (item.type === 'choice') {
    const codes = new Set(answers.map(({ valueCoding }) => (isJson(valueCoding) ? valueCoding.code : undefined)));
    const options = item.options.filter(({ code }) => codes.has(code));
    const counted = withoutContradiction(item, options);
    return counted.length === 0 ? undefined : { kind: 'chosen', options: counted };
  }
  const [answer] = answers;
  if (item.type === 'boolean') {
    const value = answer?.valueBoolean;
    return typeof value === 'boolean' ? { kind: 'boolean', value } : undefined;
  }
  const value = answer?.valueInteger ?? answer?.valueDecimal;
  return typeof value === 'number' && isWithin(item, value) ? { kind: 'number', value } : undefined;
}

/** "None of these" beside something that was chosen is not believed; of a question with one answer the first stands. */
function withoutContradiction(item: ReadItem, options: readonly ReadOption[]): readonly ReadOption[] {
  if (!item.several) return options.slice(0, 1);
  const some = options.filter(({ alone }) => !alone);
  return some.length > 0 ? some : options.slice(0, 1);
}

function isWithin({ type, min = -Infinity, max = Infinity }: ReadItem, value: number): boolean {
  return value >= min && value <= max && (type === 'decimal' || Number.isInteger(value));
}
