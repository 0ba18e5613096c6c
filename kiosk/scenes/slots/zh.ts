/** What this scene says in Chinese; how things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'day.question': '哪一天来？',
  'day.first': '最早{time}',
  'day.none': '这几天都没有号了。',
  'day.none.what': '请换一个科室，或去{window}问一问。',
  'slot.question': '几点来？',
  'slot.free': '还有{count}个号',
  'slot.other': '换一家医院',
  'slot.other-day': '换一天',
  'slot.away': '{hospital}从{time}起暂时连不上。这是最近的另一家。',
  'slot.none.what': '换一天或换一家看看。也可以去{window}。',
  'slot.none': '这一天没有号了。',
  'hospital.question': '去哪家医院？',
  'hospital.here': '就在这里',
  'hospital.distance': '离这里{distance}公里',
  'hospital.first': '最早{time}，有{count}个号',
  'hospital.full': '这一天没有号了',
  'hospital.unreachable': '{time}起连不上，暂时不能挂号',
  'hospital.closed': '{from}到{to}不开放',
  'hospital.no-booking': '这里不能自助挂号，请去医院窗口',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
