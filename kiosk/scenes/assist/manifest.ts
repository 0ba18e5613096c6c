import type { Manifest } from '../../shell/manifest.ts';

/** Somebody calls for help, and is helped, on whichever screen: no step of its own, and nothing before it is needed. */
export const assist: Manifest = {
  name: 'assist',
  enteredBy: [],
  needs: ['slips'],
  load: async () => {
    const [{ glass }, { zh }, { en }] = await Promise.all([import('./glass.ts'), import('./zh.ts'), import('./en.ts')]);
    return { steps: {}, glass, words: { zh, en } };
  },
};
