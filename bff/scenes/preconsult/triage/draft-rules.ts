import { choices, departments } from './department-rules.ts';
import { redFlags } from './red-flags.ts';
import { type RuleSet, untilYears, years } from './rule-set.ts';
import { bodyParts, pregnancySigns, topics } from './topics.ts';

/** The rules as they are shipped: a draft, until a clinician has signed. */
export const draftRules: RuleSet = {
  id: 'onedoor-triage',
  version: '0.1.1',
  owner: 'to be named: a clinician of the emergency department',
  source: 'written by the project from general knowledge of emergency triage; no clinical document was taken over',
  status: 'draft',
  pregnancyAges: { fromDays: years(12), belowDays: untilYears(56) },
  pregnancySigns,
  topics,
  bodyParts,
  choices,
  redFlags,
  departments,
};
