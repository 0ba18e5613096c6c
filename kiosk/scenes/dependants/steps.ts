import type { Dependant, Helped, Relationship } from '../../client/wire.ts';
import { settle, without } from '../../journey/answering.ts';
import type { Answers, Question } from '../../journey/answers.ts';
import { always, byAnswer, type Rows } from '../../journey/row.ts';
import { type Consent, childsCard } from '../identity/answers.ts';
import type { Sex } from './answers.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    /** The child whose card was read, as the gateway knows it; or that its guardian has not agreed to anything for it yet. */
    readonly 'child-card': Dependant | 'consent-needed';
    /** `first`: there is none yet, and nobody was asked. */
    readonly 'for-whom': Dependant | Helped | 'new' | 'first';
    readonly relationship: Relationship;
    readonly 'child-number': string;
    readonly 'child-birth-date': string;
    readonly 'child-sex': Sex;
    readonly 'child-name': string;
    readonly 'child-notice': Consent;
    readonly 'child-health-data': Consent;
    readonly 'registering-child': Dependant;
  }
}

/** What is asked of a child that is not registered yet. */
const DETAILS = [
  'relationship',
  'child-number',
  'child-birth-date',
  'child-sex',
  'child-name',
  'child-notice',
  'child-health-data',
] as const satisfies readonly Question[];

/** A child that was just registered is the one the errand is for; its details are not kept. */
function adopt(rows: Rows, answers: Answers, child: Dependant): Answers {
  const kept = without(answers, DETAILS);
  return childsCard(kept) === undefined ? settle(rows, kept, 'for-whom', child) : forChild(kept, child);
}

/** Whoever came with a child's card is not asked what for, and for whom. */
function forChild(answers: Answers, child: Dependant): Answers {
  return {
    ...answers,
    'child-card': { settled: true, value: child },
    home: { settled: true, value: 'child' },
    'for-whom': { settled: true, value: child },
  };
}

/** For which child, and what is asked of one that is new. */
export const steps = {
  'child-card': {
    kind: 'work',
    ...byAnswer('child-card', (value) => (value === 'consent-needed' ? 'relationship' : 'home'), ['relationship', 'home']),
    screen: async () => (await import('./screens/child-card.tsx')).ChildCardScreen,
    say: ['child-card.title'],
    barrier: (value) => value !== 'consent-needed',
    of: 'person',
    settles: (_, answers, value) =>
      value === 'consent-needed' ? { ...answers, 'child-card': { settled: true, value } } : forChild(answers, value),
    assist: 'see',
  },
  'for-whom': {
    kind: 'question',
    ...byAnswer('for-whom', (value) => (typeof value === 'string' ? 'relationship' : 'body-part'), ['relationship', 'body-part']),
    passed: (answers) => answers['for-whom']?.value === 'first',
    screen: async () => (await import('./screens/for-whom.tsx')).ForWhomScreen,
    say: ['for-whom.question'],
    // What was said of one child is about no other.
    invalidates: ['complaint', 'triage-questions', 'suggested'],
    endsDraft: true,
    assist: 'hidden',
  },
  relationship: {
    kind: 'question',
    leadsTo: ['child-number', 'child-notice'],
    // What a card says is not asked.
    next: (answers) => (childsCard(answers) === undefined ? 'child-number' : 'child-notice'),
    screen: async () => (await import('./screens/child.tsx')).RelationshipScreen,
    say: ['relationship.question'],
    mask: (relationship) => relationship,
    assist: 'fill',
  },
  'child-number': {
    kind: 'question',
    ...always('child-birth-date'),
    screen: async () => (await import('./screens/child.tsx')).ChildNumberScreen,
    say: ['child-number.question', 'child-number.hint'],
    limits: { lengthMin: 10, lengthMax: 10 },
    assist: 'hidden',
  },
  'child-birth-date': {
    kind: 'question',
    ...always('child-sex'),
    screen: async () => (await import('./screens/child.tsx')).ChildBirthDateScreen,
    say: ['child-birth-date.question', 'child-birth-date.hint'],
    limits: { lengthMin: 8, lengthMax: 8 },
    assist: 'hidden',
  },
  'child-sex': {
    kind: 'question',
    ...always('child-name'),
    screen: async () => (await import('./screens/child.tsx')).ChildSexScreen,
    say: ['child-sex.question'],
    assist: 'hidden',
  },
  'child-name': {
    kind: 'question',
    ...always('child-notice'),
    screen: async () => (await import('./screens/child.tsx')).ChildNameScreen,
    say: ['child-name.question', 'child-name.hint'],
    limits: { lengthMin: 1, lengthMax: 120 },
    assist: 'hidden',
  },
  'child-notice': {
    kind: 'question',
    ...byAnswer('child-notice', (value) => (value.agreed ? 'child-health-data' : 'refused'), ['child-health-data', 'refused']),
    screen: async () => (await import('./screens/consent.tsx')).ChildNoticeScreen,
    say: ['child.consent'],
    assist: 'see',
  },
  'child-health-data': {
    kind: 'question',
    ...byAnswer('child-health-data', (value) => (value.agreed ? 'registering-child' : 'refused'), [
      'registering-child',
      'refused',
    ]),
    screen: async () => (await import('./screens/consent.tsx')).ChildHealthDataScreen,
    say: ['child.consent'],
    assist: 'see',
  },
  'registering-child': {
    kind: 'work',
    leadsTo: ['body-part', 'home'],
    next: (answers) => (childsCard(answers) === undefined ? 'body-part' : 'home'),
    screen: async () => (await import('./screens/for-whom.tsx')).RegisteringChildScreen,
    say: ['registering-child.title'],
    barrier: true,
    saidOnce: true,
    settles: adopt,
    assist: 'see',
  },
} satisfies Rows;
