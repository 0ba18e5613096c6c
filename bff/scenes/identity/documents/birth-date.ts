/** Nobody living is known to be older, in whole years. */
const OLDEST_YEARS = 130;

export type BirthDateFailure = 'birth-date' | 'future' | 'too-old';

/** Why nobody who comes today was born on this day, or `undefined`. Both are `YYYY-MM-DD`; `today` is the day in Shanghai. */
export function birthDateFailure(birthDate: string, today: string): BirthDateFailure | undefined {
  if (!isCalendarDate(birthDate)) return 'birth-date';
  // Texts of this form sort as their days do.
  if (birthDate > today) return 'future';
  return ageInYears(birthDate, today) > OLDEST_YEARS ? 'too-old' : undefined;
}

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // The 30th of February is not refused by Date but moved to March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function ageInYears(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
