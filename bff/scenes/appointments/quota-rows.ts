import { type RawBuilder, sql } from 'kysely';
import type { Caller } from '../../platform/http/context.ts';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import { MAY_BOOK, RIGHT_TO_ACT, type RightToBook, rightToBook } from '../identity/right-to-act.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { PreconsultTables } from '../preconsult/tables.ts';
import type { SlotTables } from '../slots/tables.ts';
import type { AppointmentTables } from './tables.ts';

const template = templates<
  AppointmentTables &
    Pick<SlotTables, 'slot'> &
    Pick<IdentityTables, 'patient' | 'patient_phone' | 'proxy'> &
    Pick<PreconsultTables, 'red_flag'>
>();

/** Names of guards. */
export const TIME_FREE = 'time-free';
export const BOOKINGS_LEFT = 'bookings-left';
export const UNPROVED_LEFT = 'unproved-bookings-left';

/** How long cancellations count, from the first of them. */
export const CANCELLATIONS_MS = 24 * 3600 * 1000;

/** One booking that is being made, as it is counted. */
export interface Wanted {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly slotId: string;
  readonly now: number;
}

/** What hospital and city let one patient have. */
export interface Quota {
  readonly overlaps: 'refused' | 'allowed';
  readonly aDepartmentWeek: number;
  readonly aDay: number;
  readonly altogether: number;
  readonly cancellationsADay: number;
  readonly unproved: number;
}

type Turn = RightToBook & { patientId: string; windowStart: number; cancellations: number; flagsFrom: number };

/**
 * What this person said has to be looked at by somebody first, also what they said under a registration that is linked with this one; a
 * condition on the row of `patient`. What was said under their name before they showed their document may be a stranger's. Nothing counts
 * that is over at `flagsFrom`.
 */
const FLAGGED = (p: { flagsFrom: number }) => sql<boolean>`EXISTS (
  SELECT 1 FROM red_flag WHERE red_flag.until > ${p.flagsFrom} AND (red_flag.patient_id = patient.id
    OR red_flag.patient_id IN (SELECT other_id FROM patient_link WHERE live = 1 AND patient_id = patient.id)
    OR red_flag.patient_id IN (SELECT patient_id FROM patient_link WHERE live = 1 AND other_id = patient.id)))`;

const selectFlagged = template<{ patientId: string; flagsFrom: number }, { id: string }>((q, p) =>
  q.selectFrom('patient').select(['patient.id']).where('patient.id', '=', p.patientId).where(FLAGGED(p)),
);

/** Whether something that this person said waits to be looked at. */
export async function isFlagged(store: Pick<Store, 'read'>, patientId: string, now: number): Promise<boolean> {
  return (await store.read(selectFlagged({ patientId, flagsFrom: now }))).length > 0;
}

const takeTurn = template((q, p: Turn) =>
  q
    .insertInto('booking_turn')
    .columns(['patient_id', 'turns', 'cancelled', 'cancelled_from'])
    .expression((inner) =>
      inner
        .selectFrom('patient')
        .select((row) => [
          'patient.id as patient_id',
          row.lit(1).as('turns'),
          row.lit(0).as('cancelled'),
          row.lit(0).as('cancelled_from'),
        ])
        .where('patient.id', '=', p.patientId)
        .where(MAY_BOOK(p))
        .where((row) => row.not(FLAGGED(p))),
    )
    .onConflict((conflict) =>
      conflict
        .column('patient_id')
        .doUpdateSet({ turns: sql<number>`booking_turn.turns + 1` })
        .where(sql<boolean>`booking_turn.cancelled_from <= ${p.windowStart} OR booking_turn.cancelled < ${p.cancellations}`),
    ),
);

/**
 * Holds the patient's turn until the unit ends, so that of two bookings for them one is counted after the other: what stands in a later
 * statement of the unit sees what was committed before. Refused as `RIGHT_TO_ACT` for whoever may not book for them at that moment, while
 * they have given too many back, and, unless somebody of the hospital sits opposite, while what they said is to be looked at first.
 */
export function takeTurnPart(
  { caller, patientId, now, atDesk }: { caller: Caller; patientId: string; now: number; atDesk: boolean },
  { cancellationsADay }: Quota,
): Part {
  const right = rightToBook(caller, now, 'appointments');
  const flagsFrom = atDesk ? Number.MAX_SAFE_INTEGER : now;
  const counted = { windowStart: now - CANCELLATIONS_MS, cancellations: cancellationsADay };
  return guarded(takeTurn({ ...right, patientId, ...counted, flagsFrom }), RIGHT_TO_ACT);
}

/** Appointments of the patient that stand, without the one that is being made, beside the slot that is wanted. No visit is booked so far ahead that an older one could. */
const beside = (p: { appointmentId: string; patientId: string; slotId: string; since: number }): RawBuilder<unknown> => sql`
  appointment AS held
  JOIN slot AS its ON its.id = held.slot_id
  JOIN slot AS wanted ON wanted.id = ${p.slotId}
  WHERE held.patient_id = ${p.patientId} AND held.created_at > ${p.since} AND held.live = 1 AND held.id <> ${p.appointmentId}`;

