import { type Kysely, sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

export interface ShiftRow {
  readonly id: string;
  readonly staffId: string;
  readonly name: string;
  readonly role: string;
  readonly hospitalId: string;
  readonly campusRef: string;
  /** Of the device where they came on duty. */
  readonly deviceId: string;
  readonly since: number;
  readonly until: number;
  readonly endedAt: number | null;
}

const COLUMNS = [
  'shift.id',
  'shift.staff_id as staffId',
  'staff.name',
  'staff.role',
  'shift.hospital_id as hospitalId',
  'shift.campus_ref as campusRef',
  'shift.device_id as deviceId',
  'shift.since',
  'shift.until',
  'shift.ended_at as endedAt',
] as const;

/** The shift is not over, whoever has it has not left, and the device where they came on duty is in use. */
const ON_DUTY = (now: number) => sql<boolean>`shift.ended_at IS NULL AND shift.until > ${now}
  AND EXISTS (SELECT 1 FROM staff AS member WHERE member.id = shift.staff_id AND member.state = 'active')
  AND EXISTS (SELECT 1 FROM device AS place WHERE place.id = shift.device_id AND place.state = 'active')`;

const withMember = (q: Kysely<IdentityTables>) =>
  q.selectFrom('shift').innerJoin('staff', 'staff.id', 'shift.staff_id').select(COLUMNS);

/** The shift is in the hall where the device stands. Touches no row when the device is not in use any more. */
export const insertShift = template((q, p: { id: string; staffId: string; deviceId: string; now: number; until: number }) =>
  q
    .insertInto('shift')
    .columns(['id', 'staff_id', 'device_id', 'hospital_id', 'campus_ref', 'since', 'until'])
    .expression((inner) =>
      inner
        .selectFrom('device')
        .select((row) => [
          row.val(p.id).as('id'),
          row.val(p.staffId).as('staff_id'),
          'device.id as device_id',
          'device.hospital_id',
          'device.campus_ref',
          row.val(p.now).as('since'),
          row.val(p.until).as('until'),
        ])
        .where('device.id', '=', p.deviceId)
        .where('device.state', '=', 'active'),
    ),
);

/** Every shift of this member of staff. */
export const endShiftsOf = template((q, p: { staffId: string; now: number }) =>
  q.updateTable('shift').set({ ended_at: p.now }).where('staff_id', '=', p.staffId).where('ended_at', 'is', null),
);

/** One's own shift, or one of the hospital whose clerk one is. */
export const endShift = template((q, p: { id: string; staffId: string; clerkOf: string; now: number }) =>
  q
    .updateTable('shift')
    .set({ ended_at: p.now })
    .where('id', '=', p.id)
    .where('ended_at', 'is', null)
    .where('until', '>', p.now)
    .where((row) => row.or([row('staff_id', '=', p.staffId), row('hospital_id', '=', p.clerkOf)])),
);

/** The same one, also when it is over. */
export const selectShift = template((q, p: { id: string; staffId: string; clerkOf: string }) =>
  withMember(q)
    .where('shift.id', '=', p.id)
    .where((row) => row.or([row('shift.staff_id', '=', p.staffId), row('shift.hospital_id', '=', p.clerkOf)])),
);

/** Who is on duty: in the whole hospital of a clerk, or of the shifts one's own. `beforeAtToo` is `beforeAt` once more. */
export const selectOpenShifts = template(
  (
    q,
    p: {
      staffId: string;
      clerkOf: string;
      now: number;
      beforeAt: number;
      beforeAtToo: number;
      beforeId: string;
      limit: number;
    },
  ) =>
    withMember(q)
      .where(ON_DUTY(p.now))
      .where((row) => row.or([row('shift.staff_id', '=', p.staffId), row('shift.hospital_id', '=', p.clerkOf)]))
      .where((row) =>
        row.or([
          row('shift.since', '<', p.beforeAt),
          row.and([row('shift.since', '=', p.beforeAtToo), row('shift.id', '<', p.beforeId)]),
        ]),
      )
      .orderBy('shift.since', 'desc')
      .orderBy('shift.id', 'desc')
      .limit(p.limit),
);

/** Who is on duty in a hall, the last one to come first. */
export const selectOnDuty = template((q, p: { hospitalId: string; campusRef: string; now: number; limit: number }) =>
  withMember(q)
    .where(ON_DUTY(p.now))
    .where('shift.hospital_id', '=', p.hospitalId)
    .where('shift.campus_ref', '=', p.campusRef)
    .orderBy('shift.since', 'desc')
    .orderBy('shift.id', 'desc')
    .limit(p.limit),
);

/** Where a member of staff is on duty. */
export const selectDuty = template((q, p: { staffId: string; now: number }) =>
  q
    .selectFrom('shift')
    .select(['shift.id as shiftId', 'shift.hospital_id as hospitalId', 'shift.campus_ref as campusRef', 'shift.since'])
    .where(ON_DUTY(p.now))
    .where('shift.staff_id', '=', p.staffId)
    .orderBy('shift.since', 'desc')
    .limit(1),
);

/** How many of a role are on duty in a hall. */
export const countOnDuty = template((q, p: { hospitalId: string; campusRef: string; now: number }) =>
  q
    .selectFrom('shift')
    .innerJoin('staff', 'staff.id', 'shift.staff_id')
    .select(['staff.role', sql<number>`COUNT(*)`.as('count')])
    .where(ON_DUTY(p.now))
    .where('shift.hospital_id', '=', p.hospitalId)
    .where('shift.campus_ref', '=', p.campusRef)
    .groupBy('staff.role'),
);

/** Holds the shift in this hall that this member of staff is on. Touches no row when there is none. */
export const holdOnDuty = template((q, p: { staffId: string; hospitalId: string; campusRef: string; now: number }) =>
  q
    .updateTable('shift')
    .set((row) => ({ until: row.ref('until') }))
    .where('shift.staff_id', '=', p.staffId)
    .where('shift.hospital_id', '=', p.hospitalId)
    .where('shift.campus_ref', '=', p.campusRef)
    .where(ON_DUTY(p.now)),
);

/** The same for one shift. */
export const holdShift = template((q, p: { id: string; now: number }) =>
  q
    .updateTable('shift')
    .set((row) => ({ until: row.ref('until') }))
    .where('shift.id', '=', p.id)
    .where(ON_DUTY(p.now)),
);

/** Ends this shift. Touches no row when it is over. */
export const endOnDuty = template((q, p: { id: string; endedAt: number; now: number }) =>
  q.updateTable('shift').set({ ended_at: p.endedAt }).where('shift.id', '=', p.id).where(ON_DUTY(p.now)),
);

export const deleteShifts = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('shift')
    .where('id', 'in', (inner) =>
      inner.selectFrom('shift').select('id').where('until', '<', p.before).orderBy('until').limit(p.limit),
    ),
);
