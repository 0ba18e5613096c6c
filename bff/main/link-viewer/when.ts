const SHANGHAI = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** A FHIR dateTime as people of both languages read it: `2026-11-24 09:30` in Shanghai; a day or a year alone stays what it is. */
export function whenOf(dateTime: string): string {
  if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(dateTime)) return dateTime;
  const at = Date.parse(dateTime);
  return Number.isNaN(at) ? dateTime : SHANGHAI.format(at);
}

/** Of two FHIR dateTimes the later one first; what has no time that can be read stands last. */
export function laterFirst(one: string | undefined, other: string | undefined): number {
  const [a, b] = [one, other].map((dateTime) => Date.parse(dateTime ?? ''));
  return (Number.isNaN(b) ? Number.NEGATIVE_INFINITY : (b ?? 0)) - (Number.isNaN(a) ? Number.NEGATIVE_INFINITY : (a ?? 0)) || 0;
}
