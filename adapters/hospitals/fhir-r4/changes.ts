import type * as z from 'zod';
import { leftOutOf, type UsableRows } from '../../port/rows.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import type { FhirR4Config } from './config.ts';
import { encodeInstant } from './mapping.ts';
import { readOutcome, rejected, usableResourcesIn } from './replies.ts';
import { nextLink, searchsetSchema } from './searchset.ts';
import type { Exchange, FhirRequest, FhirTransport } from './transport.ts';
import type { FhirBundle } from './wire.ts';

/** What a page holds, the next link already checked. */
export interface BundlePage<T> {
  readonly found: T;
  readonly next: string | undefined;
}

/** One page of a search, as `read` takes it. */
export async function bundlePage<T>(
  transport: FhirTransport,
  asked: string | FhirRequest,
  call: Call,
  read: (bundle: FhirBundle, exchange: Exchange) => Outcome<T>,
): Promise<Outcome<BundlePage<T>>> {
  const request = typeof asked === 'string' ? ({ method: 'GET', url: asked } as const) : asked;
  const exchange = await transport.send(request, call);
  const bundle = readOutcome(exchange, searchsetSchema);
  if (!bundle.ok) return bundle;
  const found = read(bundle.value, exchange);
  if (!found.ok) return found;
  const next = nextLink(bundle.value, request.url, transport);
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

/** How the pages of what changed are read. */
export interface ChangesSource<T> {
  /** The first page of what changed at `since` or later, oldest change first. */
  first(since: number): Promise<Outcome<BundlePage<UsableRows<T>>>>;
  /** The page of a next link, in the answer about what changed at `since` or later. */
  page(url: string, since: number): Promise<Outcome<BundlePage<UsableRows<T>>>>;
}

/**
 * Resources that changed, oldest first. Each round starts a settle window before the latest change seen, because a change may become
 * visible after a later one; so they are reported again, and none is left out.
 */
export async function changedResources<T extends Changing>(
  reading: { readonly config: FhirR4Config; readonly transport: FhirTransport },
  { type, schema, search }: Watched<T>,
  cursor: string | undefined,
  call: Call,
): Promise<Outcome<ChangedResources<T>>> {
  const { config, transport } = reading;
  const read = (bundle: FhirBundle) => usableResourcesIn(bundle, type, schema);
  const page = (url: string) => bundlePage(transport, url, call, read);
  const first = (since: number) => page(transport.address(`${search}&${changedSince(since)}&_count=${config.pageSize}`));
  return changedRows(reading, { first, page }, cursor);
}

/** The parameters of a search for what changed. */
export const changedSince = (since: number) => `_lastUpdated=ge${encodeInstant(since)}&_sort=_lastUpdated`;

/** The same of whatever is read page by page. */
export async function changedRows<T extends Changing>(
  { config, transport }: { readonly config: FhirR4Config; readonly transport: FhirTransport },
  { first, page }: ChangesSource<T>,
  cursor: string | undefined,
): Promise<Outcome<ChangedResources<T>>> {
  const from = parseCursor(cursor, transport);
  if (from === undefined) return rejected('request-refused', 'unknown cursor');
  let answer = await (from.page === undefined ? first(from.since) : page(from.page, from.since));
  const pageGone = !answer.ok && answer.failure.kind === 'rejected' && answer.failure.reason !== 'not-authorised';
  // Servers forget pages. The refusal is certain and reading changes nothing, so the round starts again.
  if (pageGone && from.page !== undefined) answer = await first(from.since);
  if (!answer.ok) return answer;

  const { found, next } = answer.value;
  const latest = found.rows.reduce((last, { meta }) => Math.max(last, Date.parse(meta?.lastUpdated ?? '') || 0), from.latest);
  const end = { since: Math.max(from.since, latest - config.settleWindowMs, 0), latest };
  const rest = next === undefined ? end : { since: from.since, latest, page: next };
  const more = next !== undefined;
  return { ok: true, value: { rows: found.rows, cursor: formatCursor(rest), more, ...leftOutOf(found.leftOut) } };
}
