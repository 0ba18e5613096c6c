import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

export const insertStaff = template(
  (q, p: { id: string; hospitalId: string; number: string; name: string; pinHash: string; now: number }) =>
    q
      .insertInto('staff')
      .values({
        id: p.id,
        hospital_id: p.hospitalId,
        number: p.number,
        name: p.name,
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
    .select(['id', 'hospital_id as hospitalId', 'name', 'pin_hash as pinHash', 'state'])
    .where('hospital_id', '=', p.hospitalId)
    .where('number', '=', p.number),
);

/** Counts one try in a window of time, unless it had `max`. A window that has passed begins anew with this try. */
export const countPinTry = template((q, p: { id: string; now: number; windowStart: number; max: number }) =>
  q
    .updateTable('staff')
    .set((row) => ({
      tries: row
        .case()
        .when('tries_from', '<', p.windowStart)
        .then(1)
        .else(row('tries', '+', 1))
        .end(),
      tries_from: row.case().when('tries_from', '<', p.windowStart).then(p.now).else(row.ref('tries_from')).end(),
    }))
    .where('id', '=', p.id)
    .where((row) => row.or([row('tries_from', '<', p.windowStart), row('tries', '<', p.max)])),
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
    }),
);

export const endStaffSession = template((q, p: { tokenHash: string; now: number }) =>
  q.updateTable('staff_session').set({ ended_at: p.now }).where('token_hash', '=', p.tokenHash).where('ended_at', 'is', null),
);

export const selectLiveStaffSession = template((q, p: { tokenHash: string; now: number }) =>
  q
    .selectFrom('staff_session')
    .innerJoin('staff', 'staff.id', 'staff_session.staff_id')
    .select([
      'staff.id as staffId',
      'staff.name',
      'staff.hospital_id as hospitalId',
      'staff_session.device_id as deviceId',
      'staff_session.token_hash as tokenHash',
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
