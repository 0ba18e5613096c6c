import { byLength, listed, listValues, templates, type Values } from '../../platform/store/statement.ts';
import type { Statement } from '../../platform/store/store.ts';
import type { PastClinic, QueueCall } from './rules.ts';
import type { QueueTables } from './tables.ts';

const template = templates<QueueTables>();

/** A statement over ids; a page has at most 50 entries. */
function forMany<Row>(
  make: (length: number) => (values: Values) => Statement<Row>,
): (ids: readonly string[], more?: Values) => Statement<Row> {
  const build = byLength(make);
  return (ids, more = {}) => build(ids.length)({ ...more, ...listValues('id', ids) });
}

/** Calls of one clinic that are kept and read. No half day has more, and a search reads those of a page of clinics. */
export const CLINIC_CALLS_MAX = 1_000;

export const selectCalls = forMany<{ slotId: string; number: number; at: number }>((count) =>
  template<Values, { slotId: string; number: number; at: number }>((q, p) =>
    q
      .selectFrom('clinic_call')
      .select(['slot_id as slotId', 'number', 'called_at as at'])
      .where('slot_id', 'in', listed(p, 'id', count))
      .orderBy('called_at')
      .orderBy('number')
      .limit(count * CLINIC_CALLS_MAX),
  ),
);

export const selectProgress = forMany<{ slotId: string; askedAt: number; ended: number }>((count) =>
  template((q, p) =>
    q
      .selectFrom('clinic_progress')
      .select(['slot_id as slotId', 'asked_at as askedAt', 'ended'])
      .where('slot_id', 'in', listed(p, 'id', count)),
  ),
);

export interface LessonRow extends Omit<PastClinic, 'surprise'> {
  readonly practitionerId: string;
  readonly planSurprise: number;
  readonly queueSurprise: number;
}

/** Lessons of practitioners before an instant, the newest first. */
export const selectLessons = forMany<LessonRow>((count) =>
  template((q, p) =>
    q
      .selectFrom('clinic_lesson')
      .select([
        'practitioner_id as practitionerId',
        'delay_ms as delayMs',
        'pace_ms as paceMs',
        'planned_pace_ms as plannedPaceMs',
        'plan_surprise as planSurprise',
        'queue_surprise as queueSurprise',
      ])
      .where('practitioner_id', 'in', listed(p, 'id', count))
      .where('starts_at', '<', p.before as number)
      .where('starts_at', '>=', p.since as number)
      .orderBy('starts_at', 'desc')
      .limit(p.limit as number),
  ),
);

const insertCall = template((q, p: { slotId: string; number: number; at: number }) =>
  q
    .insertInto('clinic_call')
    .values({ slot_id: p.slotId, number: p.number, called_at: p.at })
    .onConflict((conflict) => conflict.doNothing()),
);

/** The first call of a number counts: who is called again was there before. */
export function insertCallPart(slotId: string, { number, at }: QueueCall): Statement {
  return insertCall({ slotId, number, at });
}

/** How far a clinic was when it was asked, an end that was taken back included; an answer that is older than what is known changes nothing. */
export const saveProgress = template((q, p: { slotId: string; askedAt: number; ended: number }) =>
  q
    .insertInto('clinic_progress')
    .values({ slot_id: p.slotId, asked_at: p.askedAt, ended: p.ended })
    .onConflict((conflict) =>
      conflict
        .column('slot_id')
        .doUpdateSet((row) => ({ asked_at: row.ref('excluded.asked_at'), ended: row.ref('excluded.ended') }))
        .where('clinic_progress.asked_at', '<', p.askedAt),
    ),
);

const insertLesson = template(
  (
    q,
    p: {
      slotId: string;
      practitionerId: string;
      startsAt: number;
      delayMs: number;
      paceMs: number;
      plannedPaceMs: number;
      planSurprise: number;
      queueSurprise: number;
    },
  ) =>
    q
      .insertInto('clinic_lesson')
      .values({
        slot_id: p.slotId,
        practitioner_id: p.practitionerId,
        starts_at: p.startsAt,
        delay_ms: p.delayMs,
        pace_ms: p.paceMs,
        planned_pace_ms: p.plannedPaceMs,
        plan_surprise: p.planSurprise,
        queue_surprise: p.queueSurprise,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

/** What a clinic taught, kept in whole milliseconds and thousandths. */
export function insertLessonPart(
  clinic: { readonly slotId: string; readonly practitionerId: string; readonly startsAt: number },
  { delayMs, paceMs, plannedPaceMs, surprise }: PastClinic,
): Statement {
  return insertLesson({
    ...clinic,
    delayMs: Math.round(delayMs),
    paceMs: Math.round(paceMs),
    plannedPaceMs: Math.round(plannedPaceMs),
    planSurprise: Math.round(surprise.plan * 1_000),
    queueSurprise: Math.round(surprise.queue * 1_000),
  });
}

export function pastClinic({ delayMs, paceMs, plannedPaceMs, planSurprise, queueSurprise }: LessonRow): PastClinic {
  return { delayMs, paceMs, plannedPaceMs, surprise: { plan: planSurprise / 1_000, queue: queueSurprise / 1_000 } };
}

/** Clinics older than this teach nothing any more; single calls are of no use once the lesson is kept. */
export const LESSONS_KEPT_MS = 90 * 24 * 3600 * 1000;
const CALLS_KEPT_MS = 7 * 24 * 3600 * 1000;
const FORGOTTEN_MAX = 2_000;

const deleteCalls = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('clinic_call')
    .where((row) =>
      row(
        row.refTuple('slot_id', 'number'),
        'in',
        row
          .selectFrom('clinic_call')
          .select(['slot_id', 'number'])
          .where('called_at', '<', p.before)
          .limit(p.limit)
          .$asTuple('slot_id', 'number'),
      ),
    ),
);

const deleteLessons = template((q, p: { before: number }) => q.deleteFrom('clinic_lesson').where('starts_at', '<', p.before));

export function forgetClinicsPast(now: number): readonly Statement[] {
  return [deleteCalls({ before: now - CALLS_KEPT_MS, limit: FORGOTTEN_MAX }), deleteLessons({ before: now - LESSONS_KEPT_MS })];
}
