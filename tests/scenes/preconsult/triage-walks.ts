import { draftRules } from '../../../bff/scenes/preconsult/triage/draft-rules.ts';
import type {
  Complaint,
  TriageOutcome,
  TriageQuestion,
  TriageSaid,
  TriageSubject,
} from '../../../bff/scenes/preconsult/triage/terms.ts';
import { triage } from '../../../bff/scenes/preconsult/triage/triage.ts';
import { pick } from '../../support/seeded.ts';
import type { Case } from './red-flag-oracle.ts';

export const outcomeOf = (subject: TriageSubject, complaint: Complaint, said: readonly TriageSaid[]): TriageOutcome =>
  triage(draftRules, subject, complaint, said);

/** Answers by the id of a question; what is not named is answered with nothing of it. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** Somebody who answers what is asked, from the first question to the end. */
export function walk(subject: TriageSubject, complaint: Complaint, answers: Answers, given: readonly TriageSaid[] = []) {
  const said = [...given];
  const asked: TriageQuestion[] = [];
  for (;;) {
    const outcome = outcomeOf(subject, complaint, said);
    if (outcome.kind !== 'question' || asked.length > 20) return { outcome, asked, said };
    const { question } = outcome;
    asked.push(question);
    said.push({ question: question.id, answer: answers[question.id] ?? plainAnswer(question) });
  }
}

/** None of what is dangerous; months ago; not pregnant; the last of what is offered. */
export function plainAnswer({ id, answers, options }: TriageQuestion): string {
  if (answers === 'many') return 'none';
  if (id === 'pregnant') return 'no';
  return options.at(-1)?.code ?? 'unknown';
}

const AGES = [0, 5, 27, 28, 60, 89, 90, 300, 1000, 1095, 1096, 2000, 4383, 5112, 5113, 7000, 14000, 20454, 21914, 21916, 30000];
/** Ages that somebody says, as the oracle takes them. */
const SAID_AGES: Readonly<Record<string, number>> = {
  'days-28': 10,
  'months-3': 60,
  'years-3': 700,
  'years-14': 3000,
  'years-60': 14000,
  'years-more': 30000,
};
const SINCE = ['today', 'days', 'weeks', 'months'];
const PARTS = Object.keys(draftRules.bodyParts) as (keyof typeof draftRules.bodyParts)[];
const TOPICS = draftRules.topics.map(({ code }) => code);
const SIGNS = draftRules.redFlags.flatMap(({ signs }) => signs);
/** What is told in words, and what it is about. */
const TEXTS: Readonly<Record<string, string>> = {
  头晕: 'dizziness',
  膝盖疼: 'joints',
  咳嗽两个月: 'cough',
  肚子不舒服: 'belly',
  以前胸痛过: 'chest',
  '没有胸痛，来开药': 'refill',
  发烧: 'fever',
  我妈腰疼: 'back',
  宝宝咳嗽: '',
  'back pain': 'back',
  '???': '',
  '头晕，膝盖疼': '',
  '以前想过自杀，牙疼': 'teeth',
};

export interface Walked {
  readonly subject: TriageSubject;
  readonly complaint: Complaint;
  readonly said: readonly TriageSaid[];
  readonly asked: ReadonlyMap<string, TriageQuestion>;
  /** Whether each question was answered once, when it was asked. */
  readonly isStraight: boolean;
}

/** What becomes of what was said so far, as far as whoever walks has to know it. */
export type Heard = { readonly kind: 'question'; readonly question: TriageQuestion } | { readonly kind: 'end' };

/** Somebody with a complaint, whose age and sex are known or not. */
export function anySubject(random: () => number): TriageSubject {
  return {
    ageDays: random() < 0.15 ? null : pick(random, AGES),
    sex: pick(random, ['female', 'male', 'unknown'] as const),
  };
}

/**
 * A walk of somebody who answers anything, comes back to what was answered, and sends what nobody asked. It yields all that was said so far,
 * and is told what becomes of that.
 */
