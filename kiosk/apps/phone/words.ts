/** What a phone says otherwise than a machine in a hall: no document lies there, no paper comes, and there is no window beside it. */
export const phoneWords = {
  zh: {
    'app.name': '一门',
    'trouble.title.card': '还差一步：请再登录一次',
    'trouble.document': '再登录一次',
    'trouble.person': '医院哪里有人帮忙',
    'problem.unauthenticated': '时间久了，已经退出。请再登录一次。',
    'problem.evidence-refused': '短信里的数字不对，或过期了。请再发一条。',
    'problem.phone-full': '这个手机号登记的人已经满了。请去{window}。',
    'problem.phone-unserved': '短信发不到这个手机号。请换一个，或去{window}。',
    'problem.too-many-codes': '今天发的短信太多了。请明天再来，或去{window}。',
    'problem.device-refused': '这部手机暂时办不了。请去{window}。',
    'problem.origin-refused': '这个页面暂时办不了。请去{window}。',
    'problem.misdirected': '这个页面暂时办不了。请去{window}。',
    'help.go': '请到这里，工作人员帮您：',
    'help.staff': '医院大厅里的志愿者也能帮您。',
  },
  en: {
    'app.name': 'Onedoor',
    'trouble.title.card': 'One more step: please sign in again',
    'trouble.document': 'Sign in again',
    'trouble.person': 'Where somebody helps',
    'problem.unauthenticated': 'You were signed out after a while. Please sign in again.',
    'problem.evidence-refused': 'The digits of the message are wrong or too old. Please ask for another message.',
    'problem.phone-full': 'No more people can be registered by this number. Please go to {window}.',
    'problem.phone-unserved': 'No message reaches this number. Take another one, or go to {window}.',
    'problem.too-many-codes': 'Too many messages were sent today. Come back tomorrow, or go to {window}.',
    'problem.device-refused': 'This phone can not do that now. Please go to {window}.',
    'problem.origin-refused': 'This page can not do that now. Please go to {window}.',
    'problem.misdirected': 'This page can not do that now. Please go to {window}.',
    'help.go': 'Staff help you here:',
    'help.staff': 'So do the volunteers in the hall of a hospital.',
  },
} as const;

/** What the shell of the phone alone says. */
export const shellWords = {
  zh: {
    'home.messages': '给我的消息',
    'phone.opening': '正在打开…',
    'phone.window': '医院的人工窗口',
    'phone.back': '返回',
    'phone.home': '首页',
    'phone.help': '帮忙',
    'phone.settings': '设置',
    'phone.elder.on': '长辈版：字大一些',
    'phone.elder.off': '标准版：字小一些',
    'phone.language': 'English',
    'phone.who.title': '还是您吗？',
    'phone.who.what': '五分钟没有人用，内容收起来了。',
    'phone.who.me': '是我，接着办',
    'phone.who.other': '换个人，退出',
    'phone.update.title': '这个页面有新的了',
    'phone.update.what': '要打开新的，才能接着办。已挂的号、已付的钱都在。',
    'phone.update.open': '打开新的',
    'phone.broken.title': '这里出了点问题',
    'phone.broken.what': '已挂的号、已付的钱都在。请再打开一次。',
  },
  en: {
    'home.messages': 'Messages',
    'phone.opening': 'Opening…',
    'phone.window': 'the staffed window of the hospital',
    'phone.back': 'Back',
    'phone.home': 'Home',
    'phone.help': 'Help',
    'phone.settings': 'Settings',
    'phone.elder.on': 'Larger letters',
    'phone.elder.off': 'Smaller letters',
    'phone.language': '中文',
    'phone.who.title': 'Is it still you?',
    'phone.who.what': 'Nobody used it for five minutes: what stood here is put away.',
    'phone.who.me': 'Yes, go on',
    'phone.who.other': 'Somebody else: sign out',
    'phone.update.title': 'There is a new version of this page',
    'phone.update.what': 'Open it to go on. What was booked and paid stands.',
    'phone.update.open': 'Open the new one',
    'phone.broken.title': 'Something went wrong here',
    'phone.broken.what': 'What was booked and paid stands. Please open the page again.',
  },
} as const;

type Own = (typeof shellWords)['zh'];

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
