/** What this scene says in Chinese; how things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'slip.title': '就诊凭条',
  'slip.provisional': '暂时凭条：医院还没有确认',
  'slip.provisional.by': '{clock}前会有结果，放证件可以看。',
  'slip.department': '科室',
  'slip.doctor': '医生',
  'slip.for': '姓名',
  'slip.price': '挂号费',
  'slip.not-here': '不是您现在站的这家医院',
  'slip.not-issued': '号挂好了，凭条还没有出来。',
  'slip.early': '请提前{minutes}分钟到。',
  'slip.report': '先到：{where}',
  'slip.printed-at': '打印时间：{when}',
  'slip.bring': '请带上：{things}',
  'slip.fasting': '来之前不要吃东西。',
  'slip.code': '凭条号',
  'slip.desk': '有问题请打电话：{phone}',
  'slip.scan': '报到、核对凭条用这个码',
  'slip.printing': '正在打印，凭条在屏幕下方出来',
  'slip.printed': '请拿好凭条，在屏幕下方',
  'slip.no-paper': '没有纸也能看病，带证件就行。',
  'slip.take-card': '请收好证件',
  'slip.take-both': '请拿好证件和凭条。',
  'slip.print-more': '再打一张',
  'slip.print-now': '正在打…',
  'slip.print-again': '再打一次',
  'printer.out-of-paper': '没有纸了。号还在，带证件就能看病。可用别的机器打，或去{window}。',
  'printer.jam': '纸卡住了，别拉。号还在，带证件就能看病。可用别的机器打，或去{window}。',
  'printer.cover-open': '打印机没有盖好。号还在，带证件就能看病。可用别的机器打，或去{window}。',
  'printer.absent': '现在打不了凭条。号还在，带证件就能看病。可用别的机器打，或去{window}。',
  'problem.slip-not-ready': '这个预约没有凭条了。请看“我的预约”，或去{window}。',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
