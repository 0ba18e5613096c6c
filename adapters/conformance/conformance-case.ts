import type { Capabilities } from '../port.ts';
import type { CaseContext } from './case-context.ts';
import type { Fault } from './hospital-under-test.ts';

/** A capability that is either declared or not. */
export type Capability =
  | 'slots'
  | 'book'
  | 'findBooking'
  | 'listBookings'
  | 'cancel'
  | 'keyedBooking'
  | 'findPatient'
  | 'registerPatient'
  | 'queue';

/** One requirement and the way to show it. */
export interface ConformanceCase {
  /** Stable for ever, as `BOOK-3`; a number is never used again for something else. */
  readonly id: string;
  /** The guarantee, as a sentence that follows "the adapter …". */
  readonly title: string;
  /** The case runs when all of these are declared. When one is not, the kit asserts its refusal instead. */
  readonly needs: readonly Capability[];
  /** The case runs when the hospital can produce this fault. */
  readonly fault?: Fault;
  /** Throws when the requirement is not met. */
  readonly run: (context: CaseContext) => Promise<void>;
}

/** The first capability that a case needs and an adapter does not declare. */
export function missingCapability(wanted: ConformanceCase, capabilities: Capabilities): Capability | undefined {
  return wanted.needs.find((capability) => !capabilities[capability]);
}
