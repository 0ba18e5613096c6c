import { BOUNDS } from './bounds.ts';
import { extensionsOf, named, type RunName } from './extensions.ts';
import type { Blame } from './fault.ts';
import { isJson, type Json, makeValue, objectsOf, type Quantity, readValue, type Value, type ValueType } from './fhir-values.ts';
import { ANSWER_TYPES, type AnswerBounds, type Option } from './item.ts';
import type { RawItem } from './read-tree.ts';

/** What may stand in an answerOption of FHIR R4. */
const OPTION_TYPES: readonly ValueType[] = ['integer', 'date', 'time', 'string', 'Coding', 'Reference'];

/** Types of which one is less than another. */
const ORDERED: readonly ValueType[] = ['integer', 'decimal', 'date', 'dateTime', 'time', 'Quantity'];

/** The options of a question, of its own or of a value set; `null` where it has none, and any answer is taken. */
export function readOptions(raw: RawItem, valueSets: ReadonlyMap<string, Json>, blame: Blame): readonly Option[] | null {
  const { answerValueSet } = raw.source;
  if (answerValueSet === undefined)
    return raw.options.length === 0 ? null : raw.options.flatMap((one) => readOption(raw, one, blame));
  const codings = typeof answerValueSet === 'string' ? codingsOf(valueSetAt(valueSets, answerValueSet)) : null;
  if (codings === null) {
    blame(
      raw.linkId,
      'value-set-missing',
      `${String(answerValueSet).slice(0, 200)} is not contained with its codes, and was not given`,
    );
    return [];
  }
  if (codings.length > BOUNDS.optionsOfItem)
    blame(raw.linkId, 'too-big', `more than ${BOUNDS.optionsOfItem} codes in its value set`);
  return codings.map((value) => ({ value, isExclusive: false, isInitial: false }));
}

/** By its address; with a version behind it, the one of that version. */
function valueSetAt(valueSets: ReadonlyMap<string, Json>, canonical: string): Json | undefined {
  const [address = '', version] = canonical.split('|', 2);
  const found = valueSets.get(canonical) ?? valueSets.get(address);
  return version === undefined || found?.version === version ? found : undefined;
}

function readOption(raw: RawItem, element: Json, blame: Blame): readonly Option[] {
  const value = readValue(element);
  const isChoice = raw.type === 'choice' || raw.type === 'open-choice';
  const types = isChoice ? OPTION_TYPES : ANSWER_TYPES[raw.type];
  if (value === undefined || value === null || !types.includes(value.type)) {
    blame(raw.linkId, 'option-misfit', `an option is no answer of ${raw.type}`);
    return [];
  }
  const exclusive = named(extensionsOf(element) ?? [], 'optionExclusive');
  return [
    {
      value,
      isExclusive: exclusive.some(({ valueBoolean }) => valueBoolean === true),
      isInitial: element.initialSelected === true,
    },
  ];
}

/** Codes of a value set that says all of them itself, expanded or composed; `null` where another has to be asked. */
function codingsOf(valueSet: Json | undefined): readonly Value[] | null {
  if (valueSet === undefined) return null;
  const { expansion, compose } = valueSet;
  if (isJson(expansion)) return codings(expansion.contains, undefined);
  if (!isJson(compose) || compose.exclude !== undefined) return null;
  const includes = objectsOf(compose.include);
  const all = includes?.map(({ system, concept, filter, valueSet: others }) =>
    filter === undefined && others === undefined && concept !== undefined ? codings(concept, system) : null,
  );
  return all === undefined || all.length === 0 || all.includes(null) ? null : all.flatMap((some) => some ?? []);
}

function codings(given: unknown, system: unknown, depth = 1): readonly Value[] | null {
  const concepts = objectsOf(given);
  if (concepts === null || concepts.length === 0 || depth > BOUNDS.depth) return null;
  const all = concepts.flatMap((concept) => {
    const { code, display, extension } = concept;
    const of = concept.system ?? system;
    const own = concept.abstract === true ? [] : [makeValue('Coding', cleaned({ system: of, code, display, extension }))];
    return [...own, ...(concept.contains === undefined ? [] : (codings(concept.contains, of, depth + 1) ?? [null]))];
  });
  return all.includes(null) ? null : all.flatMap((one) => one ?? []);
}

