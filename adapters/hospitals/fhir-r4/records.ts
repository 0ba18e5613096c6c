import {
  type Allergy,
  type Condition,
  DOCUMENT_BYTES_MAX,
  type DocumentName,
  documentRow,
  LIST_MAX,
  type Medication,
  type RecordList,
  type RecordsFacet,
  type RecordsQuery,
  type Report,
  type ReportDocument,
  type Visit,
} from '../../port/records.ts';
import { leftOutOf, type ReadRow, usableRows } from '../../port/rows.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import type { FhirR4Config } from './config.ts';
import { allergyOf, conditionOf, type ListedResource, medicationOf, statesNoAllergies, visitOf } from './records-lists.ts';
import { changedReports, oneReport, type ReportReading } from './records-reports.ts';
import { attachmentOf, mediaTypeOf } from './records-resources.ts';
import { allSent, isAbout, localId, type Person, personOf, type Search, searchFor } from './records-search.ts';
import { binarySchema, type FhirReference, ownedSchema, reportSchema } from './records-wire.ts';
import { answerOf, malformed, readOutcome, refusal } from './replies.ts';
import { isId, type SlotReading } from './slots.ts';
import { patientSchema } from './wire.ts';

type RecordsConfig = NonNullable<FhirR4Config['records']>;

/** Reports as DiagnosticReports with their Observations, and the lists that FHIR R4 has of a person; as much of it as is configured. */
export function recordsOf(reading: SlotReading, config: RecordsConfig): RecordsFacet {
  const reports = (person: Person): ReportReading => ({
    reading,
    person,
    documents: config.documents,
    pageSize: config.pageSize,
  });
  const withPerson = async <T>(query: RecordsQuery, ask: (person: Person) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const person = personOf(reading, query);
    return person.ok ? ask(person.value) : person;
  };
  const list =
    <T extends { readonly ref: string }>(kind: Listed<T>) =>
    (query: RecordsQuery, call: Call) =>
      withPerson(query, async (person) => {
        const rows = await readList(reading, person, kind, call);
        const isEmpty = rows.ok && rows.value.rows.length === 0 && rows.value.noneKnown === undefined;
        return isEmpty ? ofKnownFile(reading, person, rows, call) : rows;
      });
  const { watchResults } = config;
  return {
    // What is not to be seen yet is looked for again until the settle window is over.
    readLagMs: reading.config.settleWindowMs,
    ...(config.reports
      ? {
          reports: (query, call) =>
            withPerson(query, async (person) => {
              const page = await changedReports({ ...reports(person), watchResults }, query, call);
              const isEmpty = page.ok && page.value.reports.length === 0 && page.value.leftOut === undefined;
              // Whoever has a cursor was known when it was given.
              return isEmpty && query.cursor === undefined ? ofKnownFile(reading, person, page, call) : page;
            }),
          report: (query, call) =>
            withPerson(query, async (person) => {
              const report = await readReport(reports(person), query.ref, call);
              return report.ok && report.value === null ? ofKnownFile(reading, person, report, call) : report;
            }),
        }
      : {}),
    ...(config.documents
      ? { document: (query, call) => withPerson(query, (person) => readDocument(reports(person), query, call)) }
      : {}),
    ...(config.visits ? { visits: list(VISITS) } : {}),
    ...(config.medications ? { medications: list(MEDICATIONS) } : {}),
    ...(config.allergies ? { allergies: list(ALLERGIES) } : {}),
    ...(config.conditions ? { conditions: list(CONDITIONS) } : {}),
  };
}

/**
 * An answer with nothing in it, once it is certain that there is such a person: a search for a file that is not there finds nothing either,
 * and that would look like somebody of whom nothing is known.
 */
async function ofKnownFile<T>({ transport }: SlotReading, { file }: Person, empty: Outcome<T>, call: Call): Promise<Outcome<T>> {
  if (file === undefined) return empty;
  const exchange = await transport.send({ method: 'GET', url: transport.address(`Patient/${file}`) }, call);
  const answer = answerOf(exchange);
  if (answer.kind === 'refused') return refusal(answer, 'patient-unknown');
  const patient = readOutcome(exchange, patientSchema);
  return patient.ok ? empty : patient;
}

async function readReport(asked: ReportReading, ref: string, call: Call): Promise<Outcome<Report | null>> {
  if (!isId(ref)) return { ok: true, value: null };
  const found = await oneReport(asked, ref, call);
  if (!found.ok) return found;
  if (found.value === null) return { ok: true, value: null };
  const { row } = found.value;
  return row.usable ? { ok: true, value: row.value } : malformed(`unexpected at ${row.where}`);
}

/** A document of a report of this person: embedded in it, or a Binary of the same server. */
async function readDocument(
  asked: ReportReading,
  { ref, documentRef }: DocumentName,
  call: Call,
): Promise<Outcome<ReportDocument | null>> {
  if (!isId(ref)) return { ok: true, value: null };
  const found = await oneReport(asked, ref, call);
  if (!found.ok) return found;
  const report = found.value === null ? undefined : reportSchema.safeParse(found.value.sent.resource).data;
  const attachment = report === undefined ? undefined : attachmentOf(report, documentRef);
  if (attachment === undefined) return { ok: true, value: null };
  const mediaType = mediaTypeOf(attachment.contentType);
  if (attachment.data !== undefined) return documentIn(mediaType, attachment.data);
  const id = localId(asked.reading, { reference: attachment.url }, 'Binary');
  // A document of another server would be fetched with this one's credentials.
  if (id === undefined) return malformed('the document is not a Binary of the configured server');
  return readBinary(asked.reading, id, call);
}

