import type { ProblemWords } from '../../../staff/problem-words.ts';
import type { Words } from '../../../staff/word.ts';

/** What the page of a desk says of money that goes back when two members of staff say so. */
export const refunds = {
  title: { zh: '退费：扫收据，或输号码', en: 'Refund: scan the receipt, or type its code' },
  waiting: { zh: '等第二个人确认的退费', en: 'Refunds that wait for a second person' },
  none: { zh: '没有在等的。', en: 'None waits.' },
  look: { zh: '刷新', en: 'Look again' },
  offDuty: {
    zh: '您还没有上岗：不能看，也不能退。先按 F12 上岗。',
    en: 'You are off duty: press F12 first, to see and to refund.',
  },
  what: {
    zh: '请和病人手里的收据对。医院现在只收回这些：',
    en: 'Compare with the receipt before you. The hospital takes back only this now:',
  },
  nothing: { zh: '这张收据现在没有能退的。', en: 'Nothing of this receipt can be taken back now.' },
  underWay: { zh: '有一笔正在退，或在等第二个人确认。', en: 'A refund of it is under way, or waits for a second person.' },
  unavailable: { zh: '医院系统没有回答，请过一会儿再查。', en: "The hospital's system does not answer. Again in a while." },
  whole: { zh: '剩下的全退', en: 'All that is left' },
  bill: { zh: '账单 {number}', en: 'Bill {number}' },
  chosen: { zh: '已选', en: 'Chosen' },
  choose: { zh: '选', en: 'Choose' },
  propose: { zh: '退选好的：{sum}', en: 'Refund what is chosen: {sum}' },
  proposeAsk: {
    zh: '提出退这么多？提出后，要另一个同事确认才退。',
    en: 'Propose to refund this much? Somebody else then has to confirm it.',
  },
  proposeYes: { zh: '是，提出退 {sum}', en: 'Yes, propose {sum}' },
  back: { zh: '不退了', en: 'No' },
  another: { zh: '换一张收据', en: 'Another receipt' },
  proposed: {
    zh: '提出了退 {sum}。请另一个同事在自己的电脑上确认，{clock} 前有效。',
    en: '{sum} is proposed. Somebody else confirms it at their own desk, until {clock}.',
  },
  inCash: { zh: '现金，在收费处退', en: 'in cash, at the window' },
  byChannel: { zh: '原路退回', en: 'to where it came from' },
  by: { zh: '{name} {clock} 提出', en: 'proposed by {name} at {clock}' },
  mine: { zh: '我提出的', en: 'mine' },
  until: { zh: '{clock} 前有效', en: 'until {clock}' },
  confirmAsk: {
    zh: '{name} 在 {clock} 提出退这么多，{way}。您也同意退吗？',
    en: '{name} proposed this at {clock}, {way}. Do you agree?',
  },
  confirmYes: { zh: '同意，退 {sum}', en: 'Agreed: refund {sum}' },
  decline: { zh: '不同意，不退', en: 'No: it is not refunded' },
  later: { zh: '先不办', en: 'Leave it' },
  mineAsk: {
    zh: '这是您自己提出的，要别人确认。要收回吗？',
    en: 'You proposed this yourself: somebody else confirms it. Take it back?',
  },
  withdraw: { zh: '收回，不退了', en: 'Take it back' },
  confirmed: { zh: '确认了，退 {sum}：{way}。', en: 'Confirmed, {sum} goes back: {way}.' },
  declined: { zh: '这笔不退了，记下了。', en: 'It is not refunded; that is written down.' },
} as const satisfies Words<string>;

/** What somebody hears of a problem with a refund: what is so now, and what to do. */
export const refundProblems: ProblemWords = {
  'not-refundable': {
    zh: '没有退：医院现在不收回这个数。请收回这笔，重新查收据。',
    en: 'Nothing was refunded: the hospital does not take back this amount now. Take it back, and look at the receipt again.',
  },
  'hospital-unavailable': {
    zh: '没有退：医院系统没有回答。请过一会儿再按。',
    en: "Nothing was refunded: the hospital's system does not answer. Press again in a while.",
  },
  'not-on-duty': { zh: '没有办：您没有上岗。先按 F12 上岗。', en: 'Nothing was done: you are off duty. Press F12 first.' },
  'not-found': {
    zh: '没有这一笔：本院没有这个号码，或者别人已经办了，或者过时了。',
    en: 'It is not there: no such code at this hospital, somebody else did it, or its time is over.',
  },
  'rate-limited': {
    zh: '您提出的太多了，先请人确认几笔。',
    en: 'You have proposed too many. Have some confirmed first.',
  },
  'idempotency-key-running': { zh: '正在记，请等一下再按。', en: 'It is being written down. Wait a moment and press again.' },
};
