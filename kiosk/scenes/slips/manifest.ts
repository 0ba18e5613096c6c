import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** The slip of an appointment, and how to get it on paper. */
export const slips: Manifest = {
  name: 'slips',
  enteredBy: ['slip'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
