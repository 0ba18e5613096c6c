import type * as z from 'zod';
import type { Allergy, Condition, Medication, RecordList, Section, Visit } from '../../../adapters/port/records.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { paths } from '../../contract/paths.ts';
import type { condition } from '../../contract/records/clinician-schemas.ts';
import type { allergy, medication, recordSource, visit } from '../../contract/records/schemas.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { badCursor, pageOf } from '../../platform/http/paging.ts';
import type { ProblemReply } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { refuseHealthData } from '../identity/health-data.ts';
import { sealingOf } from '../identity/patients.ts';
import { type RecordDependencies, sectionPlace } from './dependencies.ts';
import { presentSources } from './list-results.ts';
import { type RecordReader, type Source, WAIT_MS } from './read-hospital.ts';
import { type KeptFrom, keptFrom, logListing, type RecordCall } from './reading-call.ts';
import { readReadings } from './reading-rows.ts';

/** A row of a hospital's list, and where it stands among those of all hospitals: the newest first, or by name. */
interface Row<T> {
  readonly hospitalId: string;
  readonly row: T;
}

interface Listing<T, Shown> {
  readonly section: Section;
  /** By code units, ascending. */
  readonly orderOf: (row: T) => string;
  readonly present: (row: T) => Shown;
  readonly departmentOf?: (row: T) => string | undefined;
}

type Asked = { readonly query: OperationInput<'listVisits'>['query']; readonly call: RecordCall };
type OfHospital = { hospital: string; hospitalName: string };
type Listed<Shown> = { items: (Shown & OfHospital)[]; next?: string; sources: z.output<typeof recordSource>[] };

/** A page of what all hospitals have in one list. A hospital that may keep some of it for a minor shows none of it to their guardian. */
async function listSection<T extends { readonly ref: string }, Shown extends object>(
  dependencies: RecordDependencies,
  reader: RecordReader,
  { query, call, listing, path }: Asked & { readonly listing: Listing<T, Shown>; readonly path: string },
): Promise<{ status: 200; body: Listed<Shown> } | ProblemReply> {
  const { patientId } = query;
  const refused = await refuseHealthData(dependencies, call.caller, patientId, 'results');
  if (refused) return refused;
  await logListing(dependencies, call, 'record.list', patientId);
  const [sources, kept] = await Promise.all([
    reader.sources(patientId, listing.section, WAIT_MS),
    keptFrom(dependencies, call, patientId),
  ]);
  const { rows, none } = await keptLists<T>(dependencies, patientId, listing.section);
  const shown = rows.filter(({ hospitalId, row }) => !kept(hospitalId, listing.departmentOf?.(row)));
  const page = pageOf(
    shown,
    query,
    path,
    ({ hospitalId, row }) => `${listing.orderOf(row)}~${digest(`${hospitalId} ${row.ref}`)}`,
  );
  if (!page) return badCursor();
  const { directory } = dependencies;
  const items = page.items.map(({ hospitalId, row }) => ({
    hospital: hospitalId,
    hospitalName: directory.hospital(hospitalId).name,
    ...listing.present(row),
  }));
  const { next } = page;
  return {
    status: 200,
    body: { items, sources: withNoneKnown(dependencies, { sources, none, kept }), ...(next === undefined ? {} : { next }) },
  };
}

function withNoneKnown(
  dependencies: RecordDependencies,
  { sources, none, kept }: { readonly sources: readonly Source[]; readonly none: ReadonlySet<string>; readonly kept: KeptFrom },
) {
  const told = sources.map(
    (one): Source => (none.has(one.hospitalId) && one.state === 'read' ? { ...one, noneKnown: true } : one),
  );
  return presentSources(dependencies, told, kept);
}

/** What lies here of each hospital, and which of them state that there is none. */
export async function keptLists<T>(dependencies: RecordDependencies, patientId: string, section: Section) {
  const { store, clock } = dependencies;
  const readings = await readReadings(store, { patientId, kind: section, now: clock.now() });
  const sealing = await sealingOf(dependencies, patientId);
  const rows: Row<T>[] = [];
  const none = new Set<string>();
  for (const [hospitalId, { sealed }] of readings) {
    if (sealed === null) continue;
    const list = JSON.parse(sealing.open(sealed, sectionPlace(patientId, hospitalId, section))) as RecordList<T>;
    rows.push(...list.rows.map((row) => ({ hospitalId, row })));
    if (list.noneKnown) none.add(hospitalId);
  }
  return { rows, none };
}

/** Orders the newest first: the later, the smaller. */
const newestFirst = (at: number) => String(8.64e15 - at).padStart(17, '0');

