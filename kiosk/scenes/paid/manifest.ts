import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** How a payment ended with its papers, what was paid before, and taking it back. */
export const paid: Manifest = {
  name: 'paid',
  enteredBy: ['paid', 'payments', 'payment'],
  needs: ['payments'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
