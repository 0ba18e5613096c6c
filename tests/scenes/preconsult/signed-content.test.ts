import { expect, it } from 'vitest';
import { contentOf } from '../../../bff/scenes/preconsult/clinical-content.ts';
import { triageContent } from '../../../bff/scenes/preconsult/contents.ts';
import { draftRules } from '../../../bff/scenes/preconsult/triage/draft-rules.ts';
import { MAY_PASS } from '../../../bff/scenes/preconsult/triage/hear.ts';
import { otherPeople, senseWords } from '../../../bff/scenes/preconsult/triage/sense-words.ts';
import { signRows, signWords } from '../../../bff/scenes/preconsult/triage/sign-words.ts';
import { topicsOfParts, topicsOfTroubles, topicWords } from '../../../bff/scenes/preconsult/triage/topic-words.ts';
import { en } from '../../../bff/scenes/preconsult/triage/words-en.ts';
import { zh } from '../../../bff/scenes/preconsult/triage/words-zh.ts';

const HEARD = [signWords, signRows, senseWords, otherPeople, topicWords, topicsOfParts, topicsOfTroubles, MAY_PASS];
const hashOf = (heard: readonly unknown[]) =>
  contentOf('rules', draftRules.id, draftRules.version, { rules: draftRules, zh, en, heard }).hash;

it('what a clinician signs of triage covers every table by which words are understood', () => {
  expect(triageContent.hash).toBe(hashOf(HEARD));
  for (const at of HEARD.keys()) expect(triageContent.hash).not.toBe(hashOf(HEARD.with(at, '')));
});
