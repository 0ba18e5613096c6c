import { callCases } from './calls.ts';
import { dayCases } from './days.ts';
import { findCases } from './find.ts';
import { hospitalCases } from './hospitals.ts';
import type { InsurerCase } from './insurer-case.ts';
import { personCases } from './people.ts';
import { privacyCases } from './privacy.ts';
import { quoteCases } from './quotes.ts';
import { readFaultCases } from './read-faults.ts';
import { reverseCases } from './reversals.ts';
import { settleCases } from './settlements.ts';
import { sumCases } from './sums.ts';
import { undoCases } from './undoing.ts';
import { writeFaultCases } from './write-faults.ts';

/** Every requirement on an insurer's adapter, in the order in which they are best read. */
export const ALL_INSURER_CASES: readonly InsurerCase[] = [
  ...personCases,
  ...quoteCases,
  ...sumCases,
  ...settleCases,
  ...findCases,
  ...undoCases,
  ...reverseCases,
  ...dayCases,
  ...hospitalCases,
  ...privacyCases,
  ...callCases,
  ...readFaultCases,
  ...writeFaultCases,
];

/** The case with this id. Throws when there is none: a test that names it is out of date. */
export function insurerCaseById(id: string): InsurerCase {
  const found = ALL_INSURER_CASES.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`the kit has no case ${id}`);
  return found;
}
