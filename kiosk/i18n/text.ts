import { en } from './en.ts';
import { fill } from './fill.ts';
import { zh } from './zh.ts';

/** The languages in which everything is said. */
export type Language = 'zh' | 'en';

type Shared = typeof zh;

/** Every sentence with its Chinese words. A scene adds its own beside them (`declare module`), so that a key that is none does not compile. */
export interface Words extends Shared {}

export type TextKey = keyof Words;

type Places<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never;
/** What a sentence needs filled in, read off the Chinese sentence. */
export type Filling<K extends TextKey> = { readonly [P in Places<Words[K]>]: string | number };

/** Sentences that stand as they are: nothing is filled in, so nothing in them is anybody's. */
export type SpokenKey = { readonly [K in TextKey]: Places<Words[K]> extends never ? K : never }[TextKey];

/** Says a sentence. What the sentence leaves open must be given, and nothing else. */
export type Say = <K extends TextKey>(key: K, ...filling: Places<Words[K]> extends never ? [] : [Filling<K>]) => string;

/** Words of a part of the program, in each language. */
export type WordList = Readonly<Record<Language, Readonly<Record<string, string>>>>;

const known: Record<Language, Record<string, string>> = { zh: { ...zh }, en: { ...en } };

/** The words of a scene, which come with it. Learned once; there is never a reason to forget them. */
export function learnWords(words: WordList): void {
  Object.assign(known.zh, words.zh);
  Object.assign(known.en, words.en);
}

let preferred: readonly WordList[] = [];

/**
 * What a page says in its own way, whichever scene says it otherwise: somebody's own phone is no machine in a hall. What is preferred last
 * comes first. Answers how to say it as the scenes do again.
 */
export function preferWords(words: WordList): () => void {
  preferred = [words, ...preferred.filter((one) => one !== words)];
  return () => {
    preferred = preferred.filter((one) => one !== words);
  };
}

/** Every sentence that was learned so far. */
export function wordsIn(language: Language): Readonly<Record<string, string>> {
  return known[language];
}

export function sayIn(language: Language): Say {
  return (key, ...[filling]) => fill(sentenceOf(language, key), filling);
}

function sentenceOf(language: Language, key: string): string {
  for (const words of preferred) if (words[language][key] !== undefined) return words[language][key];
  return known[language][key] ?? key;
}
