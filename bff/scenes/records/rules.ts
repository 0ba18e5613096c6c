/** Where a hospital lets critical values be read first. */
export type CriticalFirst = 'anywhere' | 'not-at-kiosk';

/**
 * Whether a report is held back here: somebody would read for the first time, alone in a hall, what the hospital wants to tell them itself.
 * Once it was read elsewhere, it is no news.
 */
export function isHeld(
  { critical }: { readonly critical: boolean },
  {
    first,
    atKiosk,
    firstReadAt,
  }: { readonly first: CriticalFirst; readonly atKiosk: boolean; readonly firstReadAt: number | null },
): boolean {
  return critical && first === 'not-at-kiosk' && atKiosk && firstReadAt === null;
}

/** How old somebody was at an instant, in whole years of the calendar of +08:00. */
export function ageAt(birthDate: string, at: number): number {
  const day = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
