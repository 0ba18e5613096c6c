import type { Probes } from '../../probe.ts';

export const BOOKING_PROBES: Probes<'booking'> = {
  book: { silent: 3, fired: 9, ask: ({ booking }, { book }, call) => booking.book(book, call) },
};
