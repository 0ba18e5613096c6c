/** Of age in the mainland (Civil Code Art. 17): from this birthday on they act for themselves. */
export const OF_AGE_YEARS = 18;

/** Of whoever is younger everything is decided by the guardian (PIPL Art. 31). */
export const GUARDIAN_DECIDES_BELOW_YEARS = 14;

/** Whether somebody born on this day is a child on that day; both are `YYYY-MM-DD`. */
export function isChild(birthDate: string, on: string): boolean {
  return isYounger(OF_AGE_YEARS, birthDate, on);
}

/** Whether that child is so young that nothing is done without its guardian. */
export function guardianDecides(birthDate: string, on: string): boolean {
  return isYounger(GUARDIAN_DECIDES_BELOW_YEARS, birthDate, on);
}

/** Whole years of somebody born on this day, on that day. */
export function yearsOf(birthDate: string, on: string): number {
  return Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (on.slice(4) < birthDate.slice(4) ? 1 : 0);
}

function isYounger(years: number, birthDate: string, on: string): boolean {
  return yearsOf(birthDate, on) < years;
}
