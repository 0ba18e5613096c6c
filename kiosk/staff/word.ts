import type { Language } from '../i18n/text.ts';

/** A sentence of a page of staff. What patients hear stands in `kiosk/i18n`. */
export type Word = Readonly<Record<Language, string>>;
export type Words<Key extends string> = Readonly<Record<Key, Word>>;
