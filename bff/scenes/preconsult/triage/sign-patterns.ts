import { hasHan } from '../../directory/comparable.ts';
import { wordGroups } from '../../directory/everyday-pairs.ts';
import type { Span } from '../../directory/sentence.ts';
import { lexiconOf, rowsOf, sharedWords, type Word } from './lexicon.ts';
import { type Place, type Sense, senseOf } from './negation.ts';
import { senseWords } from './sense-words.ts';
import { signRows, signWords } from './sign-words.ts';
import { topicWords } from './topic-words.ts';
import type { SignCode } from './words-zh.ts';

/** As far two words of a pattern may stand from each other, in tokens. */
const GAP = 7;

/** Each part stands in one clause, its words near each other in their order; the parts stand anywhere in what was told. */
export interface SignPattern {
  readonly sign: SignCode;
  readonly parts: readonly (readonly string[])[];
}

const GROUPS = rowsOf(signWords);
const GROUP_NAMES = new Set([...GROUPS.map(([name]) => name), ...(wordGroups['What cannot wait'] ?? []).map(({ name }) => name)]);
const ROWS = rowsOf(signRows).map(([sign, words], index) => {
  const [first = ''] = words;
  const isPattern = words.length === 1 && (/ [+&] /.test(first) || GROUP_NAMES.has(first));
  // A row of plain words is a group of its own.
  const group = `words of row ${index}`;
  const parts = isPattern ? first.split(' & ').map((part) => part.split(' + ')) : [[group]];
  return { sign: sign as SignCode, parts, ...(isPattern ? {} : { group: [group, words] as const }) };
});
export const signPatterns: readonly SignPattern[] = ROWS;

const SIGNS = lexiconOf([...GROUPS, ...ROWS.flatMap(({ group }) => (group === undefined ? [] : [group]))]);
const SENSES = lexiconOf([...rowsOf(senseWords), ...GROUPS.filter(([name]) => name === 'plain')]);
const DENIABLE = lexiconOf(rowsOf(topicWords));
/** Parts of the body: what stands behind another one is said of that. */
const PARTS = new Set((wordGroups['Parts of the body'] ?? []).map(({ name }) => name));
/** What begins a thought of its own, and is never denied in a list. */
const BEGINS = ['plain', 'suddenly', 'sudden'];

/** What a clause is read by. */
export interface Reading {
  readonly tokens: readonly string[];
  readonly words: readonly Word[];
  /** The groups of the words. */
  readonly names: ReadonlySet<string>;
  /** Words that change what is said. */
  readonly senses: readonly Word[];
  /** What can be denied. */
  readonly deniable: readonly Span[];
}

export function readingOf(tokens: readonly string[]): Reading {
  const words = [...SIGNS(tokens), ...sharedWords(tokens)].sort((left, right) => left.start - right.start);
  const deniable = [...words.filter(({ names }) => !BEGINS.some((name) => names.has(name))), ...DENIABLE(tokens)];
  const names = new Set(words.flatMap((word) => [...word.names]));
  return { tokens, words, names, senses: SENSES(tokens), deniable };
}

/** A part of a pattern where it was told, and what is said of it. */
export interface ToldPart {
  readonly clause: number;
  readonly sense: Sense;
}

/** Where the parts of a pattern were told, by clause. A pattern of several parts is told once, by the surest place of each. */
export function toldBy({ sign, parts }: SignPattern, readings: readonly Reading[]): readonly ToldPart[] {
  const isThere = (names: readonly string[]) => readings.some((reading) => names.every((name) => reading.names.has(name)));
  if (!parts.every(isThere)) return [];
  const told = parts.map((names) =>
    readings.flatMap((reading, clause) =>
      placesOf(sign, names, reading).map((place) => ({ clause, sense: senseIn(reading, place) })),
    ),
  );
  if (told.length === 1) return told[0] ?? [];
  const surest = told.map(
    (places) => places.find(({ sense }) => sense === 'there') ?? places.find(({ sense }) => sense === 'unclear'),
  );
  if (surest.some((place) => place === undefined)) return [];
  const sense: Sense = surest.some((place) => place?.sense === 'unclear') ? 'unclear' : 'there';
  return [{ clause: Math.max(...surest.map((place) => place?.clause ?? 0)), sense }];
}

function senseIn({ tokens, senses, deniable }: Reading, place: Place): Sense {
  const around = senses.filter((word) => !isInsideLonger(word, place));
  return senseOf(place, tokens, around, place.start === place.last ? [...deniable, place] : deniable);
}

/** 昏过去 has nothing of the past in it. */
function isInsideLonger(word: Word, place: Place): boolean {
  const isWithin = word.start >= place.start && word.start + word.length <= place.start + place.length;
  return place.start === place.last && isWithin && word.length < place.length;
}

function placesOf(sign: SignCode, [first = '', ...rest]: readonly string[], { words, tokens }: Reading): readonly Place[] {
  let chains = words.filter(({ names }) => names.has(first)).map((word) => ({ word, start: word.start }));
  for (const name of rest)
    chains = chains.flatMap(({ word: before, start }) => {
      const word = words.find(({ names, ...span }) => names.has(name) && follows(before, { names, ...span }, words, tokens));
      return word === undefined ? [] : [{ word, start }];
    });
  return chains.map(({ word, start }) => ({ sign, start, length: word.start + word.length - start, last: word.start }));
}

function follows(before: Word, word: Word, words: readonly Word[], tokens: readonly string[]): boolean {
  const from = before.start + before.length;
  if (word.start < from || word.start - from > GAP) return false;
  if (!hasHan(tokens[word.start] ?? '')) return true;
  const between = words.filter((other) => other.start >= from && other.start + other.length <= word.start);
  return !between.some(
    ({ names }) =>
      [...names].some((name) => PARTS.has(name)) && ![...names].some((name) => before.names.has(name) || word.names.has(name)),
  );
}
