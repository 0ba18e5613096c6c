import type { OperationInput } from '../../contract/operations.ts';
import { paths } from '../../contract/paths.ts';
import type { Hospitals } from '../../partners/hospitals.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { badCursor, pageOf } from '../../platform/http/paging.ts';
import type { Directory } from './directory.ts';
import { findDepartments } from './find-departments.ts';
import { listPractitioners } from './list-practitioners.ts';

export interface DirectoryDependencies {
  readonly directory: Directory;
  readonly hospitals: Hospitals;
  readonly clock: Clock;
}

export function directoryHandlers(
  dependencies: DirectoryDependencies,
): Pick<Handlers, 'listHospitals' | 'findDepartments' | 'listPractitioners'> {
  const { directory } = dependencies;
  return {
    async listHospitals({ query }: OperationInput<'listHospitals'>) {
      const page = pageOf(directory.hospitals(), query, paths.listHospitals.path, (hospital) => hospital.id);
      if (!page) return badCursor();
      return { status: 200, body: { ...page, items: page.items.map((hospital) => showHospital(dependencies, hospital.id)) } };
    },
    async findDepartments({ query }: OperationInput<'findDepartments'>) {
      const page = pageOf(findDepartments(directory, query.q), query, paths.findDepartments.path, ({ position }) => position);
      if (!page) return badCursor();
      return { status: 200, body: { ...page, items: page.items.map(({ department }) => department) } };
    },
    async listPractitioners({ query }: OperationInput<'listPractitioners'>) {
      const page = pageOf(
        listPractitioners(directory, query),
        query,
        paths.listPractitioners.path,
        (practitioner) => practitioner.id,
      );
      return page ? { status: 200, body: page } : badCursor();
    },
  };
}

/** The contract shows closures for so long ahead. */
const SHOWN_AHEAD_MS = 31 * 24 * 3600 * 1000;

function showHospital({ directory, hospitals, clock }: DirectoryDependencies, id: string) {
  const now = clock.now();
  const hospital = directory.hospital(id);
  const known = hospitals.ids().includes(id);
  const since = known ? hospitals.unreachableSince(id) : undefined;
  const has = (facet: 'booking' | 'cancellation' | 'preconsult' | 'patients') =>
    known && hospitals.facet(id, facet) !== undefined;
  return {
    id,
    name: hospital.name,
    englishName: hospital.englishName,
    campuses: directory
      .campusesOf(id)
      .map(({ name, address, position, visit }) => ({ name, address, ...visit, ...(position ? { position } : {}) })),
    dutyDesk: { name: hospital.dutyDeskName, phone: hospital.dutyDeskPhone },
    can: { book: has('booking'), cancel: has('cancellation'), hear: has('preconsult') },
    asksDocument: has('patients'),
    reachable: known && hospitals.reachable(id),
    ...(since === undefined ? {} : { unreachableSince: shanghaiTime(since) }),
    closures: directory
      .closuresOf(id)
      .filter(({ startsAt, endsAt }) => endsAt > now && startsAt < now + SHOWN_AHEAD_MS)
      .map(({ kind, startsAt, endsAt, note, englishNote }) => ({
        kind,
        from: shanghaiTime(startsAt),
        to: shanghaiTime(endsAt),
        note: { zh: note, en: englishNote },
      })),
  };
}
