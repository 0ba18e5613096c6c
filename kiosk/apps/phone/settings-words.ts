/** What the settings of a phone say; it comes with them. */
export const settingsWords = {
  zh: {
    'phone.settings.title': '这部手机',
    'phone.settings.contrast': '黑底亮字',
    'phone.settings.elder': '长辈版（大字）',
    'phone.settings.forget': '退出，这部手机不再记得我',
    'phone.settings.forget.what': '存在这里的都删掉，也不再认这部手机。要看报告、付钱，带证件重新认。',
    'phone.settings.close': '回到刚才的地方',
    'phone.settings.build': '版本 {build}',
  },
  en: {
    'phone.settings.title': 'This phone',
    'phone.settings.contrast': 'Light on black',
    'phone.settings.elder': 'Large letters and buttons',
    'phone.settings.forget': 'Sign out, and forget me on this phone',
    'phone.settings.forget.what':
      'What is kept here is deleted, and this phone is yours no more. To see results or pay, make it yours again with your card.',
    'phone.settings.close': 'Back to where I was',
    'phone.settings.build': 'Version {build}',
  },
} as const;

type Own = (typeof settingsWords)['zh'];

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
