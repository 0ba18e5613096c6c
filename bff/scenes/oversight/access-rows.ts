import { sql } from 'kysely';
import type { AuditTables } from '../../platform/audit/tables.ts';
import { templates } from '../../platform/store/statement.ts';
import type { AppointmentTables } from '../appointments/tables.ts';
import type { FamilyTables } from '../family/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { PaymentTables } from '../payments/tables.ts';

const template = templates<
  AuditTables &
    Pick<FamilyTables, 'family_grant'> &
    Pick<IdentityTables, 'staff' | 'device' | 'patient' | 'patient_phone'> &
    Pick<AppointmentTables, 'appointment'> &
    Pick<PaymentTables, 'payment'>
>();

export interface AccessRow {
  readonly id: string;
  readonly at: number;
  readonly actorKind: string;
  readonly actorId: string;
  readonly staffName: string | null;
  /** Who vouched for the session in which it was done. */
  readonly voucherName: string | null;
  readonly action: string;
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  readonly reason: string | null;
  readonly evidence: string | null;
  readonly maskedPhone: string | null;
  /** Who took over the registration that acted, where it was only a claim. */
  readonly actorsSuccessor: string | null;
  /** What a grant makes of whoever acted: this person let them, or they let this person. Null where no grant was ever given, and of a guardian. */
  readonly byGrant: 'helper' | 'helped' | null;
  /** Of whoever acted by a grant, masked. */
  readonly actorName: string | null;
  /** Until when what it was about belonged to somebody who only claimed to be this person; null where it never did. */
  readonly claimedUntil: number | null;
}

/** The person whose log it is, once for each place in the statement that names them. */
export function ofPerson(patientId: string) {
  return {
    subject: patientId,
    owner: patientId,
    successor: patientId,
    successorToo: patientId,
    payer: patientId,
    successorOfPayer: patientId,
    claimant: patientId,
    member: patientId,
    memberToo: patientId,
    child: patientId,
    lets: patientId,
    isLet: patientId,
  };
}

/**
 * What was done with this person's registration, appointments and payments, and with those of the claims that they took over, the newest first and
 * nothing from before `from`.
 */
export const selectAccess = template<
  ReturnType<typeof ofPerson> & { from: number; beforeAt: number; beforeAtToo: number; beforeId: string; limit: number },
  AccessRow
>((q, p) =>
  q
    .selectFrom('audit')
    .leftJoin('appointment as about', 'about.id', 'audit.subject_id')
    .leftJoin('payment as paid', 'paid.id', 'audit.subject_id')
    .leftJoin('patient_phone', 'patient_phone.id', 'audit.phone_id')
    .leftJoin('staff', 'staff.id', 'audit.actor_id')
    .leftJoin('patient as actor', 'actor.id', 'audit.actor_id')
    .leftJoin('device', 'device.id', 'audit.device_id')
    .select([
      'audit.id',
      'audit.at',
      'audit.actor_kind as actorKind',
      'audit.actor_id as actorId',
      'staff.name as staffName',
      'audit.action',
      'audit.device_id as deviceId',
      'device.name as deviceName',
      'audit.reason',
      'audit.evidence',
      'patient_phone.masked_phone as maskedPhone',
      sql<string | null>`CASE WHEN audit.evidence = 'staff-present' THEN (SELECT voucher.name FROM audit AS opened
        JOIN staff AS voucher ON voucher.id = opened.actor_id
        WHERE opened.subject_id = audit.actor_id AND opened.action = 'session.open' AND opened.actor_kind = 'staff'
          AND opened.device_id = audit.device_id AND opened.at <= audit.at
        ORDER BY opened.at DESC, opened.id DESC LIMIT 1) END`.as('voucherName'),
      'actor.superseded_by as actorsSuccessor',
      'actor.masked_name as actorName',
      sql<'helper' | 'helped' | null>`CASE
        WHEN EXISTS (SELECT 1 FROM proxy WHERE proxy.guardian_id = audit.actor_id AND proxy.patient_id = ${p.child}) THEN NULL
        WHEN EXISTS (SELECT 1 FROM family_grant WHERE family_grant.helper_id = audit.actor_id AND family_grant.helped_id = ${p.lets}
          AND family_grant.given_at <= audit.at) THEN 'helper'
        WHEN EXISTS (SELECT 1 FROM family_grant WHERE family_grant.helped_id = audit.actor_id AND family_grant.helper_id = ${p.isLet}
          AND family_grant.given_at <= audit.at) THEN 'helped' END`.as('byGrant'),
      sql<number | null>`(SELECT max(claim.superseded_at) FROM patient AS claim WHERE claim.superseded_by = ${p.claimant}
        AND (claim.id = audit.subject_id OR claim.id = about.patient_id OR claim.id = paid.patient_id
          OR EXISTS (SELECT 1 FROM audit_group WHERE audit_group.id = audit.subject_id AND audit_group.patient_id = claim.id)))`.as(
        'claimedUntil',
      ),
    ])
    .where((row) =>
      row.or([
        row('audit.subject_id', '=', p.subject),
        row(
          'audit.subject_id',
          'in',
          row
            .selectFrom('audit_group')
            .innerJoin('patient as member', 'member.id', 'audit_group.patient_id')
            .select('audit_group.id')
            .where((one) => one.or([one('member.id', '=', p.member), one('member.superseded_by', '=', p.memberToo)])),
        ),
        row('audit.subject_id', 'in', row.selectFrom('appointment').select('appointment.id').where('patient_id', '=', p.owner)),
        row('audit.subject_id', 'in', row.selectFrom('patient').select('patient.id').where('superseded_by', '=', p.successor)),
        row(
          'audit.subject_id',
          'in',
          row
            .selectFrom('appointment as claimed')
            .innerJoin('patient as former', 'former.id', 'claimed.patient_id')
            .select('claimed.id')
            .where('former.superseded_by', '=', p.successorToo),
        ),
        row('audit.subject_id', 'in', row.selectFrom('payment').select('payment.id').where('patient_id', '=', p.payer)),
        row(
          'audit.subject_id',
          'in',
          row
            .selectFrom('payment as claimed')
            .innerJoin('patient as former', 'former.id', 'claimed.patient_id')
            .select('claimed.id')
            .where('former.superseded_by', '=', p.successorOfPayer),
        ),
      ]),
    )
    .where((row) =>
      row.or([
        row('audit.at', '<', p.beforeAt),
        row.and([row('audit.at', '=', p.beforeAtToo), row('audit.id', '<', p.beforeId)]),
      ]),
    )
    .where('audit.at', '>=', p.from)
    .orderBy('audit.at', 'desc')
    .orderBy('audit.id', 'desc')
    .limit(p.limit),
);
