import type { Part, Store } from '../../platform/store/store.ts';
import { insertTicket, nextNumber, selectTicket } from './ticket-rows.ts';

const SHANGHAI_MS = 8 * 3_600_000;

/** A ticket for the window of a hall. */
export interface NewTicket {
  readonly id: string;
  readonly hospitalId: string;
  readonly campusRef: string;
  /** `help-call`: nobody came to the kiosk in time. */
  readonly reason: 'help-call' | 'window';
  /** Elders and disabled people. */
  readonly priority: boolean;
  readonly now: number;
}

/** Parts of the unit that sends somebody to the window, with the next number of the day. */
export function ticketParts({ id, hospitalId, campusRef, reason, priority, now }: NewTicket): readonly Part[] {
  const day = new Date(now + SHANGHAI_MS).toISOString().slice(0, 10);
  const hall = { hospitalId, campusRef, day };
  return [nextNumber(hall), insertTicket({ ...hall, id, reason, priority: priority ? 1 : 0, now })];
}

/** The number as it is printed and called: at least three digits. */
export async function ticketNumber({ store }: { readonly store: Store }, id: string): Promise<string | undefined> {
  const [row] = await store.read(selectTicket({ id }));
  return row && asNumber(row.number);
}

/** As it is printed and called: at least three digits. */
export function asNumber(number: number): string {
  return String(number).padStart(3, '0');
}
