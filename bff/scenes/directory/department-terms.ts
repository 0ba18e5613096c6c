import { type Comparable, comparable, hasHan } from './comparable.ts';
import { type EverydayPair, everydayPairs } from './everyday-pairs.ts';
import type { EverydayWord } from './everyday-words.ts';
import { syllablesOf } from './initials.ts';
import { type WordLengths, wordLengths } from './word-lengths.ts';

/** What is known of a department that is searched. */
export interface Searched {
  readonly code: string;
  readonly name: string;
  readonly englishName: string;
  readonly initials: string;
  readonly aliases: readonly { readonly alias: string; readonly initials: string }[];
}

/** Who says so: the list, the hospitals, or everybody. */
export type Voice = 'name' | 'english' | 'alias' | 'word';

/** Something that may be typed, made ready to be compared. */
export interface Term extends Comparable {
  readonly voice: Voice;
  /** Departments of the city with their place: 0 is the right one. */
  readonly leadsTo: readonly (readonly [code: string, place: number])[];
  /** Pinyin; empty where there is no Han character. */
  readonly syllables: readonly string[];
  readonly spelled: string;
  readonly initials: string;
}

/** The terms of a city, as they are looked through. */
export interface Terms {
  readonly byKey: ReadonlyMap<string, readonly Term[]>;
  readonly bySpelling: ReadonlyMap<string, readonly Term[]>;
  /** Names and aliases. */
  readonly own: readonly Term[];
  readonly hanWords: readonly Term[];
  readonly wordsByInitials: ReadonlyMap<string, readonly Term[]>;
  /** English names and words, and aliases without a Han character. */
  readonly latin: readonly Term[];
  readonly lengthFrom: WordLengths;
  /** Where each pair leads. */
  readonly pairs: ReadonlyMap<EverydayPair, Term['leadsTo']>;
}

/** Everything by which the departments of a city are found. Of two words of the same writing the city's stands. */
export function termsOf(
  departments: readonly Searched[],
  everyday: readonly EverydayWord[],
  ofCity: readonly EverydayWord[],
): Terms {
  const codes = departments.map(({ code }) => code);
  const overruled = new Set(ofCity.map((entry) => written(entry).key));
  const words = [...ofCity, ...everyday.filter((entry) => !overruled.has(written(entry).key))].map(
    (entry): Term => ({ ...written(entry), voice: 'word', leadsTo: placesOf(entry.codes, codes) }),
  );
  const own = departments.flatMap(({ code, name, initials, aliases }) => [
    ownTerm('name', code, name, initials),
    ...aliases.map((alias) => ownTerm('alias', code, alias.alias, alias.initials)),
  ]);
  const all = [...own, ...departments.map(({ code, englishName }) => ownTerm('english', code, englishName, '')), ...words];
  const han = all.filter(({ syllables }) => syllables.length > 0);
  const hanWords = han.filter(({ voice }) => voice === 'word');
  return {
    byKey: grouped(all, ({ key }) => key),
    bySpelling: grouped(han, ({ spelled }) => spelled),
    own,
    hanWords,
    wordsByInitials: grouped(hanWords, ({ initials }) => initials),
    latin: all.filter(({ syllables }) => syllables.length === 0),
    lengthFrom: wordLengths(all),
    pairs: new Map(
      Object.values(everydayPairs)
        .flat()
        .map((pair) => [pair, placesOf(pair.codes, codes)]),
    ),
  };
}

function grouped(terms: readonly Term[], nameOf: (term: Term) => string): ReadonlyMap<string, readonly Term[]> {
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const group = groups.get(nameOf(term));
    if (group) group.push(term);
    else groups.set(nameOf(term), [term]);
  }
  return groups;
}

function ownTerm(voice: Voice, code: string, text: string, initials: string): Term {
  return { ...comparable(text), ...spellingOf(text), initials, voice, leadsTo: [[code, 0]] };
}

type Written = Omit<Term, 'voice' | 'leadsTo'>;

/** A word is spelled once, however often a directory is read: two thousand take a tenth of a second. */
const WRITTEN = new WeakMap<EverydayWord, Written>();

function written(entry: EverydayWord): Written {
  const known = WRITTEN.get(entry);
  if (known) return known;
  const made = { ...comparable(entry.word), ...spellingOf(entry.word) };
  WRITTEN.set(entry, made);
  return made;
}

function spellingOf(text: string): Pick<Term, 'syllables' | 'spelled' | 'initials'> {
  const syllables = hasHan(text) ? syllablesOf(text) : [];
  return { syllables, spelled: syllables.join(''), initials: syllables.map(([first]) => first).join('') };
}

/**
 * Where a word leads in a city: to the department of the code; where there is none to the one above it, which does its work; and
 * where there is none either to those into which the city has divided it.
 */
function placesOf(wanted: readonly string[], codes: readonly string[]): Term['leadsTo'] {
  const places = new Map<string, number>();
  for (const [place, code] of wanted.entries())
    for (const found of nearest(code, codes)) if (!places.has(found)) places.set(found, place);
  return [...places];
}

function nearest(code: string, codes: readonly string[]): readonly string[] {
  for (let above = code; above.length >= 3; above = above.slice(0, -3)) if (codes.includes(above)) return [above];
  return codes.filter((below) => below.startsWith(`${code}.`));
}