/** Of half days in which people are called by number, two in different departments can both be gone to. */
const AT_THE_SAME_TIME = sql`its.starts_at < wanted.ends_at AND its.ends_at > wanted.starts_at
  AND (its.department_id = wanted.department_id OR (its.numbers IS NULL AND wanted.numbers IS NULL))`;

/** The day of a slot in Shanghai, and its week from Monday to Sunday, as numbers: the first of January 1970 was a Thursday. */
const day = (slot: 'its' | 'wanted') => sql`((${sql.ref(`${slot}.starts_at`)} + 28800000) / 86400000)`;
const week = (slot: 'its' | 'wanted') => sql`((${sql.ref(`${slot}.starts_at`)} + 28800000 + 259200000) / 604800000)`;
const ONE_DAY = sql`${day('its')} = ${day('wanted')}`;
const ONE_DEPARTMENT_WEEK = sql`its.department_id = wanted.department_id AND ${week('its')} = ${week('wanted')}`;

type Looked = { appointmentId: string; patientId: string; slotId: string; since: number };

const keepTimeFree = template((q, p: Looked & { owner: string }) =>
  q
    .updateTable('booking_turn')
    .set({ turns: sql<number>`booking_turn.turns + 1` })
    .where('booking_turn.patient_id', '=', p.owner)
    .where(sql<boolean>`(SELECT count(*) FROM ${beside(p)} AND ${AT_THE_SAME_TIME}) < ${sql.lit(limits.bookingsAtOnce.figure)}`),
);

const keepWithin = template(
  (q, p: Looked & { owner: string; now: number; altogether: number; aDay: number; aDepartmentWeek: number }) =>
    q
      .updateTable('booking_turn')
      .set({ turns: sql<number>`booking_turn.turns + 1` })
      .where('booking_turn.patient_id', '=', p.owner)
      .where(
        sql<boolean>`EXISTS (SELECT 1 FROM (
          SELECT
            coalesce(sum(CASE WHEN its.ends_at > ${p.now} THEN 1 ELSE 0 END), 0) AS ahead,
            coalesce(sum(CASE WHEN ${ONE_DAY} THEN 1 ELSE 0 END), 0) AS that_day,
            coalesce(sum(CASE WHEN ${ONE_DEPARTMENT_WEEK} THEN 1 ELSE 0 END), 0) AS that_week
          FROM ${beside(p)}
        ) AS standing WHERE ahead < ${p.altogether} AND that_day < ${p.aDay} AND that_week < ${p.aDepartmentWeek})`,
      ),
);

/** What is looked at when the booking is counted: after the patient's turn was taken, and after the appointment was written. */
export function quotaParts(wanted: Wanted, quota: Quota): readonly Part[] {
  const looked = lookedAt(wanted);
  const owner = wanted.patientId;
  const { altogether, aDay, aDepartmentWeek } = quota;
  const within = keepWithin({ ...looked, owner, now: wanted.now, altogether, aDay, aDepartmentWeek });
  return [
    ...(quota.overlaps === 'refused' ? [guarded(keepTimeFree({ ...looked, owner }), TIME_FREE)] : []),
    guarded(within, BOOKINGS_LEFT),
  ];
}

/** The registrations that one phone opens, or the guardian alone. */
const OPENED_BY_PHONE = (p: { opener: string }) => sql`SELECT bound.patient_id FROM patient_phone AS bound
  JOIN patient_phone AS mine ON mine.phone_index = bound.phone_index WHERE mine.id = ${p.opener} AND bound.ended_at IS NULL`;
const THE_GUARDIAN = (p: { opener: string }) => sql`SELECT CAST(${p.opener} AS TEXT)`;

type Unproved = {
  owner: string;
  appointmentId: string;
  opener: string;
  openerToo: string;
  now: number;
  since: number;
  most: number;
};

const keepUnproved = (roots: (p: { opener: string }) => RawBuilder<unknown>) =>
  template((q, p: Unproved) =>
    q
      .updateTable('booking_turn')
      .set({ turns: sql<number>`booking_turn.turns + 1` })
      .where('booking_turn.patient_id', '=', p.owner)
      .where(
        sql<boolean>`(SELECT count(*) FROM patient AS claimed
          JOIN appointment AS held ON held.patient_id = claimed.id AND held.created_at > ${p.since} AND held.live = 1
          JOIN slot AS its ON its.id = held.slot_id AND its.ends_at > ${p.now}
          WHERE claimed.level = 'claimed' AND held.id <> ${p.appointmentId} AND claimed.id IN (
            ${roots({ opener: p.opener })} UNION SELECT proxy.patient_id FROM proxy
              WHERE proxy.ended_at IS NULL AND proxy.guardian_id IN (${roots({ opener: p.openerToo })}))) < ${p.most}`,
      ),
  );
