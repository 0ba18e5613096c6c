/** What is said where there is no line; it comes with the page that says it. */
export const offlineWords = {
  zh: {
    'phone.offline.title': '现在没有网',
    'phone.offline.since': '这是{when}存下的，以医院为准。',
    'phone.offline.what': '最多存一天。别的内容都不存在手机上。',
    'phone.offline.forget': '退出，从手机上删掉',
  },
  en: {
    'phone.offline.title': 'No connection now',
    'phone.offline.since': 'Kept {when}; what the hospital says counts.',
    'phone.offline.what': 'For a day at most. Nothing else of you is on this phone.',
    'phone.offline.forget': 'Sign out, and delete it',
  },
} as const;

type Own = (typeof offlineWords)['zh'];

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
