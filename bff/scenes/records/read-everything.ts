import { type Report, SECTIONS } from '../../../adapters/port/records.ts';
import type { Patient } from '../../../adapters/port/terms.ts';
import type { OperationInput } from '../../contract/operations.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import { badCursor, decodeCursor, encodeCursor } from '../../platform/http/paging.ts';
import type { Answer } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { refuseHealthData } from '../identity/health-data.ts';
import { revealPatient, sealingOf } from '../identity/patients.ts';
import { type RecordDependencies, reportPlace } from './dependencies.ts';
import { EncodedReports } from './fhir/encoded-reports.ts';
import { missingSources } from './fhir/missing-sources.ts';
import { fhirId, reportResources } from './fhir/report-resources.ts';
import { entriesText, searchsetText, type Utf8 } from './fhir/searchset-text.ts';
import { patientResource } from './fhir/section-resources.ts';
import { knowingOf, measuredAt, normalResults } from './keep-reports.ts';
import { openHead } from './list-results.ts';
import { type RecordReader, type Source, WAIT_MS } from './read-hospital.ts';
import { type KeptFrom, keptFrom, logLook, type RecordCall } from './reading-call.ts';
import type { ReadingKind } from './reading-rows.ts';
import { type ResultRow, readResults, readSealedReports } from './result-rows.ts';
import { listsOf } from './sharing/share-bundle.ts';

/** A person's reports and lists as FHIR R4 (Patient/$everything): reports page by page, and with the first page the lists. */
export class Everything {
  readonly #dependencies: RecordDependencies;
  readonly #reader: RecordReader;
  readonly #encoded = new EncodedReports(limits.encodedReports.figure);

  constructor(dependencies: RecordDependencies, reader: RecordReader) {
    this.#dependencies = dependencies;
    this.#reader = reader;
  }

  async read(
    patientId: string,
    { cursor, _count }: OperationInput<'readEverything'>['query'],
    call: RecordCall,
  ): Promise<Answer> {
    const refused = await refuseHealthData(this.#dependencies, call.caller, patientId, 'non-delegable');
    if (refused) return refused;
    const position = cursor === undefined ? undefined : decodeCursor(cursor, ['instant', 'id']);
    if (cursor !== undefined && !position) return badCursor();
    await logLook(this.#dependencies, call, 'record.everything', patientId);
    const kinds: readonly ReadingKind[] = position ? [] : ['reports', 'visits', 'medications', 'allergies', 'conditions'];
    const sources = (await Promise.all(kinds.map((kind) => this.#reader.sources(patientId, kind, WAIT_MS)))).flat();
    const { store, clock } = this.#dependencies;
    const [kept, patient, sealing] = await Promise.all([
      keptFrom(this.#dependencies, call, patientId),
      revealPatient(this.#dependencies, patientId),
      sealingOf(this.#dependencies, patientId),
    ]);
    const before = position && { at: position[0], id: position[1] };
    const rows = await readResults(store, { patientId, now: clock.now(), before, limit: _count + 1 });
    const shown = rows.slice(0, _count);
    const last = rows.length > shown.length ? shown.at(-1) : undefined;
    const visible = shown.filter(
      (row) => openHead(this.#dependencies, row, { sealing, kept, atKiosk: call.atKiosk })?.held === false,
    );
    const lists = position ? [] : await listsOf(this.#dependencies, { patientId, kept, parts: { results: [], lists: SECTIONS } });
    const entries = [
      ...(position ? [] : [entriesText([patientResource(patientId, patient), ...lists]), ...this.#missing(sources, kept)]),
      ...(await this.#reports(visible, patient, sealing)),
    ];
    const next = last && nextPage(patientId, encodeCursor([last.issuedAt, last.id]), _count);
    const body = searchsetText(entries, next);
    return { wire: { status: 200, headers: { 'content-type': 'application/fhir+json' }, body } };
  }

  #missing(sources: readonly Source[], kept: KeptFrom): readonly Utf8[] {
    const nameOf = (hospitalId: string) => this.#dependencies.directory.hospital(hospitalId).name;
    const missing = missingSources(sources, { kept, nameOf });
    return missing === undefined ? [] : [entriesText([missing], 'outcome')];
  }

  /** Only what is not in memory is read and opened. */
  async #reports(rows: readonly ResultRow[], patient: Patient, sealing: Cipher): Promise<readonly Utf8[]> {
    const nameOf = ({ id, version }: ResultRow) => `${id} ${version}`;
    // Held from here on: while the others are read, somebody else's may take their place in memory.
    const known = new Map(rows.map((row) => [row.id, this.#encoded.find(nameOf(row))]));
    const missing = rows.filter(({ id }) => known.get(id) === undefined);
    const sealed = await readSealedReports(
      this.#dependencies.store,
      missing.map(({ id }) => id),
    );
    return rows.flatMap((row) => {
      const held = known.get(row.id);
      if (held !== undefined) return [held];
      const kept = sealed.get(row.id);
      // It was withdrawn in this very moment.
      if (kept === undefined) return [];
      const entries = this.#encode(row, kept, patient, sealing);
      this.#encoded.put(nameOf(row), entries);
      return [entries];
    });
  }

  #encode(row: ResultRow, sealed: string, patient: Patient, sealing: Cipher): Utf8 {
    const { hospitalId, patientId, id } = row;
    const report = JSON.parse(sealing.open(sealed, reportPlace(row))) as Report;
    const results = normalResults(knowingOf(this.#dependencies, { hospitalId, patient }, measuredAt(report)), report);
    const hospitalName = this.#dependencies.directory.hospital(hospitalId).name;
    return entriesText(reportResources(report, results, { id, patientId, hospitalName }));
  }
}

function nextPage(patientId: string, cursor: string, count: number): string {
  return `/fhir/Patient/${fhirId(patientId)}/$everything?cursor=${cursor}&_count=${count}`;
}
