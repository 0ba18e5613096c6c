import type { Unit } from '../../../../adapters/port/records.ts';
import type { Scale } from './decimals.ts';

/**
 * Which units are understood. A unit that is not written here is kept as text, and nothing is made of it: readers that guess have taken mcg
 * for milli-centi-gram, and UCUM itself takes K/uL, a common way to write thousands, for kelvin.
 */

/** What can be converted into each other without knowing what was measured. */
export type UnitKind =
  | 'amount'
  | 'charge'
  | 'mass'
  | 'activity'
  | 'international-units'
  | 'arbitrary-units'
  | 'count'
  | 'fraction'
  | 'amount-ratio'
  | 'mass-ratio'
  | 'mass-to-amount'
  | 'number'
  | 'high-power-field'
  | 'low-power-field'
  | 'cell-volume'
  | 'weight'
  | 'length'
  | 'time'
  | 'sedimentation'
  | 'temperature'
  | 'pressure'
  | 'osmolality'
  | 'filtration'
  | 'mass-a-day'
  | 'amount-a-day';

export interface KnownUnit {
  /** Its code in UCUM 2.1, case-sensitive. */
  readonly ucum: string;
  readonly kind: UnitKind;
  /** Onto the first unit of its kind in the table. */
  readonly scale: Scale;
}

/** A row: the code of UCUM, how many of the first unit of the kind it is, and how else it is written. Codes and writings are folded, see `fold`. */
type Row = readonly [ucum: string, times: Scale['times'] | Scale, ...written: string[]];

/**
 * Factors are those of UCUM 2.1; a test compares each with the library of its makers. Kinds are narrower than dimensions: 48 mmol/mol is no
 * 4.8 %, 0.5 mg/mL no 50000 %, an international unit no enzyme unit, and a charge no amount before one knows of what.
 */
