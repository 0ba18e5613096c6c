import { hasHan } from '../../directory/comparable.ts';
import { wordGroups } from '../../directory/everyday-pairs.ts';
import { saidIn } from '../../directory/sentence.ts';
import { type Clause, clausesOf, timesIn } from './heard-clauses.ts';
import { heardByLetters } from './heard-letters.ts';
import { type Lexicon, lexiconOf, rowsOf, sharedWords, type Word } from './lexicon.ts';
import { deniedIn, type Sense } from './negation.ts';
import type { Onset } from './rule-set.ts';
import { otherPeople } from './sense-words.ts';
import { type Reading, readingOf, signPatterns, toldBy } from './sign-patterns.ts';
import type { Sex } from './terms.ts';
import { topicsOfParts, topicsOfTroubles, topicWords } from './topic-words.ts';
import { type SignCode, type TopicCode, zh } from './words-zh.ts';

/** What was understood of somebody's own words. Nothing is guessed: what is not sure is asked. */
export interface Heard {
  /** Told as being there now. */
  readonly signs: ReadonlySet<SignCode>;
  /** Told as past, feared, or in a way that may mean either: to be asked. */
  readonly doubted: ReadonlySet<SignCode>;
  readonly topics: readonly TopicCode[];
  /** When a topic is told to have begun. */
  readonly began: ReadonlyMap<TopicCode, readonly Onset[]>;
  /** Somebody else is spoken of; the sex as far as the words tell. */
  readonly another: Sex | undefined;
}

export const NOTHING_HEARD: Heard = { signs: new Set(), doubted: new Set(), topics: [], began: new Map(), another: undefined };

/** Pain and the like that has gone is asked about; what is a danger also when it has gone stays one. */
export const MAY_PASS: readonly SignCode[] = [
  'chest-now',
  'chest-sweat',
  'palpitations-now',
  'breathless',
  'belly-hard',
  'headache-worst',
  'dizzy-weak',
];
const isQuiet = (sign: SignCode) => ['not-live', 'self-harm', 'harm-others', 'violence', 'sexual-violence'].includes(sign);

/** A sign that is none without another. */
const ONLY_TOGETHER: readonly (readonly [SignCode, SignCode])[] = [['dizzy-weak', 'black-stool']];
/** Groups whose words alone are no complaint. */
const ASIDES = ['plain', 'suddenly', 'sudden', 'much', 'nonstop', 'ache', 'worst', 'severe'];

const PEOPLE: Lexicon = lexiconOf(rowsOf(otherPeople));
const TOPICS: Lexicon = lexiconOf(rowsOf(topicWords));
const TROUBLES = new Set((wordGroups['What is wrong with them'] ?? []).map(({ name }) => name));
const isTopic = (name: string): name is TopicCode => name in zh.topics;

/** One clause with what was found in it. */
interface Told extends Clause {
  readonly reading: Reading;
  /** Named, and not denied. */
  readonly topics: readonly TopicCode[];
  /** What the parts of the body lead to, where no topic is named. */
  readonly parts: readonly TopicCode[];
  /** Whether something is told to be wrong with a part. */
  readonly isWrong: boolean;
  readonly times: readonly Onset[];
  /** Whether it says nothing of a complaint. */
  readonly isAside: boolean;
  /** Whether it only says that something is over. */
  readonly isOver: boolean;
}

/** Reads a text; the same text is always understood in the same way. */
export function hear(text: string): Heard {
  const told = clausesOf(text).map(toldIn);
  const readings = told.map(({ reading }) => reading);
  const signs = new Set<SignCode>();
  const doubted = new Set<SignCode>();
  for (const pattern of signPatterns)
    for (const { clause, sense } of toldBy(pattern, readings))
      if (isMeant(pattern.sign, sense, clause, told)) signs.add(pattern.sign);
      else if (sense !== 'denied' || isQuiet(pattern.sign)) doubted.add(pattern.sign);
  for (const sign of signs) doubted.delete(sign);
  for (const [sign, other] of ONLY_TOGETHER) if (!signs.has(other) && !doubted.has(other)) doubted.delete(sign);
  const another = anotherIn(told);
  const isNamed = told.some(({ topics }) => topics.length > 0);
  const meant = told.map(({ topics, parts, isWrong }) => (topics.length > 0 || (isNamed && !isWrong) ? topics : parts));
  const topics = Object.keys(zh.topics)
    .filter(isTopic)
    .filter((code) => meant.some((codes) => codes.includes(code)));
  if (signs.size + doubted.size + topics.length === 0 && !hasHan(text))
    return { ...NOTHING_HEARD, ...heardByLetters(text), another };
  return { signs, doubted, topics, began: beganOf(told, topics, meant), another };
}

