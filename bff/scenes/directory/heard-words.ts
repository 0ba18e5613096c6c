import type { Term } from './department-terms.ts';
import type { Span } from './sentence.ts';

/** A word that was written as it sounds, or misspelled. */
export interface Heard extends Span {
  readonly term: Term;
}

/** A syllable of pinyin. */
const SYLLABLE =
  /^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[iu]?ang?|[iu]?ai|[iu]?ao|ia|ua|a|eng?|ei|er|e|ing?|iong|ie|iu|i|ong?|ou|o|uan|ue|ui|un|uo|u|ve|v))$/;
/** Letters of the longest syllable: zhuang. */
const SYLLABLE_MOST = 6;

/** Letters of the longest word that is looked for. */
const LONGEST = 24;

/** Syllables one by one, as they are read out: `er duo` is no emergency room. */
export function isReadOut(tokens: readonly string[]): boolean {
  return tokens.length > 1 && tokens.every((token) => SYLLABLE.test(token));
}

/**
 * At each place of what is written: whether all before it are whole syllables, and all behind it. Once for each place: a text can be
 * cut in more ways than there is time for.
 */
function cutsOf(letters: string): readonly { readonly before: boolean; readonly behind: boolean }[] {
  const places = Array.from({ length: letters.length + 1 }, (_, place) => place);
  const before = places.map((place) => place === 0);
  const behind = places.map((place) => place === letters.length);
  const isSyllable = (start: number, end: number) => SYLLABLE.test(letters.slice(start, end));
  const lengths = Array.from({ length: SYLLABLE_MOST }, (_, index) => index + 1);
  for (const end of places.slice(1))
    before[end] = lengths.some((length) => before[end - length] === true && isSyllable(end - length, end));
  for (const start of places.slice(0, -1).reverse())
    behind[start] = lengths.some((length) => behind[start + length] === true && isSyllable(start, start + length));
  return places.map((place) => ({ before: before[place] === true, behind: behind[place] === true }));
}

/** Words of `syllables` and more in what is written in pinyin from end to end: `wo tou teng`. None where it is something else. */
export function heardIn(letters: string, bySpelling: ReadonlyMap<string, readonly Term[]>, syllables: number): readonly Heard[] {
  const cuts = cutsOf(letters);
  if (cuts[0]?.behind !== true) return [];
  const heard: Heard[] = [];
  for (let start = 0; start < letters.length; start += 1) {
    for (let length = Math.min(LONGEST, letters.length - start); length > 3; length -= 1) {
      const end = start + length;
      const terms = bySpelling.get(letters.slice(start, end))?.filter((term) => term.syllables.length >= syllables);
      if (!terms?.length || !cuts[start]?.before || !cuts[end]?.behind) continue;
      if (!heard.some((other) => end <= other.start + other.length))
        heard.push(...terms.map((term) => ({ term, start, length })));
      break;
    }
  }
  return heard;
}

/** Short words are near too many others. */
const LETTERS_MIN = 6;

/** Words that are a slip away from one that was typed, two in a long one, with the same first letter. */
export function misspelledIn(tokens: readonly string[], latin: readonly Term[]): readonly Heard[] {
  return tokens.flatMap((token, start) => {
    if (token.length < LETTERS_MIN) return [];
    const most = token.length > 8 ? 2 : 1;
    return latin
      .filter(({ key, tokens: { length } }) => length === 1 && key[0] === token[0] && slips(token, key, most) <= most)
      .map((term) => ({ term, start, length: 1 }));
  });
}

/** Letters left out, put in, changed, or changed with the next one (optimal string alignment); more than `most` are not counted. */
function slips(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, place) => place);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let place = 1; place <= right.length; place += 1) {
      const change = (row[place - 1] ?? 0) + (left[at - 1] === right[place - 1] ? 0 : 1);
      const isSwap = at > 1 && place > 1 && left[at - 1] === right[place - 2] && left[at - 2] === right[place - 1];
      const swap = isSwap ? (before[place - 2] ?? 0) + 1 : change;
      next.push(Math.min(change, swap, (row[place] ?? 0) + 1, (next[place - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[right.length] ?? 0;
}
