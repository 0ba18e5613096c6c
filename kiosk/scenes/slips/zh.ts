/** What this scene says in Chinese; how things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'slip.title': '就诊凭条',
  'slip.for': '姓名',
  'slip.where': '地点',
  'slip.bring': '请带上：{things}',
  'slip.fasting': '来之前不要吃东西。',
  'slip.code': '凭条号',
  'slip.desk': '有问题请打电话：{phone}',
  'slip.scan': '到医院扫这个码',
  'slip.print': '打印纸条',
  'slip.printing': '正在打印…',
  'slip.printed': '没有出纸？带证件来就行。',
  'slip.print-more': '再打一张',
  'slip.print-again': '再打一次',
  'printer.out-of-paper': '这台机器没有纸了。您的号还在，带证件就能看病。想要纸条，可用别的机器打，或去{window}。',
  'printer.jam': '纸卡住了，请先别拉。您的号还在，带证件就能看病。想要纸条，可用别的机器打，或去{window}。',
  'printer.cover-open': '打印机的盖子没有盖好。您的号还在，带证件就能看病。想要纸条，可用别的机器打，或去{window}。',
  'printer.absent': '这台机器现在打不了纸条。您的号还在，带证件就能看病。想要纸条，可用别的机器打，或去{window}。',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
