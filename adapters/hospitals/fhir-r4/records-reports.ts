import * as z from 'zod';
import { DOCUMENT_BYTES_MAX, type Report, type ReportPage, type ReportsQuery } from '../../port/records.ts';
import { type LeftOut, leftOutOf, type ReadRow, rowOf, type UsableRows } from '../../port/rows.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import { type BundlePage, changedRows, changedSince } from './changes.ts';
import { observationsOf, reportRow } from './records-resources.ts';
import {
  allSent,
  isAbout,
  type Person,
  type Pool,
  pageRequest,
  type Sent,
  type SentPage,
  searchFor,
  sentPage,
} from './records-search.ts';
import { type FhirReportFrame, reportFrameSchema } from './records-wire.ts';
import { malformed, rejected } from './replies.ts';
import type { SlotReading } from './slots.ts';
import { type FhirRequest, TOO_LONG } from './transport.ts';
import { id, meta } from './wire.ts';

/** Reports of one person, and which of them changed. */

/** How reports are read: the person, and what of reports is told. */
export interface ReportReading {
  readonly reading: SlotReading;
  readonly person: Person;
  readonly documents: boolean;
  readonly pageSize: number;
}

/** A row of the stream of changes: a report of the person, with what came beside it. */
interface ChangedReport {
  readonly meta: FhirReportFrame['meta'];
  readonly frame: FhirReportFrame;
  readonly sent: Sent;
}

const WITH_RESULTS = ['_include=DiagnosticReport:result', '_include:iterate=Observation:has-member'];

/** Bytes of one report without its results: a document as large as any that is handed on may stand in it as base64. */
const BARE_MAX_BYTES = 2 * DOCUMENT_BYTES_MAX;

/** How reports are asked for: a page of them with their results, or one by itself where that is more than can be read. */
type Extent = 'whole' | 'bare';

function reportSearch(asked: ReportReading, parameters: readonly string[], extent: Extent): FhirRequest {
  const { reading, person, pageSize } = asked;
  const about = { type: 'DiagnosticReport', about: 'subject' } as const;
  if (extent === 'whole')
    return searchFor(reading, person, { ...about, parameters: [...parameters, `_count=${pageSize}`, ...WITH_RESULTS] });
  return bare(reading, searchFor(reading, person, { ...about, parameters: [...parameters, '_count=1'] }));
}

const bare = ({ config }: SlotReading, request: FhirRequest): FhirRequest => ({
  ...request,
  maxBytes: Math.max(config.maxBodyBytes, BARE_MAX_BYTES),
});

/** The reports of a page that are the person's, and the count of those that nothing can be told of. */
function framesIn(
  asked: ReportReading,
  { rows, pool, leftOut }: SentPage,
): { readonly rows: ChangedReport[]; readonly leftOut?: LeftOut } {
  const { reading, person } = asked;
  const found: ChangedReport[] = [];
  const faults: string[] = [];
  for (const sent of rows) {
    const frame = rowOf(reportFrameSchema, sent.resource);
    if (!frame.usable) faults.push(frame.where);
    else if (isAbout(reading, person, { subject: frame.value.subject, pool, contained: frame.value.contained ?? [] }))
      found.push({ meta: frame.value.meta, frame: frame.value, sent });
  }
  return { rows: found, ...leftOutOf(leftOut, countOf(faults)) };
}

/** Not `usableRows`: where all of a page is of no use the next page is, and a page that is refused would be asked for again for ever. */
function countOf(faults: readonly string[]): LeftOut | undefined {
  return faults.length === 0 ? undefined : { count: faults.length, detail: `unexpected at ${faults[0]}` };
}

/** Ids in one search; an address of 64 characters each stays far below what servers take. */
const IDS_AT_ONCE = 50;

const groupsOf = (ids: readonly string[]) =>
  Array.from({ length: Math.ceil(ids.length / IDS_AT_ONCE) }, (_, group) =>
    ids.slice(group * IDS_AT_ONCE, (group + 1) * IDS_AT_ONCE),
  );

/**
 * Puts into the pool what did not come with the reports: a server may not know `_include`, or not its iteration. Each is asked for once;
 * of one report no more than can be told.
 */
