import { comparable, hasHan } from './comparable.ts';
import { type EverydayPair, everydayPairs, type PairKind, wordGroups } from './everyday-pairs.ts';
import { wordLengths } from './word-lengths.ts';

/** Where something stands among the tokens of a sentence. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** Words of a group in a sentence. */
export interface Said extends Span {
  /** Names of the groups to which they belong; none for words that mean nothing here. */
  readonly names: ReadonlySet<string>;
}

export interface PairSaid extends Span {
  readonly kind: PairKind;
  readonly pair: EverydayPair;
}

/** Words that are there to hide what only looks like a word inside them or across their edge: 手术费, 生完孩子. */
const PLAIN = 'plain';
/** What tells little beside anything else: 突然, 不舒服. */
const ASIDES = ['aside', 'old'];
/** Somebody's child, but grown up. */
const GROWN = 'grown';
const CHILD = 'child';

/** As far a complaint may stand from the part of the body that it is about, in tokens, behind it and before it. */
const BEHIND = 8;
const BEFORE = 6;

const GROUPS = Object.values(wordGroups).flat();
const NAMES_BY_KEY = namesByKey();
const LENGTH_FROM = wordLengths(GROUPS.flatMap(({ words }) => words.map(comparable)));
const PARTS = namesOf(everydayPairs.complaint.map(({ firsts }) => firsts));
const TROUBLES = namesOf(everydayPairs.complaint.map(({ seconds }) => seconds));
/** Where a pair stands in its table, by its two names. */
const PLACES: Readonly<Record<PairKind, ReadonlyMap<string, number>>> = {
  danger: placesOf(everydayPairs.danger),
  wish: placesOf(everydayPairs.wish),
  person: placesOf(everydayPairs.person),
  complaint: placesOf(everydayPairs.complaint),
};

function namesByKey(): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  for (const { name, words } of GROUPS)
    for (const word of words) {
      const { key } = comparable(word);
      known.set(key, (known.get(key) ?? new Set()).add(name));
    }
  return known;
}

function namesOf(lists: readonly (readonly string[])[]): ReadonlySet<string> {
  return new Set(lists.flat());
}

function placesOf(pairs: readonly EverydayPair[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, { firsts, seconds }] of pairs.entries())
    for (const first of firsts)
      for (const second of seconds.length === 0 ? [''] : seconds) {
        const names = `${first} ${second}`;
        if (!places.has(names)) places.set(names, place);
      }
  return places;
}

/** The words of the groups in a sentence, the longest at each place, from left to right: 脚趾头痛风 has toes in it and no headache. */
export function saidIn(tokens: readonly string[]): readonly Said[] {
  const said: Said[] = [];
  for (let start = 0; start < tokens.length; start += 1) {
    const length = longestAt(tokens, start);
    if (length === 0) continue;
    said.push({ start, length, names: NAMES_BY_KEY.get(tokens.slice(start, start + length).join('')) ?? new Set() });
    start += length - 1;
  }
  return said;
}

function longestAt(tokens: readonly string[], start: number): number {
  for (let length = Math.min(LENGTH_FROM(tokens[start] ?? ''), tokens.length - start); length > 0; length -= 1)
    if (NAMES_BY_KEY.has(tokens.slice(start, start + length).join(''))) return length;
  return 0;
}

/** A word that leads somewhere only when nothing else is said. */
export function isAside(key: string): boolean {
  return ASIDES.some((name) => NAMES_BY_KEY.get(key)?.has(name));
}

/** A run of a sentence is no word of it where it stands across the edge of a longer word, or inside one that means nothing. */
export function isHidden(run: Span, said: readonly Said[]): boolean {
  const end = run.start + run.length;
  return said.some(({ start, length, names }) => {
    if (length < 2) return false;
    if (start < run.start && run.start < start + length && start + length < end) return true;
    return names.has(PLAIN) && start <= run.start && end <= start + length && length > run.length;
  });
}

/**
 * The pairs of a sentence. Of a single character inside one of `runs`, which are words of their own, nothing is said about the body,
 * and no complaint is made of what stands together in one.
 */
export function pairsIn(tokens: readonly string[], said: readonly Said[], runs: readonly Span[]): readonly PairSaid[] {
  const meant = said.filter(({ names }) => names.size > 1 || !names.has(PLAIN));
  const isGrown = meant.some(({ names }) => names.has(GROWN));
  const people = isGrown ? meant.filter(({ names }) => !names.has(CHILD)) : meant;
  const alone = meant.filter((word) => word.length > 1 || !runs.some((run) => isWithin(word, run)));
  return [
    ...pairsAnywhere('danger', people),
    ...pairsAnywhere('wish', people),
    ...pairsAnywhere('person', people),
    ...complaintsIn(tokens, alone, runs),
  ];
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.length > inner.length && outer.start <= inner.start && inner.start + inner.length <= outer.start + outer.length;
}

/** What is wanted and who it is about counts wherever it stands in the sentence. */
function pairsAnywhere(kind: PairKind, said: readonly Said[]): readonly PairSaid[] {
  return said.flatMap((first) => {
    const found = said.flatMap((second) => (first === second ? [] : together(kind, first, second)));
    return [...found, ...together(kind, first, undefined)];
  });
}

function complaintsIn(tokens: readonly string[], said: readonly Said[], runs: readonly Span[]): readonly PairSaid[] {
  const parts = said.filter(({ names }) => [...names].some((name) => PARTS.has(name)));
  return said
    .filter(({ names }) => [...names].some((name) => TROUBLES.has(name)))
    .flatMap((trouble) => {
      const isHan = hasHan(tokens[trouble.start] ?? '');
      const near = parts
        .filter((part) => part !== trouble && !runs.some((run) => isWithin(part, run) && isWithin(trouble, run)))
        .map((part) => ({ part, away: farness(part, trouble, isHan) }))
        .filter(({ away }) => away < Infinity)
        .sort((left, right) => left.away - right.away);
      for (const { part } of near) {
        const found = together('complaint', part, trouble);
        if (found.length > 0) return found;
      }
      return [];
    });
}

/** A part of the body of which nothing is said that is known. A single character stands for too much else. */
export function partsAlone(said: readonly Said[]): readonly PairSaid[] {
  return said.filter(({ length }) => length > 1).flatMap((part) => together('complaint', part, undefined));
}

/** In Chinese a complaint follows what it is about; only where nothing stands before it, it is about what comes. */
function farness(part: Span, trouble: Span, isHan: boolean): number {
  const isBehind = part.start < trouble.start;
  const gap = isBehind ? trouble.start - part.start - part.length : part.start - trouble.start - trouble.length;
  if (gap > (isBehind ? BEHIND : BEFORE)) return Infinity;
  return isBehind || !isHan ? gap : gap + BEHIND + 1;
}

function together(kind: PairKind, first: Said, second: Said | undefined): readonly PairSaid[] {
  const places = [...first.names].flatMap((name) =>
    [...(second?.names ?? [''])].flatMap((other) => PLACES[kind].get(`${name} ${other}`) ?? []),
  );
  const pair = everydayPairs[kind][Math.min(...places)];
  if (pair === undefined) return [];
  const start = Math.min(first.start, second?.start ?? first.start);
  return [{ kind, pair, start, length: first.length + (second?.length ?? 0) + 1 }];
}
