import { zhAccessLog } from './access-log-zh.ts';

/** What this scene says in Chinese; how things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'information.title': '您登记的信息',
  'information.masked': '遮住一部分，是为了保护您。',
  'information.name': '姓名',
  'information.born': '出生年份',
  'information.year': '{year}年',
  'information.papers': '证件',
  'information.phone': '电话',
  'information.children': '孩子',
  'information.child-by-word': '孩子的证件还没有核对，也能挂号。带证件到{window}核对，就能看全孩子的号。',
  'information.access': '谁看过我的信息',
  'information.messages': '给我的消息',
  'information.family': '家人互相帮忙',
  'information.shares': '我分享过的',
  'information.phones': '我的手机',
  'information.withdraw': '不再同意使用我的信息',
  'paper.resident-id': '居民身份证',
  'paper.hk-macau-residence-permit': '港澳居民居住证',
  'paper.taiwan-residence-permit': '台湾居民居住证',
  'paper.hk-macau-travel-permit': '港澳居民来往内地通行证',
  'paper.taiwan-travel-permit': '台湾居民来往大陆通行证',
  'paper.foreigner-residence-permit': '外国人永久居留身份证',
  'paper.passport': '护照',
  'paper.birth-certificate': '出生医学证明',
  'paper.other': '其他证件',
  'withdraw-check.question': '真的不再同意吗？',
  'withdraw-check.bookings': '挂好的号都还在。',
  'withdraw-check.again': '机器就停下，不接着办了。下次用，会再问您。',
  'withdraw-check.window': '不同意，也可以去{window}挂号。',
  'withdraw-check.child': '不是我的，是孩子的',
  'withdraw-check.of-child': '不再同意使用{name}的信息吗？',
  'withdraw-check.child-again': '机器就不再替孩子挂号。',
  'withdraw-for.question': '哪个孩子的信息？',
  'withdraw-for.none': '没有要收回的同意。',
  'withdraw-check.yes': '是，不再同意',
  'withdraw-check.no': '还是同意，不改',
  'withdrawing.title': '正在记下…',
  'withdrawn.title': '记下了，您不再同意',
  'withdrawn.bookings': '挂好的号都还在。',
  'withdrawn.window': '要挂号，请去{window}，那里有人帮您。',
  'withdrawn.child': '给孩子挂号，请去{window}，那里有人帮您。',
  'withdrawn.again': '想再用机器，随时可以再同意。',
  ...zhAccessLog,
  'problem.already-linked': '这两份登记已经合在一起。请去{window}。',
  'problem.link-implausible': '这两份登记看起来不是同一个人。没有合在一起。请去{window}。',
  'problem.choose-patient': '这里登记了几个人。请去{window}选一下。',
  'problem.phone-full': '这个手机登记的人已经满了。请用证件办理，或去{window}。',
  'problem.phone-unserved': '短信发不到这个手机号。请用证件办理，或去{window}。',
  'problem.too-many-codes': '今天发的短信太多了。请用证件，或去{window}。',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
