import type { ProblemWords } from '../../../staff/problem-words.ts';
import type { Words } from '../../../staff/word.ts';

/** What the page of a desk says to a cashier of their drawer. */
export const drawer = {
  title: { zh: '抽屉：{clock} 上岗以来', en: 'Drawer: on duty since {clock}' },
  offDutyTitle: { zh: '抽屉', en: 'Drawer' },
  offDuty: { zh: '您没有上岗。', en: 'You are off duty.' },
  taken: { zh: '收了 {times} 笔', en: 'Taken, {times} times' },
  given: { zh: '退了 {times} 笔', en: 'Given back, {times} times' },
  more: { zh: '应该多出', en: 'More than at the beginning' },
  count: { zh: '离岗前点钱', en: 'Count before going off duty' },
  counted: { zh: '抽屉里一共（元）', en: 'All that is in the drawer (yuan)' },
  float: { zh: '其中上岗时就有的零钱（元）', en: 'Of this, what was in it at the beginning (yuan)' },
  wrong: { zh: '请输金额，比如 545.00', en: 'An amount, as 545.00' },
  next: { zh: '点好了', en: 'Counted' },
  without: { zh: '不点就离岗', en: 'Go off without counting' },
  ask: { zh: '点的是这么多，记下后就离岗，以后不能改：', en: 'This is kept, you go off duty, and it is not changed afterwards:' },
  askWithout: {
    zh: '不点就离岗？这一班会记成“没有点”。',
    en: 'Go off without counting? This shift stays “not counted”.',
  },
  yes: { zh: '是，记下并离岗', en: 'Yes, keep it and go off duty' },
  yesWithout: { zh: '是，离岗', en: 'Yes, go off duty' },
  no: { zh: '再点一次', en: 'Count again' },
  same: { zh: '对上了', en: 'It fits' },
  over: { zh: '多 {sum}', en: '{sum} too much' },
  short: { zh: '少 {sum}', en: '{sum} missing' },
  kept: { zh: '记下了：{result}。您已离岗。', en: 'Written down: {result}. You are off duty.' },
  before: { zh: '上一班（{day} {clock} 起）', en: 'The shift before (from {day} {clock})' },
  beforeCounted: { zh: '点过：{result}', en: 'Counted: {result}' },
  notCounted: { zh: '没有点：收了 {taken}，退了 {given}', en: 'Not counted: {taken} taken, {given} given back' },
} as const satisfies Words<string>;

export const drawerProblems: ProblemWords = {
  'not-on-duty': {
    zh: '没有记下：您已经不在岗。',
    en: 'Nothing was written down: you are off duty already.',
  },
  'not-found': { zh: '没有记下：这一班已经结束。', en: 'Nothing was written down: that shift is over.' },
  'idempotency-key-running': { zh: '正在记，请等一下再按。', en: 'It is being written down. Wait a moment and press again.' },
};
