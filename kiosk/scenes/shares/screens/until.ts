import type { Language } from '../../../i18n/text.ts';
import { clockOf, sayDate } from '../../../i18n/when.ts';

/** `明天 11月25日 周三 9:12`: the year is said when it is another one, or when it is for paper. @param now ms; nothing on paper */
export function momentIn(language: Language, instant: string, now?: number): string {
  return `${sayDate(language, instant, now)} ${clockOf(instant)}`;
}
