import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** Who stands here, and what they agreed to. Every journey begins with it. */
export const identity: Manifest = {
  name: 'identity',
  enteredBy: ['language', 'refused'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
