/** What this scene says in Chinese; how things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'home.question': '{name}，今天办什么？',
  'home.draft': '接着刚才没办完的',
  'home.draft.code': '有号码，接着办',
  'draft-code.question': '请输入四位号码',
  'draft-code.hint': '就是上次屏幕上给您看的号码。',
  'draft-code.wrong': '没有找到这个号码，请再看一下。',
  'draft-code.none': '没有找到您选过的',
  'draft-code.anew': '重新选也很快，只要几步。',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
