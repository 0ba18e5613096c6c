const OFFSET_MS = 8 * 3600 * 1000;

/** RFC 3339 in Asia/Shanghai, which has been UTC+8 without daylight saving time since 1991. */
export function shanghaiTime(instant: number): string {
  return `${new Date(instant + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}