async function complete(asked: ReportReading, rows: readonly ChangedReport[], pool: Pool, call: Call): Promise<Outcome<null>> {
  const known = new Set<string>();
  for (;;) {
    const missing = rows.flatMap(({ sent }) => observationsOf(asked.reading, sent, pool).missing);
    const wanted = [...new Set(missing)].filter((id) => !known.has(id));
    if (wanted.length === 0) return { ok: true, value: null };
    for (const ids of groupsOf(wanted)) {
      const added = await addObservations(asked, ids, pool, call);
      if (!added.ok) return added;
      for (const id of ids) known.add(id);
    }
  }
}

/** By halves where the answer is too long; one that is so by itself stays missing. */
async function addObservations(asked: ReportReading, ids: readonly string[], pool: Pool, call: Call): Promise<Outcome<null>> {
  const { reading, person } = asked;
  const parameters = [`_id=${ids.join(',')}`, `_count=${ids.length}`];
  const request = searchFor(reading, person, { type: 'Observation', about: 'subject', parameters });
  const found = await allSent(reading, 'Observation', request, ids.length, call);
  if (isTooLong(found)) {
    const half = Math.ceil(ids.length / 2);
    if (ids.length === 1) return { ok: true, value: null };
    const first = await addObservations(asked, ids.slice(0, half), pool, call);
    return first.ok ? addObservations(asked, ids.slice(half), pool, call) : first;
  }
  if (!found.ok) return found;
  for (const [name, sent] of found.value.pool) pool.set(name, sent);
  return { ok: true, value: null };
}

interface Told {
  readonly reports: readonly Report[];
  readonly leftOut?: LeftOut;
}

/** Reports as the port has them. One that can not be told is counted, and hides no other. */
async function told(asked: ReportReading, rows: readonly ChangedReport[], pool: Pool, call: Call): Promise<Outcome<Told>> {
  const completed = await complete(asked, rows, pool, call);
  return completed.ok ? { ok: true, value: readReports(asked, rows, pool) } : completed;
}

function readReports({ reading, person, documents }: ReportReading, rows: readonly ChangedReport[], pool: Pool): Told {
  const read = rows.map(({ sent, frame }): ReadRow<Report> => reportRow({ reading, person, pool, documents }, sent, frame));
  const faults = read.flatMap((row) => (row.usable ? [] : [row.where]));
  return { reports: read.flatMap((row) => (row.usable ? [row.value] : [])), ...leftOutOf(countOf(faults)) };
}

/** The report under a reference as it is now; `null` when this person has none. */
export async function oneReport(
  asked: ReportReading,
  ref: string,
  call: Call,
): Promise<Outcome<{ readonly sent: Sent; readonly row: ReadRow<Report> } | null>> {
  const { reading, person, documents } = asked;
  const { answer } = await firstPage(asked, [`_id=${ref}`], call);
  if (!answer.ok) return answer;
  const { found } = answer.value;
  const own = framesIn(asked, found).rows.find(({ frame }) => frame.id === ref);
  if (own === undefined) return { ok: true, value: null };
  const completed = await complete(asked, [own], found.pool, call);
  if (!completed.ok) return completed;
  const { sent, frame } = own;
  return { ok: true, value: { sent, row: reportRow({ reading, person, pool: found.pool, documents }, sent, frame) } };
}

const isTooLong = (answer: Outcome<unknown>) =>
  !answer.ok && answer.failure.kind === 'malformed' && answer.failure.detail.startsWith(TOO_LONG);

/**
 * The first page of a search of reports with their results; where that is more than can be read, the first report without them: results
 * are then asked for in groups, and one report of a thousand of them, or of large documents, hides no other.
 */
async function firstPage(
  asked: ReportReading,
  parameters: readonly string[],
  call: Call,
): Promise<{ readonly answer: Outcome<BundlePage<SentPage>>; readonly extent: Extent }> {
  const ask = (extent: Extent) => sentPage(asked.reading, 'DiagnosticReport', reportSearch(asked, parameters, extent), call);
  const answer = await ask('whole');
  return isTooLong(answer) ? { answer: await ask('bare'), extent: 'bare' } : { answer, extent: 'whole' };
}

/**
 * Where the next call goes on: at reports that changed, `bare` where they are asked for without their results, or in the middle of the
 * results that did. Neither place has a blank in it.
 */
