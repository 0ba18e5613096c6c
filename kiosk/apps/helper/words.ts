import type { Word, Words } from '../../staff/word.ts';

/** What this page says beside what every page of staff does (`kiosk/staff/words.ts`). It speaks to volunteers and clerks. */
export const page = {
  title: { zh: '一门 · 帮忙', en: 'Onedoor · helping' },
  calling: { zh: '（{count}）有人叫帮忙', en: '({count}) somebody calls' },
} as const satisfies Words<string>;

export const signing = {
  addPasskey: { zh: '下次用指纹或面容登录', en: 'Sign in with a passkey next time' },
  passkeyAdded: { zh: '好了，下次可以用指纹或面容登录。', en: 'Done: next time a passkey will do.' },
  otherRole: { zh: '这个页面给志愿者和窗口人员用。', en: 'This page is for volunteers and clerks.' },
  out: { zh: '退出', en: 'Sign out' },
} as const satisfies Words<string>;

export const hall = {
  title: { zh: '谁在叫帮忙', en: 'Who calls for help' },
  none: { zh: '现在没有人叫。', en: 'Nobody calls now.' },
  offDuty: { zh: '您还没有上岗：不会响铃，也看不到求助。', en: 'You are off duty: nothing rings, and no call is shown.' },
  comeOn: { zh: '上岗', en: 'Come on duty' },
  goOff: { zh: '离岗', en: 'Go off duty' },
  onDuty: { zh: '{name}，已上岗', en: '{name}, on duty' },
  notOnDuty: { zh: '{name}，没有上岗', en: '{name}, off duty' },
  quiet: { zh: '不响铃', en: 'Silence' },
  urgent: { zh: '急！马上去，叫上护士', en: 'Urgent: go at once, with a nurse' },
  waits: { zh: '等了 {time}', en: 'waits {time}' },
  speaks: { zh: '屏幕是中文', en: 'screen in Chinese' },
  speaksEnglish: { zh: '屏幕是英文', en: 'screen in English' },
  answer: { zh: '我这就去', en: 'On my way' },
  answeredBy: { zh: '{name} 正在过去', en: '{name} is on their way' },
  mine: { zh: '您说了正在过去', en: 'You are on your way' },
  join: { zh: '我到了，帮着按屏幕', en: 'I am there: help on the screen' },
  helped: { zh: '已经帮好了', en: 'I have helped' },
} as const satisfies Words<string>;

export const stages = {
  volunteers: { zh: '', en: '' },
  again: { zh: '第二次叫', en: 'called twice' },
  desk: { zh: '也叫了服务台', en: 'the desk is called too' },
  window: { zh: '已请去窗口', en: 'sent to the window' },
} as const satisfies Words<string>;

export const joining = {
  title: { zh: '到屏幕跟前', en: 'At the kiosk' },
  scan: { zh: '对准屏幕上的方块码', en: 'Point the camera at the square code on the glass' },
  picture: { zh: '机器屏幕，下面有一个方块码和六个数字', en: 'The glass: a square code, and six digits under it' },
  open: { zh: '打开相机', en: 'Open the camera' },
  noCamera: { zh: '相机用不了，请输六个数字。', en: 'The camera does not work: type the six digits.' },
  code: { zh: '输屏幕上的六个数字', en: 'The six digits on the glass' },
  codeToo: { zh: '或输屏幕上的六个数字', en: 'Or the six digits on the glass' },
  enter: { zh: '帮这个人', en: 'Help here' },
  back: { zh: '返回', en: 'Back' },
  refused: { zh: '数字已经换了，请看屏幕再输，或再扫一次。', en: 'The digits have changed: read or scan them again.' },
  asked: { zh: '等病人在屏幕上按“行，请帮我”', en: 'Waiting for their yes on the glass' },
  askedWhat: {
    zh: '请病人看一下屏幕，按“行，请帮我”。一分钟没按，就当作不要。',
    en: 'Ask them to look at the glass and press yes. After a minute it counts as a no.',
  },
} as const satisfies Words<string>;

