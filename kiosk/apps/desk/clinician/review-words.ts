import type { ProblemWords } from '../../../staff/problem-words.ts';
import type { Words } from '../../../staff/word.ts';

/** What the page of a desk says to whoever reviews what was opened in emergencies. */
export const review = {
  title: { zh: '急救时打开过的记录', en: 'Records that were opened in emergencies' },
  none: { zh: '本院没有急救时打开过记录。', en: 'Nothing was opened at this hospital.' },
  look: { zh: '刷新', en: 'Look again' },
  more: { zh: '更早的', en: 'Older ones' },
  who: { zh: '{by} 打开了 {name}（{year}年生）', en: '{by} opened {name} (born {year})' },
  aside: { zh: '{when} · {why} · 看了 {count} 次', en: '{when} · {why} · read {count} times' },
  due: { zh: '◇ {when} 前要审', en: '◇ to be reviewed until {when}' },
  overdue: { zh: '⚠ 过期没审', en: '⚠ overdue' },
  openedBy: { zh: '谁打开的', en: 'Opened by' },
  whose: { zh: '谁的记录', en: 'Whose' },
  at: { zh: '什么时候', en: 'When' },
  why: { zh: '原因', en: 'Reason' },
  words: { zh: '打开的人写的', en: 'In their own words' },
  reads: { zh: '看了几次', en: 'Times read' },
  times: { zh: '{count} 次', en: '{count}' },
  until: { zh: '打开到什么时候', en: 'Open until' },
  reviewBy: { zh: '什么时候前要审', en: 'To be reviewed until' },
  verdict: { zh: '对不对', en: 'Was it right' },
  choose: { zh: '请选', en: 'Choose' },
  chooseVerdict: { zh: '请选对还是不对。', en: 'Choose one of them.' },
  note: { zh: '为什么这样说（2到300个字）', en: 'Why (2 to 300 characters)' },
  noteOf: { zh: '为什么', en: 'Why' },
  noteShort: { zh: '请写为什么。', en: 'Say why.' },
  next: { zh: '下一步：核对', en: 'Next: check it' },
  ask: { zh: '记下这个结论吗？以后不能改。', en: 'Write this down? It is not changed afterwards.' },
  yes: { zh: '是，记下', en: 'Yes, write it down' },
  no: { zh: '不，回去改', en: 'No, back' },
  back: { zh: '返回', en: 'Back' },
  kept: { zh: '记下了：{verdict}。', en: 'Written down: {verdict}.' },
  before: {
    zh: '别人已经审过，记的是：{verdict}。您的没有记。',
    en: 'Somebody else had reviewed it: {verdict}. Yours was not written down.',
  },
  reviewedBy: { zh: '审核人', en: 'Reviewed by' },
  by: { zh: '{name}，{when}', en: '{name}, {when}' },
} as const satisfies Words<string>;

export const verdicts = {
  justified: { zh: '✓ 应该打开', en: '✓ justified' },
  'not-justified': { zh: '✗ 不应该打开', en: '✗ not justified' },
} as const satisfies Words<string>;

/** What whoever reviews hears of a problem: what is so now, and what to do. */
export const reviewProblems: ProblemWords = {
  'not-found': {
    zh: '没有记下：没有这一次，或者是您自己打开的，要别人来审。',
    en: 'Nothing was written down: it is not there, or you opened it yourself and somebody else reviews it.',
  },
  'invalid-request': {
    zh: '没有记下：有一处没有填对，请再看一遍。',
    en: 'Nothing was written down: something is not filled in rightly. Look again.',
  },
};