function cleaned(element: Json): Json {
  return Object.fromEntries(Object.entries(element).filter(([, given]) => given !== undefined));
}

/** The initial values that a question has of itself. */
export function readInitial(raw: RawItem, blame: Blame): readonly Value[] {
  return raw.initial.flatMap((element) => {
    const value = readValue(element);
    const isFit = value !== undefined && value !== null && ANSWER_TYPES[raw.type].includes(value.type);
    if (!isFit) blame(raw.linkId, 'initial-misfit', `an initial value is no answer of ${raw.type}`);
    return isFit ? [value] : [];
  });
}

export function readBounds(raw: RawItem, blame: Blame): AnswerBounds {
  const whole = (name: RunName) => readWhole(raw, name, blame);
  const { maxLength } = raw.source;
  if (maxLength !== undefined && !isWhole(maxLength)) blame(raw.linkId, 'bound-misfit', 'maxLength is no whole number');
  const pattern = named(raw.extensions, 'regex')[0]?.valueString;
  if (named(raw.extensions, 'regex').length > 0 && typeof pattern !== 'string')
    blame(raw.linkId, 'extension-shape', 'regex has no text');
  return {
    min: readEdge(raw, 'minValue', blame),
    max: readEdge(raw, 'maxValue', blame),
    minLength: whole('minLength'),
    maxLength: isWhole(maxLength) ? maxLength : null,
    decimalPlaces: whole('maxDecimalPlaces'),
    minOccurs: whole('minOccurs'),
    maxOccurs: whole('maxOccurs'),
    pattern: typeof pattern === 'string' ? pattern : null,
  };
}

function isWhole(given: unknown): given is number {
  return typeof given === 'number' && Number.isInteger(given) && given >= 0;
}

function readWhole(raw: RawItem, name: RunName, blame: Blame): number | null {
  const [first] = named(raw.extensions, name);
  if (first === undefined) return null;
  if (isWhole(first.valueInteger)) return first.valueInteger;
  blame(raw.linkId, 'bound-misfit', `${name} is no whole number`);
  return null;
}

function readEdge(raw: RawItem, name: 'minValue' | 'maxValue', blame: Blame): Value | null {
  const [first] = named(raw.extensions, name);
  if (first === undefined) return null;
  const value = readValue(first);
  const types = raw.type === 'quantity' ? [...ANSWER_TYPES.quantity, 'decimal', 'integer'] : edgeTypes(raw);
  if (value !== undefined && value !== null && types.includes(value.type)) return value;
  // A primitive with an expression in its place is told apart, as what is not run.
  if (value !== undefined) blame(raw.linkId, 'bound-misfit', `${name} is no bound of ${raw.type}`);
  return null;
}

function edgeTypes({ type }: RawItem): readonly ValueType[] {
  if (type === 'integer') return ['integer', 'decimal'];
  return ANSWER_TYPES[type].filter((name) => ORDERED.includes(name));
}

/** `unit`, with which a number or a quantity is measured, and the units that may be chosen. */
export function readUnits({ linkId, extensions }: RawItem, blame: Blame): { unit: Quantity | null; units: readonly Quantity[] } {
  const read = (name: RunName) =>
    named(extensions, name).flatMap(({ valueCoding }) => {
      const coding = makeValue('Coding', valueCoding);
      if (coding?.type !== 'Coding') blame(linkId, 'extension-shape', `${name} has no coding`);
      return coding?.type === 'Coding' ? [unitOf(coding.value)] : [];
    });
  const units = read('unitOption');
  return { unit: read('unit')[0] ?? units[0] ?? null, units };
}

function unitOf({ system, code, display }: Json): Quantity {
  return cleaned({ unit: display ?? code, system, code }) as Quantity;
}
