import type { Language } from '../../i18n/text.ts';
import { dayParts } from '../../i18n/when.ts';
import './day-strip.css';

export interface DayStripProps {
  readonly days: readonly { readonly day: string; readonly open: boolean }[];
  readonly chosen: string;
  readonly today: string;
  readonly language: Language;
  readonly onPress: (day: string) => void;
}

/** The days of a week as a calendar has them. A day on which nothing is free stands in its place, and can not be pressed. */
export function DayStrip({ days, chosen, today, language, onPress }: DayStripProps) {
  return (
    <ol class="day-strip">
      {days.map(({ day, open }) => {
        const { weekday, date } = dayParts(language, day, today);
        return (
          <li key={day}>
            <button
              type="button"
              class="day-strip-day"
              aria-pressed={day === chosen}
              disabled={!open}
              onClick={() => onPress(day)}
            >
              <span>{weekday}</span> <strong>{date}</strong>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
