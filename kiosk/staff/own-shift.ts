import type { Client } from '../../bff/contract/client.ts';
import { allPages } from '../client/all-pages.ts';

/** A clerk is told of everybody's shifts: only one's own is ended. One that has ended meanwhile is no trouble. */
export async function endOwnShift(client: Client, staffId: string | undefined) {
  const shifts = await allPages((cursor) => client('listShifts', { query: { limit: 50, cursor } }));
  if (!shifts.ok) return shifts;
  const own = shifts.value.find((shift) => shift.staffId === staffId && !shift.ended);
  if (own === undefined) return { ok: true as const, body: undefined };
  return client('endShift', { params: { id: own.id }, body: {} });
}
