import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** The first time on a phone. What is agreed to is said in the words of the kiosk. */
export const registration: Manifest = {
  name: 'registration',
  enteredBy: ['particulars', 'notice', 'refused'],
  load: () =>
    partsOf(
      import('./steps.ts'),
      Promise.all([import('../identity/zh.ts'), import('./zh.ts')]).then(([said, own]) => ({ zh: { ...said.zh, ...own.zh } })),
      Promise.all([import('../identity/en.ts'), import('./en.ts')]).then(([said, own]) => ({ en: { ...said.en, ...own.en } })),
    ),
};
