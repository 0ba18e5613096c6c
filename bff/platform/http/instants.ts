const OFFSET_MS = 8 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;

/** Every instant of a page of slots lies in one of a few days: the date is written once for each. */
let lastDay = Number.NaN;
let lastDate = '';

/** RFC 3339 in Asia/Shanghai, which has been UTC+8 without daylight saving time since 1991. */
export function shanghaiTime(instant: number): string {
  const local = instant + OFFSET_MS;
  const day = Math.floor(local / DAY_MS);
  if (day !== lastDay) {
    lastDate = new Date(day * DAY_MS).toISOString().slice(0, 11);
    lastDay = day;
  }
  const seconds = Math.floor((local - day * DAY_MS) / 1000);
  return `${lastDate}${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}+08:00`;
}

function two(value: number): string {
  const whole = Math.floor(value);
  return whole < 10 ? `0${whole}` : String(whole);
}
