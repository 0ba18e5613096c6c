import type { AuditTables } from '../../platform/audit/tables.ts';
import { templates } from '../../platform/store/statement.ts';
import type { AppointmentTables } from '../appointments/tables.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** Names of guards. */
export const LINK_FREE = 'link-free';
export const LINK_LIVE = 'link-live';
export const PROPOSAL_NEW = 'link-proposal-new';
export const PROPOSAL_OPEN = 'link-proposal-open';

/** Two registrations, in the order of their ids: a pair has one row, whichever of them was named first. */
type Pair = { patientId: string; otherId: string };

/** One proposal a pair and hospital, in the place of one that has run out or whose author left. Touches nothing while another one stands. */
export const insertProposal = template(
  (q, p: Pair & { hospitalId: string; id: string; reason: string; staffId: string; now: number; expiresAt: number }) =>
    q
      .insertInto('patient_link_proposal')
      .values({
        patient_id: p.patientId,
        other_id: p.otherId,
        hospital_id: p.hospitalId,
        id: p.id,
        reason: p.reason,
        proposed_by: p.staffId,
        proposed_at: p.now,
        expires_at: p.expiresAt,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['patient_id', 'other_id', 'hospital_id'])
          .doUpdateSet((row) => ({
            id: row.ref('excluded.id'),
            reason: row.ref('excluded.reason'),
            proposed_by: row.ref('excluded.proposed_by'),
            proposed_at: row.ref('excluded.proposed_at'),
            expires_at: row.ref('excluded.expires_at'),
          }))
          .where((row) =>
            row.or([
              row('patient_link_proposal.expires_at', '<=', p.now),
              row(
                'patient_link_proposal.proposed_by',
                'not in',
                row.selectFrom('staff').select('id').where('state', '=', 'active'),
              ),
            ]),
          ),
      ),
);

/**
 * Touches the proposal only while the pair is not linked. After it was inserted, because that waits for whoever uses up the one before.
 */
export const keepUnlinked = template((q, p: Pair & { id: string }) =>
  q
    .updateTable('patient_link_proposal')
    .set((row) => ({ reason: row.ref('reason') }))
    .where('id', '=', p.id)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('patient_link')
            .select('patient_link.id')
            .where('patient_link.patient_id', '=', p.patientId)
            .where('patient_link.other_id', '=', p.otherId)
            .where('patient_link.live', '=', 1),
        ),
      ),
    ),
);

export const selectProposal = template((q, p: Pair & { hospitalId: string; now: number }) =>
  q
    .selectFrom('patient_link_proposal')
    .innerJoin('staff', 'staff.id', 'patient_link_proposal.proposed_by')
    .select([
      'patient_link_proposal.id',
      'patient_link_proposal.proposed_by as proposedBy',
      'patient_link_proposal.proposed_at as proposedAt',
      'patient_link_proposal.expires_at as expiresAt',
    ])
    .where('patient_id', '=', p.patientId)
    .where('other_id', '=', p.otherId)
    .where('patient_link_proposal.hospital_id', '=', p.hospitalId)
    .where('expires_at', '>', p.now)
    .where('staff.state', '=', 'active'),
);

/** Uses a proposal up: once, in time, and by somebody else than whoever made it and still works there. */
export const takeProposal = template((q, p: { id: string; staffId: string; now: number }) =>
  q
    .deleteFrom('patient_link_proposal')
    .where('id', '=', p.id)
    .where('proposed_by', '<>', p.staffId)
    .where('expires_at', '>', p.now)
    .where('proposed_by', 'in', (inner) => inner.selectFrom('staff').select('id').where('state', '=', 'active')),
);

/** What somebody proposed who does not work there any more. */
export const deleteProposalsBy = template((q, p: { staffId: string }) =>
  q.deleteFrom('patient_link_proposal').where('proposed_by', '=', p.staffId),
);

/** Forgets proposals that nobody confirmed in time. */
export const deleteProposals = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('patient_link_proposal')
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('patient_link_proposal')
        .select('id')
        .where('expires_at', '<', p.before)
        .orderBy('expires_at')
        .limit(p.limit),
    ),
);

export const insertLink = template(
  (q, p: Pair & { id: string; reason: string; now: number; staffId: string; proposedBy: string }) =>
    q
      .insertInto('patient_link')
      .values({
        id: p.id,
        patient_id: p.patientId,
        other_id: p.otherId,
        reason: p.reason,
        linked_at: p.now,
        linked_by: p.staffId,
        unlinked_at: null,
        unlinked_by: null,
        live: 1,
        proposed_by: p.proposedBy,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

export const endLink = template((q, p: { id: string; now: number; staffId: string }) =>
  q
    .updateTable('patient_link')
    .set({ live: null, unlinked_at: p.now, unlinked_by: p.staffId })
    .where('id', '=', p.id)
    .where('live', '=', 1),
);

export const selectLink = template((q, p: { id: string }) =>
  q
    .selectFrom('patient_link')
    .select(['id', 'patient_id as patientId', 'other_id as otherId', 'linked_at as linkedAt'])
    .where('id', '=', p.id),
);

/** The live link of a pair. */
export const selectLinkOf = template((q, p: Pair) =>
  q
    .selectFrom('patient_link')
    .select('id')
    .where('patient_id', '=', p.patientId)
    .where('other_id', '=', p.otherId)
    .where('live', '=', 1),
);

/** Both ends of the live links of one registration that were made at `from` or later. */
export const selectLinks = template((q, p: { patientId: string; from: number }) =>
  q
    .selectFrom('patient_link')
    .select(['patient_id as patientId', 'other_id as otherId'])
    .where('live', '=', 1)
    .where('linked_at', '>=', p.from)
    .where((row) => row.or([row('patient_id', '=', p.patientId), row('other_id', '=', p.patientId)])),
);

const ofHospital = templates<IdentityTables & AuditTables & Pick<AppointmentTables, 'appointment' | 'claim'>>();

/** Whether somebody came to a device of this hospital, by themselves or with its staff. The audit is kept longer than sessions. */
export const selectVisit = ofHospital((q, p: { patientId: string; hospitalId: string }) =>
  q
    .selectFrom('audit')
    .innerJoin('device', 'device.id', 'audit.device_id')
    .select('audit.id')
    .where('audit.subject_id', '=', p.patientId)
    .where('audit.action', 'in', ['session.open', 'patient.register'])
    .where('device.hospital_id', '=', p.hospitalId)
    .limit(1),
);

export const selectFileAt = ofHospital((q, p: { patientId: string; hospitalId: string }) =>
  q
    .selectFrom('local_patient')
    .select('patient_id as id')
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId)
    .where('state', '=', 'known')
    .limit(1),
);

export const selectAppointmentAt = ofHospital((q, p: { patientId: string; hospitalId: string }) =>
  q
    .selectFrom('appointment')
    .innerJoin('claim', 'claim.appointment_id', 'appointment.id')
    .select('appointment.id')
    .where('appointment.patient_id', '=', p.patientId)
    .where('claim.hospital_id', '=', p.hospitalId)
    .limit(1),
);
