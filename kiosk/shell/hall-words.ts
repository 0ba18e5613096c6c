import type { Translation } from '../i18n/translation.ts';

/** What only a machine in a hall says, in Chinese: it is practised at, left alone, and taken out of service. */
const zh = {
  'frame.help.both': '帮忙 Help',
  'frame.display': '看不清',
  'frame.display.both': '看清 View',
  'frame.restart': '重新开始',
  'display.title': '怎样看得清楚？',
  'display.standard': '字小一点，一页多看些',
  'display.contrast': '黑底亮字',
  'display.low': '按钮放低一点',
  'display.what': '按一下就变。您离开后会变回来。',
  'display.done': '好了',
  'practice.banner': '练习：这里都不是真的',
  'practice.ending': '练习，不是真的：还有不到半分钟',
  'practice.card': '放上练习用的证件',
  'restart.title': '从头再来吗？',
  'restart.what': '屏幕上的内容会清掉。已挂的号、已付的钱不受影响。',
  'restart.yes': '是，从头再来',
  'restart.no': '不，接着办',
  'idle.title': '您还在吗？',
  'idle.left': '还有{seconds}秒',
  'idle.what': '没人按，就清掉屏幕，保护您的信息。',
  'idle.spoken': '请按“我还在”，接着办。',
  'idle.draft': '您选的会留十分钟。',
  'idle.code': '接着办的号码：{code}',
  'idle.elsewhere': '去窗口、换机器：{code}',
  'idle.more': '我还在，再等等',
  'out.title': '这台机器暂停使用',
  'out.where': '请到{window}，或用旁边的机器。',
  'out.desk': '人工窗口',
} as const;

type Own = typeof zh;

declare module '../i18n/text.ts' {
  interface Words extends Own {}
}

const en = {
  'frame.help.both': '帮忙 Help',
  'frame.display': 'View',
  'frame.display.both': '看清 View',
  'frame.restart': 'Start over',
  'display.title': 'How do you see best?',
  'display.standard': 'Smaller words, more on a page',
  'display.contrast': 'Bright on black',
  'display.low': 'Buttons lower down',
  'display.what': 'It changes at once. It changes back after you.',
  'display.done': 'Done',
  'practice.banner': 'Practice: nothing here is real',
  'practice.ending': 'Practice, not real: half a minute left',
  'practice.card': 'Put down the practice card',
  'restart.title': 'Start over?',
  'restart.what': 'The screen is cleared. What you booked or paid stays so.',
  'restart.yes': 'Yes, start over',
  'restart.no': 'No, go on',
  'idle.title': 'Are you still there?',
  'idle.left': '{seconds} seconds left',
  'idle.what': 'If nobody presses, the screen is cleared to protect you.',
  'idle.spoken': ' Press “I need more time” to go on.',
  'idle.draft': 'What you chose is kept for 10 minutes.',
  'idle.code': 'To go on: number {code}',
  'idle.elsewhere': 'At a window or another machine: {code}',
  'idle.more': 'I need more time',
  'out.title': 'This machine is out of service',
  'out.where': 'Go to {window}, or use the next machine.',
  'out.desk': 'the staffed window',
} as const satisfies Translation<Own>;

export const hallWords = { zh, en };
