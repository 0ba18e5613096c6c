import { expect } from 'vitest';
import type { SeedWalkers } from './seed-walkers.ts';

/** Seeds within which a rule that is gone has to be noticed. */
const NOTICED_WITHIN = 40;

/** The seeds from 1 to this one. */
export function seedsTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** Fails where nothing is noticed without the rule. */
export async function expectNoticed(walkers: SeedWalkers<{ readonly failure?: string }>, rule: string): Promise<void> {
  for (const seed of seedsTo(NOTICED_WITHIN)) {
    const [result] = await walkers.walk([seed], rule);
    if (result?.failure !== undefined) return;
  }
  expect.fail(`nothing was noticed in ${NOTICED_WITHIN} seeds`);
}
