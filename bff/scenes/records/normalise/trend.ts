import { compareDecimals } from './decimals.ts';
import type { ApartReason, NormalResult } from './normal-result.ts';

/** What is needed of a value to put it where it belongs. */
export interface TrendPoint extends Pick<NormalResult, 'onLine' | 'apart'> {
  /** When it was measured, in ms. Absent: nobody knows, and it is on no line. */
  readonly at?: number;
  /** Tells two values of one instant apart, and is the same whenever they are read: so their order does not depend on which came first. */
  readonly order: string;
}

export type Direction = 'rising' | 'falling' | 'level';

export interface TrendLine<Point> {
  /** As UCUM. */
  readonly unit: string;
  /** The oldest first. */
  readonly points: readonly Point[];
  readonly direction?: Direction;
}

export interface Lines<Point> {
  /** The one with most values first. */
  readonly lines: readonly TrendLine<Point>[];
  /** What is on no line, with why, the oldest first and those without a time last. */
  readonly apart: readonly { readonly point: Point; readonly reason: ApartReason }[];
}

/** The one place that knows the order of values and where they go: every list, chart and sentence shows what comes out here. */
export function linesOf<Point extends TrendPoint>(points: readonly Point[]): Lines<Point> {
  const sorted = [...points].sort(inOrder);
  const units = [...new Set(sorted.flatMap((point) => lineOf(point) ?? []))];
  const lines = units.map((unit): TrendLine<Point> => {
    const onLine = sorted.filter((point) => lineOf(point) === unit);
    return { unit, points: onLine, direction: directionOf(onLine) };
  });
  return {
    lines: lines.sort((a, b) => b.points.length - a.points.length || compareText(a.unit, b.unit)),
    apart: sorted.filter((point) => lineOf(point) === undefined).map((point) => ({ point, reason: reasonOf(point) })),
  };
}

/** The unit of the line that it is on. */
const lineOf = ({ at, onLine }: TrendPoint) => (at === undefined ? undefined : onLine?.unit);

const reasonOf = ({ onLine, apart }: TrendPoint): ApartReason => apart ?? (onLine === undefined ? 'no-number' : 'no-time');

/** Those without a time come last. */
function inOrder(a: TrendPoint, b: TrendPoint): number {
  const early = a.at ?? Number.POSITIVE_INFINITY;
  const late = b.at ?? Number.POSITIVE_INFINITY;
  return early === late ? compareText(a.order, b.order) : early - late;
}

const compareText = (a: string, b: string) => Number(a > b) - Number(a < b);

/**
 * From the value before the last to the last; equal in number is level, whatever their zeros. Absent where there is no value before it, where
 * either is only a limit, and where both are of one instant, from which nothing goes anywhere.
 */
function directionOf(points: readonly TrendPoint[]): Direction | undefined {
  const [before, last] = points.slice(-2);
  if (before?.onLine === undefined || last?.onLine === undefined || before.at === last.at) return undefined;
  if (before.onLine.comparator !== undefined || last.onLine.comparator !== undefined) return undefined;
  const order = compareDecimals(last.onLine.number, before.onLine.number);
  if (order === 0) return 'level';
  return order > 0 ? 'rising' : 'falling';
}
