import { comparable, hasHan } from './comparable.ts';
import { type Searched, type Term, type Terms, termsOf, type Voice } from './department-terms.ts';
import { PAIR_KINDS } from './everyday-pairs.ts';
import type { EverydayWord } from './everyday-words.ts';
import { heardIn, isReadOut, misspelledIn } from './heard-words.ts';
import { syllablesOf } from './initials.ts';
import { isAside, isHidden, pairsIn, partsAlone, type Span, saidIn } from './sentence.ts';

/** How what was typed fits a department, the best first; `docs/everyday-words.md` explains each. */
export const FITS = ['exact', 'begins', 'contains', 'pinyin', 'initials', 'characters', 'english'] as const;

export type Fit = (typeof FITS)[number];

export interface DepartmentHit {
  readonly code: string;
  readonly fit: Fit;
  /** Where it stands among the hits, as text: a page ends at one and the next begins after it. */
  readonly position: string;
}

/** Pure: the same text finds the same departments in the same order. */
export type DepartmentIndex = (typed: string) => readonly DepartmentHit[];

interface Typed {
  readonly key: string;
  readonly tokens: readonly string[];
  readonly letters: string;
  /** Somebody calls something just so. What would only be a guess is left out then. */
  readonly exact: boolean;
}

/** How a term fits, and how far it is from others that fit so, in tens: places of a word stand between them. */
type Claim = readonly [fit: Fit, distance: number];

/**
 * Made when a directory is read, so that a search only compares. Words of the city stand for everyday words of the same writing. Whoever reads
 * the same departments again, as most do, gets what was made before.
 */
export function departmentIndex(
  departments: readonly Searched[],
  everyday: readonly EverydayWord[],
  ofCity: readonly EverydayWord[] = [],
): DepartmentIndex {
  const terms = madeTerms(departments, everyday, ofCity);
  return (text) => {
    const { key, tokens, letters } = comparable(text);
    if (key === '') return [];
    const typed = { key, tokens, letters, exact: terms.byKey.has(key) };
    const hits = new Map<string, DepartmentHit>();
    for (const term of terms.byKey.get(key) ?? []) claim(hits, term, ['exact', VOICES[term.voice]]);
    for (const term of terms.own) claim(hits, term, writtenAlike(term, typed));
    if (letters !== '') claimByLetters(hits, terms, typed);
    const readOut = isReadOut(tokens);
    if (hits.size === 0 && readOut) claimByEar(hits, terms, typed);
    if (!typed.exact && !(hits.size > 0 && readOut)) claimByEverydayWords(hits, terms, typed);
    if (hits.size === 0 && !typed.exact) for (const term of terms.own) claim(hits, term, scatteredIn(term, tokens));
    if (hits.size === 0) claimByEar(hits, terms, typed);
    return [...hits.values()].sort((left, right) => (left.position < right.position ? -1 : 1));
  };
}

const MADE_MAX = 4;

/** What was made last, by what it was made of. */
const MADE = new WeakMap<readonly EverydayWord[], Map<string, Terms>>();

function madeTerms(...[departments, everyday, ofCity]: Parameters<typeof termsOf>): Terms {
  const ofWords = MADE.get(everyday) ?? new Map<string, Terms>();
  const of = JSON.stringify([departments, ofCity]);
  const terms = ofWords.get(of) ?? termsOf(departments, everyday, ofCity);
  ofWords.delete(of);
  MADE.set(everyday, ofWords.set(of, terms));
  const [oldest = of] = ofWords.keys();
  if (ofWords.size > MADE_MAX) ofWords.delete(oldest);
  return terms;
}

