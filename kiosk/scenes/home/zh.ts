/** What this scene says in Chinese; how things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'home.question': '今天办什么？',
  'home.whose': '{name}，请收好您的证件。',
  'home.group.care': '看病',
  'home.group.mine': '我的',
  'home.draft': '接着办',
  'home.draft.code': '上次没办完的',
  'draft-code.question': '请输入四位号码',
  'draft-code.long': '请输入八位号码',
  'draft-code.field': '八位号码，字母和数字',
  'draft-code.to-long': '我的号码有八位',
  'draft-code.hint': '就是上次屏幕上给您看的号码。',
  'draft-code.wrong': '没有找到这个号码，请再看一下。',
  'draft-code.none': '没有找到您选过的',
  'draft-code.anew': '重新选也很快，只要几步。',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
