import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** Where one's registration is open, which phones are one's own, and ending either; a phone becomes one's own, at the phone and at a machine. */
export const phones: Manifest = {
  name: 'phones',
  enteredBy: ['phones'],
  needs: ['records'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
