import type * as z from 'zod';
import { leftOutOf, type UsableRows } from '../../port/rows.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import type { FhirR4Config } from './config.ts';
import { encodeInstant } from './mapping.ts';
import { readOutcome, rejected, usableResourcesIn } from './replies.ts';
import { nextLink, searchsetSchema } from './searchset.ts';
import type { FhirTransport } from './transport.ts';
import type { FhirBundle } from './wire.ts';

/** What a page holds, the next link already checked. */
export interface BundlePage<T> {
  readonly found: T;
  readonly next: string | undefined;
}

/** One page of a search, as `read` takes it. */
export async function bundlePage<T>(
  transport: FhirTransport,
  url: string,
  call: Call,
  read: (bundle: FhirBundle) => Outcome<T>,
): Promise<Outcome<BundlePage<T>>> {
  const bundle = readOutcome(await transport.send({ method: 'GET', url }, call), searchsetSchema);
  if (!bundle.ok) return bundle;
  const found = read(bundle.value);
  if (!found.ok) return found;
  const next = nextLink(bundle.value, url, transport);
  return next.ok ? { ok: true as const, value: { found: found.value, next: next.value } } : next;
}

/** A place in the changes: an instant to ask from, or a page in the middle of an answer. */
interface Cursor {
  /** Ask for changes from here, ms since the epoch. */
  readonly since: number;
  /** Latest change seen so far. */
  readonly latest: number;
  readonly page?: string;
}

function parseCursor(text: string | undefined, transport: FhirTransport): Cursor | undefined {
  if (text === undefined) return { since: 0, latest: 0 };
  const [, since, latest, page] = /^(\d{1,15})~(\d{1,15})(?:~(.+))?$/.exec(text) ?? [];
  if (since === undefined || latest === undefined) return undefined;
  if (page !== undefined && !transport.isWithin(page)) return undefined;
  return { since: Number(since), latest: Number(latest), page };
}

const formatCursor = ({ since, latest, page }: Cursor) => [since, latest, ...(page === undefined ? [] : [page])].join('~');

interface Changing {
  readonly meta?: { readonly lastUpdated?: string };
}

/** Which resources: their type, how they are read, and the search for ours, as `Appointment?identifier=…`. */
export interface Watched<T> {
  readonly type: string;
  readonly schema: z.ZodType<T>;
  readonly search: string;
}

/** One page of resources that changed, and where to go on. */
export interface ChangedResources<T> extends UsableRows<T> {
  readonly cursor: string;
  readonly more: boolean;
}

/**
 * Resources that changed, oldest first. Each round starts a settle window before the latest change seen, because a change may become
 * visible after a later one; so they are reported again, and none is left out.
 */
export async function changedResources<T extends Changing>(
  { config, transport }: { readonly config: FhirR4Config; readonly transport: FhirTransport },
  { type, schema, search }: Watched<T>,
  cursor: string | undefined,
  call: Call,
): Promise<Outcome<ChangedResources<T>>> {
  const from = parseCursor(cursor, transport);
  if (from === undefined) return rejected('request-refused', 'unknown cursor');
  const read = (bundle: FhirBundle) => usableResourcesIn(bundle, type, schema);
  const first = transport.address(
    `${search}&_lastUpdated=ge${encodeInstant(from.since)}&_sort=_lastUpdated&_count=${config.pageSize}`,
  );
  let answer = await bundlePage(transport, from.page ?? first, call, read);
  const pageGone = !answer.ok && answer.failure.kind === 'rejected' && answer.failure.reason !== 'not-authorised';
  // Servers forget pages. The refusal is certain and reading changes nothing, so the round starts again.
  if (pageGone && from.page !== undefined) answer = await bundlePage(transport, first, call, read);
  if (!answer.ok) return answer;

  const { found, next } = answer.value;
  const latest = found.rows.reduce((last, { meta }) => Math.max(last, Date.parse(meta?.lastUpdated ?? '') || 0), from.latest);
  const end = { since: Math.max(from.since, latest - config.settleWindowMs, 0), latest };
  const rest = next === undefined ? end : { since: from.since, latest, page: next };
  const more = next !== undefined;
  return { ok: true, value: { rows: found.rows, cursor: formatCursor(rest), more, ...leftOutOf(found.leftOut) } };
}
