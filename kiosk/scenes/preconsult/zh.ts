/** What this scene says in Chinese; what is asked and advised comes from the gateway. How things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'complaint.list': '从列表里选',
  'complaint.list.question': '是下面哪一种？',
  'complaint.initials': '请按拼音首字母',
  'complaint.letters': '按拼音字母',
  'complaint.figure': '在身体图上选',
  'complaint.none': '没有找到。请换个字母。',
  'triage.wait': '正在看您说的…',
  'triage.wait.words': '请稍等。',
  'triage.step': '第{number}个问题，最多{most}个',
  'triage.several': '可以选几个。',
  'triage.no-diagnosis': '这不是诊断',
  'triage.draft': '试用：医生还没审过',
  'triage.unknown': '不清楚',
  'triage.on': '选好了',
  'suggested.question': '建议先看这个科',
  'suggested.questions': '建议看这些科',
  'suggested.own': '自己选科室',
  'red-flag.title': '先坐下，要马上看急诊',
  'red-flag.here': '让人陪您去急诊：',
  'red-flag.no-place': '请打120，或马上找身边的工作人员。',
  'red-flag.phone': '电话：{phone}',
  'red-flag.coming': '已经叫工作人员和护士过来。没看到人，就喊身边的人。',
  'red-flag.until': '{time}前，机器上不能挂号。',
  'red-flag.window': '要挂号，请去{window}。',
  'red-flag.spoken': '请先坐下，不要走动。您要马上看急诊，工作人员会帮您。',
  'red-flag.call': '叫人来',
  'red-flag.close': '关掉这一页',
  'quiet.title': '请看下面几句话',
  'quiet.room': '请跟工作人员说：“我要一间安静的房间。”不用说为什么。',
  'quiet.staff': '工作人员在{window}。',
  'quiet.coming': '已经请工作人员过来，他们不知道您说了什么。',
  'quiet.mind': '心理援助热线：{phone}',
  'quiet.emergency': '急救：{phone}',
  'quiet.until': '挂号的事，{window}会帮您办。',
  'ask-nurse.title': '请到预检分诊台',
  'ask-nurse.where': '不知道在哪里，请问{window}。',
  'problem.red-flag': '没有挂上。要先请医生看一看。请去急诊，或去{window}。',
  'problem.not-approved': '这一项现在还不能用。请直接挂号，或去{window}。',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
