import { comparable, hasHan } from '../../directory/comparable.ts';
import { initialsOf, syllablesOf } from '../../directory/initials.ts';
import { rowsOf } from './lexicon.ts';
import { signRows } from './sign-words.ts';
import { topicWords } from './topic-words.ts';
import type { SignCode, TopicCode } from './words-zh.ts';

interface Spelled<Code> {
  readonly code: Code;
  readonly letters: string;
  readonly syllables: number;
  readonly initials: string;
}

/** Two syllables stand in too much else. */
const SYLLABLES_INSIDE = 3;
const DENIES = /(?:mei|meiyou|wu|bu|fouren)$/;

let spelled: { readonly signs: readonly Spelled<SignCode>[]; readonly topics: readonly Spelled<TopicCode>[] } | undefined;

/** What was typed in pinyin, or in the initials of a topic, where no Han character was: 400 words are spelled once, when they are needed. */
export function heardByLetters(text: string): {
  readonly signs: ReadonlySet<SignCode>;
  readonly doubted: ReadonlySet<SignCode>;
  readonly topics: readonly TopicCode[];
} {
  const { letters } = comparable(text);
  spelled ??= { signs: spelledIn<SignCode>(signRows), topics: spelledIn<TopicCode>(topicWords) };
  const isSaid = (one: Spelled<unknown>) =>
    one.letters === letters || (one.syllables >= SYLLABLES_INSIDE && letters.includes(one.letters));
  const signs = letters === '' ? [] : spelled.signs.filter(isSaid);
  const isDenied = (one: Spelled<unknown>) => DENIES.test(letters.slice(0, letters.indexOf(one.letters)));
  const topics =
    letters === '' ? [] : spelled.topics.filter((one) => isSaid(one) || (letters.length > 1 && one.initials === letters));
  return {
    signs: new Set(signs.filter((one) => !isDenied(one)).map(({ code }) => code)),
    doubted: new Set(signs.filter(isDenied).map(({ code }) => code)),
    topics: [...new Set(topics.map(({ code }) => code))],
  };
}

function spelledIn<Code>(table: string): readonly Spelled<Code>[] {
  return rowsOf(table).flatMap(([code, words]) =>
    words.filter(hasHan).map((word) => {
      const syllables = syllablesOf(word);
      return { code: code as Code, letters: syllables.join(''), syllables: syllables.length, initials: initialsOf(word) };
    }),
  );
}
