import { lineOf, linesOf, type Part, partOf, partsOf, wordsOf } from './fhir-members.ts';

/** How a value stands, as its laboratory says it (HL7 v3 ObservationInterpretation); another word is shown as it is. */
export const VERDICTS = {
  N: 'usual',
  L: 'low',
  H: 'high',
  LL: 'critical-low',
  HH: 'critical-high',
  A: 'unusual',
  AA: 'critical',
} as const;
export type Verdict = (typeof VERDICTS)[keyof typeof VERDICTS];

/** How far what was written may be relied on. */
export type Standing = 'final' | 'preliminary' | 'corrected' | 'withdrawn' | 'unknown';

const STANDINGS: Readonly<Record<string, Standing>> = {
  final: 'final',
  registered: 'preliminary',
  partial: 'preliminary',
  preliminary: 'preliminary',
  amended: 'corrected',
  corrected: 'corrected',
  appended: 'corrected',
  cancelled: 'withdrawn',
  'entered-in-error': 'withdrawn',
};

export function standingOf(status: unknown): Standing {
  return typeof status === 'string' && Object.hasOwn(STANDINGS, status) ? (STANDINGS[status] ?? 'unknown') : 'unknown';
}

/** One value as it is shown. */
export interface SharedValue {
  readonly name: string;
  readonly standing: Standing;
  /** Digit by digit as it was written, its unit behind it; absent where there is none, and of what was withdrawn. */
  readonly text?: string;
  /** Why there is none, in the laboratory's words. */
  readonly absent?: string;
  readonly verdict?: Verdict;
  /** A verdict in words that nobody here knows. */
  readonly otherVerdict?: string;
  readonly limits: readonly string[];
  readonly note?: string;
  /** When it was measured, as FHIR writes it. */
  readonly at?: string;
}

const COMPONENTS_MAX = 500;

/** The values of one Observation: its own, and those of its components. */
export function valuesOf(observation: Part): readonly SharedValue[] {
  const standing = standingOf(observation.status);
  const components = partsOf(observation.component, COMPONENTS_MAX);
  const at = lineOf(observation.effectiveDateTime);
  const own = oneOf(observation, standing, at);
  const inner = components.map((component) => oneOf(component, standing, at));
  const parts = components.length + partsOf(observation.hasMember).length;
  const isPanel = own.text === undefined && own.absent === undefined && standing !== 'withdrawn' && parts > 0;
  return isPanel ? inner : [own, ...inner];
}

function oneOf(part: Part, standing: Standing, at: string | undefined): SharedValue {
  const name = wordsOf(part.code) ?? '?';
  const timed = at === undefined ? {} : { at };
  // Nobody reads a value that its laboratory took back.
  if (standing === 'withdrawn') return { name, standing, limits: [], ...timed };
  const text = textOf(part);
  const absent = text === undefined ? wordsOf(part.dataAbsentReason) : undefined;
  const note = partsOf(part.note)
    .flatMap((one) => linesOf(one.text) ?? [])
    .join('\n');
  return {
    name,
    standing,
    ...timed,
    ...(text === undefined ? {} : { text }),
    ...(absent === undefined ? {} : { absent }),
    ...verdictOf(part.interpretation),
    limits: partsOf(part.referenceRange).flatMap((range) => limitOf(range) ?? []),
    ...(note === '' ? {} : { note }),
  };
}

function verdictOf(interpretation: unknown): Pick<SharedValue, 'verdict' | 'otherVerdict'> {
  const concepts = partsOf(interpretation);
  const codes = concepts.flatMap(({ coding }) => partsOf(coding)).map(({ code }) => code);
  const known = codes.find((code): code is keyof typeof VERDICTS => typeof code === 'string' && Object.hasOwn(VERDICTS, code));
  if (known !== undefined) return { verdict: VERDICTS[known] };
  const other = concepts.flatMap((concept) => wordsOf(concept) ?? []).join(', ');
  return other === '' ? {} : { otherVerdict: other };
}

/** What was measured, in whichever of FHIR's forms. Numbers are texts already. */
function textOf(part: Part): string | undefined {
  if (part.valueQuantity !== undefined) return quantityOf(part.valueQuantity);
  if (part.valueRange !== undefined) return rangeOf(partOf(part.valueRange));
  if (part.valueRatio !== undefined) {
    const { numerator, denominator } = partOf(part.valueRatio);
    return [numerator, denominator].map((one) => quantityOf(one) ?? '?').join(' : ');
  }
  if (part.valueCodeableConcept !== undefined) return wordsOf(part.valueCodeableConcept);
  if (typeof part.valueBoolean === 'boolean') return part.valueBoolean ? '是 Yes' : '否 No';
  const { start, end } = partOf(part.valuePeriod);
  if (start !== undefined || end !== undefined) return [start, end].map((one) => lineOf(one) ?? '…').join(' – ');
  return linesOf(part.valueString ?? part.valueInteger ?? part.valueDateTime ?? part.valueTime);
}

function quantityOf(quantity: unknown): string | undefined {
  const { value, comparator, unit, code } = partOf(quantity);
  const number = lineOf(value);
  if (number === undefined) return undefined;
  // FHIR's one for a number without a unit (UCUM).
  const shown = lineOf(unit) ?? (code === '1' ? undefined : lineOf(code));
  return `${lineOf(comparator) ?? ''}${number}${shown === undefined ? '' : ` ${shown}`}`;
}

/** From one to another; of one side alone the sign says which. */
function rangeOf({ low, high }: Part): string | undefined {
  const [from, to] = [quantityOf(low), quantityOf(high)];
  if (from !== undefined && to !== undefined) return `${from} – ${to}`;
  if (from !== undefined) return `≥ ${from}`;
  return to === undefined ? undefined : `≤ ${to}`;
}

function limitOf(range: Part): string | undefined {
  const limits = lineOf(range.text) ?? rangeOf(range);
  const whom = partsOf(range.appliesTo).flatMap((concept) => wordsOf(concept) ?? []);
  return limits === undefined || whom.length === 0 ? limits : `${limits} (${whom.join(', ')})`;
}
