import { type AgeSpan, ageOf, fitsAge, mayBeFor } from './for-whom.ts';
import { type Heard, hear, NOTHING_HEARD } from './hear.ts';
import { indexOf } from './rule-index.ts';
import { type RedFlagRow, type RuleSet, type TopicRow, untilYears, years } from './rule-set.ts';
import type { Complaint, Sex, TriageSaid, TriageSubject } from './terms.ts';
import type { SignCode, TopicCode } from './words-zh.ts';

/** What is known at a point of the conversation. */
export interface Evidence {
  readonly heard: Heard;
  readonly sex: Sex;
  readonly age: AgeSpan;
  /** The birthday is not known: it is asked. */
  readonly asksAge: boolean;
  /** Topics of which one is meant; of a single one it is known. */
  readonly offered: readonly TopicRow[];
  readonly topic: TopicRow | undefined;
  readonly pregnant: 'yes' | 'no' | 'unknown' | undefined;
  /** Signs that were ever said: nothing takes them back. */
  readonly signs: ReadonlySet<SignCode>;
  /** The last answer to each question that still holds. */
  readonly answers: ReadonlyMap<string, readonly string[]>;
  /** Rows that were ever fulfilled, in the order in which they were. */
  readonly raised: readonly RedFlagRow[];
}

/** Ages that somebody can say of a patient whose birthday is not known. */
export const AGE_BANDS = {
  'days-28': { from: 0, below: 28 },
  'months-3': { from: 28, below: 90 },
  'years-3': { from: 90, below: untilYears(3) },
  'years-14': { from: untilYears(3), below: untilYears(14) },
  'years-60': { from: untilYears(14), below: years(60) },
  'years-more': { from: years(60), below: Infinity },
} as const satisfies Readonly<Record<string, AgeSpan>>;

export const UNKNOWN = 'unknown';
/** What is asked again when it turns out that the complaint, or the patient's age, is another one. */
const KEPT = ['topic', 'age', 'pregnant'];

/** Reads what was said from the first to the last: what was an alarm once stays one, whatever is said afterwards. */
export function gather(rules: RuleSet, subject: TriageSubject, complaint: Complaint, said: readonly TriageSaid[]): Evidence {
  let evidence = begin(rules, subject, complaint);
  for (const one of said) evidence = withRaised(rules, take(rules, evidence, one));
  return evidence;
}

function begin(rules: RuleSet, subject: TriageSubject, complaint: Complaint): Evidence {
  const heard = complaint.kind === 'words' ? hear(complaint.text) : NOTHING_HEARD;
  const who = heard.another === undefined ? subject : { ageDays: null, sex: heard.another };
  const patient = { sex: who.sex, age: ageOf(who.ageDays) };
  const offered = offeredTo(rules, complaint, heard).filter((row) => mayBeFor(row, patient));
  const evidence: Evidence = {
    ...patient,
    heard,
    asksAge: who.ageDays === null,
    offered: offered.length > 0 ? offered : rules.topics.filter((row) => mayBeFor(row, patient)),
    topic: offered.length === 1 ? offered[0] : undefined,
    pregnant: undefined,
    signs: heard.signs,
    answers: new Map(),
    raised: [],
  };
  return withRaised(rules, evidence);
}

/** What somebody may mean. Words that lead nowhere, and a topic that is not there, lead to the whole list. */
function offeredTo({ topics, bodyParts }: RuleSet, complaint: Complaint, heard: Heard): readonly TopicRow[] {
  switch (complaint.kind) {
    case 'listed':
      return topics.filter(({ code }) => code === complaint.code);
    case 'body':
      return topics.filter(({ code }) => bodyParts[complaint.part].includes(code));
    case 'words': {
      const told = topics.filter(({ code }) => heard.topics.includes(code));
      if (told.length > 1) return topics.filter((row) => told.includes(row) || row.code === 'other');
      return told.length > 0 ? told : topicOf(topics, heard.doubted);
    }
  }
}

/** Where nothing but a sign was heard that is in doubt: the first topic that asks most of them. */
function topicOf(topics: readonly TopicRow[], doubted: ReadonlySet<SignCode>): readonly TopicRow[] {
  const asked = (row: TopicRow) => row.signs.filter((sign) => doubted.has(sign)).length;
  const most = Math.max(...topics.map(asked));
  return most === 0 ? [] : topics.filter((row) => asked(row) === most).slice(0, 1);
}

