import { givenAnswers } from './given-answers.ts';
import type { ReadForm } from './read-form.ts';

/** What whoever said it is told. No diagnosis: only that it is not for waiting. */
export const TELL_STAFF = {
  loud: {
    zh: '先坐下，不要走动。马上请人来看您，不要等到就诊。不在医院，请打120。',
    en: 'Sit down and stay. Have somebody look at you now, before your visit. If you are not at a hospital, call 120.',
  },
  quiet: {
    zh: '请跟工作人员说：“我要一间安静的房间。”不用说为什么。心理援助热线12356；有危险打110或120。',
    en: 'Say to staff: “I would like a quiet room.” You need not say why. Somebody to talk to: 12356. In danger: 110 or 120.',
  },
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