interface Place {
  readonly stage: 'reports' | 'bare' | 'results';
  readonly reports?: string;
  /** Absent until the first page of reports was read. */
  readonly results?: string;
}

function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return { stage: 'reports' };
  const [, stage, reports, results] = /^(reports|bare|results) (\S+) (\S+)$/.exec(cursor) ?? [];
  return reports === undefined || results === undefined ? undefined : { stage: stage as Place['stage'], reports, results };
}

/** One page of reports that changed, by themselves or in one of their results. */
export async function changedReports(
  asked: ReportReading & { readonly watchResults: boolean },
  { cursor }: Pick<ReportsQuery, 'cursor'>,
  call: Call,
): Promise<Outcome<ReportPage>> {
  const place = placeOf(cursor);
  if (place === undefined) return rejected('request-refused', 'unknown cursor');
  if (place.stage === 'results') return resultsChanged(asked, place, { reports: [] }, call);
  const changed = await reportsChanged(asked, place, call);
  if (!changed.ok) return changed;
  const { page, next, more } = changed.value;
  if (!more && asked.watchResults) return resultsChanged(asked, next, page, call);
  return { ok: true, value: { ...page, cursor: cursorOf(next), more } };
}

const cursorOf = ({ stage, reports, results }: Place) => `${stage} ${reports} ${results}`;

interface ReportsChanged {
  readonly page: Told;
  readonly next: Place;
  readonly more: boolean;
}

async function reportsChanged(asked: ReportReading, place: Place, call: Call): Promise<Outcome<ReportsChanged>> {
  const { reading } = asked;
  const pool: Pool = new Map();
  let isBare = place.stage === 'bare';
  const own = (answer: Outcome<BundlePage<SentPage>>): Outcome<BundlePage<UsableRows<ChangedReport>>> => {
    if (!answer.ok) return answer;
    for (const [name, sent] of answer.value.found.pool) pool.set(name, sent);
    return { ok: true, value: { found: framesIn(asked, answer.value.found), next: answer.value.next } };
  };
  const first = async (since: number) => {
    const { answer, extent } = await firstPage(asked, [changedSince(since)], call);
    isBare = extent === 'bare';
    return own(answer);
  };
  const page = async (url: string, since: number) => {
    const request = pageRequest(url);
    const answer = await sentPage(reading, 'DiagnosticReport', isBare ? bare(reading, request) : request, call);
    if (isBare || !isTooLong(answer)) return own(answer);
    // More than can be read: the round starts again, one report after the other.
    isBare = true;
    return own(await sentPage(reading, 'DiagnosticReport', reportSearch(asked, [changedSince(since)], 'bare'), call));
  };
  const changed = await changedRows(reading, { first, page }, place.reports);
  if (!changed.ok) return changed;
  const { rows, leftOut, cursor, more } = changed.value;
  const read = await told(asked, rows, pool, call);
  if (!read.ok) return read;
  const next: Place = {
    stage: more && isBare ? 'bare' : 'reports',
    reports: cursor,
    results: place.results ?? resultsFrom(cursor, reading.config.settleWindowMs),
  };
  return { ok: true, value: { page: { ...read.value, ...leftOutOf(leftOut, read.value.leftOut) }, next, more } };
}

/** Results are watched from where the first page of reports ends, less the settle window: whatever changed before is in the reports. */
function resultsFrom(reports: string, settleWindowMs: number): string {
  const latest = Number(reports.split('~')[1]);
  return `${Math.max(latest - settleWindowMs, 0)}~${latest}`;
}

const changedObservation = z.looseObject({ id, meta: meta.optional() });

