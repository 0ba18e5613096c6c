/** The city's hours, whatever the clock of the machine says. */
const CITY = { timeZone: 'Asia/Shanghai', hourCycle: 'h23' } as const;
const seconds = new Intl.DateTimeFormat('en-GB', { ...CITY, hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { ...CITY, day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' });

/** 09:30:15 */
export function clock(at: number): string {
  return seconds.format(at);
}

/** 11-25 09:30 */
export function dayAndTime(at: number): string {
  const part = Object.fromEntries(day.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.month}-${part.day} ${part.hour}:${part.minute}`;
}
