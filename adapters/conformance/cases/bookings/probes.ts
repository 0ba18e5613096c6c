import type { BookingPage } from '../../../port/bookings.ts';
import { holds, type Probes } from '../../probe.ts';

export const BOOKINGS_PROBES: Probes<'bookings'> = {
  find: {
    silent: 4,
    fired: 10,
    ask: ({ bookings }, { booked }, call) => bookings.find(booked.key, call),
    read: { id: 'FIND', needs: ['booking', 'bookings'], isTrue: (value, { booked }) => holds(value, booked.ref) },
  },
  list: {
    silent: 5,
    fired: 11,
    ask: ({ bookings }, _args, call) => bookings.list(undefined, call),
    // Of its first page one knows only that somebody stands there: what it begins with may be long cancelled.
    read: {
      id: 'LIST',
      needs: ['booking', 'bookings'],
      isTrue: (value) => (value as BookingPage).bookings.length > 0,
      toldOnce: true,
    },
  },
};
