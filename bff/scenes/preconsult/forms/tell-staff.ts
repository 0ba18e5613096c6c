import { givenAnswers } from './given-answers.ts';
import type { ReadForm } from './read-form.ts';

/** What whoever said it is told. No diagnosis: only that it is not for waiting. */
export const TELL_STAFF = {
  zh: '请现在就告诉工作人员，不要等到就诊；不在医院，请打120。',
  en: 'Please tell a member of staff now; do not wait for your visit. If you are not at a hospital, call 120.',
} as const;

/**
 * Whether something was answered for which nobody should wait, and in which manner it is met: `quiet` is on the glass alone, and goes first.
 * `null`: nothing was. Triage asks before a booking; a form may be the first to hear it afterwards.
 */
export function tellsStaff(form: ReadForm, response: unknown): 'loud' | 'quiet' | null {
  const manners = [...givenAnswers(form, response).values()].flatMap((given) =>
    given.kind === 'chosen' ? given.options.map(({ tellStaff }) => tellStaff) : [],
  );
  if (manners.includes('quiet')) return 'quiet';
  return manners.includes('loud') ? 'loud' : null;
}
