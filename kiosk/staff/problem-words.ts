import type { Problem } from '../../bff/contract/client.ts';
import type { ProblemCode } from '../../bff/contract/problems.ts';
import type { Word } from './word.ts';

/** What a page of staff says of problems: what is so now, and what to do. */
export type ProblemWords = Readonly<Partial<Record<ProblemCode, Word | ((problem: Problem) => Word)>>>;

const everywhere: ProblemWords = {
  unauthenticated: { zh: '您已经退出，请再登录。', en: 'You are signed out. Sign in again.' },
  'staff-locked': { zh: '已锁上，请输密码。', en: 'Locked. Type your PIN.' },
  'not-on-duty': { zh: '请先在这个大厅上岗。', en: 'Come on duty in this hall first.' },
  'help-call-answered': { zh: '已经有别人过去了。', en: 'Somebody else is on their way.' },
  'device-refused': { zh: '这台设备不能用了，请找管理员。', en: 'This device is refused. Ask the administrator.' },
  'rate-limited': { zh: '按得太多了，请等一会儿。', en: 'Too much at once. Wait a little.' },
};

export const OTHER: Word = { zh: '没有办成，请再试一次。', en: 'That did not work. Try again.' };

/** No answer came: what was asked may have been done or not. */
export const NO_ANSWER: Word = {
  zh: '没有回音，不知道办成没有。请看一下再按。',
  en: 'No answer: it may have been done or not. Look first.',
};

export function problemWord(problem: Problem, own: ProblemWords): Word {
  const word = own[problem.code] ?? everywhere[problem.code] ?? OTHER;
  return typeof word === 'function' ? word(problem) : word;
}
