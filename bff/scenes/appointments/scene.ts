import type { Scene } from '../scene.ts';
import { claimHandler } from './advance-claim.ts';
import { type AppointmentDependencies, SETTLE_CLAIM } from './dependencies.ts';
import { type AppointmentOperations, appointmentHandlers } from './http.ts';
import { measureClaims } from './measure-claims.ts';
import { bookingSubscriptions, WATCH_BOOKINGS, watchHandler } from './watch-bookings.ts';

/** Booking and cancelling over foreign systems, true on both sides. */
export function appointmentScene(
  dependencies: AppointmentDependencies,
  { everyMs }: { readonly everyMs: number },
): Scene<AppointmentOperations> {
  const { hospitals, store } = dependencies;
  return {
    operations: appointmentHandlers(dependencies),
    tasks: { [SETTLE_CLAIM]: claimHandler(dependencies), [WATCH_BOOKINGS]: watchHandler(dependencies, everyMs) },
    recurring: [
      { kind: WATCH_BOOKINGS, subjects: hospitals.ids().filter((id) => hospitals.facet(id, 'bookings') !== undefined) },
    ],
    measure: (now) => measureClaims(store, now),
    inbound: bookingSubscriptions(dependencies),
  };
}
