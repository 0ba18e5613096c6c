import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** At which hospital, on which day, and when. */
export const slots: Manifest = {
  name: 'slots',
  enteredBy: ['elsewhere', 'hospital', 'slot'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
