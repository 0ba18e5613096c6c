/** What this scene says in Chinese; how things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'elsewhere.question': '{department}不在这家医院',
  'elsewhere.lead': '按您要去的那家，再选时间。',
  'elsewhere.here': '看本院的科',
  'slot.question': '哪天几点来？',
  'slot.not-here': '不是您现在站的这家医院',
  'slot.last': '上次看的',
  'slot.last-doctor': '上次的{doctor}：{day}',
  'slot.half-full': '没有号',
  'slot.gone': '这一天的号刚刚挂完了。请换一天。',
  'slot.other': '去别的医院',
  'slot.away': '这家医院现在连不上',
  'slot.away.since': '{hospital}从{time}起暂时连不上。',
  'slot.none': '这七天没有号了',
  'slot.none.where': '{hospital}',
  'slot.none.what': '可以看看别的医院，也可以去{window}问。',
  'hospital.question': '去哪家医院？',
  'hospital.here': '就在这里',
  'hospital.distance': '离这里{distance}公里',
  'hospital.near': '离我近的排前面',
  'hospital.near.done': '离您近的在前面。位置没有告诉别人。',
  'hospital.near.not': '不知道您在哪里，没有重新排。',
  'slot.want.expert': '专家',
  'slot.want.cheap': '只看{fee}的',
  'slot.want.all': '看全部',
  'slot.want.none': '这一天没有这样的号。可以换一天，或看全部。',
  'hospital.first': '最早{time}',
  'hospital.full': '这七天没有号了',
  'hospital.unreachable': '{time}起连不上，暂时不能挂号',
  'hospital.closed': '{from}到{to}不开放',
  'hospital.asks-document': '要先看一次证件：带证件去医院办一次，以后就能这样挂号',
  'hospital.no-booking': '不能自助挂号，请去那家医院的窗口',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
