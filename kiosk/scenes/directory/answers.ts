import type { Department } from '../../client/wire.ts';

/** A department as somebody chose it. */
export interface ChosenDepartment extends Department {
  /** The hospital in whose hall one stands has it. */
  readonly here: boolean;
  /** It was the only one, and nobody was asked. */
  readonly alone?: boolean;
}
