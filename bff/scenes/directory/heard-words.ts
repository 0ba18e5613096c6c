import type { Term } from './department-terms.ts';
import type { Span } from './sentence.ts';

/** A word that was written as it sounds, or misspelled. */
export interface Heard extends Span {
  readonly term: Term;
}

/** Whole syllables of pinyin and nothing else, so that English is not looked through for them. */
const PINYIN =
  /^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[iu]?ang?|[iu]?ai|[iu]?ao|ia|ua|a|eng?|ei|er|e|ing?|iong|ie|iu|i|ong?|ou|o|uan|ue|ui|un|uo|u|ve|v))*$/;

/** Letters of the longest word that is looked for. */
const LONGEST = 24;

/** Words of `syllables` and more in what is written in pinyin from end to end: `wo tou teng`. None where it is something else. */
export function heardIn(letters: string, bySpelling: ReadonlyMap<string, readonly Term[]>, syllables: number): readonly Heard[] {
  if (!PINYIN.test(letters)) return [];
  const heard: Heard[] = [];
  for (let start = 0; start < letters.length; start += 1) {
    for (let length = Math.min(LONGEST, letters.length - start); length > 3; length -= 1) {
      const end = start + length;
      const terms = bySpelling.get(letters.slice(start, end))?.filter((term) => term.syllables.length >= syllables);
      if (!terms?.length || !PINYIN.test(letters.slice(0, start)) || !PINYIN.test(letters.slice(end))) continue;
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