/** A sign counts in whichever answer it stands: what is sent wrongly is no reason to pass over a danger. */
function take(rules: RuleSet, before: Evidence, { question, answer }: TriageSaid): Evidence {
  const codes = typeof answer === 'string' ? [answer] : answer;
  const [first = ''] = codes;
  if (question === 'topic')
    return before.offered.length === 1 ? before : withTopic(answered(before, question, codes), before, first);
  const signs = codes.filter(indexOf(rules).isSign);
  const saw = signs.length > 0 ? { ...before, signs: new Set([...before.signs, ...signs]) } : before;
  const evidence = answered(saw, question, codes);
  if (question === 'age') return before.asksAge ? withAge(evidence, saw, first) : saw;
  if (question === 'pregnant' && (first === 'yes' || first === 'no' || first === UNKNOWN))
    return { ...evidence, pregnant: first };
  return evidence;
}

function answered(evidence: Evidence, question: string, codes: readonly string[]): Evidence {
  return { ...evidence, answers: new Map(evidence.answers).set(question, codes) };
}

function withTopic(evidence: Evidence, before: Evidence, code: string): Evidence {
  if (code === UNKNOWN && before.topic !== undefined) return before;
  const sought = code === UNKNOWN ? 'other' : code;
  const topic = before.offered.find((row) => row.code === sought) ?? (code === UNKNOWN ? before.offered[0] : undefined);
  if (topic === undefined) return before;
  return topic === before.topic
    ? evidence
    : { ...evidence, topic, answers: keeping(evidence.answers, (question) => isPage(question)) };
}

function withAge(evidence: Evidence, before: Evidence, code: string): Evidence {
  const age = code === UNKNOWN ? { from: 0, below: Infinity } : AGE_BANDS[code as keyof typeof AGE_BANDS];
  if (age === undefined) return before;
  return before.answers.get('age')?.[0] === code
    ? evidence
    : { ...evidence, age, answers: keeping(evidence.answers, () => false) };
}

function keeping(answers: Evidence['answers'], keeps: (question: string) => boolean): Evidence['answers'] {
  return new Map([...answers].filter(([question]) => KEPT.includes(question) || keeps(question)));
}

/** Pages of signs have the topic in their names; what else was said is about the complaint that was chosen. */
function isPage(question: string): boolean {
  return question.startsWith('signs-') || question.startsWith('quiet-') || question.startsWith('heard-');
}

/** What somebody comes with, chosen or heard. */
export function complaintsOf({ topic, heard }: Evidence): readonly TopicCode[] {
  return topic === undefined ? heard.topics : [topic.code, ...heard.topics];
}

/** When a complaint began: as it was chosen, and as it was told. */
function onsetsOf({ topic, answers, heard }: Evidence, complaint: TopicCode): readonly string[] {
  const chosen = answers.get('onset') ?? [];
  const told = heard.began.get(complaint);
  return topic?.code === complaint || told === undefined ? [...chosen, ...(told ?? [])] : told;
}

function withRaised({ redFlags }: RuleSet, evidence: Evidence): Evidence {
  const raised = redFlags.filter((row) => !evidence.raised.includes(row) && isRaised(row, evidence));
  return raised.length === 0 ? evidence : { ...evidence, raised: [...evidence.raised, ...raised] };
}

/**
 * Whether all is so that a row says. A sign that was said weighs more than an age or a pregnancy that nobody knows; where the complaint
 * alone is the flag, the age has to be known.
 */
function isRaised(row: RedFlagRow, evidence: Evidence): boolean {
  if (!row.signs.every((sign) => evidence.signs.has(sign))) return false;
  if (!mayBeFor(row, evidence)) return false;
  if (row.signs.length === 0 && fitsAge(row, evidence.age) !== 'yes') return false;
  const { onset, complaint } = row;
  if (onset === undefined || complaint === undefined) return isComplaint(row, evidence);
  const comes = complaintsOf(evidence).filter((code) => complaint.includes(code));
  return comes.some((code) => onset.some((began) => onsetsOf(evidence, code).includes(began)));
}

export function isComplaint({ complaint }: RedFlagRow, evidence: Evidence): boolean {
  return complaint === undefined || complaintsOf(evidence).some((code) => complaint.includes(code));
}
