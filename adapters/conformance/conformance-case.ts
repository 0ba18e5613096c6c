import type { Fault, PartnerUnderTest } from './partner-under-test.ts';

/** What the kit needs to know of the world of a case, whatever kind of partner it is about. */
export interface KitContext {
  readonly partner: PartnerUnderTest;
  /** Whether the adapter has a facet, or what a facet may lack by itself. */
  has(need: string): boolean;
}

/** One requirement and the way to show it. */
export interface ConformanceCase<Context extends KitContext, Need extends string = string> {
  /** Stable for ever, as `BOOK-3`; a number is never used again for something else. */
  readonly id: string;
  /** The guarantee, as a sentence that follows "the adapter …". */
  readonly title: string;
  /** The case runs when the adapter has all of these; else the kit reports the first that is absent. */
  readonly needs: readonly Need[];
  /** The case runs when the partner can produce this fault. */
  readonly fault?: Fault;
  /** Why this partner can not show it; the case is skipped with that reason. */
  readonly cannot?: (context: Context) => string | undefined;
  /** Throws when the requirement is not met. */
  readonly run: (context: Context) => Promise<void>;
}
