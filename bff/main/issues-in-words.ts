import type * as z from 'zod';

/** More than these nobody mends at once. */
const SHOWN_MAX = 20;
/** What may stand in a message: an id, and nothing that somebody put into the wrong place. */
const PLAIN = /^[A-Za-z0-9._-]{1,64}$/;

/** A line for each problem: where in the document, by the ids of what it is in, and what is wrong. No other value is repeated. */
export function issuesInWords(document: unknown, { issues }: z.ZodError): string {
  const lines = issues.slice(0, SHOWN_MAX).map(({ path, message }) => `  ${placeIn(document, path)}: ${message}`);
  const more = issues.length - SHOWN_MAX;
  return [...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n');
}

/** `entry 1 (sh-first), departments 3 (gk), code`: as somebody looks for it. */
function placeIn(document: unknown, path: readonly PropertyKey[]): string {
  const places: string[] = [];
  let at = document;
  for (const step of path) {
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined;
    if (typeof step !== 'number') places.push(String(step));
    else places.push(`${places.pop() ?? 'entry'} ${step + 1}${nameOf(at)}`);
  }
  return places.length === 0 ? 'the whole' : places.join(', ');
}

function nameOf(value: unknown): string {
  const { id, ref } = (typeof value === 'object' && value !== null ? value : {}) as { id?: unknown; ref?: unknown };
  const name = id ?? ref;
  return typeof name === 'string' && PLAIN.test(name) ? ` (${name})` : '';
}