function claimByLetters(hits: Map<string, DepartmentHit>, terms: Terms, typed: Typed): void {
  const { letters, exact } = typed;
  const spelled = letters.length > 1 ? (terms.bySpelling.get(letters) ?? []) : [];
  for (const term of spelled) claim(hits, term, ['pinyin', VOICES[term.voice]]);
  const isUnfinished = letters.length > 1 && spelled.length === 0 && !exact;
  for (const term of terms.own) {
    if (isUnfinished) claim(hits, term, pinyinOf(term, letters));
    claim(hits, term, initialsOf(term, letters));
  }
  if (exact) return;
  for (const term of terms.wordsByInitials.get(letters) ?? [])
    if (isTold(term)) claim(hits, term, ['initials', isDepartment(term) ? 25 : 40]);
  if (letters.length > 2) for (const term of terms.latin) claim(hits, term, englishOf(term, typed));
}

function claimByEverydayWords(hits: Map<string, DepartmentHit>, terms: Terms, { key, tokens }: Typed): void {
  const said = saidIn(tokens);
  const runs = runsWithin(tokens, terms).filter((run) => !isHidden(run, said));
  for (const run of runs)
    for (const term of terms.byKey.get(run.run) ?? [])
      claim(hits, term, within(isAside(run.run) ? ASIDE : WORD, run, term.voice));
  for (const { kind, pair, ...span } of pairsIn(tokens, said, runs)) {
    const leadsTo = terms.pairs.get(pair) ?? [];
    claim(hits, { leadsTo }, within(PAIR_KINDS.indexOf(kind), span));
  }
  if (hits.size > 0) return;
  for (const { pair, ...span } of partsAlone(said)) claim(hits, { leadsTo: terms.pairs.get(pair) ?? [] }, within(ASIDE, span));
  if (hits.size > 0 || !hasHan(key)) return;
  for (const term of terms.hanWords)
    if (term.key.includes(key))
      claim(hits, term, ['contains', 500_000 + (term.key.startsWith(key) ? 0 : 1_000) + term.key.length * 10]);
  if (hits.size > 0) return;
  for (const [start, token] of tokens.entries())
    if (!said.some((other) => other.length > 1 && other.start <= start && start < other.start + other.length))
      for (const term of terms.byKey.get(token) ?? []) claim(hits, term, within(ASIDE, { start, length: 1 }));
}

/** Where nothing else is found: words as they sound, or misspelled. Two syllables sound like another word too easily when they are written in Han characters. */
function claimByEar(hits: Map<string, DepartmentHit>, terms: Terms, { key, tokens, letters }: Typed): void {
  const isHan = hasHan(key);
  const spelled = isHan ? syllablesOf(key) : [letters];
  const heard = heardIn(spelled.join(''), terms.bySpelling, isHan && spelled.length > 2 ? 3 : 2);
  for (const { term, start } of heard) {
    const span = { start, length: term.syllables.length };
    claim(hits, term, ['pinyin', within(isAside(term.key) ? ASIDE : WORD, span)[1]]);
  }
  if (hits.size > 0 || isHan) return;
  for (const { term, ...span } of misspelledIn(tokens, terms.latin)) claim(hits, term, ['english', within(WORD, span)[1]]);
}

/** A word stands with complaints, behind what is wanted and who it is about; what tells little stands behind all of them. */
const WORD = PAIR_KINDS.indexOf('complaint');
const ASIDE = PAIR_KINDS.length;

/** Of the same rank the longest is first, then the one that was said first; what hospitals say, who put nothing in order, is behind. */
function within(rank: number, { start, length }: Span, voice: Voice = 'word'): Claim {
  const behindWords = voice === 'alias' ? 5 : 0;
  return ['contains', (rank + 1) * 100_000 + (99 - length) * 1_000 + start * 10 + behindWords];
}

/** Ties keep the order of the directory, which is that of codes. A department keeps the best of its claims. */
function claim(hits: Map<string, DepartmentHit>, { leadsTo }: Pick<Term, 'leadsTo'>, made: Claim | undefined): void {
  if (made === undefined) return;
  const [fit, distance] = made;
  for (const [code, place] of leadsTo) {
    const position = `${FITS.indexOf(fit)}.${String(distance + place).padStart(6, '0')}.${code}`;
    const before = hits.get(code);
    if (before === undefined || position < before.position) hits.set(code, { code, fit, position });
  }
}

