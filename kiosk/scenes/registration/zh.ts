/** What this scene says in Chinese; how things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'particulars.question': '第一次来，请登记',
  'particulars.what': '照着证件填，看病时要带上它。',
  'particulars.name': '姓名',
  'particulars.type': '证件',
  'particulars.number': '证件号码',
  'particulars.birth': '出生日期',
  'particulars.sex': '性别',
  'particulars.male': '男',
  'particulars.female': '女',
  'particulars.unknown': '不说明',
  'particulars.done': '填好了',
  'particulars.wrong-number': '号码和身份证的写法不一样，请再看一下。',
  'particulars.missing': '还有没填的。',
  'document-type.resident-id': '身份证',
  'document-type.hk-macau-residence-permit': '港澳居民居住证',
  'document-type.taiwan-residence-permit': '台湾居民居住证',
  'document-type.hk-macau-travel-permit': '港澳居民来往内地通行证',
  'document-type.taiwan-travel-permit': '台湾居民来往大陆通行证',
  'document-type.foreigner-residence-permit': '外国人永久居留身份证',
  'document-type.passport': '护照',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
