import type { Session } from '../../client/wire.ts';
import type { Language } from '../../i18n/text.ts';
import { lastingLongerThan, without } from '../../journey/answering.ts';
import { type Answers, rememberedAnswer, type Step } from '../../journey/answers.ts';
import { always, byAnswer, type Rows } from '../../journey/row.ts';
import { type Consent, childsCard, type DocumentRead, sessionOf } from './answers.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly language: Language;
    readonly document: DocumentRead;
    /** The grown-up who came with the child whose card was read. */
    readonly 'with-whom': DocumentRead;
    readonly who: 'me';
    readonly opening: Session | 'consent-needed';
    readonly notice: Consent;
    readonly 'health-data': Consent;
    readonly registering: Session;
    /** What somebody had only claimed of the document was told. */
    readonly 'took-over': 'seen';
  }
  interface Ends {
    readonly refused: true;
  }
}

/** The start and the document's screen are one, so that a card that is being read is read on. */
const arrival = async () => (await import('./screens/arrival.tsx')).ArrivalScreen;

/** What somebody else had claimed of the document is told before anything else, and to nobody who has nothing to be told. */
function toldOrOn(answers: Answers): Step {
  return (sessionOf(answers)?.tookOver.length ?? 0) > 0 ? 'took-over' : childOrHome(answers);
}

/** Whoever came with a child's card came for the child. */
function childOrHome(answers: Answers): Step {
  return childsCard(answers) === undefined ? 'home' : 'child-card';
}

const patientIn = (value: Session | 'consent-needed') => (value === 'consent-needed' ? undefined : value.patientId);

const holderOf = ({ type, maskedName, maskedNumber }: DocumentRead) => [type, maskedName, maskedNumber].join('\n');

/**
 * Somebody else may have come with the child this time: nothing that one person opened is shown to another. Where somebody had opened
 * something, not even the child's card is left for another one, who came for themselves.
 */
function broughtBy(rows: Rows, answers: Answers, value: DocumentRead): Answers {
  const before = rememberedAnswer(answers, 'with-whom');
  const settled = { settled: true, value } as const;
  if (before === undefined || answers.opening === undefined)
    return { ...without(lastingLongerThan(rows, answers, 'person'), ['who']), 'with-whom': settled };
  if (holderOf(before) !== holderOf(value)) return { ...lastingLongerThan(rows, answers, 'card'), document: settled };
  return { ...without(answers, ['who']), 'with-whom': settled };
}

/** Who stands here: from the choice of a language to a session. */
export const steps = {
  language: {
    kind: 'question',
    starts: true,
    ...always('document'),
    screen: arrival,
    say: ['language.card'],
    of: 'visit',
    mask: (language) => language,
    assist: 'fill',
  },
  document: {
    kind: 'question',
    ...byAnswer('document', ({ minor }) => (minor === true ? 'with-whom' : 'who'), ['with-whom', 'who']),
    screen: arrival,
    say: ['document.question', 'document.how'],
    limits: { triesMax: 3 },
    of: 'card',
    whose: holderOf,
    // Whoever came with a child shows their own card again; what they chose for the child stays.
    identifies: (answers) => childsCard(answers) === undefined,
    reopens: ['with-whom', 'who', 'opening', 'registering'],
    assist: 'see',
  },
  'with-whom': {
    kind: 'question',
    ...always('who'),
    screen: async () => (await import('./screens/with-whom.tsx')).WithWhomScreen,
    say: ['with-whom.question', 'with-whom.how'],
    limits: { triesMax: 3 },
    of: 'card',
    identifies: true,
    settles: broughtBy,
    assist: 'see',
  },
  who: {
    kind: 'question',
    ...always('opening'),
    screen: async () => (await import('./screens/who.tsx')).WhoScreen,
    say: ['who.take'],
    of: 'card',
    identifies: true,
    assist: 'hidden',
  },
  opening: {
    kind: 'work',
    leadsTo: ['took-over', 'home', 'child-card', 'notice'],
    next: (answers) => (answers.opening?.value === 'consent-needed' ? 'notice' : toldOrOn(answers)),
    screen: async () => (await import('./screens/opening.tsx')).OpeningScreen,
    say: ['opening.title'],
    barrier: (value) => value !== 'consent-needed',
    invalidates: ['took-over'],
    of: 'person',
    whose: patientIn,
    identifies: true,
    assist: 'see',
  },
  notice: {
    kind: 'question',
    ...byAnswer('notice', (value) => (value.agreed ? 'health-data' : 'refused'), ['health-data', 'refused']),
    screen: async () => (await import('./screens/consent.tsx')).NoticeScreen,
    say: [],
    of: 'person',
    assist: 'see',
  },
  'health-data': {
    kind: 'question',
    ...byAnswer('health-data', (value) => (value.agreed ? 'registering' : 'refused'), ['registering', 'refused']),
    screen: async () => (await import('./screens/consent.tsx')).HealthDataScreen,
    say: [],
    of: 'person',
    assist: 'see',
  },
  registering: {
    kind: 'work',
    leadsTo: ['took-over', 'home', 'child-card'],
    next: toldOrOn,
    screen: async () => (await import('./screens/opening.tsx')).RegisteringScreen,
    say: ['registering.title'],
    barrier: true,
    invalidates: ['took-over'],
    of: 'person',
    whose: patientIn,
    identifies: true,
    assist: 'see',
  },
  'took-over': {
    kind: 'question',
    leadsTo: ['home', 'child-card'],
    next: childOrHome,
    screen: async () => (await import('./screens/took-over.tsx')).TookOverScreen,
    say: ['took-over.title', 'took-over.bookings', 'took-over.yours'],
    barrier: true,
    of: 'person',
    assist: 'hidden',
  },
  refused: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/consent.tsx')).RefusedScreen,
    say: ['refused.title'],
    assist: 'see',
  },
} satisfies Rows;
