import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** What somebody had to be told, and what of it goes to their phone. */
export const messages: Manifest = {
  name: 'messages',
  enteredBy: ['messages'],
  needs: ['oversight'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
