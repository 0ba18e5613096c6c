import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/text.ts';
import type { Word } from './word.ts';

/** The language that whoever works here has chosen. */
export const Speaking = createContext<Language>('zh');

export type Say = (word: Word, filling?: Readonly<Record<string, string | number>>) => string;

export function useLanguage(): Language {
  return useContext(Speaking);
}

export function useSay(): Say {
  const language = useLanguage();
  return (word, filling) => fill(word[language], filling);
}
