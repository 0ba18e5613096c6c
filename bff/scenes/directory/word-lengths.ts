import { type Comparable, hasHan } from './comparable.ts';

/** How many tokens the longest word has that begins with a character: where none does, nothing has to be joined and looked up. */
export type WordLengths = (token: string) => number;

/** Letters may be written apart that a word has together, `nose bleed` for `nosebleed`: for them the longest word of all counts. */
export function wordLengths(words: Iterable<Pick<Comparable, 'key' | 'tokens'>>): WordLengths {
  const lengths = new Map<string, number>();
  let longest = 1;
  for (const { key, tokens } of words) {
    const first = firstOf(key);
    lengths.set(first, Math.max(lengths.get(first) ?? 0, tokens.length));
    longest = Math.max(longest, tokens.length);
  }
  for (const first of lengths.keys()) if (!hasHan(first)) lengths.set(first, longest);
  return (token) => lengths.get(firstOf(token)) ?? 0;
}

function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}
