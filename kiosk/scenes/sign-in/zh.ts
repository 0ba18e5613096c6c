/** What this scene says in Chinese; how things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'phone-number.question': '请输入手机号',
  'phone-number.what': '我们发一条短信，里面有六位数字。',
  'phone-number.label': '手机号',
  'phone-number.send': '发短信给我',
  'phone-number.kiosk': '没有手机也行：医院里的自助机和窗口都能办。',
  'code-sending.title': '正在发短信…',
  'phone-code.question': '请输入短信里的六位数字',
  'phone-code.to': '发到了 {phone}，五分钟内有效。',
  'phone-code.label': '六位数字',
  'phone-code.check': '好了',
  'phone-code.checking': '正在核对…',
  'phone-code.wrong': '这个数字不对，或过了五分钟。请看最新一条短信。',
  'phone-code.again': '再发一条',
  'phone-code.wait': '没收到？{seconds}秒后可以再发',
  'phone-code.other': '换个手机号',
  'sign-in.opening': '正在打开…',
  'which-person.question': '您是哪一位？',
  'which-person.what': '这个手机号登记过这些人。',
  'which-person.new': '都不是，我来登记',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
