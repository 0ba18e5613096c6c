import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** What to do today: what the other scenes offer. */
export const homeOf = (others: readonly Manifest[]): Manifest => ({
  name: 'home',
  enteredBy: ['home'],
  needs: others.flatMap(({ name, first }) => (first === undefined ? [] : [name])),
  load: () =>
    partsOf(
      import('./steps.ts').then(({ homeSteps }) => ({ steps: homeSteps(others) })),
      import('./zh.ts'),
      import('./en.ts'),
    ),
});
