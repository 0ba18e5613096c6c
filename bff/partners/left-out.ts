import type { LeftOut } from '../../adapters/port/rows.ts';
import type { Log } from '../platform/log.ts';
import type { CounterName, Metrics } from '../platform/metrics.ts';
import { loggable } from './call-words.ts';

const LISTS = {
  slots: { event: 'sync.left-out', counter: 'onedoor_slots_left_out_total' },
  bookings: { event: 'watch.left-out', counter: 'onedoor_bookings_left_out_total' },
  answers: { event: 'preconsult.left-out' },
  records: { event: 'records.left-out', counter: 'onedoor_records_left_out_total' },
} as const satisfies Record<string, { event: string; counter?: CounterName }>;

/**
 * Tells operators that rows of a hospital's list were left out, one line a page: how many, and by which member the first of them. What
 * stood in them is not told.
 */
export function noteLeftOut(
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
  { hospitalId, list, leftOut }: { readonly hospitalId: string; readonly list: keyof typeof LISTS; readonly leftOut: LeftOut },
): void {
  const { event, counter }: { event: string; counter?: CounterName } = LISTS[list];
  const count = Number.isSafeInteger(leftOut.count) && leftOut.count > 0 ? leftOut.count : 1;
  log.write('warn', event, { hospitalId, count, detail: loggable(leftOut.detail, []) });
  if (counter !== undefined) metrics.count(counter, `hospital="${hospitalId}",reason="unreadable"`, count);
}
