import * as z from 'zod';
import type { RecordsQuery } from '../../port/records.ts';
import { leftOutOf, type ReadRow, rowOf, type UsableRows, usableOnTheWay } from '../../port/rows.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import { type BundlePage, bundlePage } from './changes.ts';
import { documentIdentifier, documentToken, idIn } from './mapping.ts';
import { DOCUMENT_NUMBER } from './patients.ts';
import { type FhirReference, fileSchema } from './records-wire.ts';
import { rejected } from './replies.ts';
import { isId, type SlotReading } from './slots.ts';
import type { Exchange, FhirRequest } from './transport.ts';
import { entrySchema, type FhirBundle, id } from './wire.ts';

/** One person's resources, page by page. What a server sends is looked at again: it may have ignored whose was asked for. */

/** Whose records: by the person's file, or by the document that stands in it. */
export type Person =
  | { readonly file: string }
  | {
      readonly file?: undefined;
      readonly token: string;
      readonly identifier: { readonly system: string; readonly value: string };
    };

/** The person that is asked for, or why nobody can be. */
export function personOf({ config }: SlotReading, { patient, patientRef }: RecordsQuery): Outcome<Person> {
  if (config.patients === 'registered' && patientRef !== undefined)
    return isId(patientRef)
      ? { ok: true, value: { file: patientRef } }
      : rejected('patient-unknown', 'not a reference of this hospital');
  if (!DOCUMENT_NUMBER.test(patient.document.number)) return rejected('request-refused', 'not a number of a document');
  const token = encodeURIComponent(documentToken(patient.document));
  return { ok: true, value: { token, identifier: documentIdentifier(patient.document) } };
}

/** A resource as it came, with its text. */
export interface Sent {
  readonly type: string;
  readonly id: string;
  readonly resource: object;
  /** Byte for byte. */
  readonly text: string;
}

/** What came with a page, by type and id. */
export type Pool = Map<string, Sent>;

/** One page of a search: what was looked for, and everything that came with it. */
export interface SentPage extends UsableRows<Sent> {
  readonly pool: Pool;
}

/** The id of a resource of this server; a reference to another server is none. */
export function localId({ transport }: SlotReading, { reference }: FhirReference, type: string): string | undefined {
  if (reference?.includes('://') && !transport.isWithin(reference)) return undefined;
  return idIn(reference, type);
}

/** Whether a resource is about the person: `subject` is its member that says so, `contained` what it brings itself. */
export function isAbout(
  reading: SlotReading,
  person: Person,
  {
    subject,
    pool,
    contained = [],
  }: { readonly subject: FhirReference; readonly pool: Pool; readonly contained?: readonly object[] },
): boolean {
  const file = localId(reading, subject, 'Patient');
  if (person.file !== undefined) return file === person.file;
  const { system, value } = person.identifier;
  if (subject.identifier?.system === system && subject.identifier.value === value) return true;
  const own = contained.find((one) => 'id' in one && `#${one.id}` === subject.reference);
  const known = file === undefined ? own : pool.get(`Patient/${file}`)?.resource;
  return fileSchema.safeParse(known).data?.identifier?.some((one) => one.system === system && one.value === value) ?? false;
}

/** What is looked for: `about` is the search parameter that names the person. */
export interface Search {
  readonly type: string;
  readonly about: 'subject' | 'patient';
  readonly parameters: readonly string[];
}

/**
 * A search for resources of a person. With a document it is a POST, so that the number stands in no address and no access log
 * (https://hl7.org/fhir/R4/http.html#search), and the Patient comes with what was found.
 */
export function searchFor({ transport }: SlotReading, person: Person, { type, about, parameters }: Search): FhirRequest {
  if (person.file !== undefined) {
    const query = [`${about}=Patient/${person.file}`, ...parameters].join('&');
    return { method: 'GET', url: transport.address(`${type}?${query}`), exact: true };
  }
  const chain = about === 'subject' ? 'subject:Patient.identifier' : 'patient.identifier';
  const form = [`${chain}=${person.token}`, `_include=${type}:${about}`, ...parameters].join('&');
  return { method: 'POST', url: transport.address(`${type}/_search`), form, exact: true };
}

/** One page of a search, or of its next link. */
export function sentPage(
  { transport }: SlotReading,
  type: string,
  request: FhirRequest,
  call: Call,
): Promise<Outcome<BundlePage<SentPage>>> {
  return bundlePage(transport, request, call, (bundle, exchange) => read(bundle, exchange, type));
}

/** A next link is a GET, as long as its search may be answered. */
export function pageRequest(url: string, { maxBytes }: Pick<FhirRequest, 'maxBytes'> = {}): FhirRequest {
  return { method: 'GET', url, exact: true, ...(maxBytes === undefined ? {} : { maxBytes }) };
}

const sentSchema = z.looseObject({ resourceType: z.string(), id });

function read(bundle: FhirBundle, exchange: Exchange, type: string): Outcome<SentPage> {
  const pool: Pool = new Map();
  const found = usableOnTheWay(bundle.entry ?? [], (entry): ReadRow<Sent> | undefined => {
    const read = rowOf(entrySchema, entry);
    if (!read.usable) return read;
    if (read.value.search?.mode === 'outcome' || read.value.resource === undefined) return undefined;
    // The very object that was parsed: its text is known by it.
    const { resource } = entry as { readonly resource: object };
    const isWanted = read.value.resource.resourceType === type;
    const head = rowOf(sentSchema, resource);
    if (!head.usable) return isWanted ? head : undefined;
    const sent = { type: head.value.resourceType, id: head.value.id, resource, text: textIn(exchange, resource) };
    pool.set(`${sent.type}/${sent.id}`, sent);
    return isWanted ? { usable: true, value: sent } : undefined;
  });
  return found.ok ? { ok: true, value: { ...found.value, pool } } : found;
}

const textIn = (exchange: Exchange, resource: object) =>
  (exchange.kind === 'reply' ? exchange.textOf?.(resource) : undefined) ?? '';

/** Every page of a search, until `max` rows are there: what there is beyond is told by `isMore`. */
export async function allSent(
  reading: SlotReading,
  type: string,
  request: FhirRequest,
  max: number,
  call: Call,
): Promise<Outcome<SentPage & { readonly isMore: boolean }>> {
  const rows: Sent[] = [];
  const pool: Pool = new Map();
  let leftOut: UsableRows<Sent>['leftOut'];
  let next: FhirRequest | undefined = request;
  for (let pages = 0; next !== undefined && rows.length < max && pages < PAGES_MAX; pages += 1) {
    const page: Outcome<BundlePage<SentPage>> = await sentPage(reading, type, next, call);
    if (!page.ok) return page;
    for (const row of page.value.found.rows) rows.push(row);
    for (const [name, sent] of page.value.found.pool) pool.set(name, sent);
    leftOut = leftOutOf(leftOut, page.value.found.leftOut).leftOut;
    next = page.value.next === undefined ? undefined : pageRequest(page.value.next, request);
  }
  return { ok: true, value: { rows, pool, isMore: next !== undefined, ...leftOutOf(leftOut) } };
}

/** Pages of one answer; a server that makes pages of one row each is not followed for ever. */
const PAGES_MAX = 50;