const TABLE: Readonly<Record<UnitKind, readonly Row[]>> = {
  amount: [
    ['mol/L', '1'],
    ['mmol/L', '0.001'],
    ['umol/L', '0.000001'],
    ['nmol/L', '0.000000001'],
    ['pmol/L', '0.000000000001'],
  ],
  charge: [['meq/L', '1', 'mEq/L']],
  mass: [
    ['g/L', '1'],
    ['g/dL', '10'],
    ['mg/L', '0.001'],
    ['mg/dL', '0.01'],
    ['mg/mL', '1'],
    ['ug/L', '0.000001'],
    ['ug/dL', '0.00001'],
    ['ug/mL', '0.001'],
    ['ng/L', '0.000000001'],
    ['ng/dL', '0.00000001'],
    ['ng/mL', '0.000001'],
    ['pg/mL', '0.000000001'],
    ['pg/dL', '0.00000000001'],
    ['pg/L', '0.000000000001'],
  ],
  activity: [
    ['U/L', '1'],
    ['mU/L', '0.001'],
    ['kU/L', '1000'],
    ['U/mL', '1000'],
    ['mU/mL', '1'],
    ['ukat/L', '60'],
    ['nkat/L', '0.06'],
  ],
  'international-units': [
    ['[IU]/L', '1', 'IU/L'],
    ['m[IU]/L', '0.001', 'mIU/L'],
    ['k[IU]/L', '1000', 'kIU/L'],
    ['[IU]/mL', '1000', 'IU/mL'],
    ['m[IU]/mL', '1', 'mIU/mL'],
    ['u[IU]/mL', '0.001', 'uIU/mL'],
    ['k[IU]/mL', '1000000', 'kIU/mL'],
  ],
  'arbitrary-units': [["[arb'U]/L", '1']],
  count: [
    ['/L', '1', '1/L'],
    ['10*12/L', '1000000000000', '10^12/L'],
    ['10*9/L', '1000000000', '10^9/L'],
    ['10*6/L', '1000000', '10^6/L'],
    ['10*6/uL', '1000000000000', '10^6/uL', '10^6/mm^3', '10^6/mm3'],
    ['10*3/uL', '1000000000', '10^3/uL', '10^3/mm^3', '10^3/mm3'],
    ['/uL', '1000000', '1/uL', '个/uL', '/mm^3', '/mm3'],
    ['10*6/mL', '1000000000', '10^6/mL'],
    ['/mL', '1000', '1/mL', '个/mL'],
  ],
  fraction: [
    ['%', '1'],
    ['L/L', '100'],
  ],
  'amount-ratio': [['mmol/mol', '1']],
  'mass-ratio': [
    ['mg/g', '1', 'mg/g{creat}', 'mg/gCr'],
    ['ug/mg', '1', 'ug/mg{creat}', 'ug/mgCr'],
  ],
  'mass-to-amount': [['mg/mmol', '1', 'mg/mmol{creat}', 'mg/mmolCr']],
  number: [['1', '1', '{INR}', 'INR', '{ratio}']],
  'high-power-field': [['/[HPF]', '1', '/HPF', '/HP', '个/HPF', '个/HP', '/高倍视野', '个/高倍视野']],
  'low-power-field': [['/[LPF]', '1', '/LPF', '/LP', '个/LPF', '个/LP', '/低倍视野', '个/低倍视野']],
  'cell-volume': [['fL', '1', 'um^3', 'um3']],
  weight: [
    ['g', '1'],
    ['kg', '1000', '公斤'],
    ['mg', '0.001'],
    ['ug', '0.000001'],
    ['ng', '0.000000001'],
    ['pg', '0.000000000001'],
  ],
  length: [
    ['cm', '1', '厘米'],
    ['mm', '0.1', '毫米'],
    ['m', '100'],
  ],
  time: [
    ['s', '1', 'sec', '秒'],
    ['min', '60', '分钟'],
    ['h', '3600', '小时'],
  ],
  sedimentation: [['mm/h', '1', 'mm/1h', 'mm/hr', 'mm/小时']],
  temperature: [
    ['K', {}],
    ['Cel', { plus: '273.15' }, '℃', '°C'],
  ],
  pressure: [
    ['kPa', '1'],
    ['mm[Hg]', '0.133322', 'mmHg'],
  ],
  osmolality: [['mosm/kg', '1', 'mOsm/kg', 'mOsm/kgH2O']],
  filtration: [
    ['mL/min/{1.73_m2}', '1', 'mL/min/1.73m2', 'mL/min/1.73m^2', 'mL/min/1.73㎡', 'mL/(min·1.73m2)', 'mL/(min·1.73m^2)'],
  ],
  'mass-a-day': [
    ['g/(24.h)', '1', 'g/24h', 'g/d'],
    ['mg/(24.h)', '0.001', 'mg/24h', 'mg/d'],
  ],
  'amount-a-day': [['mmol/(24.h)', '1', 'mmol/24h', 'mmol/d']],
};

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Every unit that is understood. */
export const UNITS: readonly KnownUnit[] = Object.entries(TABLE).flatMap(([kind, rows]) =>
  rows.map(([ucum, factor]) => ({
    ucum,
    kind: kind as UnitKind,
    scale: typeof factor === 'object' ? factor : { times: factor },
  })),
);

const byCode = new Map(UNITS.map((unit) => [unit.ucum, unit]));

const byWriting: ReadonlyMap<string, KnownUnit> = new Map(
  Object.values(TABLE)
    .flat()
    .flatMap(([ucum, , ...written]) => [ucum, ...written].map((one) => [fold(one), unitOfCode(ucum)] as const)),
);

/** A row by its code, which is one of the table: anything else is a mistake of whoever wrote the table. */
export function unitOfCode(ucum: string): KnownUnit {
  const unit = byCode.get(ucum);
  if (unit === undefined) throw new Error(`no unit ${ucum}`);
  return unit;
}

const CHINESE_UNITS: Readonly<Record<string, string>> = {
  ...{ 毫摩尔: 'mmol', 微摩尔: 'umol', 纳摩尔: 'nmol', 皮摩尔: 'pmol', 毫克: 'mg', 微克: 'ug', 纳克: 'ng', 皮克: 'pg', 克: 'g' },
  ...{ 毫升: 'mL', 分升: 'dL', 微升: 'uL', 飞升: 'fL', 升: 'L' },
};

