import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** On which day, at which hospital, and when. */
export const slots: Manifest = {
  name: 'slots',
  enteredBy: ['day', 'hospital', 'slot'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
