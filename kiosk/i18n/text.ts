import type { Language } from '../flows/answers.ts';
import type { Catalogue, TextKey } from './catalogue.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Places<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never;
/** What a sentence needs filled in, read off the Chinese sentence. */
export type Filling<K extends TextKey> = { readonly [P in Places<(typeof zh)[K]>]: string | number };

/** Says a sentence. What the sentence leaves open must be given, and nothing else. */
export type Say = <K extends TextKey>(key: K, ...filling: Places<(typeof zh)[K]> extends never ? [] : [Filling<K>]) => string;

export const catalogues: Readonly<Record<Language, Catalogue>> = { zh, en };

export function sayIn(language: Language): Say {
  return (key, ...[filling]) => fill(catalogues[language][key], filling);
}

/** Each `{name}` replaced; a name that is not given stays, so that a test sees it. */
export function fill(sentence: string, filling: Readonly<Record<string, string | number>> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(filling[name] ?? place));
}
