import { sql } from 'kysely';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** Names of guards. */
export const PHONE_ROOM = 'phone-room';
export const PHONE_BOUND = 'phone-bound';

interface PhoneValues {
  readonly id: string;
  readonly patientId: string;
  readonly phoneIndex: string;
  readonly maskedPhone: string;
  readonly now: number;
}

type Bound = PhoneValues & { max: number; sameIndex: string; heldSince: number };

const bindPhone = template((q, p: { [K in keyof Bound]: Bound[K] }) =>
  q
    .insertInto('patient_phone')
    .columns(['id', 'patient_id', 'phone_index', 'masked_phone', 'bound_at', 'held_at', 'ended_at'])
    .expression((inner) =>
      inner
        .selectFrom('patient')
        .select([
          sql<string>`CAST(${p.id} AS TEXT)`.as('id'),
          'patient.id as patient_id',
          sql<string>`CAST(${p.phoneIndex} AS TEXT)`.as('phone_index'),
          sql<string>`CAST(${p.maskedPhone} AS TEXT)`.as('masked_phone'),
          'patient.created_at as bound_at',
          'patient.created_at as held_at',
          sql<number | null>`CAST(NULL AS BIGINT)`.as('ended_at'),
        ])
        .where('patient.id', '=', p.patientId)
        .where(
          sql<boolean>`(SELECT count(*) FROM patient_phone AS known WHERE known.phone_index = ${p.sameIndex} AND known.ended_at IS NULL
            AND known.held_at >= ${p.heldSince}) < ${p.max}`,
        ),
    ),
);

/** The phone opens the registration that this unit makes; refused as `PHONE_ROOM` where it opens `max` people already; those whose number lapsed do not count. */
export function bindPhonePart({ id, patientId, phoneIndex, maskedPhone, now }: PhoneValues, max: number): Part {
  const heldSince = now - limits.phoneLapses.figure;
  return guarded(bindPhone({ id, patientId, phoneIndex, maskedPhone, now, max, sameIndex: phoneIndex, heldSince }), PHONE_ROOM);
}

const holdPhone = template((q, p: { id: string; now: number; heldSince: number }) =>
  q
    .updateTable('patient_phone')
    .set({ held_at: p.now })
    .where('id', '=', p.id)
    .where('ended_at', 'is', null)
    .where('held_at', '>=', p.heldSince),
);

/** The phone was held once more; refused as `PHONE_BOUND` where it opens this registration no longer. */
export function holdPhonePart(id: string, now: number, heldSince: number): Part {
  return guarded(holdPhone({ id, now, heldSince }), PHONE_BOUND);
}

/** The people whom this phone opens, and which of them a document's hash finds. */
export const selectByPhone = template((q, p: { current: string; other: string; heldSince: number; limit: number }) =>
  q
    .selectFrom('patient_phone')
    .innerJoin('patient', 'patient.id', 'patient_phone.patient_id')
    .select(['patient.id', 'patient.masked_name as maskedName', 'patient_phone.id as phoneId'])
    .where('patient_phone.phone_index', 'in', [p.current, p.other])
    .where('patient_phone.ended_at', 'is', null)
    .where('patient_phone.held_at', '>=', p.heldSince)
    .where('patient.superseded_by', 'is', null)
    .orderBy('patient_phone.bound_at')
    .limit(p.limit),
);

/** The phone that a person has now, masked. */
export const selectPhones = template((q, p: { patientId: string }) =>
  q
    .selectFrom('patient_phone')
    .select(['id', 'masked_phone as maskedPhone'])
    .where('patient_id', '=', p.patientId)
    .where('ended_at', 'is', null)
    .orderBy('bound_at', 'desc')
    .limit(1),
);

/** No phone opens this registration any more. */
export const endPhones = template((q, p: { patientId: string; now: number }) =>
  q.updateTable('patient_phone').set({ ended_at: p.now }).where('patient_id', '=', p.patientId).where('ended_at', 'is', null),
);

/** This phone, by its keyed hashes, as one that opens the registration; none where nobody has shown to hold it for so long that it may be another's. */
export const selectHeldPhone = template((q, p: { patientId: string; current: string; other: string; heldSince: number }) =>
  q
    .selectFrom('patient_phone')
    .select('id')
    .where('patient_id', '=', p.patientId)
    .where('phone_index', 'in', [p.current, p.other])
    .where('ended_at', 'is', null)
    .where('held_at', '>=', p.heldSince)
    .limit(1),
);
