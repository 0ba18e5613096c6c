import type { Dependant, Relationship } from '../../client/wire.ts';
import { settle, without } from '../../journey/answering.ts';
import type { Answers, Question } from '../../journey/answers.ts';
import { always, byAnswer, type Rows } from '../../journey/row.ts';
import type { Consent } from '../identity/answers.ts';
import type { Sex } from './answers.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly 'for-whom': Dependant | 'new';
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
  return settle(rows, without(answers, DETAILS), 'for-whom', child);
}

/** For which child, and what is asked of one that is new. */
export const steps = {
  'for-whom': {
    kind: 'question',
    ...byAnswer('for-whom', (value) => (value === 'new' ? 'relationship' : 'body-part'), ['relationship', 'body-part']),
    screen: async () => (await import('./screens/for-whom.tsx')).ForWhomScreen,
    say: ['for-whom.question'],
    endsDraft: true,
    assist: 'hidden',
  },
  relationship: {
    kind: 'question',
    ...always('child-number'),
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
    ...always('body-part'),
    screen: async () => (await import('./screens/for-whom.tsx')).RegisteringChildScreen,
    say: ['registering-child.title'],
    barrier: true,
    saidOnce: true,
    settles: adopt,
    assist: 'see',
  },
} satisfies Rows;
