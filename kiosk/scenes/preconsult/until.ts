import type { Language } from '../../i18n/text.ts';
import { clockInWords, dayOf, shortDay } from '../../i18n/when.ts';

/** Until when nothing is booked: the hour, and its day where that is another one. */
export function sayUntil(language: Language, until: string, now: number): string {
  const [day, today] = [dayOf(until), dayOf(now)];
  const hour = clockInWords(language, until);
  return day === today ? hour : `${shortDay(language, day, today)} ${hour}`;
}