const keepUnprovedOfPhone = keepUnproved(OPENED_BY_PHONE);
const keepUnprovedOfGuardian = keepUnproved(THE_GUARDIAN);

const holdPhones = template((q, p: { phoneId: string }) =>
  q
    .updateTable('patient_phone')
    .set((row) => ({ masked_phone: row.ref('masked_phone') }))
    .where('phone_index', '=', (row) =>
      row.selectFrom('patient_phone as mine').select('mine.phone_index').where('mine.id', '=', p.phoneId),
    )
    .where('ended_at', 'is', null),
);

const holdGuardian = template((q, p: { guardianId: string }) =>
  q
    .updateTable('patient')
    .set((row) => ({ birth_year: row.ref('birth_year') }))
    .where('id', '=', p.guardianId),
);

/**
 * What people who only typed who they are have together, behind one phone or one guardian: whoever invents people gets no more places by
 * it. The rows of the phone, or of the guardian, are held first, so that of two such bookings one is counted after the other.
 */
export function unprovedParts({ patientId, phoneId }: Caller, wanted: Wanted, { unproved }: Quota): readonly Part[] {
  if (phoneId === null && wanted.patientId === patientId) return [];
  const opener = phoneId ?? patientId;
  const { appointmentId, since } = lookedAt(wanted);
  const asked = { owner: wanted.patientId, appointmentId, opener, openerToo: opener, now: wanted.now, since, most: unproved };
  const [hold, keep] =
    phoneId === null
      ? [holdGuardian({ guardianId: patientId }), keepUnprovedOfGuardian(asked)]
      : [holdPhones({ phoneId }), keepUnprovedOfPhone(asked)];
  return [hold, guarded(keep, UNPROVED_LEFT)];
}

function lookedAt({ appointmentId, patientId, slotId, now }: Wanted): Looked {
  return { appointmentId, patientId, slotId, since: now - limits.appointmentsLookedAt.figure };
}

const BESIDE_MAX = 100;

/** What stands beside a booking that was refused. */
export interface Beside {
  readonly id: string;
  readonly sameTime: number;
  readonly sameDay: number;
  readonly sameWeek: number;
  readonly ahead: number;
}

const selectBeside = template<Looked & { now: number }, Beside>((q, p) =>
  q
    .selectFrom('appointment as held')
    .innerJoin('slot as its', 'its.id', 'held.slot_id')
    .innerJoin('slot as wanted', (join) => join.on('wanted.id', '=', p.slotId))
    .select([
      'held.id',
      sql<number>`CASE WHEN ${AT_THE_SAME_TIME} THEN 1 ELSE 0 END`.as('sameTime'),
      sql<number>`CASE WHEN ${ONE_DAY} THEN 1 ELSE 0 END`.as('sameDay'),
      sql<number>`CASE WHEN ${ONE_DEPARTMENT_WEEK} THEN 1 ELSE 0 END`.as('sameWeek'),
      sql<number>`CASE WHEN its.ends_at > ${p.now} THEN 1 ELSE 0 END`.as('ahead'),
    ])
    .where('held.patient_id', '=', p.patientId)
    .where('held.created_at', '>', p.since)
    .where('held.live', '=', 1)
    .where('held.id', '<>', p.appointmentId)
    .orderBy('its.starts_at')
    .orderBy('held.id')
    .limit(BESIDE_MAX),
);

/** The patient's appointments that stand, the earliest first, each with what it has in common with the slot that was wanted. */
export function readBeside(store: Pick<Store, 'read'>, wanted: Wanted): Promise<readonly Beside[]> {
  return store.read(selectBeside({ ...lookedAt(wanted), now: wanted.now }));
}

const selectCancelledFrom = template((q, p: { patientId: string }) =>
  q.selectFrom('booking_turn').select('cancelled_from as from').where('patient_id', '=', p.patientId),
);

/** Since when the patient's cancellations are counted; 0 where none is. */
export async function cancelledFrom(store: Pick<Store, 'read'>, patientId: string): Promise<number> {
  const [row] = await store.read(selectCancelledFrom({ patientId }));
  return row?.from ?? 0;
}

/**
 * Counts that an appointment is given back, once however often it is asked for: it stands after a part that holds what both of two such
 * requests change, and before the one that notes the wish. A window that has passed begins anew with this one.
 */
export const countCancellation = template((q, p: { patientId: string; claimId: string; now: number; windowStart: number }) =>
  q
    .updateTable('booking_turn')
    .set({
      cancelled: sql<number>`CASE WHEN booking_turn.cancelled_from <= ${p.windowStart} THEN 1 ELSE booking_turn.cancelled + 1 END`,
      cancelled_from: sql<number>`CASE WHEN booking_turn.cancelled_from <= ${p.windowStart} THEN ${p.now} ELSE booking_turn.cancelled_from END`,
    })
    .where('booking_turn.patient_id', '=', p.patientId)
    .where(sql<boolean>`EXISTS (SELECT 1 FROM claim WHERE claim.id = ${p.claimId} AND claim.cancel_wanted = 0)`),
);
