import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** Who holds this phone. Every journey on a phone begins with it. */
export const signIn: Manifest = {
  name: 'sign-in',
  enteredBy: ['phone-number'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
