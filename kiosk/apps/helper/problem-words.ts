import type { Problem } from '../../../bff/contract/client.ts';
import { OTHER, type ProblemWords } from '../../staff/problem-words.ts';
import type { Word } from '../../staff/word.ts';

const actRefusals: Readonly<Record<string, Word>> = {
  'not-running': { zh: '已经结束，或病人还没有同意。', en: 'It is over, or the patient has not said yes.' },
  'moved-on': { zh: '屏幕已经换了，请看新的一步。', en: 'The glass has moved on. Look at the new step.' },
  'no-such-target': { zh: '屏幕上没有这个按钮了。', en: 'That is not on the glass any more.' },
  'not-yours': { zh: '这一步要病人自己来。', en: 'The patient answers this by themselves.' },
  'nothing-shown': { zh: '屏幕还没有传过来，请等一下。', en: 'The glass has told nothing yet. Wait a moment.' },
};

/** What a helper hears of a problem, beside what everybody does: what is so now, and what they can do. */
export const helperProblems: ProblemWords = {
  'assist-session-running': {
    zh: '那里已经有人在帮，或者您还在帮别人。',
    en: 'Somebody helps there already, or you still help somewhere else.',
  },
  'not-found': { zh: '这个求助已经结束了。', en: 'This call is over.' },
  'act-refused': ({ reason }: Problem) =>
    typeof reason === 'string' && Object.hasOwn(actRefusals, reason) ? (actRefusals[reason] ?? OTHER) : OTHER,
};
