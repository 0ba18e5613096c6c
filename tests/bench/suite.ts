import type { Databases } from './databases.ts';
import type { Figure } from './figures.ts';

/** What a suite of figures is given. */
export interface Bench {
  readonly databases: Databases;
  readonly rounds: number;
  readonly quick: boolean;
  /** Whether this goal was asked for. */
  readonly wanted: (row: number) => boolean;
  /** Says what is going on; not part of the report. */
  readonly say: (line: string) => void;
}

export type Suite = (bench: Bench) => Promise<readonly Figure[]>;
