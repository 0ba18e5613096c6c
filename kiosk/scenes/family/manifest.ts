import { type Manifest, partsOf } from '../../shell/manifest.ts';

const zh = { 'home.family': '家人互相帮忙' } as const;
const en = { 'home.family': 'Family' };

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}

/** One grown-up lets another act for them: giving that, taking it, seeing what there is of it, and ending it. */
export const family: Manifest = {
  name: 'family',
  enteredBy: ['family'],
  needs: ['slips'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};

/** On somebody's own phone it is one of the things that one comes for. */
export const familyOffered: Manifest = {
  ...family,
  offers: [{ key: 'family', leadsTo: 'family', title: 'home.family', group: 'mine', picture: 'person' }],
  words: { zh, en },
};
