import type { Part, Store } from '../../platform/store/store.ts';
import { today } from '../identity/dependencies.ts';
import { insertTicket, nextNumber, selectTicket } from './ticket-rows.ts';

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
  const hall = { hospitalId, campusRef, day: today(now) };
  // Whoever was called for at a kiosk gets a number, however many there were today.
  return [
    nextNumber({ ...hall, max: Number.MAX_SAFE_INTEGER }),
    insertTicket({ ...hall, id, reason, priority: priority ? 1 : 0, now }),
  ];
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
