import { bodyWords } from './everyday-words/body-words.ts';
import { dangerWords } from './everyday-words/danger-words.ts';
import { complaintPairs, dangerPairs, peoplePairs, wishPairs } from './everyday-words/pairs.ts';
import { peopleAndWishWords } from './everyday-words/people-and-wish-words.ts';
import { troubleWords } from './everyday-words/trouble-words.ts';

/** Words that mean the same in a sentence, under the name by which the pairs call them. */
export interface WordGroup {
  readonly name: string;
  readonly words: readonly string[];
}

/** Two things that are said in one sentence, and the departments to which they lead together, the right one first. */
export interface EverydayPair {
  readonly firsts: readonly string[];
  /** As the row says it: names, `any` or `-`. */
  readonly with: string;
  /** Empty: the first alone. */
  readonly seconds: readonly string[];
  readonly codes: readonly string[];
  readonly source: string;
}

/** In this order they decide: what cannot wait, what is wanted, who it is about, what is wrong where. */
export const PAIR_KINDS = ['danger', 'wish', 'person', 'complaint'] as const;

export type PairKind = (typeof PAIR_KINDS)[number];

export const wordGroups: Readonly<Record<string, readonly WordGroup[]>> = {
  'Parts of the body': groupsOf(bodyWords),
  'What is wrong with them': groupsOf(troubleWords),
  'What cannot wait': groupsOf(dangerWords),
  'People, wishes, and what means nothing': groupsOf(peopleAndWishWords),
};

/** As the second of a pair: whatever is wrong. */
const ANY = 'any';
const WRONG = groupsOf(troubleWords).map(({ name }) => name);

export const everydayPairs: Readonly<Record<PairKind, readonly EverydayPair[]>> = {
  danger: pairsOf(dangerPairs),
  wish: pairsOf(wishPairs),
  person: pairsOf(peoplePairs),
  complaint: pairsOf(complaintPairs),
};

/** A row is `name | word, word`. */
function groupsOf(table: string): readonly WordGroup[] {
  return rowsOf(table).map(([name = '', words = '']) => ({ name, words: words.split(', ') }));
}

/** A row is `name name | name name | code, code | source`. */
function pairsOf(table: string): readonly EverydayPair[] {
  return rowsOf(table).map(([firsts = '', seconds = '', codes = '', source = '']) => ({
    firsts: firsts.split(' '),
    with: seconds,
    seconds: secondsOf(seconds),
    codes: codes.split(', '),
    source,
  }));
}

function secondsOf(names: string): readonly string[] {
  if (names === '-') return [];
  return names === ANY ? WRONG : names.split(' ');
}

function rowsOf(table: string): readonly (readonly string[])[] {
  return table
    .trim()
    .split('\n')
    .map((row) => row.split(' | '));
}
