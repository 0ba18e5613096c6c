import type { Comparator, Decimal } from '../../../../adapters/port/records.ts';
import { compareDecimals, type Steps } from './decimals.ts';

/** An end of a stretch of numbers. */
export interface End {
  readonly at: Decimal;
  /** The number itself is not in it. */
  readonly open: boolean;
}

/** All numbers between two ends; where there is no end there is none on that side. */
export interface Stretch {
  readonly from?: End;
  readonly to?: End;
}

/** The numbers that a value can be: of `<3` all below. */
export function stretchOf(number: Decimal, comparator: Comparator | undefined): Stretch {
  const end = { at: number, open: comparator === '<' || comparator === '>' };
  if (comparator === undefined) return { from: end, to: end };
  return comparator === '<' || comparator === '<=' ? { to: end } : { from: end };
}

/** The numbers from one to another, both in it; where one is missing there is no end on its side. */
export function between(low: Decimal | undefined, high: Decimal | undefined): Stretch {
  return { from: closedAt(low), to: closedAt(high) };
}

const closedAt = (at: Decimal | undefined): End | undefined => (at === undefined ? undefined : { at, open: false });

/** How both are led onto one scale. */
export interface Ways {
  readonly ofValue: Steps;
  readonly ofLimits: Steps;
}

/** Where all numbers that a value can be stand to its limits; `undefined` where they do not all stand the same, or either is upside down. */
export function standing(value: Stretch, limits: Stretch, { ofValue, ofLimits }: Ways): 'low' | 'usual' | 'high' | undefined {
  if (isUpsideDown(value) || isUpsideDown(limits)) return undefined;
  const order = (end: End, limit: End) => compareDecimals(end.at, limit.at, ofValue, ofLimits);
  /** Outwards is below for the lower limit (-1) and above for the higher one (1). */
  const isBeyond = (outwards: -1 | 1, end: End | undefined, limit: End | undefined) => {
    if (end === undefined || limit === undefined) return false;
    const place = order(end, limit) * outwards;
    return place > 0 || (place === 0 && (end.open || limit.open));
  };
  const isWithin = (outwards: -1 | 1, end: End | undefined, limit: End | undefined) => {
    if (limit === undefined) return true;
    if (end === undefined) return false;
    const place = order(end, limit) * outwards;
    return place < 0 || (place === 0 && (end.open || !limit.open));
  };
  if (isBeyond(-1, value.to, limits.from)) return 'low';
  if (isBeyond(1, value.from, limits.to)) return 'high';
  const isNoLimit = value.from === undefined && limits.from !== undefined && isNothing(limits.from);
  const fromFits = isNoLimit || isWithin(-1, value.from, limits.from);
  return fromFits && isWithin(1, value.to, limits.to) ? 'usual' : undefined;
}

/** A limit of 0 that is in the range keeps nothing out of what is only known to be below: a laboratory finds nothing or more. */
const isNothing = ({ at, open }: End) => !open && compareDecimals(at, '0') === 0;

const isUpsideDown = ({ from, to }: Stretch) => from !== undefined && to !== undefined && compareDecimals(from.at, to.at) > 0;
