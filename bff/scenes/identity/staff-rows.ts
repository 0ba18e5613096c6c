import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** Name of the guard: the member of staff has not left. */
export const STAFF_ACTIVE = 'staff-active';

export const insertStaff = template(
  (q, p: { id: string; hospitalId: string; number: string; name: string; role: string; pinHash: string; now: number }) =>
    q
      .insertInto('staff')
      .values({
        id: p.id,
        hospital_id: p.hospitalId,
        number: p.number,
        name: p.name,
        role: p.role,
        pin_hash: p.pinHash,
        state: 'active',
        tries: 0,
        tries_from: 0,
        created_at: p.now,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

export const selectStaff = template((q, p: { hospitalId: string; number: string }) =>
  q
    .selectFrom('staff')
    .select([
      'id',
      'hospital_id as hospitalId',
      'name',
      'role',
      'pin_hash as pinHash',
      'state',
      sql<number>`COALESCE(pin_at, created_at)`.as('pinSince'),
    ])
    .where('hospital_id', '=', p.hospitalId)
    .where('number', '=', p.number),
);

/**
 * Counts one try at one device before anything is compared, unless it had its number of tries in the window. Past `slowAfter` tries of a
 * day at all devices together, each device has one.
 */
export const countPinTry = template(
  (
    q,
    p: {
      deviceId: string;
      staffId: string;
      now: number;
      windowStart: number;
      max: number;
      dayStart: number;
      slowAfter: number;
    },
  ) =>
    q
      .insertInto('staff_pin_try')
      .values({ device_id: p.deviceId, staff_id: p.staffId, tries: 1, tries_from: p.now })
      .onConflict((conflict) =>
        conflict
          .columns(['device_id', 'staff_id'])
          .doUpdateSet((row) => ({
            tries: row
              .case()
              .when('staff_pin_try.tries_from', '<', p.windowStart)
              .then(1)
              .else(row('staff_pin_try.tries', '+', 1))
              .end(),
            tries_from: row
              .case()
              .when('staff_pin_try.tries_from', '<', p.windowStart)
              .then(row.ref('excluded.tries_from'))
              .else(row.ref('staff_pin_try.tries_from'))
              .end(),
          }))
          .where((row) =>
            row.or([
              row('staff_pin_try.tries_from', '<', p.windowStart),
              row.and([
                row('staff_pin_try.tries', '<', p.max),
                row.not(
                  row.exists(
                    row
                      .selectFrom('staff')
                      .select('staff.id')
                      .where('staff.id', '=', p.staffId)
                      .where('staff.tries', '>=', p.slowAfter)
                      .where('staff.tries_from', '>=', p.dayStart),
                  ),
                ),
              ]),
            ]),
          ),
      ),
);

/** Counts a try at any device in the member's day, which begins anew with the first try after it. */
export const countTryOfDay = template((q, p: { id: string; now: number; dayStart: number }) =>
  q
    .updateTable('staff')
    .set((row) => ({
      tries: row
        .case()
        .when('tries_from', '<', p.dayStart)
        .then(1)
        .else(row('tries', '+', 1))
        .end(),
      tries_from: row.case().when('tries_from', '<', p.dayStart).then(p.now).else(row.ref('tries_from')).end(),
    }))
    .where('id', '=', p.id),
);

/** The try was right: it counts for nothing here. */
export const forgetPinTries = template((q, p: { deviceId: string; staffId: string }) =>
  q.deleteFrom('staff_pin_try').where('device_id', '=', p.deviceId).where('staff_id', '=', p.staffId),
);

/** Wrong PINs of before a new PIN are no reason to wait. */
export const forgetPinTriesOf = template((q, p: { staffId: string }) =>
  q.deleteFrom('staff_pin_try').where('staff_id', '=', p.staffId),
);

export const deletePinTries = template((q, p: { before: number }) =>
  q.deleteFrom('staff_pin_try').where('tries_from', '<', p.before),
);

/** Ends a membership; its number is given to nobody else, because the audit names people by it. */
export const endStaff = template((q, p: { id: string }) =>
  q.updateTable('staff').set({ state: 'left' }).where('id', '=', p.id).where('state', '=', 'active'),
);

export const changePin = template((q, p: { id: string; pinHash: string; now: number }) =>
  q
    .updateTable('staff')
    .set({ pin_hash: p.pinHash, pin_at: p.now, tries: 0, tries_from: 0 })
    .where('id', '=', p.id)
    .where('state', '=', 'active'),
);

/** Touches the row of a member of the finance office who has had this PIN since `before` or longer; no row otherwise. */
export const holdFinance = template((q, p: { id: string; pinHash: string; before: number }) =>
  q
    .updateTable('staff')
    .set((row) => ({ state: row.ref('state') }))
    .where('id', '=', p.id)
    .where('pin_hash', '=', p.pinHash)
    .where(sql<boolean>`state = 'active' AND role = 'finance'`)
    .where(sql<boolean>`COALESCE(pin_at, created_at) <= ${p.before}`),
);

/** Every session of this member of staff. */
export const endStaffSessionsOf = template((q, p: { staffId: string; now: number }) =>
  q.updateTable('staff_session').set({ ended_at: p.now }).where('staff_id', '=', p.staffId).where('ended_at', 'is', null),
);

/** Sessions of people for whom this member of staff vouched. */
export const endSessionsVouchedBy = template((q, p: { staffId: string; now: number }) =>
  q.updateTable('session').set({ ended_at: p.now }).where('staff_id', '=', p.staffId).where('ended_at', 'is', null),
);

/** The try was right: it counts for nothing in the day. Touches no row when the member left, or got another PIN, since it was compared. */
export const uncountRightPin = template((q, p: { id: string; pinHash: string }) =>
  q
    .updateTable('staff')
    .set((row) => ({
      tries: row
        .case()
        .when('tries', '>', 0)
        .then(row('tries', '-', 1))
        .else(0)
        .end(),
    }))
    .where('id', '=', p.id)
    .where('state', '=', 'active')
    .where('pin_hash', '=', p.pinHash),
);

export const insertStaffSession = template(
  (q, p: { tokenHash: string; staffId: string; deviceId: string; now: number; expiresAt: number }) =>
    q.insertInto('staff_session').values({
      token_hash: p.tokenHash,
      staff_id: p.staffId,
      device_id: p.deviceId,
      created_at: p.now,
      expires_at: p.expiresAt,
      ended_at: null,
      seen_at: p.now,
    }),
);

/** Nobody is two people: whoever was signed in at the device is so no more. */
export const endStaffSessionsAt = template((q, p: { deviceId: string; now: number }) =>
  q.updateTable('staff_session').set({ ended_at: p.now }).where('device_id', '=', p.deviceId).where('ended_at', 'is', null),
);

/** Somebody is there. Touches no row once the session has ended or is locked. */
export const seeStaffSession = template((q, p: { tokenHash: string; now: number; seenAfter: number }) =>
  q
    .updateTable('staff_session')
    .set({ seen_at: p.now })
    .where('token_hash', '=', p.tokenHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', p.now)
    .where('seen_at', '>', p.seenAfter),
);

/** The same, for a unit that something else is about. */
export const holdStaffSession = template((q, p: { tokenHash: string; now: number; seenAfter: number }) =>
  q
    .updateTable('staff_session')
    .set((row) => ({ seen_at: row.ref('seen_at') }))
    .where('token_hash', '=', p.tokenHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', p.now)
    .where('seen_at', '>', p.seenAfter),
);

/** The member, held while the unit lasts, as long as they have not left. */
export const holdStaff = template((q, p: { id: string }) =>
  q
    .updateTable('staff')
    .set((row) => ({ name: row.ref('name') }))
    .where('id', '=', p.id)
    .where('state', '=', 'active'),
);

export const endStaffSession = template((q, p: { tokenHash: string; now: number }) =>
  q.updateTable('staff_session').set({ ended_at: p.now }).where('token_hash', '=', p.tokenHash).where('ended_at', 'is', null),
);

/** Touches a session that was opened since then. */
export const holdNewStaffSession = template((q, p: { tokenHash: string; since: number }) =>
  q
    .updateTable('staff_session')
    .set((row) => ({ seen_at: row.ref('seen_at') }))
    .where('token_hash', '=', p.tokenHash)
    .where('created_at', '>=', p.since),
);

export const selectLiveStaffSession = template((q, p: { tokenHash: string; now: number }) =>
  q
    .selectFrom('staff_session')
    .innerJoin('staff', 'staff.id', 'staff_session.staff_id')
    .select([
      'staff.id as staffId',
      'staff.name',
      'staff.role',
      'staff.hospital_id as hospitalId',
      'staff_session.device_id as deviceId',
      'staff_session.token_hash as tokenHash',
      'staff_session.seen_at as seenAt',
    ])
    .where('staff_session.token_hash', '=', p.tokenHash)
    .where('staff_session.ended_at', 'is', null)
    .where('staff_session.expires_at', '>', p.now)
    .where('staff.state', '=', 'active'),
);

export const deleteStaffSessions = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('staff_session')
    .where('token_hash', 'in', (inner) =>
      inner
        .selectFrom('staff_session')
        .select('token_hash')
        .where('expires_at', '<', p.before)
        .orderBy('expires_at')
        .limit(p.limit),
    ),
);
