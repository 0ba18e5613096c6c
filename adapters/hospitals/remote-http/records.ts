import type * as z from 'zod';
import { parseBounded } from '../../port/json.ts';
import {
  type Allergy,
  allergyRow,
  type Condition,
  conditionRow,
  DOCUMENT_BYTES_MAX,
  type DocumentName,
  documentRow,
  type Medication,
  medicationRow,
  type RecordList,
  type RecordsFacet,
  type RecordsQuery,
  type Report,
  type ReportDocument,
  type ReportName,
  type ReportPage,
  type ReportsQuery,
  type Result,
  reportRow,
  SECTIONS,
  type Section,
  type Visit,
  visitRow,
} from '../../port/records.ts';
import { verdictIn } from '../../port/result-flags.ts';
import { leftOutOf, mapRow, type ReadRow, rowOf, unusable, usableOnTheWay, usableRows } from '../../port/rows.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import { CURSOR_MARK, failed, isRef, readOutcome, rejected, unmarked } from './mapping.ts';
import {
  allergySchema,
  conditionSchema,
  medicationSchema,
  received,
  receivedListSchema,
  receivedReportSchema,
  reportDocumentSchema,
  reportRowsSchema,
  type reportSchema,
  sentReportSchema,
  visitSchema,
} from './records-wire.ts';
import type { Speaking } from './transport.ts';

/** The records that a hospital of the Onedoor hospital API has of people: one request an operation. Absent where it tells nothing of them. */
export function recordsOf(speaking: Speaking): RecordsFacet | undefined {
  const { readLagMs, reports, documents, ...sections } = speaking.config.capabilities.records;
  const told = SECTIONS.filter((section) => sections[section]);
  if (!reports && told.length === 0) return undefined;
  const reporting: Pick<RecordsFacet, 'reports' | 'report'> = {
    reports: (query, call) => readReports(speaking, query, call),
    report: (query, call) => readReport(speaking, query, call),
  };
  return {
    readLagMs,
    ...(reports ? reporting : {}),
    ...(reports && documents ? { document: (query, call) => readDocument(speaking, query, call) } : {}),
    ...Object.fromEntries(told.map((section) => [section, LISTS[section](speaking)])),
  };
}

type WireResult = z.infer<typeof reportSchema>['results'][number];

const timeOf = <Name extends string>(name: Name, text: string | undefined) =>
  (text === undefined ? {} : { [name]: Date.parse(text) }) as { readonly [N in Name]?: number };

function resultOf({ codes = [], ranges = [], flag, at, ...result }: WireResult): Result {
  return { ...result, codes, ranges, ...(flag === undefined ? {} : verdictIn([flag])), ...timeOf('at', at) };
}

/** One report out of its text; the text is kept as it came. */
function reportOf({ ref, version, report: text }: z.infer<typeof sentReportSchema>): ReadRow<Report> {
  const json = parseBounded(text);
  if (json === undefined) return unusable('report');
  return mapRow(rowOf(receivedReportSchema, json.value), ({ issuedAt, collectedAt, results, documents = [], ...report }) =>
    reportRow({
      ...report,
      ref,
      version,
      issuedAt: Date.parse(issuedAt),
      ...timeOf('collectedAt', collectedAt),
      results: results.map(resultOf),
      documents,
      original: { mediaType: 'application/json', text },
    }),
  );
}

/** Whose records; the phone, the sex and the guardian are not needed for that. `undefined` for what can be no file of this hospital. */
function whoseOf({ config }: Speaking, { patient: { name, birthDate, document }, patientRef }: RecordsQuery) {
  if (patientRef !== undefined && !isRef(patientRef)) return undefined;
  const file = config.capabilities.findPatient && patientRef !== undefined ? { patientRef } : {};
  return { patient: { name, birthDate, document }, ...file };
}

const noFile = () => rejected('patient-unknown', 'not a reference of this hospital');

async function readReports(speaking: Speaking, query: ReportsQuery, call: Call): Promise<Outcome<ReportPage>> {
  const { cursor } = query;
  const since = cursor === undefined ? undefined : unmarked(cursor, CURSOR_MARK);
  if (cursor !== undefined && since === undefined) return rejected('request-refused', 'unknown cursor');
  const whose = whoseOf(speaking, query);
  if (whose === undefined) return noFile();
  const body = { ...whose, ...(since === undefined ? {} : { cursor: since }), limit: speaking.config.pageSize };
  const exchange = await speaking.transport.send({ method: 'POST', path: '/records/reports/search', body }, call);
  const answer = readOutcome(exchange, reportRowsSchema);
  if (!answer.ok) return answer;
  const { more } = answer.value;
  if (more && answer.value.cursor === since) return failed({ kind: 'malformed', detail: 'more, but no progress' });
  const read = usableOnTheWay(answer.value.reports, (row) => mapRow(rowOf(sentReportSchema, row), reportOf));
  if (!read.ok) return read;
  const { rows: reports, leftOut } = read.value;
  return { ok: true, value: { reports, cursor: `${CURSOR_MARK}${answer.value.cursor}`, more, ...leftOutOf(leftOut) } };
}

