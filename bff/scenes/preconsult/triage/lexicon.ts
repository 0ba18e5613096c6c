import { comparable } from '../../directory/comparable.ts';
import { wordGroups } from '../../directory/everyday-pairs.ts';
import { type Span, saidIn } from '../../directory/sentence.ts';

/** A word where it stands in a clause, and the groups to which it belongs. */
export interface Word extends Span {
  readonly names: ReadonlySet<string>;
}

export type Lexicon = (tokens: readonly string[]) => readonly Word[];

/** Rows of a table `name | word, word`. */
export function rowsOf(table: string): readonly (readonly [name: string, words: readonly string[]])[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [name = '', words = ''] = row.split(' | ');
      return [name, words.split(', ')] as const;
    });
}

/** What of a clause the directory knows: parts of the body, and what cannot wait. */
export function sharedWords(tokens: readonly string[]): readonly Word[] {
  return saidIn(tokens)
    .map(({ names, ...span }) => ({ ...span, names: new Set([...names].filter((name) => SHARED.has(name))) }))
    .filter(({ names }) => names.size > 0);
}

/** Groups of the directory that are worth as much here: the parts of the body, and what cannot wait. */
const SHARED = new Set(
  ['Parts of the body', 'What cannot wait'].flatMap((table) => (wordGroups[table] ?? []).map(({ name }) => name)),
);

/** Finds the words of a table, the longest of each group at each place. */
export function lexiconOf(rows: readonly (readonly [name: string, words: readonly string[]])[]): Lexicon {
  const known = new Map<string, Set<string>>();
  const longest = new Map<string, number>();
  for (const [name, words] of rows)
    for (const word of words) {
      const { tokens } = comparable(word);
      const [first = ''] = tokens;
      const key = tokens.join(' ');
      known.set(key, (known.get(key) ?? new Set()).add(name));
      longest.set(first, Math.max(longest.get(first) ?? 0, tokens.length));
    }
  return (tokens) => {
    const found: Word[] = [];
    for (let start = 0; start < tokens.length; start += 1) found.push(...wordsAt(tokens, start));
    return found;
  };

  function wordsAt(tokens: readonly string[], start: number): readonly Word[] {
    const words: Word[] = [];
    const taken = new Set<string>();
    for (let length = Math.min(longest.get(tokens[start] ?? '') ?? 0, tokens.length - start); length > 0; length -= 1) {
      const names = [...(known.get(tokens.slice(start, start + length).join(' ')) ?? [])].filter((name) => !taken.has(name));
      for (const name of names) taken.add(name);
      if (names.length > 0) words.push({ start, length, names: new Set(names) });
    }
    return words;
  }
}
