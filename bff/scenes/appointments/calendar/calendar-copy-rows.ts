import { templates } from '../../../platform/store/statement.ts';
import type { AppointmentTables } from '../tables.ts';

const template = templates<AppointmentTables>();

export const selectCopy = template((q, p: { appointmentId: string }) =>
  q
    .selectFrom('calendar_copy')
    .select(['uid', 'sequence', 'shown', 'starts_at as startsAt', 'ends_at as endsAt', 'changed_at as changedAt'])
    .where('appointment_id', '=', p.appointmentId),
);

type Said = { appointmentId: string; shown: string; startsAt: number; endsAt: number; now: number };

/** The first one an appointment; whoever comes second reads it. */
export const insertCopy = template((q, p: Said & { uid: string }) =>
  q
    .insertInto('calendar_copy')
    .values({
      appointment_id: p.appointmentId,
      uid: p.uid,
      sequence: 0,
      shown: p.shown,
      starts_at: p.startsAt,
      ends_at: p.endsAt,
      changed_at: p.now,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

/** The next number, unless somebody else gave it. */
export const updateCopy = template((q, p: Said & { before: number }) =>
  q
    .updateTable('calendar_copy')
    .set((row) => ({
      sequence: row('sequence', '+', 1),
      shown: p.shown,
      starts_at: p.startsAt,
      ends_at: p.endsAt,
      changed_at: p.now,
    }))
    .where('appointment_id', '=', p.appointmentId)
    .where('sequence', '=', p.before),
);
