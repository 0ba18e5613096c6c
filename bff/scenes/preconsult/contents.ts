import { contentOf } from './clinical-content.ts';
import { draftRules } from './triage/draft-rules.ts';
import { en } from './triage/words-en.ts';
import { zh } from './triage/words-zh.ts';

/** The tables of triage with all that they say, as a clinician signs them. */
export const triageContent = contentOf('rules', draftRules.id, draftRules.version, { rules: draftRules, zh, en });

/** Everything that somebody has to sign. */
export const clinicalContents = [triageContent];
