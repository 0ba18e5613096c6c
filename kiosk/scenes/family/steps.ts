import type { Grant, GrantScope } from '../../client/wire.ts';
import type { Question } from '../../journey/answers.ts';
import { always, byAnswer, type Rows } from '../../journey/row.ts';
import type { FoundHelper, Given, GrantAgreed, GrantTerms } from './giving.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    /** Somebody is to help me; I am to help; I was given a card; or who may act for whom. */
    readonly family: 'let' | 'help' | 'card' | 'grants';
    /** The helper gave their digits; or a code goes to them. */
    readonly 'grant-how': 'digits' | 'card';
    readonly 'invitation-code': FoundHelper;
    readonly 'grant-helper': 'yes';
    readonly 'grant-terms': GrantTerms;
    readonly 'grant-scope': readonly GrantScope[];
    /** Months. */
    readonly 'grant-long': number;
    readonly 'grant-agree': GrantAgreed;
    readonly granting: Given;
    readonly 'help-how': 'invite' | 'card';
    /** What whoever was invited gave. */
    readonly inviting: Grant;
    readonly 'offer-code': Grant;
    readonly grants: Grant;
    readonly grant: 'stop';
    readonly 'grant-stop': 'yes';
    readonly 'grant-stopping': Grant;
  }
  interface Ends {
    readonly granted: true;
    readonly helping: true;
    readonly 'grant-stopped': true;
  }
}

const FIRST = { let: 'grant-how', help: 'help-how', card: 'offer-code', grants: 'grants' } as const;
const HOW = { digits: 'invitation-code', card: 'grant-terms' } as const;
const HELP = { invite: 'inviting', card: 'offer-code' } as const;

/** What is chosen of a grant, from whom it is for on. */
const CHOSEN = ['grant-helper', 'grant-scope', 'grant-long', 'grant-agree', 'granting'] as const satisfies readonly Question[];

/**
 * Letting a grown-up act for one, and acting for one. Nothing has a mask, and every step is hidden: whoever helps from another screen can
 * neither press the yes nor read a code.
 */
export const steps = {
  family: {
    kind: 'question',
    ...byAnswer('family', (value) => FIRST[value], Object.values(FIRST)),
    screen: async () => (await import('./screens/family.tsx')).FamilyScreen,
    say: ['family.question'],
    assist: 'hidden',
  },
  'grant-how': {
    kind: 'question',
    ...byAnswer('grant-how', (value) => HOW[value], Object.values(HOW)),
    screen: async () => (await import('./screens/family.tsx')).GrantHowScreen,
    say: ['grant-how.question'],
    invalidates: ['invitation-code', 'grant-terms', ...CHOSEN],
    assist: 'hidden',
  },
  'invitation-code': {
    kind: 'question',
    ...always('grant-helper'),
    screen: async () => (await import('./screens/invitation-code.tsx')).InvitationCodeScreen,
    say: ['invitation-code.question', 'invitation-code.hint'],
    limits: { lengthMin: 8, lengthMax: 8, triesMax: 3 },
    invalidates: CHOSEN,
    assist: 'hidden',
  },
  'grant-helper': {
    kind: 'question',
    ...always('grant-scope'),
    screen: async () => (await import('./screens/invitation-code.tsx')).GrantHelperScreen,
    say: ['grant-helper.what'],
    assist: 'hidden',
  },
  'grant-terms': {
    kind: 'work',
    ...always('grant-scope'),
    screen: async () => (await import('./screens/grant-choices.tsx')).GrantTermsScreen,
    say: ['grant-terms.title'],
    assist: 'hidden',
  },
  'grant-scope': {
    kind: 'question',
    ...always('grant-long'),
    screen: async () => (await import('./screens/grant-choices.tsx')).GrantScopeScreen,
    say: ['grant-scope.question'],
    assist: 'hidden',
  },
  'grant-long': {
    kind: 'question',
    ...always('grant-agree'),
    screen: async () => (await import('./screens/grant-choices.tsx')).GrantLongScreen,
    say: ['grant-long.question'],
    assist: 'hidden',
  },
  'grant-agree': {
    kind: 'question',
    ...always('granting'),
    screen: async () => (await import('./screens/grant-agree.tsx')).GrantAgreeScreen,
    say: ['grant-agree.question'],
    invalidates: ['granting'],
    saidOnce: true,
    assist: 'hidden',
  },
  granting: {
    kind: 'work',
    ...always('granted'),
    screen: async () => (await import('./screens/granting.tsx')).GrantingScreen,
    say: ['granting.title'],
    barrier: true,
    saidOnce: true,
    assist: 'hidden',
  },
  granted: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/granted.tsx')).GrantedScreen,
    say: ['granted.spoken'],
    assist: 'hidden',
  },
  'help-how': {
    kind: 'question',
    ...byAnswer('help-how', (value) => HELP[value], Object.values(HELP)),
    screen: async () => (await import('./screens/family.tsx')).HelpHowScreen,
    say: ['help-how.question'],
    invalidates: ['inviting', 'offer-code'],
    assist: 'hidden',
  },
  inviting: {
    kind: 'work',
    ...always('helping'),
    screen: async () => (await import('./screens/inviting.tsx')).InvitingScreen,
    say: ['inviting.title'],
    barrier: true,
    assist: 'hidden',
  },
  'offer-code': {
    kind: 'question',
    ...always('helping'),
    screen: async () => (await import('./screens/offer-code.tsx')).OfferCodeScreen,
    say: ['offer-code.question', 'offer-code.hint'],
    limits: { lengthMin: 8, lengthMax: 8, triesMax: 3 },
    // A code works once.
    barrier: true,
    assist: 'hidden',
  },
  helping: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/helping.tsx')).HelpingScreen,
    say: ['helping.spoken'],
    assist: 'hidden',
  },
  grants: {
    kind: 'question',
    ...always('grant'),
    screen: async () => (await import('./screens/grants.tsx')).GrantsScreen,
    say: ['grants.title'],
    invalidates: ['grant', 'grant-stop', 'grant-stopping'],
    reopens: ['grant'],
    assist: 'hidden',
  },
  grant: {
    kind: 'question',
    ...always('grant-stop'),
    screen: async () => (await import('./screens/grants.tsx')).GrantScreen,
    say: ['grant.spoken'],
    assist: 'hidden',
  },
  'grant-stop': {
    kind: 'question',
    ...always('grant-stopping'),
    screen: async () => (await import('./screens/grant-stop.tsx')).GrantStopScreen,
    say: ['grant-stop.question'],
    saidOnce: true,
    assist: 'hidden',
  },
  'grant-stopping': {
    kind: 'work',
    ...always('grant-stopped'),
    screen: async () => (await import('./screens/grant-stop.tsx')).GrantStoppingScreen,
    say: ['grant-stopping.title'],
    barrier: true,
    saidOnce: true,
    assist: 'hidden',
  },
  'grant-stopped': {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/grant-stop.tsx')).GrantStoppedScreen,
    say: ['grant-stopped.title'],
    assist: 'hidden',
  },
} satisfies Rows;
