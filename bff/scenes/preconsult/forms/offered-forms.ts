import { chestPain } from './chest-pain.ts';
import { diabetesFollowUp } from './diabetes-follow-up.ts';
import { feverAndCough } from './fever-and-cough.ts';
import type { FormResource } from './form-resource.ts';
import { generalHistory } from './general-history.ts';
import { CHILD, WOMAN } from './history-questions.ts';
import { hypertensionFollowUp } from './hypertension-follow-up.ts';
import { type ReadForm, readForm } from './read-form.ts';

/** Every form of this gateway, as the FHIR resource that a clinician signs. */
export const formResources: readonly FormResource[] = [
  generalHistory,
  chestPain,
  feverAndCough,
  hypertensionFollowUp,
  diabetesFollowUp,
];

/** The same, read. */
export const forms: readonly ReadForm[] = formResources.map(readForm);

/** What may be asked before a visit to a specialty: its own forms, and behind them the one for everything. */
export function formsFor(specialty: string): readonly ReadForm[] {
  const own = forms.filter(({ offeredFor }) => offeredFor.includes(specialty));
  return [...own, ...forms.filter(({ offeredFor }) => offeredFor.length === 0)];
}

export interface KnownOfPerson {
  readonly sex: 'female' | 'male' | 'unknown';
  /** Whole years on the day; `null` where the birth date is not known. */
  readonly years: number | null;
}

/** Ages of women who are asked about periods and pregnancy, both counted. */
const CHILDBEARING = { from: 12, to: 55 } as const;
const GROWN_FROM = 14;

/** What the gateway answers for the person before the first question, by the `linkId` of a hidden item. What it does not know it leaves open. */
export function knownAnswers({ sex, years }: KnownOfPerson): Readonly<Record<string, boolean>> {
  const ofAge = years === null ? undefined : years >= CHILDBEARING.from && years <= CHILDBEARING.to;
  const woman = sex === 'male' || ofAge === false ? false : sex === 'female' ? ofAge : undefined;
  return {
    ...(woman === undefined ? {} : { [WOMAN]: woman }),
    ...(years === null ? {} : { [CHILD]: years < GROWN_FROM }),
  };
}
