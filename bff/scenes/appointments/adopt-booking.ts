import { type Booking, stands } from '../../../adapters/port/booking.ts';
import { contradicted } from '../../partners/contradictions.ts';
import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { insertReadyTask } from '../../platform/tasks/task-rows.ts';
import { isRegistered } from '../identity/patients.ts';
import { addAdoptedPlace, findSlot } from '../slots/places.ts';
import { slotIdOf } from '../slots/slot-id.ts';
import { CLAIM_MOVED, insertAppointmentPart, insertClaim, insertEvent } from './appointment-rows.ts';
import { type AppointmentDependencies, SETTLE_CLAIM } from './dependencies.ts';
import { selectHolder, selectKeyElsewhere } from './held-rows.ts';
import { confirmedBy } from './move-claim.ts';

/**
 * Takes over a booking that the hospital holds under a key of ours which this database does not know: it was made after the backup from
 * which the database was restored. The key itself says whose it is. False when it is not ours, was made for another hospital, or its
 * person or slot is not known here: then people have to look (`onedoor_stray_bookings_total`). The ids follow from the key, so it is taken over once.
 */
export async function adoptBooking(
  dependencies: AppointmentDependencies,
  hospitalId: string,
  booking: Booking,
): Promise<boolean> {
  const { store, bookingKeys, metrics, log } = dependencies;
  const elsewhere = await store.read(selectKeyElsewhere({ hospitalId, bookingKey: booking.key }));
  if (elsewhere.length > 0) {
    contradicted(dependencies, hospitalId, 'key-of-another-hospital');
    return false;
  }
  const content = bookingKeys.read(booking.key, hospitalId);
  if (!content || !stands(booking.status) || booking.slotRef === undefined) return false;
  const held = await store.read(selectHolder({ hospitalId, ref: booking.ref, claimId: '' }));
  if (held.length > 0) {
    contradicted(dependencies, hospitalId, 'booking-of-another-person');
    return false;
  }
  const slotId = slotIdOf(hospitalId, booking.slotRef);
  const slot = await findSlot(store, slotId);
  if (!slot || !(await isRegistered(store, content.patientId))) return false;
  const committed = await commit(
    dependencies,
    'adopt-booking',
    'outcomes',
    adoptionParts(dependencies, { hospitalId, slotId, booking, startsAt: slot.startsAt, ...content }),
  );
  if (!committed.ok) return false;
  metrics.count('onedoor_adopted_bookings_total', `hospital="${hospitalId}"`);
  log.write('warn', 'watch.adopted-booking', { hospitalId });
  return true;
}

interface Adoption {
  readonly hospitalId: string;
  readonly slotId: string;
  readonly booking: Booking;
  readonly patientId: string;
  readonly coverage: string;
  readonly startsAt: number;
}

function adoptionParts(
  { ids, clock, notify }: AppointmentDependencies,
  { hospitalId, slotId, booking, patientId, coverage, startsAt }: Adoption,
): readonly Part[] {
  const now = clock.now();
  const mark = digest(`adopted ${booking.key}`).slice(0, 22);
  const [appointmentId, claimId] = [`apt_${mark}`, `clm_${mark}`];
  const { hospitalRef = null, queueNumber = null } = confirmedBy(booking);
  return [
    addAdoptedPlace({ slotId }),
    insertAppointmentPart({ id: appointmentId, patientId, slotId, claimId, now, coverage, bookedBy: patientId }),
    guarded(
      insertClaim({
        id: claimId,
        appointmentId,
        slotId,
        hospitalId,
        bookingKey: booking.key,
        ghostOf: null,
        places: 1,
        state: 'confirmed',
        now,
        waitsUntil: now,
        sentAt: now,
        settledAt: now,
        hospitalRef,
        queueNumber,
        knowBy: now,
      }),
      CLAIM_MOVED,
    ),
    insertEvent({ appointmentId, version: 1, at: now, claimState: 'confirmed' }),
    ...(startsAt > now ? notify({ kind: 'booking-confirmed', appointmentId, version: 1, seen: false, now }) : []),
    insertReadyTask(ids.inOrder('tsk'), SETTLE_CLAIM, claimId, now),
    auditPart(ids, now, {
      actor: GATEWAY,
      action: 'appointment.adopt',
      subject: { kind: 'appointment', id: appointmentId },
      requestId: claimId,
    }),
  ];
}
