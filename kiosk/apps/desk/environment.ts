import type { StaffEnvironment } from '../../staff/environment.ts';

/** What the page of a desk takes from the browser it runs in. Passed in, so that tests bring their own. */
export interface DeskEnvironment extends StaffEnvironment {
  /** Prints what is on the page for paper. */
  readonly print: () => void;
  /** An Idempotency-Key that nobody has. */
  readonly newKey: () => string;
  /** This page alone serves: `onTaken` is called when another page of this browser was opened since. */
  readonly workAlone: (onTaken: () => void) => void;
}
