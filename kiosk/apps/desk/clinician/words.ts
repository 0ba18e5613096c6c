import type { ProblemWords } from '../../../staff/problem-words.ts';
import type { Words } from '../../../staff/word.ts';

/** What the page of a desk says to a clinician, around what they read. */
export const clinician = {
  shares: { zh: '分享给本院的', en: 'Shared with us' },
  emergency: { zh: '急救打开', en: 'Emergency' },
  look: { zh: '刷新', en: 'Look again' },
  more: { zh: '更早的', en: 'Older ones' },
  none: { zh: '现在没有人分享给本院。', en: 'Nobody shares anything with this hospital now.' },
  who: { zh: '{name} · {year}年生', en: '{name} · born {year}' },
  until: { zh: '{day} {clock} 前可以看', en: 'may be read until {day} {clock}' },
  read: { zh: '看', en: 'Read' },
  allResults: { zh: '全部报告', en: 'all reports' },
  someResults: { zh: '选出的 {count} 份报告', en: '{count} chosen reports' },
  noResults: { zh: '没有报告', en: 'no reports' },
  comma: { zh: '、', en: ', ' },
  shareGone: {
    zh: '这个分享已经结束：本人停了，或者到期了。屏幕已清空。',
    en: 'This share has ended: the person stopped it, or its time is over. It is off the screen.',
  },
} as const satisfies Words<string>;

export const emergency = {
  title: { zh: '急救：打开问不了的人的记录', en: 'Emergency: records of somebody who can not be asked' },
  warning: {
    zh: '本人会马上收到通知：谁、什么时候、为什么打开。另一个人会审核对不对。只有您能看，四小时。',
    en: 'The person is told at once who opened them, when and why. Somebody else reviews whether it was right. You alone read them, for four hours.',
  },
  by: { zh: '怎么找这个人', en: 'By what they are found' },
  byDocument: { zh: '证件', en: 'A document' },
  byFile: { zh: '本院的病历号', en: 'Their file at this hospital' },
  file: { zh: '病历号', en: 'Reference of the file' },
  fileWrong: { zh: '请输病历号。', en: 'Type the reference of the file.' },
  reason: { zh: '为什么问不了本人', en: 'Why they can not be asked' },
  choose: { zh: '请选', en: 'Choose' },
  chooseReason: { zh: '请选一个原因。', en: 'Choose a reason.' },
  words: {
    zh: '发生了什么（10到300个字，本人和审核人看得到）',
    en: 'What happened (10 to 300 characters; the person and whoever reviews it may read it)',
  },
  wordsShort: { zh: '请至少写10个字。', en: 'Write 10 characters at least.' },
  next: { zh: '下一步：核对', en: 'Next: check it' },
  ask: { zh: '真的打开这个人的全部记录吗？', en: "Really open all of this person's records?" },
  askDocument: { zh: '证件', en: 'Document' },
  askFile: { zh: '病历号', en: 'File' },
  askReason: { zh: '原因', en: 'Reason' },
  askWords: { zh: '发生了什么', en: 'What happened' },
  yes: { zh: '是，打开', en: 'Yes, open them' },
  no: { zh: '不打开，回去改', en: 'No, back' },
  open: { zh: '您打开着的', en: 'Those that you have open' },
  gone: {
    zh: '这次打开已经结束：四小时到了，或者本人不再同意。屏幕已清空。',
    en: 'It is closed: four hours are over, or the person agrees no more. It is off the screen.',
  },
  again: {
    zh: '没有回音，不知道打开没有。请再按一次：不会打开两次。',
    en: 'No answer: it may be open or not. Press again: it is never opened twice.',
  },
} as const satisfies Words<string>;

export const reasons = {
  unconscious: { zh: '昏迷，叫不醒', en: 'unconscious' },
  'life-in-danger': { zh: '有生命危险，来不及问', en: 'life in danger: no time to ask' },
  'cannot-answer': { zh: '醒着，但不能回答', en: 'awake, and can not answer' },
} as const satisfies Words<string>;

/** What a clinician hears of a problem: what is so now, and what to do. */
export const clinicianProblems: ProblemWords = {
  'not-found': clinician.shareGone,
  'rate-limited': {
    zh: '问得太多了，请等一会儿再按。',
    en: 'Too much at once. Wait a little, then press again.',
  },
};

/** The same, of opening records in an emergency. */
export const openingProblems: ProblemWords = {
  'not-found': {
    zh: '没有打开：这里没有这个人，或者本人没有同意用这里。请对一下号码。',
    en: 'Nothing was opened: this person is not known here, or does not agree to it. Compare the number.',
  },
  'document-refused': {
    zh: '没有打开：证件号码不对，请对着证件再看。',
    en: 'Nothing was opened: the number of the document is wrong. Compare it again.',
  },
  'invalid-request': {
    zh: '没有打开：有一处没有填对，请再看一遍。',
    en: 'Nothing was opened: something is not filled in rightly. Look again.',
  },
  'rate-limited': {
    zh: '没有打开：太多次了，可能今天的次数用完了。急的话，请同事打开。',
    en: 'Nothing was opened: too often; perhaps no more today. If it is urgent, a colleague opens them.',
  },
};
