import { type Manifest, partsOf } from '../../shell/manifest.ts';

const zh = { 'home.child': '给孩子挂号' } as const;
const en = { 'home.child': 'Book for a child' };

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}

/** The children for whom the person who stands here may act. */
export const dependants: Manifest = {
  name: 'dependants',
  offers: [{ key: 'child', leadsTo: 'for-whom', title: 'home.child', group: 'care', picture: 'child' }],
  words: { zh, en },
  enteredBy: ['for-whom', 'child-card'],
  needs: ['identity'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
