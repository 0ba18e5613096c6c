import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { Store } from '../../platform/store/store.ts';
import type { ClinicsWanted, ClinicUnderWay } from '../queue/dependencies.ts';
import type { QueueTables } from '../queue/tables.ts';
import type { SlotTables } from './tables.ts';

const template = templates<SlotTables & Pick<QueueTables, 'clinic_progress'>>();

/** Nothing is longer than a day. */
const CLINIC_MAX_MS = 24 * 3600 * 1000;

const selectClinics = template((q, p: { hospitalId: string; now: number; since: number; endsAfter: number; limit: number }) =>
  q
    .selectFrom('slot')
    .select([
      'id as slotId',
      'hospital_slot_ref as slotRef',
      'hospital_id as hospitalId',
      'practitioner_id as practitionerId',
      'starts_at as startsAt',
      'ends_at as endsAt',
      sql<number>`numbers`.as('numbers'),
    ])
    .where('hospital_id', '=', p.hospitalId)
    .where('numbers', 'is not', null)
    .where('claimed', '>', 0)
    .where('starts_at', '<=', p.now)
    .where('starts_at', '>', p.since)
    .where('ends_at', '>', p.endsAfter)
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM clinic_progress WHERE clinic_progress.slot_id = slot.id AND clinic_progress.ended = 1 AND clinic_progress.asked_at >= slot.ends_at)`,
    )
    .orderBy('starts_at')
    .orderBy('id')
    .limit(p.limit),
);

/** The earliest first. One that is said to have ended goes on being asked for until its half day is over: what was said may be taken back. */
export async function clinicsUnderWay(
  store: Store,
  { hospitalId, now, overtimeMs, limit }: ClinicsWanted,
): Promise<readonly ClinicUnderWay[]> {
  const endsAfter = now - overtimeMs;
  return store.read(selectClinics({ hospitalId, now, since: endsAfter - CLINIC_MAX_MS, endsAfter, limit }));
}