/** The list's own names first; then the right department of a word; then what hospitals say, who do not put theirs in order. */
const VOICES: Readonly<Record<Voice, number>> = { name: 0, english: 0, word: 10, alias: 11 };

/** Letters inside a word are nothing that was said: `ent` stands in gastroenterology. */
function writtenAlike({ voice, key, syllables }: Term, typed: Typed): Claim | undefined {
  if (syllables.length === 0 || typed.letters.length === 1 || !key.includes(typed.key)) return undefined;
  return [key.startsWith(typed.key) ? 'begins' : 'contains', voice === 'name' ? 0 : 10];
}

function pinyinOf({ voice, spelled, syllables }: Term, letters: string): Claim | undefined {
  if (!spelled.includes(letters)) return undefined;
  if (spelled.startsWith(letters)) return ['pinyin', voice === 'name' ? 30 : 40];
  return isRunOf(syllables, letters) ? ['pinyin', voice === 'name' ? 50 : 60] : undefined;
}

/** Whole syllables, two or more: `neike` is in xiao hua nei ke, `ane` is not. */
function isRunOf(syllables: readonly string[], letters: string): boolean {
  return syllables.some((_, start) => {
    for (let end = start + 2; end <= syllables.length; end += 1)
      if (syllables.slice(start, end).join('') === letters) return true;
    return false;
  });
}

/** The pad of the kiosk types initials one by one. */
function initialsOf({ voice, initials }: Term, letters: string): Claim | undefined {
  if (!initials.startsWith(letters)) return undefined;
  return ['initials', (voice === 'name' ? 0 : 20) + (initials === letters ? 0 : 10)];
}

/** Two letters are the initials of some word or other; as those of a department they are meant. */
function isTold({ key, initials }: Term): boolean {
  return initials.length > 2 || (initials.length === 2 && isDepartment({ key }));
}

/** 心理科 before 心率快, which has the same initials. */
function isDepartment({ key }: Pick<Term, 'key'>): boolean {
  return key.endsWith('科');
}

/** Each word that was typed begins a word of the name, in their order. */
function englishOf({ voice, tokens }: Term, typed: Typed): Claim | undefined {
  let next = 0;
  for (const token of typed.tokens) {
    const at = tokens.findIndex((whole, index) => index >= next && whole.startsWith(token));
    if (at === -1) return undefined;
    next = at + 1;
  }
  return ['english', (voice === 'word' ? 20 : 0) + (next === typed.tokens.length ? 0 : 10)];
}

/** 耳喉科 in 耳鼻咽喉科: where nothing else is found, the characters of a name with others left out. */
function scatteredIn({ voice, key }: Term, tokens: readonly string[]): Claim | undefined {
  if (voice !== 'name' || tokens.length < 2 || !tokens.every(hasHan)) return undefined;
  let from = 0;
  for (const token of tokens) {
    const at = key.indexOf(token, from);
    if (at === -1) return undefined;
    from = at + token.length;
  }
  return ['characters', 0];
}

interface Run extends Span {
  readonly run: string;
}

/** What stands in a sentence that somebody typed, as whole words: the longest ones, because 头皮痒 is nothing of the head. */
function runsWithin(tokens: readonly string[], { byKey, lengthFrom }: Terms): readonly Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < tokens.length; start += 1) {
    const most = Math.min(lengthFrom(tokens[start] ?? ''), tokens.length - start);
    for (let length = most; length > 0; length -= 1) {
      const run = tokens.slice(start, start + length).join('');
      if (run.length < 2 || !byKey.has(run)) continue;
      const isWithinAnother = runs.some((other) => start + length <= other.start + other.length);
      if (!isWithinAnother) runs.push({ start, length, run });
      break;
    }
  }
  return runs;
}
