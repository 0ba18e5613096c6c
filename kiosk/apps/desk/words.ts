import type { Word, Words } from '../../staff/word.ts';

/** What the page of a desk says to the clerk who works there, around a patient and beside them. */
export const frame = {
  onDuty: { zh: '{name}，已上岗', en: '{name}, on duty' },
  notOnDuty: { zh: '{name}，没有上岗', en: '{name}, off duty' },
  comeOn: { zh: '上岗', en: 'Come on duty' },
  goOff: { zh: '离岗', en: 'Go off duty' },
  out: { zh: '退出', en: 'Sign out' },
  lock: { zh: '锁屏', en: 'Lock' },
  elsewhere: {
    zh: '这个窗口在另一个网页里打开了。这里已经清空，不再办理。',
    en: 'This desk was opened in another page. This one is cleared, and serves nobody any more.',
  },
  here: { zh: '在这里办', en: 'Work here' },
  parts: { zh: '办什么', en: 'Parts of the page' },
  patient: { zh: '病人', en: 'Patient' },
  help: { zh: '求助 {count}', en: 'Help calls {count}' },
  calls: { zh: '要打的电话', en: 'Calls to make' },
  day: { zh: '今天和上岗', en: 'Today, on duty' },
  refunds: { zh: '退费', en: 'Refunds' },
  offDuty: {
    zh: '您还没有上岗。先按 F12 上岗，才能叫号、看求助。',
    en: 'You are off duty. Press F12 to come on duty: then numbers and help calls are shown.',
  },
  otherRole: {
    zh: '这个页面给窗口人员、收费员、医护和审核人员用。',
    en: 'This page is for clerks, cashiers, clinicians and reviewers.',
  },
  sessionOver: {
    zh: '上一位的办理已经结束，屏幕已清空。请再输证件。',
    en: 'The former person is served no more and is off the screen. Type the document again.',
  },
} as const satisfies Words<string>;

export const submitKey: Word = { zh: '回车', en: 'Enter' };

export const choosing = {
  more: { zh: '看更多（{at}/{of}）', en: 'Show more ({at}/{of})' },
  question: { zh: '请确认', en: 'Please confirm' },
} as const satisfies Words<string>;

export const queue = {
  title: { zh: '叫号', en: 'Queue' },
  now: { zh: '正在办', en: 'Now serving' },
  nobody: { zh: '没有叫号', en: 'Nobody' },
  counter: { zh: '窗口', en: 'Counter' },
  next: { zh: '叫下一位', en: 'Call next' },
  notThere: { zh: '没有来', en: 'Not there' },
  served: { zh: '办完了', en: 'Served' },
  issue: { zh: '取号', en: 'Issue a number' },
  issuePriority: { zh: '优先号', en: 'Priority number' },
  issued: { zh: '取了 {number} 号，前面还有 {ahead} 位。', en: 'Number {number}; {ahead} before it.' },
  empty: { zh: '没有人在等。', en: 'Nobody waits.' },
  waiting: { zh: '等 {count} 位，优先 {priority} 位', en: '{count} wait, {priority} with priority' },
  priority: { zh: '优先', en: 'priority' },
  helpCall: { zh: '从自助机来', en: 'from a kiosk' },
  minutes: { zh: '{minutes} 分钟', en: '{minutes} min' },
} as const satisfies Words<string>;

export const help = {
  title: { zh: '转到窗口的求助', en: 'Help calls at the desk' },
  none: {
    zh: '没有转到窗口的。志愿者去的在他们手机上。',
    en: 'None was passed on to the desk. Those of volunteers are on their phones.',
  },
  urgent: { zh: '急！马上去，叫上护士', en: 'Urgent: go at once, with a nurse' },
  waits: { zh: '等了 {time}', en: 'waits {time}' },
  screen: { zh: '屏幕是中文', en: 'screen in Chinese' },
  screenEnglish: { zh: '屏幕是英文', en: 'screen in English' },
  answer: { zh: '我这就去', en: 'On my way' },
  helped: { zh: '已经帮好了', en: 'I have helped' },
  answeredBy: { zh: '{name} 正在过去', en: '{name} is on their way' },
} as const satisfies Words<string>;

export const day = {
  title: { zh: '今天和上岗', en: 'Today, and who is on duty' },
  shifts: { zh: '谁在岗', en: 'Who is on duty' },
  nobody: { zh: '没有人在岗。', en: 'Nobody is on duty.' },
  since: { zh: '{role}，{clock} 起', en: '{role}, since {clock}' },
  end: { zh: '替他离岗', en: 'End the shift' },
  endAsk: {
    zh: '{name} 忘了离岗吗？离岗以后，求助不再找他。',
    en: 'Did {name} forget to go off duty? No call reaches them after that.',
  },
  endYes: { zh: '是，离岗', en: 'Yes, end it' },
  endNo: { zh: '不，留着', en: 'No, leave it' },
  ended: { zh: '已经离岗。', en: 'The shift has ended.' },
  counts: { zh: '今天', en: 'Today' },
  count: { zh: '事项', en: 'What' },
  others: { zh: '普通号', en: 'Numbers' },
  priority: { zh: '优先号', en: 'Priority' },
  issued: { zh: '取号', en: 'issued' },
  waiting: { zh: '在等', en: 'waiting' },
  served: { zh: '办完', en: 'served' },
  notThere: { zh: '没有来', en: 'not there' },
  longest: { zh: '最久等', en: 'longest wait' },
  rest: {
    zh: '挂号 {bookings} · 取消 {cancellations} · 打印报告 {prints} · 求助 {calls}（帮好 {helped}）',
    en: '{bookings} bookings · {cancellations} cancellations · {prints} prints of reports · {calls} help calls ({helped} helped)',
  },
  missed: { zh: '叫了没有来的（30 分钟内）', en: 'Called and not there (last 30 minutes)' },
  back: { zh: '回来了，已办', en: 'came back, served' },
  nobodyMissed: { zh: '没有。', en: 'Nobody.' },
} as const satisfies Words<string>;

export const roles: Readonly<Partial<Record<string, Word>>> = {
  volunteer: { zh: '志愿者', en: 'volunteer' },
  clerk: { zh: '窗口', en: 'clerk' },
  cashier: { zh: '收费', en: 'cashier' },
  reviewer: { zh: '审核', en: 'reviewer' },
};