export function* wander(random: () => number, subject: TriageSubject): Generator<Walked, Walked, Heard> {
  const complaint = anyComplaint(random);
  const said: TriageSaid[] = [];
  const asked = new Map<string, TriageQuestion>();
  // Most walks say little that is dangerous, so that many of them come to an end.
  const daring = random() < 0.5 ? 0 : random() * 0.2;
  const wandering = random() < 0.5 ? 0 : 0.08;
  const walked: Walked = { subject, complaint, said, asked, isStraight: wandering === 0 };
  for (let turn = 0; turn < 60; turn += 1) {
    const heard = yield walked;
    if (heard.kind === 'end') break;
    asked.set(heard.question.id, heard.question);
    said.push(...anySaid(random, heard.question, [...asked.values()], daring, wandering));
  }
  return walked;
}

/** The same through the rules alone. */
export function randomWalk(random: () => number) {
  const walk = wander(random, anySubject(random));
  const outcomes: TriageOutcome[] = [];
  let step = walk.next();
  while (!step.done) {
    const { subject, complaint, said } = step.value;
    const outcome = outcomeOf(subject, complaint, said);
    outcomes.push(outcome);
    step = walk.next(outcome.kind === 'question' ? outcome : { kind: 'end' });
  }
  return { ...step.value, outcomes };
}

function anySaid(
  random: () => number,
  question: TriageQuestion,
  asked: readonly TriageQuestion[],
  daring: number,
  wandering: number,
): readonly TriageSaid[] {
  const answered = (about: TriageQuestion) => ({ question: about.id, answer: anyAnswer(random, about, daring) });
  if (random() >= wandering) return [answered(question)];
  const strange = random();
  if (strange < 0.4) return [{ question: question.id, answer: pick(random, [[], '', 'nonsense', ['none', 'nonsense'], [' ']]) }];
  if (strange < 0.5) return [{ question: pick(random, ['x', 'signs-chest', 'age']), answer: pick(random, SIGNS) }];
  return [answered(pick(random, asked))];
}

function anyComplaint(random: () => number): Complaint {
  const kind = random();
  if (kind < 0.6) return { kind: 'listed', code: pick(random, TOPICS) };
  if (kind < 0.8) return { kind: 'body', part: pick(random, PARTS) };
  return { kind: 'words', text: pick(random, Object.keys(TEXTS)) };
}

function anyAnswer(random: () => number, question: TriageQuestion, daring: number): string | readonly string[] {
  if (random() < 0.02) return 'unknown';
  const codes = question.options.map(({ code }) => code);
  if (question.answers === 'one') return pick(random, codes);
  const chosen = codes.filter((code) => code !== 'none' && random() < daring / 2);
  return chosen.length === 0 || random() < 0.1 ? [...chosen, 'none'] : chosen;
}

/** A walk as the oracle reads it: what was chosen, by the codes of the answers alone. */
export function caseOf({ subject, complaint, said, asked, isStraight }: Walked): Case {
  const lastOf = (question: string, isOne: (code: string) => boolean = () => true) =>
    said.flatMap((one) => (one.question === question ? [[one.answer].flat()] : [])).findLast(([code = '']) => isOne(code));
  const isAsked = (id: string) => asked.get(id)?.answers === 'many';
  const [saidAge] = lastOf('age', (code) => code in SAID_AGES || code === 'unknown') ?? [];
  const [topic] = lastOf('topic', (code) => code !== '' && code !== 'unknown') ?? [];
  const named = complaint.kind === 'listed' ? complaint.code : complaint.kind === 'words' ? TEXTS[complaint.text] : '';
  return {
    age: asked.has('age') ? (SAID_AGES[saidAge ?? ''] ?? null) : subject.ageDays,
    sex: subject.sex,
    everSaid: new Set(said.filter(({ question }) => question !== 'topic').flatMap(({ answer }) => [answer].flat())),
    complaint: (asked.has('topic') ? topic : named) ?? '',
    since: lastOf('onset', (code) => SINCE.includes(code))?.[0],
    leftUnknown: isStraight && said.some(({ question, answer }) => isAsked(question) && [answer].flat().includes('unknown')),
  };
}
