import type { CreatedShare, Share } from '../../client/wire.ts';
import { answerOf } from '../../journey/answers.ts';
import { always, byAnswer, type Rows } from '../../journey/row.ts';
import { SHARING } from '../records/share-questions.ts';
import type { ShareAgreed, SharedParts, ShareHospital, ShareTerms } from './sharing.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly 'reading-shares': ShareTerms;
    /** With a doctor; with whoever has the link; or looking at what is shared. */
    readonly 'share-with': 'doctor' | 'link' | 'shares';
    readonly 'share-hospital': ShareHospital;
    readonly 'share-parts': SharedParts;
    /** Hours. */
    readonly 'share-long': number;
    readonly 'share-passcode': { readonly digits: string } | 'none';
    readonly 'share-agree': ShareAgreed;
    readonly sharing: CreatedShare;
    readonly shares: Share;
    readonly share: 'stop';
    readonly 'share-stop': 'yes';
    readonly 'share-stopping': Share;
  }
  interface Ends {
    readonly shared: true;
    readonly 'share-stopped': true;
  }
}

/** What follows the first choice. */
const FIRST = { doctor: 'share-hospital', link: 'share-parts', shares: 'shares' } as const;

/**
 * Sharing one's reports, and ending it. Nothing has a mask, and every step is hidden: whoever helps from another screen can neither read
 * what is shared, nor press the yes.
 */
export const steps = {
  'reading-shares': {
    kind: 'work',
    ...always('share-with'),
    screen: async () => (await import('./screens/share-with.tsx')).ReadingSharesScreen,
    say: ['reading-shares.title'],
    assist: 'hidden',
  },
  'share-with': {
    kind: 'question',
    ...byAnswer('share-with', (value) => FIRST[value], ['share-hospital', 'share-parts', 'shares']),
    screen: async () => (await import('./screens/share-with.tsx')).ShareWithScreen,
    say: ['share-with.question'],
    invalidates: SHARING.filter((question) => question !== 'share-with'),
    assist: 'hidden',
  },
  'share-hospital': {
    kind: 'question',
    ...always('share-parts'),
    screen: async () => (await import('./screens/share-hospital.tsx')).ShareHospitalScreen,
    say: ['share-hospital.question'],
    assist: 'hidden',
  },
  'share-parts': {
    kind: 'question',
    ...always('share-long'),
    screen: async () => (await import('./screens/share-parts.tsx')).SharePartsScreen,
    say: ['share-parts.question'],
    assist: 'hidden',
  },
  'share-long': {
    kind: 'question',
    leadsTo: ['share-passcode', 'share-agree'],
    next: (answers) => (answerOf(answers, 'share-with') === 'link' ? 'share-passcode' : 'share-agree'),
    screen: async () => (await import('./screens/share-long.tsx')).ShareLongScreen,
    say: ['share-long.question'],
    assist: 'hidden',
  },
  'share-passcode': {
    kind: 'question',
    ...always('share-agree'),
    screen: async () => (await import('./screens/share-passcode.tsx')).SharePasscodeScreen,
    say: ['share-passcode.question', 'share-passcode.hint'],
    limits: { lengthMin: 6, lengthMax: 6 },
    assist: 'hidden',
  },
  'share-agree': {
    kind: 'question',
    ...always('sharing'),
    screen: async () => (await import('./screens/share-agree.tsx')).ShareAgreeScreen,
    say: ['share-agree.question'],
    invalidates: ['sharing'],
    saidOnce: true,
    assist: 'hidden',
  },
  sharing: {
    kind: 'work',
    ...always('shared'),
    screen: async () => (await import('./screens/sharing.tsx')).SharingScreen,
    say: ['sharing.title'],
    barrier: true,
    saidOnce: true,
    assist: 'hidden',
  },
  shared: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/shared.tsx')).SharedScreen,
    say: ['shared.title'],
    assist: 'hidden',
  },
  shares: {
    kind: 'question',
    ...always('share'),
    screen: async () => (await import('./screens/shares.tsx')).SharesScreen,
    say: ['shares.title'],
    invalidates: ['share', 'share-stop', 'share-stopping'],
    reopens: ['share'],
    assist: 'hidden',
  },
  share: {
    kind: 'question',
    ...always('share-stop'),
    screen: async () => (await import('./screens/share.tsx')).ShareScreen,
    say: ['share.title'],
    assist: 'hidden',
  },
  'share-stop': {
    kind: 'question',
    ...always('share-stopping'),
    screen: async () => (await import('./screens/share-stop.tsx')).ShareStopScreen,
    say: ['share-stop.question'],
    saidOnce: true,
    assist: 'hidden',
  },
  'share-stopping': {
    kind: 'work',
    ...always('share-stopped'),
    screen: async () => (await import('./screens/share-stop.tsx')).ShareStoppingScreen,
    say: ['share-stopping.title'],
    barrier: true,
    saidOnce: true,
    assist: 'hidden',
  },
  'share-stopped': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/share-stop.tsx')).ShareStoppedScreen,
    say: ['share-stopped.title', 'share-stopped.what'],
    assist: 'hidden',
  },
} satisfies Rows;
