import { type Answers, type AnswerTypes, answerOf, type Question, sessionOf } from './answers.ts';

/** Where a journey can stand: every question, and the ends that ask nothing more. */
export type Step = Question | 'refused' | 'booked' | 'slip' | 'cancelled' | 'access' | 'withdrawn';

/**
 * `question`: a person answers. `work`: the gateway answers; Back never leads into it.
 * `end`: what was wanted is there; the ways on are home and goodbye.
 */
export type StepKind = 'question' | 'work' | 'end';

export interface StepRow {
  readonly kind: StepKind;
  /** Every step that can follow, for the drawing and for the walk of the tests. `next` never answers another. */
  readonly leadsTo: readonly Step[];
  /** The step after this one, once it is settled. */
  next(answers: Answers): Step;
  /** What was done can not be undone by going back over it. */
  readonly barrier?: boolean;
  readonly limits?: Limits;
}

/** How much one screen asks of a person. A step without a limit of its own has none of that kind. */
export interface Limits {
  /** Choices shown at once; what is more stands on a next page. */
  readonly choicesMax?: number;
  /** Characters of what is typed, at least and at most. */
  readonly lengthMin?: number;
  readonly lengthMax?: number;
  /** Tries that fail until the way to a person comes first. */
  readonly triesMax?: number;
}

const always = (kind: StepKind, step: Step): StepRow => ({ kind, leadsTo: [step], next: () => step });
const end: StepRow = { kind: 'end', leadsTo: [], next: () => 'home' };

const choice = <Q extends Question>(question: Q, to: (value: AnswerTypes[Q]) => Step, leadsTo: readonly Step[]): StepRow => ({
  kind: 'question',
  leadsTo,
  next: (answers) => to(answerOf(answers, question) as AnswerTypes[Q]),
});

const fromHome = {
  book: 'body-part',
  child: 'for-whom',
  mine: 'mine',
  information: 'information',
  draft: 'draft-code',
} as const satisfies Record<Extract<AnswerTypes['home'], string>, Step>;

const fromInformation = {
  access: 'access',
  withdraw: 'withdraw-check',
  'withdraw-child': 'withdraw-for',
} as const satisfies Record<AnswerTypes['information'], Step>;

function hospitalOrSlot(answers: Answers): Step {
  return answers.hospital === undefined ? 'slot' : 'hospital';
}

/** What somebody else had claimed of the document is told before anything else, and to nobody who has nothing to be told. */
function toldOrHome(answers: Answers): Step {
  return (sessionOf(answers)?.tookOver.length ?? 0) > 0 ? 'took-over' : 'home';
}

/** Steps that are on the path only when somebody asks for them. Back leads past them, to where they were asked for. */
export const detours = ['day', 'hospital', 'coverage'] as const satisfies readonly Question[];

