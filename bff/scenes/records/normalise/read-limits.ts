import { isDecimal, type ReferenceRange, type Unit } from '../../../../adapters/port/records.ts';
import { between, type Stretch } from './stretch.ts';

export interface Limits {
  readonly limits: Stretch;
  /** Absent: that of the value. */
  readonly unit?: Unit;
}

/**
 * Every way in which a range says its limits: in numbers, which are in it, and in text. Text is read in these forms alone: `<1.70`, `≤1.70`, `>60`,
 * `≥60`, `3.9-6.1` with a dash, a tilde or 至, each with or without a unit behind it. Any other text says nothing here, and is shown.
 */
export function readLimits({ low, high, unit, text }: ReferenceRange): readonly Limits[] {
  const inNumbers = low === undefined && high === undefined ? [] : [{ limits: between(low, high), unit }];
  return text === undefined ? inNumbers : [...inNumbers, ...inText(text, unit)];
}

const NUMBER = String.raw`(-?[0-9]+(?:\.[0-9]+)?)`;
const ONE_SIDED = new RegExp(String.raw`^(<=|>=|=<|=>|[<>≤≥≦≧])\s*${NUMBER}\s*(.*)$`, 'u');
const TWO_SIDED = new RegExp(String.raw`^${NUMBER}\s*[-‐‑–—−~～至]\s*${NUMBER}\s*(.*)$`, 'u');

/** Signs of full width and their twins. */
const NARROW: Readonly<Record<string, string>> = { '＜': '<', '＞': '>', '＝': '=', '．': '.', '－': '-' };

function inText(text: string, unit: Unit | undefined): readonly Limits[] {
  const folded = text.trim().replace(/[＜＞＝．－]/g, (sign) => NARROW[sign] ?? sign);
  const read = oneSided(folded) ?? twoSided(folded);
  if (read === undefined) return [];
  const { limits, behind } = read;
  // Where a unit stands in the text and beside it, the two have to come to the same verdict.
  const units = behind === '' ? [unit] : [{ text: behind }, ...(unit === undefined ? [] : [unit])];
  return units.map((one) => ({ limits, unit: one }));
}

function oneSided(text: string): { readonly limits: Stretch; readonly behind: string } | undefined {
  const [, sign, at, behind] = ONE_SIDED.exec(text) ?? [];
  if (sign === undefined || behind === undefined || !isDecimal(at)) return undefined;
  const end = { at, open: sign === '<' || sign === '>' };
  return { limits: /[<≤≦]/.test(sign) ? { to: end } : { from: end }, behind };
}

function twoSided(text: string): { readonly limits: Stretch; readonly behind: string } | undefined {
  const [, low, high, behind] = TWO_SIDED.exec(text) ?? [];
  return behind === undefined || !isDecimal(low) || !isDecimal(high) ? undefined : { limits: between(low, high), behind };
}