/** A row that was asked for alone. */
function alone<T>(row: ReadRow<T>): Outcome<T> {
  return row.usable ? { ok: true, value: row.value } : failed({ kind: 'malformed', detail: `unexpected at ${row.where}` });
}

async function readReport(speaking: Speaking, query: ReportName, call: Call): Promise<Outcome<Report | null>> {
  const body = whoseOf(speaking, query);
  if (body === undefined) return noFile();
  if (!isRef(query.ref)) return { ok: true, value: null };
  const exchange = await speaking.transport.send({ method: 'POST', path: `/records/reports/${query.ref}`, body }, call);
  const told = readOutcome(exchange, sentReportSchema, 'report-unknown');
  if (!told.ok || told.value === null) return told.ok ? { ok: true, value: null } : told;
  if (told.value.ref !== query.ref) return failed({ kind: 'malformed', detail: 'another report than the one asked for' });
  return alone(reportOf(told.value));
}

/** A document in base64 is longer than any other reply. */
const DOCUMENT_REPLY_BYTES_MAX = Math.ceil(DOCUMENT_BYTES_MAX / 3) * 4 + 4_096;

async function readDocument(speaking: Speaking, query: DocumentName, call: Call): Promise<Outcome<ReportDocument | null>> {
  const { ref, documentRef } = query;
  const body = whoseOf(speaking, query);
  if (body === undefined) return noFile();
  if (!isRef(ref) || !isRef(documentRef)) return { ok: true, value: null };
  const path = `/records/reports/${ref}/documents/${documentRef}`;
  const request = { method: 'POST', path, body, replyMaxBytes: DOCUMENT_REPLY_BYTES_MAX } as const;
  const told = readOutcome(await speaking.transport.send(request, call), reportDocumentSchema, 'report-unknown');
  if (!told.ok || told.value === null) return told.ok ? { ok: true, value: null } : told;
  const { mediaType, content } = told.value;
  return alone(documentRow({ mediaType, content: bytesOf(content) }));
}

/** Base64 that was found right, as bytes; a loop, because it may be megabytes while somebody waits. */
function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** How one section is read: its rows, and their order. */
interface Listing<W, T> {
  readonly section: Section;
  readonly schema: z.ZodType<W>;
  readonly of: (wire: W) => ReadRow<T>;
  readonly compare?: (one: T, other: T) => number;
}

function listing<W, T>({ section, schema, of, compare }: Listing<W, T>) {
  const rowSchema = received(schema);
  return (speaking: Speaking) =>
    async (query: RecordsQuery, call: Call): Promise<Outcome<RecordList<T>>> => {
      const body = whoseOf(speaking, query);
      if (body === undefined) return noFile();
      const exchange = await speaking.transport.send({ method: 'POST', path: `/records/${section}/search`, body }, call);
      const answer = readOutcome(exchange, receivedListSchema);
      if (!answer.ok) return answer;
      const read = usableRows(answer.value.rows, (row) => mapRow(rowOf(rowSchema, row), of));
      if (!read.ok) return read;
      const { rows, leftOut } = read.value;
      // A statement that there are none says nothing beside a row.
      const noneKnown = answer.value.noneKnown && answer.value.rows.length === 0;
      const list = compare === undefined ? rows : rows.toSorted(compare);
      return { ok: true, value: { rows: list, ...(noneKnown ? { noneKnown } : {}), ...leftOutOf(leftOut) } };
    };
}

/** The sections, as the API has them and as the port does. */
const LISTS = {
  visits: listing<z.infer<typeof visitSchema>, Visit>({
    section: 'visits',
    schema: visitSchema,
    of: ({ startsAt, endsAt, diagnoses = [], ...visit }) =>
      visitRow({ ...visit, startsAt: Date.parse(startsAt), ...timeOf('endsAt', endsAt), diagnoses }),
    compare: (one, other) => other.startsAt - one.startsAt,
  }),
  medications: listing<z.infer<typeof medicationSchema>, Medication>({
    section: 'medications',
    schema: medicationSchema,
    of: ({ prescribedAt, codes = [], ...medication }) =>
      medicationRow({ ...medication, codes, prescribedAt: Date.parse(prescribedAt) }),
    compare: (one, other) => other.prescribedAt - one.prescribedAt,
  }),
  allergies: listing<z.infer<typeof allergySchema>, Allergy>({
    section: 'allergies',
    schema: allergySchema,
    of: ({ recordedAt, codes = [], ...allergy }) => allergyRow({ ...allergy, codes, ...timeOf('recordedAt', recordedAt) }),
  }),
  conditions: listing<z.infer<typeof conditionSchema>, Condition>({
    section: 'conditions',
    schema: conditionSchema,
    of: ({ recordedAt, codes = [], ...condition }) => conditionRow({ ...condition, codes, ...timeOf('recordedAt', recordedAt) }),
  }),
} as const satisfies { readonly [S in Section]: unknown };
