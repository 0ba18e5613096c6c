import { median } from './stats.ts';

/** What a ratio is held against: at least, or at most. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** One line of the report. A figure without `reference` is absolute, or a property that holds or does not. */
export interface Figure {
  /** Number of the goal in the table of performance goals. */
  readonly row: number;
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly reference?: number;
  /** What `reference` is. */
  readonly against?: string;
  /** `ours` ÷ `reference`, or the value that the goal is about. */
  readonly value: number;
  readonly goal?: Goal;
  /** Absent where there is no goal: the figure only explains another one. */
  readonly met?: boolean;
  readonly note?: string;
}

interface RatioOf {
  readonly row: number;
  readonly what: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly reference: readonly number[];
  readonly against: string;
  readonly goal?: Goal;
  readonly note?: string;
}

/** Median of one side ÷ median of the other. */
export function ratio({ ours, reference, ...figure }: RatioOf): Figure {
  const sides = { ours: median(ours), reference: median(reference) };
  return judged({ ...figure, ...sides, value: sides.ours / sides.reference });
}

/** A value that is held against its goal as it is. */
export function absolute(figure: Omit<Figure, 'value' | 'met'>): Figure {
  return judged({ ...figure, value: figure.ours });
}

/** Something that holds or does not. */
export function property(figure: Omit<Figure, 'value' | 'met' | 'goal'>, holds: boolean): Figure {
  return { ...figure, value: figure.ours / (figure.reference ?? 1), met: holds };
}

function judged(figure: Omit<Figure, 'met'>): Figure {
  if (!figure.goal) return figure;
  const met = 'atLeast' in figure.goal ? figure.value >= figure.goal.atLeast : figure.value <= figure.goal.atMost;
  return { ...figure, met };
}