/** A Binary as a resource of JSON, as every FHIR server has it: https://hl7.org/fhir/R4/binary.html#rest */
async function readBinary({ transport }: SlotReading, id: string, call: Call): Promise<Outcome<ReportDocument | null>> {
  const maxBytes = Math.ceil(DOCUMENT_BYTES_MAX / 3) * 4 + 64 * 1024;
  const exchange = await transport.send({ method: 'GET', url: transport.address(`Binary/${id}`), maxBytes }, call);
  const answer = answerOf(exchange);
  const isGone = answer.kind === 'refused' && (answer.status === 404 || answer.status === 410);
  if (isGone && answer.code !== 'not-supported') return { ok: true, value: null };
  const binary = readOutcome(exchange, binarySchema);
  return binary.ok ? documentIn(mediaTypeOf(binary.value.contentType), binary.value.data ?? '') : binary;
}

function documentIn(mediaType: string, data: string): Outcome<ReportDocument> {
  const content = bytesOf(data);
  if (content === undefined) return malformed('a document that is no base64');
  const row = documentRow({ mediaType, content });
  return row.usable ? { ok: true, value: row.value } : malformed(`unexpected at ${row.where}`);
}

/** https://hl7.org/fhir/R4/datatypes.html#base64Binary: blanks may stand in it. */
function bytesOf(base64: string): Uint8Array | undefined {
  try {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return undefined;
  }
}

/** How one list is searched and read. */
interface Listed<T> extends Search {
  readonly read: (listed: ListedResource) => ReadRow<T> | undefined;
  /** When a row was; the newest stands first. */
  readonly at: (row: T) => number;
  readonly statesNone?: (listed: ListedResource) => boolean;
}

const VISITS: Listed<Visit> = {
  type: 'Encounter',
  about: 'subject',
  parameters: ['_sort=-date', '_include=Encounter:diagnosis'],
  read: visitOf,
  at: ({ startsAt }) => startsAt,
};
const MEDICATIONS: Listed<Medication> = {
  type: 'MedicationRequest',
  about: 'subject',
  parameters: ['_sort=-authoredon', '_include=MedicationRequest:medication'],
  read: medicationOf,
  at: ({ prescribedAt }) => prescribedAt,
};
const ALLERGIES: Listed<Allergy> = {
  type: 'AllergyIntolerance',
  about: 'patient',
  parameters: ['_sort=-date'],
  read: allergyOf,
  at: ({ recordedAt }) => recordedAt ?? 0,
  statesNone: statesNoAllergies,
};
const CONDITIONS: Listed<Condition> = {
  type: 'Condition',
  about: 'subject',
  parameters: ['_sort=-recorded-date'],
  read: conditionOf,
  at: ({ recordedAt }) => recordedAt ?? 0,
};

async function readList<T extends { readonly ref: string }>(
  reading: SlotReading,
  person: Person,
  { type, about, parameters, read, at, statesNone }: Listed<T>,
  call: Call,
): Promise<Outcome<RecordList<T>>> {
  const all = [...parameters, `_count=${reading.config.pageSize}`];
  const found = await allSent(reading, type, searchFor(reading, person, { type, about, parameters: all }), LIST_MAX + 1, call);
  if (!found.ok) return found;
  const { pool, isMore } = found.value;
  const own = found.value.rows
    .map((sent): ListedResource => ({ reading, sent, pool }))
    .filter(({ sent }) => isAbout(reading, person, { ...ownerOf(sent.resource, about), pool }));
  const rows = usableRows(own, read);
  if (!rows.ok) return rows;
  const sorted = rows.value.rows.toSorted((one, other) => at(other) - at(one));
  const kept = sorted.slice(0, LIST_MAX);
  const beyond = sorted.length - kept.length + (isMore ? 1 : 0);
  const cut = beyond === 0 ? undefined : { count: beyond, detail: `more than ${LIST_MAX} rows` };
  const leftOut = leftOutOf(found.value.leftOut, rows.value.leftOut, cut);
  // Said with a row beside it, or with one that could not be read, it is no statement that can be relied upon.
  const none = kept.length === 0 && leftOut.leftOut === undefined && own.some((one) => statesNone?.(one));
  return { ok: true, value: { rows: kept, ...(none ? { noneKnown: true as const } : {}), ...leftOut } };
}

/** Whose a resource of a list is: `subject`, or `patient` of an AllergyIntolerance. */
function ownerOf(
  resource: object,
  about: Search['about'],
): { readonly subject: FhirReference; readonly contained?: readonly object[] } {
  const { [about]: subject = {}, contained } = ownedSchema.safeParse(resource).data ?? {};
  return { subject, ...(contained === undefined ? {} : { contained }) };
}
