import { type Manifest, partsOf } from '../../shell/manifest.ts';

const zh = { 'home.book': '给自己挂号' } as const;
const en = { 'home.book': 'Book a doctor' };

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}

/** Which department: a booking begins here. */
export const directory: Manifest = {
  name: 'directory',
  offers: [{ key: 'book', leadsTo: 'body-part', title: 'home.book', group: 'care', picture: 'doctor' }],
  words: { zh, en },
  enteredBy: ['body-part', 'department'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
