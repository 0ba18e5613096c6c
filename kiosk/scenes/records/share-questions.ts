import type { Question } from '../../journey/answers.ts';

/** What is answered on the way to a share, and about those that there are: of another report, or of somebody else, it is answered anew. */
export const SHARING = [
  'share-with',
  'share-hospital',
  'share-parts',
  'share-long',
  'share-passcode',
  'share-agree',
  'sharing',
  'shares',
  'share',
  'share-stop',
  'share-stopping',
] as const satisfies readonly Question[];
