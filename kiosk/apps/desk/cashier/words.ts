import type { ProblemWords } from '../../../staff/problem-words.ts';
import type { Words } from '../../../staff/word.ts';

/** What the page of a desk says to a cashier. */
export const cashier = {
  till: { zh: '现金', en: 'Cash' },
  refunds: { zh: '退费', en: 'Refunds' },
  drawer: { zh: '抽屉', en: 'Drawer' },
  title: { zh: '收现金：扫付款单，或输号码', en: 'Cash: scan the paper, or type its code' },
  code: { zh: '付款号码（10位）', en: 'Code on the paper (10 characters)' },
  look: { zh: '查', en: 'Look' },
  wrong: {
    zh: '这不是付款单的号码。号码是10位数字和字母，没有 I、L、O、U。',
    en: 'That is no code of a payment: it has 10 digits and letters, without I, L, O and U.',
  },
  offDuty: {
    zh: '您还没有上岗：可以查，不能收，也不能退。先按 F12 上岗。',
    en: 'You are off duty: you can look, and neither take nor give. Press F12 to come on duty.',
  },
  due: { zh: '要收现金', en: 'Cash to take' },
  until: { zh: '{day} {clock} 前有效', en: 'Valid until {day} {clock}' },
  back: { zh: '要退给病人', en: 'Cash to give back' },
  sum: { zh: '{yuan} 元', en: '{yuan} yuan' },
  take: { zh: '收到现金了', en: 'Cash received' },
  takeAsk: { zh: '收到这么多现金，数过了吗？', en: 'Did you receive this much in cash, and count it?' },
  takeYes: { zh: '是，收到 {sum}', en: 'Yes, {sum} received' },
  give: { zh: '退给病人了', en: 'Cash given back' },
  giveAsk: { zh: '这么多现金已经交到病人手里了吗？', en: 'Is this much cash in their hands?' },
  giveYes: { zh: '是，退了 {sum}', en: 'Yes, {sum} given back' },
  no: { zh: '还没有', en: 'Not yet' },
  another: { zh: '换一张付款单', en: 'Another paper' },
  clear: { zh: '清屏', en: 'Clear the screen' },
  took: { zh: '收了 {sum}，记下了。', en: '{sum} received, and written down.' },
  gave: { zh: '退了 {sum}，记下了。', en: '{sum} given back, and written down.' },
  paid: { zh: '付清了：没有要收的，也没有要退的。', en: 'Paid: nothing to take, and nothing to give back.' },
  gone: {
    zh: '不能付了，请不要收钱。要付，请病人在自助机上重新办。',
    en: 'It can not be paid any more: take no money. To pay, they begin anew at a kiosk.',
  },
  again: {
    zh: '没有回音，不知道记下没有。请再按 Alt Y：不会记两次。',
    en: 'No answer: it may be written down or not. Press Alt Y again: it is never done twice.',
  },
  notRead: { zh: '没有回音。请再扫一次，或再按回车。', en: 'No answer. Scan it again, or press Enter.' },
} as const satisfies Words<string>;

/** What a cashier hears of a problem: what is so now, and what to do. */
export const cashierProblems: ProblemWords = {
  'payment-not-due': {
    zh: '没有记下：已经付了，过时了，或者金额变了。请看现在的。',
    en: 'Nothing was written down: it was paid, is too late, or another amount is due. See what stands here now.',
  },
  'not-on-duty': {
    zh: '没有记下：您没有上岗。先按 F12 上岗，再按一次。',
    en: 'Nothing was written down: you are off duty. Press F12, then once more.',
  },
  'not-found': {
    zh: '本院没有这个号码的现金付款。请对一下号码，看看是哪家医院的。',
    en: 'There is no such payment in cash at this hospital. Compare the code, and the hospital on the paper.',
  },
  'idempotency-key-running': { zh: '正在记，请等一下再按。', en: 'It is being written down. Wait a moment and press again.' },
};
