import { type Manifest, partsOf } from '../../shell/manifest.ts';

const zh = { 'home.information': '我的信息' } as const;
const en = { 'home.information': 'About me' };

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}

/** What is known of a person, who looked at it, and taking back what they agreed to. */
export const oversight: Manifest = {
  name: 'oversight',
  offers: [{ key: 'information', leadsTo: 'information', title: 'home.information', group: 'mine', picture: 'person' }],
  words: { zh, en },
  enteredBy: ['information'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
