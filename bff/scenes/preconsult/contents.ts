import { type ClinicalContent, contentOf } from './clinical-content.ts';
import type { FormResource } from './forms/form-resource.ts';
import { formResources, forms } from './forms/offered-forms.ts';
import type { ReadForm } from './forms/read-form.ts';
import { draftRules } from './triage/draft-rules.ts';
import { MAY_PASS } from './triage/hear.ts';
import { otherPeople, senseWords } from './triage/sense-words.ts';
import { signRows, signWords } from './triage/sign-words.ts';
import { topicsOfParts, topicsOfTroubles, topicWords } from './triage/topic-words.ts';
import { en } from './triage/words-en.ts';
import { zh } from './triage/words-zh.ts';

/** The tables of triage with all that they say, and how words are understood, as a clinician signs them. */
export const triageContent = contentOf('rules', draftRules.id, draftRules.version, {
  rules: draftRules,
  zh,
  en,
  heard: [signWords, signRows, senseWords, otherPeople, topicWords, topicsOfParts, topicsOfTroubles, MAY_PASS],
});

/** A form before a visit: as it is signed, as it is run, and as it is read. */
export interface OfferedForm {
  readonly content: ClinicalContent;
  readonly resource: FormResource;
  readonly read: ReadForm;
}

export const offeredForms: readonly OfferedForm[] = formResources.map((resource, place) => {
  const read = forms[place];
  if (!read) throw new TypeError('a form that nobody has read');
  return { content: contentOf('form', read.id, read.version, resource), resource, read };
});

export function findForm(id: string): OfferedForm | undefined {
  return offeredForms.find(({ read }) => read.id === id);
}

/** Everything that somebody has to sign. */
export const clinicalContents: readonly ClinicalContent[] = [triageContent, ...offeredForms.map(({ content }) => content)];
