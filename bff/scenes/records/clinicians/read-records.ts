import type * as z from 'zod';
import type { Report, Section } from '../../../../adapters/port/records.ts';
import type { readRecords as readRecordsSchema } from '../../../contract/records/clinician-schemas.ts';
import { shanghaiTime } from '../../../platform/http/instants.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../../platform/http/paging.ts';
import { type ProblemReply, problem } from '../../../platform/http/reply.ts';
import { revealPatient, sealingOf } from '../../identity/patients.ts';
import { type RecordDependencies, reportPlace } from '../dependencies.ts';
import { listedOf, presentSources } from '../list-results.ts';
import { newestOfLists } from '../list-sections.ts';
import { type RecordReader, type Source, WAIT_MS } from '../read-hospital.ts';
import { presentReport } from '../read-result.ts';
import type { KeptFrom } from '../reading-call.ts';
import { type ResultRow, readResultRow, readResults, readSealedReports } from '../result-rows.ts';
import type { SharedParts } from '../sharing/share-bundle.ts';

export type ReadRecords = z.output<typeof readRecordsSchema>;

/** What a clinician may read, of whom, and by which right. */
export interface ClinicalReading {
  readonly patientId: string;
  readonly parts: SharedParts;
  /** What was kept from whoever gave the right was not theirs to give. */
  readonly kept: KeptFrom;
  readonly until: number;
  readonly query: { readonly cursor?: string | undefined; readonly limit: number };
  /** Address of the pages. */
  readonly path: string;
  /** Commits that it is read, in a unit that holds the right; false where it stands no more. */
  readonly note: () => Promise<boolean>;
}

/**
 * A page of what a clinician may read. Hospitals are asked for what is not kept any more, by the person's own right: what they gave is to be
 * read as it is now, and what was asked for lies here for half an hour only. That it is read is committed behind that, and before anything is
 * shown, so that what ended while hospitals answered is not read any more.
 */
export async function readRecords(
  dependencies: RecordDependencies,
  reader: RecordReader,
  reading: ClinicalReading,
): Promise<ReadRecords | ProblemReply> {
  const { patientId, parts, kept, query } = reading;
  const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
  if (query.cursor !== undefined && !position) return badCursor();
  const before = position && { at: position[0], id: position[1] };
  const sections: readonly Section[] = before ? [] : parts.lists;
  const [ofReports, ...ofLists] = await Promise.all([
    parts.results.length === 0 ? [] : reader.sources(patientId, 'reports', WAIT_MS),
    ...sections.map((section) => reader.sources(patientId, section, WAIT_MS)),
  ]);
  if (!(await reading.note())) return problem('not-found');
  const patient = await revealPatient(dependencies, patientId);
  const { name, birthDate, sex } = patient;
  const sources = new Map(sections.map((section, nth): [Section, readonly Source[]] => [section, ofLists[nth] ?? []]));
  const [results, lists] = await Promise.all([
    pageOfResults(dependencies, reading, { before, sources: ofReports }),
    newestOfLists(dependencies, { patientId, sources, kept }),
  ]);
  return { person: { name, birthDate, sex }, until: shanghaiTime(reading.until), results, lists };
}

type Before = { readonly at: number; readonly id: string } | undefined;

async function pageOfResults(
  dependencies: RecordDependencies,
  { patientId, parts, kept, query, path }: ClinicalReading,
  { before, sources }: { readonly before: Before; readonly sources: readonly Source[] },
): Promise<ReadRecords['results']> {
  const rows = await rowsOf(dependencies, { patientId, parts }, { before, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  const [patient, sealing, sealed] = await Promise.all([
    revealPatient(dependencies, patientId),
    sealingOf(dependencies, patientId),
    readSealedReports(
      dependencies.store,
      shown.map(({ id }) => id),
    ),
  ]);
  const items = shown.flatMap((row) => {
    // Nobody stands at a kiosk here: a doctor reads what the hospital wants to tell the person first.
    const listed = listedOf(dependencies, row, { sealing, kept, atKiosk: false });
    const text = sealed.get(row.id);
    if (!listed || text === undefined) return [];
    const { patientId: _whose, held: _held, ...head } = listed;
    const report = JSON.parse(sealing.open(text, reportPlace(row))) as Report;
    return [{ ...head, ...presentReport(dependencies, { row, report, patient }) }];
  });
  const next = last ? { next: nextPage(path, query, encodeCursor([last.issuedAt, last.id])) } : {};
  return { items, sources: presentSources(dependencies, sources, kept), ...next };
}

/** The newest first; of those that were chosen only the person's own, whatever was asked for. */
async function rowsOf(
  { store, clock }: RecordDependencies,
  { patientId, parts }: Pick<ClinicalReading, 'patientId' | 'parts'>,
  { before, limit }: { readonly before: Before; readonly limit: number },
): Promise<readonly ResultRow[]> {
  const now = clock.now();
  if (parts.results === 'all') return readResults(store, { patientId, now, before, limit });
  const chosen = await Promise.all([...new Set(parts.results)].map((id) => readResultRow(store, id, now)));
  return chosen
    .filter((row) => row?.patientId === patientId)
    .flatMap((row) => (row ? [row] : []))
    .toSorted((one, other) => other.issuedAt - one.issuedAt || (one.id < other.id ? 1 : -1))
    .filter(({ issuedAt, id }) => !before || issuedAt < before.at || (issuedAt === before.at && id < before.id))
    .slice(0, limit);
}
