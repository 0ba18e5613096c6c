/** What this scene says in Chinese; how things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'way.name': '按科室名字',
  'way.initials': '按拼音字母',
  'body-part.question': '哪里不舒服？',
  'body-part.head': '头',
  'body-part.eyes': '眼睛',
  'body-part.ear-nose-throat': '耳朵、鼻子、嗓子',
  'body-part.mouth': '牙齿、嘴',
  'body-part.chest': '胸口、心脏、肺',
  'body-part.belly': '肚子、胃',
  'body-part.back-joints': '腰、腿、关节',
  'body-part.skin': '皮肤',
  'body-part.women': '妇科、怀孕',
  'body-part.children': '孩子不舒服',
  'body-part.mind': '心情、睡觉',
  'body-part.whole-body': '全身不舒服',
  'emergency.signs': '胸口疼、喘不上气、嘴歪、说不清话、大出血？',
  'emergency.here': '不要挂号，现在去急诊：{where}',
  'emergency.call': '不要挂号，现在打120，或找工作人员。',
  'emergency.way': '急诊：{where}',
  'emergency.spoken': '胸口疼、喘不上气、嘴歪、大出血，请现在去急诊。',
  'department.question': '看哪个科？',
  'department.ask': '还是不知道，问我几个问题',
  'department.elsewhere': '不在这家医院',
  'department.other': '换个地方选',
  'department.initials': '请按科室的拼音首字母',
  'department.none': '没有找到科室。请换个字母。',
  'department.empty': '这里没有科室可以挂号。',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
