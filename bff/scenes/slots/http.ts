import { paths } from '../../contract/paths.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../platform/http/paging.ts';
import type { SlotDependencies } from './dependencies.ts';
import { findSlots } from './search-slots.ts';

export function slotHandlers(dependencies: SlotDependencies): Pick<Handlers, 'searchSlots'> {
  return {
    async searchSlots({ query }) {
      const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
      if (query.cursor !== undefined && !position) return badCursor();
      // A slot that begins at this instant is past: it can not be booked any more.
      const from = Math.max(query.from === undefined ? 0 : Date.parse(query.from), dependencies.clock.now() + 1);
      // A cursor says where a page begins, never that what has begun since is shown again.
      const after = position && position[0] >= from ? { after: { startsAt: position[0], id: position[1] } } : {};
      const { items, last } = await findSlots(dependencies, {
        ...(query.department === undefined ? {} : { departmentCode: query.department }),
        ...(query.hospital === undefined ? {} : { hospitalId: query.hospital }),
        ...(query.practitioner === undefined ? {} : { practitionerId: query.practitioner }),
        from,
        ...(query.to === undefined ? {} : { to: Date.parse(query.to) }),
        ...after,
        limit: query.limit,
      });
      const next = last ? { next: nextPage(paths.searchSlots.path, query, encodeCursor([last.startsAt, last.id])) } : {};
      return { status: 200, body: { items, ...next } };
    },
  };
}