export const assisting = {
  title: { zh: '正在帮 {patient}', en: 'Helping {patient}' },
  somebody: { zh: '一位病人', en: 'a patient' },
  step: { zh: '现在：{step}', en: 'Now: {step}' },
  left: { zh: '还有 {time}', en: '{time} left' },
  hidden: {
    zh: '这一步由病人自己来。请看别处，不要替他念出来。',
    en: 'The patient answers this by themselves. Please look away.',
  },
  nothing: { zh: '屏幕还没有传过来。', en: 'The glass has told nothing yet.' },
  targets: { zh: '屏幕上可以按的', en: 'What can be pressed on the glass' },
  position: { zh: '第{number}个按钮', en: 'Button {number}' },
  chosen: { zh: '已选', en: 'chosen' },
  point: { zh: '指给他看', en: 'Point' },
  fill: { zh: '替他选', en: 'Choose' },
  pointAt: { zh: '指给他看：{what}', en: 'Point at: {what}' },
  fillIn: { zh: '替他选：{what}', en: 'Choose: {what}' },
  fillWhat: {
    zh: '病人怎么说，您就怎么选。选了以后，病人在屏幕上说“对”才算。',
    en: 'Choose what they say. It counts once they have said yes to it on the glass.',
  },
  seeWhat: { zh: '这一步只能指，由病人自己按。', en: 'Here you can only point; the patient presses.' },
  pointed: { zh: '已经指给病人看了。', en: 'It is pointed at.' },
  filled: { zh: '已经选了，请病人在屏幕上确认。', en: 'It is chosen; the patient says yes on the glass.' },
  shown: { zh: '屏幕变了。', en: 'The glass has changed.' },
  answers: { zh: '已经答了的', en: 'Answered so far' },
  display: { zh: '让他看得清', en: 'So that they see it' },
  large: { zh: '大字', en: 'Large letters' },
  contrast: { zh: '黑底亮字', en: 'Light on black' },
  low: { zh: '按钮放低', en: 'Buttons low' },
  language: { zh: '屏幕说什么话', en: 'Language of the glass' },
  done: { zh: '帮好了，结束', en: 'I am done' },
  close: { zh: '知道了', en: 'All right' },
} as const satisfies Words<string>;

/** How it ended. */
export const outcomes = {
  helped: { zh: '已经结束，谢谢您。', en: 'It is over. Thank you.' },
  alone: { zh: '病人要自己接着办。', en: 'The patient goes on alone.' },
  refused: { zh: '病人没有同意。您还在旁边，可以陪着。', en: 'The patient did not say yes. You may stay beside them.' },
  'patient-left': { zh: '病人已经离开。', en: 'The patient has left.' },
  'another-patient': { zh: '屏幕前换了人，已经结束。', en: 'Somebody else stands there now: it is over.' },
  idle: { zh: '三分钟没有动，已经结束。', en: 'Nothing happened for three minutes: it is over.' },
  'time-over': { zh: '时间到了，已经结束。', en: 'The time is over.' },
  'off-duty': { zh: '您已经离岗，所以结束了。', en: 'You went off duty, so it is over.' },
} as const satisfies Words<string>;

/** What is known of an answer, where that is more than that there is one. Everything else is "answered". */
export const answerValues: Readonly<Partial<Record<string, Word>>> = {
  zh: { zh: '中文', en: 'Chinese' },
  en: { zh: '英文', en: 'English' },
  'self-pay': { zh: '自己付钱', en: 'self-pay' },
  'medical-insurance': { zh: '用医保', en: 'medical insurance' },
  parent: { zh: '父母', en: 'parent' },
  guardian: { zh: '监护人', en: 'guardian' },
  grandparent: { zh: '祖父母', en: 'grandparent' },
};
export const answered: Word = { zh: '答好了', en: 'answered' };
