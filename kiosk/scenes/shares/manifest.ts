import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** Letting somebody else read one's reports, for a time; what one shares, who read it, and ending it. */
export const shares: Manifest = {
  name: 'shares',
  enteredBy: ['reading-shares', 'shares'],
  needs: ['records', 'oversight'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
