import type { Outcome } from '../../port/terms.ts';
import { malformed } from './replies.ts';
import type { FhirTransport } from './transport.ts';
import { bundleSchema, type FhirBundle } from './wire.ts';

/** A Bundle of matches. Another type of Bundle is not an answer to a search, however empty. */
export const searchsetSchema = bundleSchema.refine((bundle) => bundle.type === 'searchset', 'no searchset');

/**
 * The absolute address of the next page. A link that leaves the configured server makes the reply unreadable: following it would send
 * our credentials elsewhere, and ignoring it would leave out the rest. https://hl7.org/fhir/R4/http.html#paging
 */
export function nextLink(bundle: FhirBundle, current: string, transport: FhirTransport): Outcome<string | undefined> {
  const link = bundle.link?.find((candidate) => candidate.relation === 'next')?.url;
  if (link === undefined) return { ok: true, value: undefined };
  const url = URL.canParse(link, current) ? new URL(link, current).href : '';
  if (!transport.isWithin(url)) return malformed('the next link leaves the configured server');
  if (url === current) return malformed('the next link is the page itself');
  return { ok: true, value: url };
}