function toldIn(clause: Clause): Told {
  const reading = readingOf(clause.tokens);
  const { tokens, words, senses } = reading;
  const named = topicWordsIn(tokens);
  const denied = deniedIn(tokens, senses, named);
  const isDenied = (word: Word) => denied.some((one) => one.start <= word.start && word.start < one.start + one.length);
  const topics = named.filter((word) => !isDenied(word)).flatMap(({ names }) => [...names].filter(isTopic));
  const isAside = topics.length === 0 && words.every(({ names }) => ASIDES.some((name) => names.has(name)));
  const isOver = isAside && senses.some(({ names }) => names.has('gone'));
  return {
    ...clause,
    reading,
    topics,
    parts: partsIn(reading),
    isWrong: isWrong(tokens),
    times: timesIn(clause),
    isAside,
    isOver,
  };
}

/** The longest words alone: 头晕 is in no 晕. */
function topicWordsIn(tokens: readonly string[]): readonly Word[] {
  const words = TOPICS(tokens).filter(({ names }) => [...names].some(isTopic));
  return words.filter(
    (word) =>
      !words.some(
        (other) =>
          other.length > word.length && other.start <= word.start && word.start + word.length <= other.start + other.length,
      ),
  );
}

/** What nobody says aloud is meant also when it is only feared; when it is denied it is asked about. */
function isMeant(sign: SignCode, sense: Sense, clause: number, told: readonly Told[]): boolean {
  if (isQuiet(sign)) return sense === 'there' || (sense === 'unclear' && isFeared(told[clause]));
  return sense === 'there' && !isOld(sign, clause, told);
}

function isFeared(clause: Told | undefined): boolean {
  const names = clause?.reading.senses.flatMap((word) => [...word.names]) ?? [];
  return names.includes('fear') && !names.includes('past') && !names.includes('none');
}

/** Told as lasting for weeks with nothing new, or as over. Weeks of a pregnancy are no such time. */
function isOld(sign: SignCode, index: number, told: readonly Told[]): boolean {
  if (sign.startsWith('pregnant-')) return false;
  const times = timesAround(index, told);
  const isLong = times.some((time) => time === 'weeks' || time === 'months');
  if (isLong && !times.includes('today') && !times.includes('days')) return true;
  return MAY_PASS.includes(sign) && told[index + 1]?.isOver === true;
}

/**
 * The times of a clause: its own, and those of what follows and says nothing else. Without any of its own it has those of the next clause that
 * says only when: 胸闷，喘，两天了.
 */
function timesAround(index: number, told: readonly Told[]): readonly Onset[] {
  const times = [...(told[index]?.times ?? [])];
  for (const clause of told.slice(index + 1)) {
    const isOther = !clause.isAside || clause.isOver;
    if (isOther && (times.length > 0 || clause.times.length > 0)) break;
    times.push(...clause.times);
  }
  return times;
}

/** Parts of the body of which something is said that is not denied. A single character stands for too much where nothing is wrong with it. */
function partsIn({ tokens, senses }: Reading): readonly TopicCode[] {
  if (senses.some(({ names }) => names.has('none') || names.has('short'))) return [];
  const words = sharedWords(tokens).filter(({ start, length }) => length > 1 || isWrong(tokens) || !hasHan(tokens[start] ?? ''));
  const wrong = saidIn(tokens).flatMap(({ names }) => [...names].flatMap((name) => topicsOfTroubles[name] ?? []));
  return words.length > 0 && wrong.length > 0
    ? wrong
    : words.flatMap(({ names }) => [...names].flatMap((name) => topicsOfParts[name] ?? []));
}

function isWrong(tokens: readonly string[]): boolean {
  return saidIn(tokens).some(({ names }) => [...names].some((name) => TROUBLES.has(name)));
}

function beganOf(
  told: readonly Told[],
  topics: readonly TopicCode[],
  meant: readonly (readonly TopicCode[])[],
): ReadonlyMap<TopicCode, readonly Onset[]> {
  return new Map(
    topics
      .map((code) => [code, meant.flatMap((codes, index) => (codes.includes(code) ? timesAround(index, told) : []))] as const)
      .filter(([, times]) => times.length > 0),
  );
}

function anotherIn(told: readonly Told[]): Sex | undefined {
  const names = new Set(told.flatMap(({ tokens }) => PEOPLE(tokens)).flatMap((word) => [...word.names]));
  const sexes = (['female', 'male', 'unknown'] as const).filter((sex) => names.has(sex));
  const [only] = sexes;
  return sexes.length > 1 ? 'unknown' : only;
}