/**
 * One writing for what is the same on paper: no blanks, either micro sign (U+00B5, U+03BC) as u, raised digits as `^9`, a multiplication sign
 * before a power of ten left out, full-width signs as narrow ones, and a litre after a stroke as L. Other letters keep their case: `Mg` is no `mg`.
 */
function fold(text: string): string {
  return text
    .replace(/\s/g, '')
    .replace(/[µμ]/g, 'u')
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (raised) => `^${[...raised].map((digit) => SUPERSCRIPTS.indexOf(digit)).join('')}`)
    .replace(/毫摩尔|微摩尔|纳摩尔|皮摩尔|毫克|微克|纳克|皮克|毫升|分升|微升|飞升|克|升/g, (word) => CHINESE_UNITS[word] ?? word)
    .replaceAll('／', '/')
    .replaceAll('％', '%')
    .replace(/^[×xX*](?=10[*^])/, '')
    .replace(/(?<=\/[mdunp]?)l$/, 'L')
    .replace(/^([fmdu]?)l\//, '$1L/')
    .replace(/^fl$/, 'fL');
}

/** Digits, a stroke, a percent sign: what `x100 mmol/L` has, and `cells` has not. */
const LIKE_A_UNIT = /[\d/%‰^*×·／％]/;

/** `K/uL` means thousands at hospitals that say so; in UCUM it is kelvin. */
const THOUSANDS = 'K/uL';

function unitOfWriting(text: string, countsInThousands: boolean): KnownUnit | undefined {
  const folded = fold(text);
  return countsInThousands && folded === THOUSANDS ? unitOfCode('10*3/uL') : byWriting.get(folded);
}

export function isGiven(unit: Unit | undefined): unit is Unit {
  return unit?.text !== undefined || unit?.ucum !== undefined;
}

/**
 * The unit, where it is certain. Where a hospital gives both text and code they have to mean the same; words that say nothing to us give way
 * to a code that does, and never the other way round: a code that is not understood was meant to be the exact one. Text that is written as a unit
 * is, and that we do not know, may be another one than the code.
 */
export function understoodUnit(unit: Unit | undefined, countsInThousands: boolean): KnownUnit | undefined {
  const { text, ucum } = unit ?? {};
  const written = text === undefined ? undefined : unitOfWriting(text, countsInThousands);
  if (ucum === undefined) return written;
  const coded = unitOfWriting(ucum, countsInThousands);
  if (coded === undefined) return undefined;
  if (written === undefined) return text === undefined || !LIKE_A_UNIT.test(text) ? coded : undefined;
  return isSameUnit(coded, written) ? coded : undefined;
}

/** Whether one of the one is one of the other, as with ng/L and pg/mL. */
export function isSameUnit(a: KnownUnit, b: KnownUnit): boolean {
  return a.kind === b.kind && a.scale.times === b.scale.times && a.scale.plus === b.scale.plus;
}

/** The first unit of the table that is the same: under it values of two hospitals share a line. */
export function lineUnitOf(unit: KnownUnit): KnownUnit {
  return UNITS.find((other) => isSameUnit(other, unit)) ?? unit;
}

/** A unit of the table as people read it: `10⁹/L`, `μmol/L`, `mmHg`. */
export function shownUnit(ucum: string): string {
  if (ucum === 'Cel') return '℃';
  if (ucum === '1') return '';
  return ucum
    .replace(/^10\*([0-9]+)/, (_, digits: string) => `10${[...digits].map((digit) => SUPERSCRIPTS[Number(digit)]).join('')}`)
    .replace(/\[(IU|Hg|HPF|LPF)\]/, '$1')
    .replace(/\[arb'U\]/, 'U')
    .replace('{1.73_m2}', '1.73m²')
    .replace('(24.h)', '24h')
    .replace(/^u(?=[a-zI])/, 'μ')
    .replace('/uL', '/μL');
}