const visitListing: Listing<Visit, Omit<z.output<typeof visit>, keyof OfHospital>> = {
  section: 'visits',
  orderOf: ({ startsAt }) => newestFirst(startsAt),
  departmentOf: ({ department }) => department,
  present: ({ kind, startsAt, endsAt, department, practitioner, diagnoses }) => ({
    kind,
    start: shanghaiTime(startsAt),
    ...(endsAt === undefined ? {} : { end: shanghaiTime(endsAt) }),
    ...(department === undefined ? {} : { department }),
    ...(practitioner === undefined ? {} : { practitioner }),
    diagnoses: [...diagnoses],
  }),
};

const medicationListing: Listing<Medication, Omit<z.output<typeof medication>, keyof OfHospital>> = {
  section: 'medications',
  orderOf: ({ prescribedAt }) => newestFirst(prescribedAt),
  present: ({ name, dosage, status, prescribedAt, practitioner }) => ({
    name,
    ...(dosage === undefined ? {} : { dosage }),
    status,
    prescribedAt: shanghaiTime(prescribedAt),
    ...(practitioner === undefined ? {} : { practitioner }),
  }),
};

const allergyListing: Listing<Allergy, Omit<z.output<typeof allergy>, keyof OfHospital>> = {
  section: 'allergies',
  orderOf: ({ recordedAt }) => newestFirst(recordedAt ?? 0),
  present: ({ substance, reaction, criticality, verified, recordedAt }) => ({
    substance,
    ...(reaction === undefined ? {} : { reaction }),
    criticality,
    verified,
    ...(recordedAt === undefined ? {} : { recordedAt: shanghaiTime(recordedAt) }),
  }),
};

const conditionListing: Listing<Condition, Omit<z.output<typeof condition>, keyof OfHospital>> = {
  section: 'conditions',
  orderOf: ({ recordedAt }) => newestFirst(recordedAt ?? 0),
  present: ({ name, status, recordedAt }) => ({
    name,
    status,
    ...(recordedAt === undefined ? {} : { recordedAt: shanghaiTime(recordedAt) }),
  }),
};

export function listVisits(dependencies: RecordDependencies, reader: RecordReader, asked: Asked) {
  return listSection(dependencies, reader, { ...asked, listing: visitListing, path: paths.listVisits.path });
}

export function listMedications(dependencies: RecordDependencies, reader: RecordReader, asked: Asked) {
  return listSection(dependencies, reader, { ...asked, listing: medicationListing, path: paths.listMedications.path });
}

export function listAllergies(dependencies: RecordDependencies, reader: RecordReader, asked: Asked) {
  return listSection(dependencies, reader, { ...asked, listing: allergyListing, path: paths.listAllergies.path });
}

/** The newest of a list as it lies here, for whoever may read it; the hospitals were asked before. */
async function newestOf<T extends { readonly ref: string }, Shown extends object>(
  dependencies: RecordDependencies,
  listing: Listing<T, Shown>,
  { patientId, sources, kept }: { readonly patientId: string; readonly sources: readonly Source[]; readonly kept: KeptFrom },
) {
  const { rows, none } = await keptLists<T>(dependencies, patientId, listing.section);
  const shown = rows
    .filter(({ hospitalId, row }) => !kept(hospitalId, listing.departmentOf?.(row)))
    .toSorted((one, other) => (listing.orderOf(one.row) < listing.orderOf(other.row) ? -1 : 1));
  const items = shown.slice(0, limits.listedAtOnce.figure).map(({ hospitalId, row }) => ({
    hospital: hospitalId,
    hospitalName: dependencies.directory.hospital(hospitalId).name,
    ...listing.present(row),
  }));
  return { items, more: shown.length > items.length, sources: withNoneKnown(dependencies, { sources, none, kept }) };
}

/** Lists of a person, each asked for at the hospitals by `sources`, whole up to a bound: for a clinician who may read them. */
export async function newestOfLists(
  dependencies: RecordDependencies,
  {
    patientId,
    sources,
    kept,
  }: { readonly patientId: string; readonly sources: ReadonlyMap<Section, readonly Source[]>; readonly kept: KeptFrom },
) {
  const of = <T extends { readonly ref: string }, Shown extends object>(listing: Listing<T, Shown>) => {
    const asked = sources.get(listing.section);
    return asked && newestOf(dependencies, listing, { patientId, sources: asked, kept });
  };
  const [visits, medications, allergies, conditions] = await Promise.all([
    of(visitListing),
    of(medicationListing),
    of(allergyListing),
    of(conditionListing),
  ]);
  return {
    ...(visits ? { visits } : {}),
    ...(medications ? { medications } : {}),
    ...(allergies ? { allergies } : {}),
    ...(conditions ? { conditions } : {}),
  };
}
