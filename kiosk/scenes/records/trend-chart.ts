import type { Trend } from '../../client/wire.ts';

type Line = Trend['lines'][number];
type Point = Line['points'][number];

/** Where a value stands on the picture, in percent of its width and height, from the upper left. */
export interface Plotted {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly verdict: Point['verdict'];
  readonly comparator: Point['comparator'];
}

export interface TrendChart {
  readonly points: readonly Plotted[];
  /** From one to the next. One that touches a value of which only a limit is known is not certain. */
  readonly joins: readonly { readonly from: Plotted; readonly to: Plotted; readonly certain: boolean }[];
  /** What the upper and the lower edge mean, with the decimals of the data; one and the same where all values are. */
  readonly highest: string;
  readonly lowest: string;
  /** The first day and the last. */
  readonly first: string;
  readonly last: string;
}

/** Room around the points, in percent: nothing is drawn on the edge. */
const EDGE = 8;

/** The line as it is drawn: time to the right, values upwards. Nothing where fewer than two values have a number and a time. */
export function chartOf({ points }: Line): TrendChart | undefined {
  const drawn = points.flatMap(({ at, number, ...point }, index) =>
    at === undefined || number === undefined
      ? []
      : [{ ...point, at, number, index, time: Date.parse(at), value: Number(number) }],
  );
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (first === undefined || last === undefined || drawn.length < 2) return undefined;
  const byValue = [...drawn].sort((one, other) => one.value - other.value);
  const [low, high] = [byValue[0] ?? first, byValue.at(-1) ?? last];
  const onto = (share: number) => EDGE + share * (100 - 2 * EDGE);
  const share = (value: number, from: number, to: number, otherwise: number) =>
    to > from ? (value - from) / (to - from) : otherwise;
  const plotted = drawn.map(
    ({ index, time, value, verdict, comparator }, order): Plotted => ({
      key: String(index),
      // All of one moment stand beside each other, in their order.
      x: onto(share(time, first.time, last.time, order / (drawn.length - 1))),
      y: 100 - onto(share(value, low.value, high.value, 0.5)),
      verdict,
      comparator,
    }),
  );
  const decimals = Math.max(...drawn.map(({ number }) => decimalsOf(number)));
  const label = ({ number, comparator }: (typeof drawn)[number]) => `${comparator ?? ''}${padded(number, decimals)}`;
  return {
    points: plotted,
    joins: plotted.slice(1).flatMap((to, index) => {
      const from = plotted[index];
      return from === undefined ? [] : [{ from, to, certain: from.comparator === undefined && to.comparator === undefined }];
    }),
    highest: label(high),
    lowest: label(low),
    first: first.at,
    last: last.at,
  };
}

function decimalsOf(number: string): number {
  return number.split('.')[1]?.length ?? 0;
}

/** `5.9` among numbers of two decimals is `5.90`: written, not calculated. */
function padded(number: string, decimals: number): string {
  const missing = decimals - decimalsOf(number);
  return missing === 0 ? number : `${number.includes('.') ? number : `${number}.`}${'0'.repeat(missing)}`;
}
