import { sql } from 'kysely';
import { byLength, listed, listValues, templates, type Values } from '../../platform/store/statement.ts';
import type { Store } from '../../platform/store/store.ts';
import type { AppointmentTables } from '../appointments/tables.ts';
import type { FamilyTables } from '../family/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { PaymentTables } from '../payments/tables.ts';
import type { SlotTables } from '../slots/tables.ts';
import { BOOKED_BY, MADE_AT, PEOPLE_TOGETHER, SHOWN_COLUMNS, type ShownMessage } from './shown-rows.ts';
import type { MessageTables } from './tables.ts';

const template = templates<
  MessageTables &
    Pick<AppointmentTables, 'appointment'> &
    Pick<FamilyTables, 'family_grant'> &
    Pick<IdentityTables, 'patient'> &
    Pick<PaymentTables, 'payment'> &
    Pick<SlotTables, 'slot'>
>();

/** When a message changed last as far as anybody is told: it was written, and it was read. */
const CHANGES = { written: sql<number>`message.created_at`, read: sql<number>`message.read_at` } as const;

type Change = keyof typeof CHANGES;

const changedSince = (change: Change) =>
  byLength((length) =>
    template<Values, ShownMessage>((q, p) =>
      q
        .selectFrom('message')
        .leftJoin('appointment', 'appointment.id', 'message.appointment_id')
        .leftJoin('slot', 'slot.id', 'appointment.slot_id')
        .leftJoin('payment', 'payment.id', 'message.payment_id')
        .leftJoin('family_grant', 'family_grant.id', 'message.grant_id')
        .leftJoin('patient as helper', 'helper.id', 'family_grant.helper_id')
        .innerJoin('patient', 'patient.id', 'message.patient_id')
        .select([...SHOWN_COLUMNS, MADE_AT.as('madeAt'), BOOKED_BY.as('bookedBy')])
        .where('message.patient_id', 'in', listed(p, 'patient', length))
        .where(CHANGES[change], '>=', p.since as number)
        .where(MADE_AT, '>=', p.from as number)
        .orderBy(CHANGES[change])
        .orderBy('message.id')
        .limit(p.limit as number),
    ),
  );

const SINCE = { written: changedSince('written'), read: changedSince('read') } as const;

/** Messages of these people that were written or read at `since` or later, each once, in no order; more than `limit` less one: there may be more. */
export async function readChanged(
  store: Pick<Store, 'read'>,
  patientIds: readonly string[],
  asked: { readonly since: number; readonly from: number; readonly limit: number },
): Promise<readonly ShownMessage[]> {
  const found = new Map<string, ShownMessage>();
  for (let start = 0; start < patientIds.length; start += PEOPLE_TOGETHER) {
    const some = patientIds.slice(start, start + PEOPLE_TOGETHER);
    for (const since of Object.values(SINCE))
      for (const row of await store.read(since(some.length)({ ...listValues('patient', some), ...asked })))
        found.set(row.id, row);
  }
  return [...found.values()];
}
