import type { Words } from '../../staff/word.ts';

export const calls = {
  title: { zh: '没有通知到的人：请打电话', en: 'Nobody reached them: please call' },
  what: {
    zh: '电话号码只显示一部分，完整的请在医院自己的系统里查。',
    en: "Only part of the phone is shown: the whole number stands in the hospital's own system.",
  },
  none: { zh: '没有要打的电话。', en: 'There is nobody to call.' },
  noPhone: { zh: '没有电话', en: 'no phone' },
  left: { zh: '还有 {time}', en: '{time} left' },
  late: { zh: '晚了 {time}', en: '{time} late' },
  reached: { zh: '通知到了', en: 'Reached' },
  notReached: { zh: '没有打通，不再打', en: 'Not reached, no more calls' },
  back: { zh: '返回', en: 'Back' },
  closed: { zh: '记下了。', en: 'Noted.' },
} as const satisfies Words<string>;

/** What the person has to be told. */
export const kinds = {
  'booking-confirmed': { zh: '挂号成功', en: 'the booking stands' },
  'booking-failed': { zh: '没有挂上', en: 'the booking failed' },
  'booking-cancelled-at-desk': { zh: '在服务台取消了', en: 'it was cancelled at a desk' },
  'booking-cancelled-by-hospital': { zh: '医院取消了', en: 'the hospital cancelled it' },
  'payment-money-back': { zh: '付款的钱原路退回', en: 'money goes back to where they paid from' },
  'payment-cash-back': { zh: '有现金要来窗口取', en: 'cash waits for them at the window' },
  'payment-with-staff': { zh: '付款要人工处理', en: 'staff have to end a payment' },
  'payment-paid': { zh: '付款完成了', en: 'the payment is complete' },
  'payment-not-paid': { zh: '没有付成', en: 'the payment was not made' },
  'records-opened': { zh: '急救时打开过记录', en: 'records were opened in an emergency' },
  'grant-given': { zh: '有亲友可以替他办事了', en: 'somebody may act for them now' },
  'grant-ended': { zh: '有亲友不再替他办事了', en: 'somebody acts for them no more' },
} as const satisfies Words<string>;
