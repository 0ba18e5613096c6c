import type { AuditTables } from '../../platform/audit/tables.ts';
import { templates } from '../../platform/store/statement.ts';
import type { AppointmentTables } from '../appointments/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';

const template = templates<AuditTables & Pick<IdentityTables, 'staff' | 'device'> & Pick<AppointmentTables, 'appointment'>>();

export interface AccessRow {
  readonly id: string;
  readonly at: number;
  readonly actorKind: string;
  readonly actorId: string;
  readonly staffName: string | null;
  readonly action: string;
  readonly deviceName: string | null;
  readonly reason: string | null;
}

/** What was done with this person's registration and appointments, the newest first. */
export const selectAccess = template<
  { patientId: string; owner: string; beforeAt: number; beforeAtToo: number; beforeId: string; limit: number },
  AccessRow
>((q, p) =>
  q
    .selectFrom('audit')
    .leftJoin('staff', 'staff.id', 'audit.actor_id')
    .leftJoin('device', 'device.id', 'audit.device_id')
    .select([
      'audit.id',
      'audit.at',
      'audit.actor_kind as actorKind',
      'audit.actor_id as actorId',
      'staff.name as staffName',
      'audit.action',
      'device.name as deviceName',
      'audit.reason',
    ])
    .where((row) =>
      row.or([
        row('audit.subject_id', '=', p.patientId),
        row('audit.subject_id', 'in', row.selectFrom('appointment').select('appointment.id').where('patient_id', '=', p.owner)),
      ]),
    )
    .where((row) =>
      row.or([
        row('audit.at', '<', p.beforeAt),
        row.and([row('audit.at', '=', p.beforeAtToo), row('audit.id', '<', p.beforeId)]),
      ]),
    )
    .orderBy('audit.at', 'desc')
    .orderBy('audit.id', 'desc')
    .limit(p.limit),
);
