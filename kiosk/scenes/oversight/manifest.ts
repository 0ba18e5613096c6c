import { type Manifest, partsOf } from '../../shell/manifest.ts';

const zh = { 'home.information': '我的信息', 'home.information.hint': '谁看过、不再同意' } as const;
const en = { 'home.information': 'My information', 'home.information.hint': 'Who looked at it, withdraw' };

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}

/** What is known of a person, who looked at it, and taking back what they agreed to. */
export const oversight: Manifest = {
  name: 'oversight',
  offers: [{ key: 'information', leadsTo: 'information', title: 'home.information', hint: 'home.information.hint' }],
  words: { zh, en },
  enteredBy: ['information'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