/** One page of Observations that changed, as the reports that they are in; `before` was read in the same call. */
async function resultsChanged(asked: ReportReading, place: Place, before: Told, call: Call): Promise<Outcome<ReportPage>> {
  const { reading, person } = asked;
  const own = (answer: Outcome<BundlePage<SentPage>>) => {
    if (!answer.ok) return answer;
    const rows = answer.value.found.rows.flatMap(({ resource }) => changedObservation.safeParse(resource).data ?? []);
    return { ok: true as const, value: { found: { rows }, next: answer.value.next } };
  };
  const first = async (since: number) => {
    const parameters = [changedSince(since), `_count=${IDS_AT_ONCE}`];
    const request = searchFor(reading, person, { type: 'Observation', about: 'subject', parameters });
    return own(await sentPage(reading, 'Observation', request, call));
  };
  const page = async (url: string) => own(await sentPage(reading, 'Observation', pageRequest(url), call));
  const changed = await changedRows(reading, { first, page }, place.results);
  if (!changed.ok) return changed;
  const { rows, cursor, more } = changed.value;
  const holding = await reportsHolding(
    asked,
    rows.map((row) => row.id),
    call,
  );
  if (!holding.ok) return holding;
  // What was read last counts.
  const reports = new Map([...before.reports, ...holding.value.reports].map((report) => [report.ref, report]));
  const next: Place = { ...place, stage: more ? 'results' : 'reports', results: cursor };
  const leftOut = leftOutOf(before.leftOut, holding.value.leftOut);
  return { ok: true, value: { reports: [...reports.values()], cursor: cursorOf(next), more, ...leftOut } };
}

/** Panels of panels; deeper than any laboratory's. */
const LEVELS_MAX = 4;
/** Reports and panels that a page of Observations can be in, as far as they are followed. */
const HOLDING_MAX = 1_000;

/** The reports in which some Observations are, also as members of others. */
async function reportsHolding(asked: ReportReading, observations: readonly string[], call: Call): Promise<Outcome<Told>> {
  const { reading, person } = asked;
  const ids = new Set(observations);
  let level = [...ids];
  for (let levels = 0; level.length > 0 && levels < LEVELS_MAX; levels += 1) {
    const panels: string[] = [];
    for (const group of groupsOf(level)) {
      const parameters = [`has-member=${referencesTo(group)}`, `_count=${IDS_AT_ONCE}`];
      const request = searchFor(reading, person, { type: 'Observation', about: 'subject', parameters });
      const found = await allSent(reading, 'Observation', request, HOLDING_MAX, call);
      if (!found.ok) return found;
      panels.push(...found.value.rows.map((row) => row.id));
    }
    level = [...new Set(panels)].filter((panel) => !ids.has(panel)).slice(0, HOLDING_MAX);
    for (const panel of level) ids.add(panel);
  }
  const reports = new Map<string, Report>();
  let leftOut: LeftOut | undefined;
  for (const group of groupsOf([...ids])) {
    const read = await reportsWith(asked, group, call);
    if (!read.ok) return read;
    for (const report of read.value.reports) reports.set(report.ref, report);
    leftOut = leftOutOf(leftOut, read.value.leftOut).leftOut;
  }
  return { ok: true, value: { reports: [...reports.values()], ...leftOutOf(leftOut) } };
}

const referencesTo = (ids: readonly string[]) => ids.map((one) => `Observation/${one}`).join(',');

async function reportsWith(asked: ReportReading, ids: readonly string[], call: Call): Promise<Outcome<Told>> {
  const search = (extent: Extent) => {
    const request = reportSearch(asked, [`result=${referencesTo(ids)}`], extent);
    return allSent(asked.reading, 'DiagnosticReport', request, HOLDING_MAX, call);
  };
  let found = await search('whole');
  if (isTooLong(found)) found = await search('bare');
  if (!found.ok) return found;
  if (found.value.isMore) return malformed('more reports with the same results than can be read');
  const { rows } = framesIn(asked, found.value);
  const { pool } = found.value;
  const completed = await complete(asked, rows, pool, call);
  return completed.ok ? { ok: true, value: readReports(asked, rows.filter(changedInItsResults(asked, pool)), pool) } : completed;
}

/**
 * Whether one of its Observations changed after the report did. One that changed before, or with it, is told by the report's own change,
 * which is looked at again until the settle window is over.
 */
function changedInItsResults({ reading }: ReportReading, pool: Pool) {
  const changedAt = (resource: object) => Date.parse(changedObservation.safeParse(resource).data?.meta?.lastUpdated ?? '') || 0;
  return ({ sent, meta }: ChangedReport) =>
    observationsOf(reading, sent, pool).sent.some(({ resource }) => changedAt(resource) > Date.parse(meta.lastUpdated));
}
