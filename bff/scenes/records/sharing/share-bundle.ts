import type { Allergy, Condition, Medication, Report, Section, Visit } from '../../../../adapters/port/records.ts';
import { digest } from '../../../platform/crypto/cipher.ts';
import { shanghaiTime } from '../../../platform/http/instants.ts';
import { limits } from '../../../platform/limits/limits.ts';
import { revealPatient, sealingOf } from '../../identity/patients.ts';
import { type RecordDependencies, reportPlace } from '../dependencies.ts';
import { exactJson } from '../fhir/exact-json.ts';
import { missingSources } from '../fhir/missing-sources.ts';
import { fhirId, type Json, reportResources } from '../fhir/report-resources.ts';
import {
  allergyResource,
  conditionResource,
  type ListedNaming,
  medicationResource,
  patientResource,
  visitResource,
} from '../fhir/section-resources.ts';
import { knowingOf, measuredAt, normalResults } from '../keep-reports.ts';
import { openHead } from '../list-results.ts';
import { keptLists } from '../list-sections.ts';
import type { Source } from '../read-hospital.ts';
import type { KeptFrom } from '../reading-call.ts';
import { type ResultRow, readResults, readSealedReports } from '../result-rows.ts';

/** Which parts of a person's records are shared. */
export interface SharedParts {
  readonly results: 'all' | readonly string[];
  readonly lists: readonly Section[];
}

export interface Sharing {
  readonly patientId: string;
  readonly parts: SharedParts;
  /** What is kept from whoever shares is not theirs to share. */
  readonly kept: KeptFrom;
  /** Whether whoever shares stands at a kiosk: what is held back there is not read by a detour. */
  readonly atKiosk: boolean;
  /** How far the answers of the hospitals had come that were asked for it. */
  readonly sources: readonly Source[];
}

/** What is shared, as a FHIR R4 collection: the person, the reports with their values, the lists. Absent where there is nothing. */
export async function shareBundle(dependencies: RecordDependencies, sharing: Sharing): Promise<string | undefined> {
  const { patientId } = sharing;
  const patient = await revealPatient(dependencies, patientId);
  const { reports, held } = await reportsOf(dependencies, sharing);
  const chosen = [...reports, ...(await listsOf(dependencies, sharing))];
  if (chosen.length === 0) return undefined;
  const nameOf = (hospitalId: string) => dependencies.directory.hospital(hospitalId).name;
  const missing = missingSources(sharing.sources, { kept: sharing.kept, held, nameOf });
  const entry = [patientResource(patientId, patient), ...(missing === undefined ? [] : [missing]), ...chosen].map((resource) => ({
    fullUrl: `${BASE}${String(resource.resourceType)}/${String(resource.id)}`,
    resource,
  }));
  const timestamp = shanghaiTime(dependencies.clock.now());
  return exactJson({ resourceType: 'Bundle', type: 'collection', timestamp, entry });
}

/** References inside of the collection are relative to this; nothing is to be fetched there. */
const BASE = 'https://onedoor.invalid/fhir/';

async function rowsOf({ store, clock }: RecordDependencies, { patientId, parts }: Sharing): Promise<readonly ResultRow[]> {
  const rows = await readResults(store, { patientId, now: clock.now(), limit: LOOKED_AT });
  const { results } = parts;
  return results === 'all' ? rows.slice(0, limits.sharedResults.figure) : rows.filter(({ id }) => results.includes(id));
}

/** Results among which those that are named are looked for: the newest. */
const LOOKED_AT = 2_000;

/** Reports that are shared, and of which hospitals some are held back: whoever reads must not think that they have all. */
async function reportsOf(
  dependencies: RecordDependencies,
  sharing: Sharing,
): Promise<{ readonly reports: readonly Json[]; readonly held: readonly string[] }> {
  const { patientId, kept, atKiosk } = sharing;
  const [patient, sealing] = await Promise.all([revealPatient(dependencies, patientId), sealingOf(dependencies, patientId)]);
  const heldOf = (row: ResultRow) => openHead(dependencies, row, { sealing, kept, atKiosk })?.held;
  const all = (await rowsOf(dependencies, sharing)).map((row) => ({ row, held: heldOf(row) }));
  const rows = all.filter(({ held }) => held === false).map(({ row }) => row);
  const sealed = await readSealedReports(
    dependencies.store,
    rows.map(({ id }) => id),
  );
  const reports = rows.flatMap((row) => {
    const text = sealed.get(row.id);
    if (text === undefined) return [];
    const { hospitalId, id } = row;
    const report = JSON.parse(sealing.open(text, reportPlace(row))) as Report;
    const results = normalResults(knowingOf(dependencies, { hospitalId, patient }, measuredAt(report)), report);
    return reportResources(report, results, { id, patientId, hospitalName: dependencies.directory.hospital(hospitalId).name });
  });
  return { reports, held: all.filter(({ held }) => held === true).map(({ row }) => row.hospitalId) };
}

const WRITERS = {
  visits: (row, naming) => visitResource(row as Visit, naming),
  medications: (row, naming) => medicationResource(row as Medication, naming),
  allergies: (row, naming) => allergyResource(row as Allergy, naming),
  conditions: (row, naming) => conditionResource(row as Condition, naming),
} as const satisfies Record<Section, (row: { readonly ref: string }, naming: ListedNaming) => Json>;

/** Lists as they lie here, of each hospital that keeps nothing of them from whoever asks. */
export async function listsOf(
  dependencies: RecordDependencies,
  { patientId, parts, kept }: Pick<Sharing, 'patientId' | 'parts' | 'kept'>,
): Promise<readonly Json[]> {
  const lists = await Promise.all(
    parts.lists.map(async (section) => {
      const { rows } = await keptLists<{ readonly ref: string }>(dependencies, patientId, section);
      return rows
        .filter(({ hospitalId }) => !kept(hospitalId, undefined))
        .map(({ hospitalId, row }) => {
          const id = digest(`${section} ${patientId} ${hospitalId} ${row.ref}`).replaceAll('_', '.');
          const hospitalName = dependencies.directory.hospital(hospitalId).name;
          return WRITERS[section](row, { id: fhirId(id), patientId, hospitalName });
        });
    }),
  );
  return lists.flat();
}
