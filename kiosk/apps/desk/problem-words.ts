import type { ProblemWords } from '../../staff/problem-words.ts';

/** What a clerk hears of a problem: what is so now, and what to do. */
export const deskProblems: ProblemWords = {
  unauthenticated: { zh: '这个人的办理已经结束。请再输证件。', en: 'This person is served no more. Type the document again.' },
  'evidence-refused': {
    zh: '这张证件在窗口不能担保，请找主管。',
    en: 'This document can not be vouched for here. Ask your supervisor.',
  },
  'guardian-required': {
    zh: '这是孩子：请用监护人的证件办，孩子由监护人在自助机登记。',
    en: 'This is a child: serve the guardian; the child is registered by them at a kiosk.',
  },
  'document-refused': {
    zh: '证件上有一处不对，请看标出来的地方。',
    en: 'Something of the document is wrong: see where it is marked.',
  },
  'identity-ambiguous': {
    zh: '有两份登记像这个人，不能自动决定。请找主管核对。',
    en: 'Two registrations look like this person. Ask your supervisor.',
  },
  'slot-taken': { zh: '这个号刚被挂走。按 Esc 换一个时间。', en: 'Somebody else was faster. Esc: another time.' },
  'slot-gone': { zh: '医院收回了这个号。按 Esc 换一个时间。', en: 'The hospital took this place back. Esc: another time.' },
  'slot-past': { zh: '这个时间已经过了。按 Esc 换一个。', en: 'That time is over. Esc: another one.' },
  'already-booked': {
    zh: '这个人已经挂了这个医生的号，请看他的挂号。',
    en: 'They have a place there already: see their appointments.',
  },
  'appointment-overlaps': {
    zh: '和他另一个号时间重了。换时间，或先取消那个。',
    en: 'It overlaps another appointment of theirs. Another time, or cancel that one.',
  },
  'too-many-appointments': {
    zh: '这个人的号已经到上限，先取消一个。',
    en: 'They have as many as one may have. Cancel one first.',
  },
  'too-many-cancellations': {
    zh: '这个人近来取消得太多，现在不能挂。',
    en: 'They cancelled too often of late, and can not book now.',
  },
  'booking-refused': { zh: '医院没有接受。请打值班电话问。', en: 'The hospital refused it. Call its duty desk.' },
  'hospital-unavailable': {
    zh: '现在连不上那家医院。过一会儿再按，或换一家。',
    en: 'That hospital can not be reached. Again later, or another one.',
  },
  'document-required': {
    zh: '医院要证件号码，这份登记没有。请再输证件。',
    en: 'The hospital wants the document. Type it again.',
  },
  'consent-required': {
    zh: '本人还没有同意现在的告知书。请按“下一位”再输证件。',
    en: 'They have not agreed to the notice of now. Next person, then the document again.',
  },
  'presence-required': {
    zh: '办理时间长了，要刷新证件。请按“下一位”再输。',
    en: 'It has been too long: see the document once more. Next person, then type it again.',
  },
  'not-cancellable': { zh: '这个号现在不能取消，请看它的状态。', en: 'It can not be cancelled now: see its state.' },
  'precondition-failed': { zh: '它刚刚变了，请刷新。', en: 'It has just changed. Look again.' },
  'slip-not-ready': { zh: '凭条还没有，等医院确认后再打。', en: 'There is no slip yet: again once the hospital has confirmed.' },
  'idempotency-key-running': { zh: '正在办，请等一下再按。', en: 'It is being done. Wait a moment and press again.' },
  'already-linked': { zh: '这两张早就连好了。', en: 'They are linked already.' },
  'link-implausible': {
    zh: '姓名、生日、性别或身份证号对不上，不能连。',
    en: 'Name, birth date, sex or resident number do not fit: they can not be linked.',
  },
  'invalid-request': { zh: '有一处没有填对，请再看一遍。', en: 'Something is not filled in rightly. Look again.' },
  'not-found': {
    zh: '没有了：可能别人已经办了，或现在的病人换了。请刷新。',
    en: 'It is gone: somebody else may have done it, or another person is served now. Look again.',
  },
};
