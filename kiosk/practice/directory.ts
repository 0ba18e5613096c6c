import type { directoryPaths } from '../../bff/contract/directory/paths.ts';
import type { HandlersOf } from './handler.ts';

export const directory = {
  listHospitals: ({ hospitals, away, now }) => {
    const gone = { reachable: false, unreachableSince: new Date(now()).toISOString() };
    return { status: 200, body: { items: hospitals.map((one) => (away.includes(one.id) ? { ...one, ...gone } : one)) } };
  },
  findDepartments: ({ departments }, { query }) => {
    const found = departments.filter(({ initials }) => initials.startsWith((query.q ?? '').toLowerCase()));
    return { status: 200, body: { items: found.map(({ initials: _, ...department }) => department) } };
  },
} satisfies HandlersOf<typeof directoryPaths>;
