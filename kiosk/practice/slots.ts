import type { slotPaths } from '../../bff/contract/slots/paths.ts';
import type { HandlersOf } from './handler.ts';

/** As many as the gateway sends where nobody says how many. */
const PAGE = 20;

export const slots = {
  searchSlots: ({ slots, now }, { query }) => {
    const from = Math.max(Date.parse(query.from ?? '') || 0, now());
    const to = Date.parse(query.to ?? '') || Number.POSITIVE_INFINITY;
    const found = slots.filter(({ start, department, practitioner, place }) => {
      const at = Date.parse(start);
      const wanted = [
        [query.department, department.code],
        [query.hospital, place.hospital],
        [query.practitioner, practitioner.id],
      ];
      return at >= from && at < to && wanted.every(([asked, has]) => asked === undefined || asked === has);
    });
    found.sort((left, right) => Date.parse(left.start) - Date.parse(right.start));
    return { status: 200, body: { items: found.slice(0, query.limit ?? PAGE) } };
  },
} satisfies HandlersOf<typeof slotPaths>;
