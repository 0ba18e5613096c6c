import { type Manifest, partsOf } from '../../shell/manifest.ts';

const zh = { 'home.triage': '不知道看哪科' } as const;
const en = { 'home.triage': 'Not sure where to go' };

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}

/** From a complaint to the right door, a question at a time; or to somebody at once. */
export const preconsult: Manifest = {
  name: 'preconsult',
  offers: [{ key: 'triage', leadsTo: 'complaint', title: 'home.triage', group: 'care', picture: 'question', triage: true }],
  words: { zh, en },
  enteredBy: ['complaint'],
  needs: ['directory'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
