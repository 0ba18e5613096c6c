import type { Span } from '../../directory/sentence.ts';
import type { Word } from './lexicon.ts';
import type { SignCode } from './words-zh.ts';

/** What is said of a sign: it is there, it is not, or that is not clear. */
export type Sense = 'there' | 'denied' | 'unclear';

/** Where a pattern stands, and where its last word begins: what denies it may stand inside. */
export interface Place extends Span {
  readonly sign: SignCode;
  readonly last: number;
}

/** As far "不" reaches: 不太痛. */
const SHORT_REACH = 3;
/** As far something that denies may stand from what it denies, where nobody can tell whether it does. */
const UNSURE_REACH = 6;

const end = ({ start, length }: Span) => start + length;
const isWithin = (inner: Span, outer: Span) => outer.start <= inner.start && end(inner) <= end(outer);

/** 不知道 and 是不是 deny nothing. */
function isMask({ names }: Word): boolean {
  return names.has('plain') || names.has('fear') || names.has('past');
}

/** Words that deny; not those that are a part of another word: 喘不上气, 没力气, 无明显诱因. */
export function deniersIn(senses: readonly Word[], others: readonly Span[]): readonly Word[] {
  const deniers = senses.filter(({ names }) => names.has('none') || names.has('short'));
  return deniers.filter(
    (word) =>
      !others.some((other) => other.length > word.length && isWithin(word, other)) &&
      !deniers.some((other) => other.length > word.length && isWithin(word, other)),
  );
}

/**
 * What a word that denies takes with it: a run of what can be denied, with nothing between but words that mean nothing there. It ends where
 * anything else is said, because a danger that is missed is worse than one that is asked about.
 */
export function reachOf(
  denier: Word,
  tokens: readonly string[],
  senses: readonly Word[],
  deniable: readonly Span[],
): readonly Span[] {
  const reached: Span[] = [];
  let at = end(denier);
  while (at < tokens.length) {
    const here = deniable.filter(({ start }) => start === at).sort((left, right) => right.length - left.length)[0];
    const filler = senses
      .filter((word) => word.start === at && word.names.has('filler'))
      .sort((left, right) => right.length - left.length)[0];
    if (here !== undefined) reached.push(here);
    const step = here ?? filler;
    if (step === undefined) break;
    at = end(step);
  }
  return reached;
}

/** What of `deniable` is denied in a clause. */
export function deniedIn(tokens: readonly string[], senses: readonly Word[], deniable: readonly Span[]): readonly Span[] {
  const deniers = deniersIn(senses, [...deniable, ...senses.filter(isMask)]);
  return deniers.flatMap((denier) =>
    denier.names.has('none')
      ? reachOf(denier, tokens, senses, deniable)
      : deniable.filter(({ start }) => start >= end(denier) && start - end(denier) < SHORT_REACH),
  );
}

/** What is said of a sign in its clause. Two that deny are none. */
export function senseOf(place: Place, tokens: readonly string[], senses: readonly Word[], deniable: readonly Span[]): Sense {
  const isSure = !senses.some(({ names }) => names.has('past') || names.has('fear'));
  if (!senses.some(({ names }) => names.has('none') || names.has('short'))) return isSure ? 'there' : 'unclear';
  const masks = [...deniable.filter(({ length }) => length > 1), ...senses.filter(isMask)];
  const deniers = deniersIn(senses, masks);
  const inside = deniers.filter((word) => word.start >= place.start && end(word) <= place.last && isInside(word, place));
  const before = deniers.filter((word) => end(word) <= place.start && doesReach(word, place, tokens, senses, deniable));
  const behind = deniers.filter((word) => word.names.has('none') && word.start === end(place) && end(word) === tokens.length);
  const count = inside.length + before.length + behind.length;
  if (count % 2 === 1) return 'denied';
  if (count === 0 && deniers.some((word) => isUnsure(word, place, tokens, senses, deniable))) return 'unclear';
  return isSure ? 'there' : 'unclear';
}

function isInside(denier: Word, { last }: Place): boolean {
  return denier.names.has('none') || last - end(denier) < SHORT_REACH;
}

function doesReach(
  denier: Word,
  place: Place,
  tokens: readonly string[],
  senses: readonly Word[],
  deniable: readonly Span[],
): boolean {
  if (!denier.names.has('none'))
    return place.start === place.last
      ? place.start - end(denier) < SHORT_REACH
      : place.start === end(denier) && place.length <= 2;
  return reachOf(denier, tokens, senses, deniable).some(
    (span) => isWithin(span, place) || isWithin(place, span) || span.start === place.start,
  );
}

/** It stands before, close by, and has taken nothing with it. */
function isUnsure(
  denier: Word,
  place: Place,
  tokens: readonly string[],
  senses: readonly Word[],
  deniable: readonly Span[],
): boolean {
  if (!denier.names.has('none') || end(denier) > place.start || place.start - end(denier) > UNSURE_REACH) return false;
  return reachOf(denier, tokens, senses, deniable).length === 0;
}