/** One row a step. Where a journey stands is computed from the answers along these rows; it is stored nowhere. */
export const journey: Readonly<Record<Step, StepRow>> = {
  language: always('question', 'document'),
  document: { ...always('question', 'who'), limits: { triesMax: 3 } },
  who: always('question', 'opening'),
  opening: {
    kind: 'work',
    leadsTo: ['took-over', 'home', 'notice'],
    next: (answers) => (answerOf(answers, 'opening') === 'consent-needed' ? 'notice' : toldOrHome(answers)),
  },
  notice: choice('notice', (value) => (value.agreed ? 'health-data' : 'refused'), ['health-data', 'refused']),
  'health-data': choice('health-data', (value) => (value.agreed ? 'registering' : 'refused'), ['registering', 'refused']),
  registering: { kind: 'work', leadsTo: ['took-over', 'home'], next: toldOrHome, barrier: true },
  'took-over': { ...always('question', 'home'), barrier: true },
  refused: end,
  home: {
    ...choice('home', (value) => (typeof value === 'string' ? fromHome[value] : 'slip'), [...Object.values(fromHome), 'slip']),
    limits: { choicesMax: 6 },
  },
  'draft-code': { ...always('question', 'body-part'), limits: { lengthMin: 4, lengthMax: 4, triesMax: 3 } },
  'for-whom': choice('for-whom', (value) => (value === 'new' ? 'relationship' : 'body-part'), ['relationship', 'body-part']),
  relationship: always('question', 'child-number'),
  'child-number': { ...always('question', 'child-birth-date'), limits: { lengthMin: 10, lengthMax: 10 } },
  'child-birth-date': { ...always('question', 'child-sex'), limits: { lengthMin: 8, lengthMax: 8 } },
  'child-sex': always('question', 'child-name'),
  'child-name': { ...always('question', 'child-notice'), limits: { lengthMin: 1, lengthMax: 120 } },
  'child-notice': choice('child-notice', (value) => (value.agreed ? 'child-health-data' : 'refused'), [
    'child-health-data',
    'refused',
  ]),
  'child-health-data': choice('child-health-data', (value) => (value.agreed ? 'registering-child' : 'refused'), [
    'registering-child',
    'refused',
  ]),
  'registering-child': { ...always('work', 'body-part'), barrier: true },
  'body-part': always('question', 'department'),
  // The earliest day at the nearest hospital is offered; another day and another hospital are asked for by those who want them.
  department: {
    kind: 'question',
    leadsTo: ['day', 'hospital', 'slot'],
    next: (answers) => (answers.day === undefined ? hospitalOrSlot(answers) : 'day'),
  },
  day: { kind: 'question', leadsTo: ['hospital', 'slot'], next: hospitalOrSlot },
  hospital: { ...always('question', 'slot'), limits: { choicesMax: 5 } },
  slot: {
    kind: 'question',
    limits: { choicesMax: 5 },
    leadsTo: ['coverage', 'check'],
    next: (answers) => (answers.coverage === undefined ? 'check' : 'coverage'),
  },
  coverage: always('question', 'check'),
  check: always('question', 'booking'),
  booking: {
    kind: 'work',
    barrier: true,
    leadsTo: ['booked', 'taken'],
    next: (answers) => (answerOf(answers, 'booking')?.kind === 'taken' ? 'taken' : 'booked'),
  },
  taken: always('question', 'check'),
  booked: end,
  mine: always('question', 'appointment'),
  appointment: choice('appointment', (value) => (value === 'slip' ? 'slip' : 'cancel-check'), ['slip', 'cancel-check']),
  slip: end,
  'cancel-check': always('question', 'cancelling'),
  cancelling: { ...always('work', 'cancelled'), barrier: true },
  cancelled: end,
  information: choice('information', (value) => fromInformation[value], Object.values(fromInformation)),
  'withdraw-for': always('question', 'withdraw-check'),
  access: end,
  'withdraw-check': always('question', 'withdrawing'),
  withdrawing: { ...always('work', 'withdrawn'), barrier: true },
  withdrawn: end,
};

/** The steps from the start to where the journey stands, which is the last of them. */
export function pathOf(answers: Answers): readonly [Step, ...Step[]] {
  const path: [Step, ...Step[]] = ['language'];
  let step: Step = 'language';
  while (isSettled(answers, step)) {
    step = journey[step].next(answers);
    if (path.includes(step)) break;
    path.push(step);
  }
  return path;
}

export function positionOf(answers: Answers): Step {
  const path = pathOf(answers);
  return path[path.length - 1] ?? 'language';
}

/** The limits of a step, with the usual ones where it has none of its own: six choices are read, more are searched. */
export function limitsOf(step: Step): Required<Limits> {
  const { choicesMax = 6, lengthMin = 0, lengthMax = Number.POSITIVE_INFINITY, triesMax = 1 } = journey[step].limits ?? {};
  return { choicesMax, lengthMin, lengthMax, triesMax };
}

/** Whether a person may stand at this step with these answers: everything before it is answered. */
export function canVisit(answers: Answers, step: Step): boolean {
  return pathOf(answers).includes(step);
}

/** The step that Back leads to, if there is one: the question before, unless something was done in between that stays done. */
export function stepBefore(answers: Answers): Question | undefined {
  const before = pathOf(answers).slice(0, -1).reverse();
  for (const step of before) {
    const done = step === 'opening' && answerOf(answers, 'opening') !== 'consent-needed';
    if (journey[step].barrier === true || done) return undefined;
    if (journey[step].kind === 'question' && !detours.some((detour) => detour === step)) return step as Question;
  }
  return undefined;
}

function isSettled(answers: Answers, step: Step): boolean {
  return journey[step].kind !== 'end' && answers[step as Question]?.settled === true;
}
