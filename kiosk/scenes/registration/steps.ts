import type { Session } from '../../client/wire.ts';
import { always, byAnswer, type Rows } from '../../journey/row.ts';
import type { GivenPerson } from './answers.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly particulars: GivenPerson;
  }
}

const patientIn = (value: Session) => value.patientId;

/** The first time on a phone: who somebody says to be, and what they agree to. */
export const steps = {
  particulars: {
    kind: 'question',
    ...always('notice'),
    screen: async () => (await import('./screens/particulars.tsx')).ParticularsScreen,
    say: ['particulars.question'],
    of: 'visit',
  },
  notice: {
    kind: 'question',
    ...byAnswer('notice', (value) => (value.agreed ? 'health-data' : 'refused'), ['health-data', 'refused']),
    screen: async () => (await import('../identity/screens/consent.tsx')).NoticeScreen,
    say: [],
    of: 'person',
  },
  'health-data': {
    kind: 'question',
    ...byAnswer('health-data', (value) => (value.agreed ? 'registering' : 'refused'), ['registering', 'refused']),
    screen: async () => (await import('../identity/screens/consent.tsx')).HealthDataScreen,
    say: [],
    of: 'person',
  },
  registering: {
    kind: 'work',
    ...always('home'),
    screen: async () => (await import('./screens/registering.tsx')).RegisteringByCodeScreen,
    say: ['registering.title'],
    barrier: true,
    of: 'person',
    whose: patientIn,
    identifies: true,
  },
  refused: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('../identity/screens/consent.tsx')).RefusedScreen,
    say: ['refused.title'],
  },
} satisfies Rows;
