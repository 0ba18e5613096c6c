import { type Kysely, sql } from 'kysely';
import { templates } from '../../../platform/store/statement.ts';
import { guarded, type Part, type Statement, type Store } from '../../../platform/store/store.ts';
import type { IdentityTables } from '../../identity/tables.ts';
import type { MessageTables } from '../../messages/tables.ts';
import type { RecordTables } from '../tables.ts';

type Tables = RecordTables & Pick<IdentityTables, 'patient' | 'staff'> & Pick<MessageTables, 'message'>;
const template = templates<Tables>();

/** Name of the guard: this clinician has nothing open of this person. */
export const BREAK_GLASS_ONCE = 'break-glass-once';
/** Name of the guard: it is open for this clinician at the moment of the unit. */
export const BREAK_GLASS_OPEN = 'break-glass-open';
/** Name of the guard: nobody has reviewed it, and it is another who does. */
export const BREAK_GLASS_UNREVIEWED = 'break-glass-unreviewed';

type Opened = {
  id: string;
  patientId: string;
  hospitalId: string;
  staffId: string;
  reason: string;
  sealed: string;
  now: number;
  expiresAt: number;
  reviewBy: number;
};

const insertOpened = template((q, p: Opened) =>
  q
    .insertInto('break_glass')
    .columns(['id', 'patient_id', 'hospital_id', 'staff_id', 'reason', 'sealed', 'opened_at', 'expires_at', 'reads', 'review_by'])
    .expression((inner) =>
      inner
        .selectFrom('patient')
        .select([
          sql<string>`CAST(${p.id} AS TEXT)`.as('id'),
          'patient.id as patient_id',
          sql<string>`CAST(${p.hospitalId} AS TEXT)`.as('hospital_id'),
          sql<string>`CAST(${p.staffId} AS TEXT)`.as('staff_id'),
          sql<string>`CAST(${p.reason} AS TEXT)`.as('reason'),
          sql<string>`CAST(${p.sealed} AS TEXT)`.as('sealed'),
          sql<number>`CAST(${p.now} AS BIGINT)`.as('opened_at'),
          sql<number>`CAST(${p.expiresAt} AS BIGINT)`.as('expires_at'),
          sql<number>`0`.as('reads'),
          sql<number>`CAST(${p.reviewBy} AS BIGINT)`.as('review_by'),
        ])
        .where('patient.id', '=', p.patientId)
        .where(
          sql<boolean>`NOT EXISTS (SELECT 1 FROM break_glass WHERE break_glass.patient_id = ${p.patientId}
            AND break_glass.staff_id = ${p.staffId} AND break_glass.expires_at > ${p.now})`,
        ),
    ),
);

/** It is open, or `BREAK_GLASS_ONCE` where it is already; behind a part that holds the person's row. */
export const insertOpenedPart = (opened: Opened): Part => guarded(insertOpened(opened), BREAK_GLASS_ONCE);

/** An opening as it lies in the database. */
export interface BreakGlassRow {
  readonly id: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly birthYear: number;
  readonly hospitalId: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly reason: string;
  readonly sealed: string;
  readonly openedAt: number;
  readonly expiresAt: number;
  readonly reads: number;
  readonly reviewBy: number;
  readonly reviewedAt: number | null;
  readonly reviewerName: string | null;
  readonly verdict: string | null;
  readonly sealedNote: string | null;
}

const rows = (q: Kysely<Tables>) =>
  q
    .selectFrom('break_glass')
    .innerJoin('patient', 'patient.id', 'break_glass.patient_id')
    .innerJoin('staff', 'staff.id', 'break_glass.staff_id')
    .leftJoin('staff as reviewer', 'reviewer.id', 'break_glass.reviewed_by')
    .select([
      'break_glass.id',
      'break_glass.patient_id as patientId',
      'patient.masked_name as patientName',
      'patient.birth_year as birthYear',
      'break_glass.hospital_id as hospitalId',
      'break_glass.staff_id as staffId',
      'staff.name as staffName',
      'break_glass.reason',
      'break_glass.sealed',
      'break_glass.opened_at as openedAt',
      'break_glass.expires_at as expiresAt',
      'break_glass.reads',
      'break_glass.review_by as reviewBy',
      'break_glass.reviewed_at as reviewedAt',
      'reviewer.name as reviewerName',
      'break_glass.verdict',
      'break_glass.sealed_note as sealedNote',
    ]);

const selectOne = template<{ id: string }, BreakGlassRow>((q, p) => rows(q).where('break_glass.id', '=', p.id));

export async function readBreakGlassRow(store: Pick<Store, 'read'>, id: string): Promise<BreakGlassRow | undefined> {
  return (await store.read(selectOne({ id })))[0];
}

const selectOpen = template<{ patientId: string; staffId: string; now: number }, BreakGlassRow>((q, p) =>
  rows(q)
    .where('break_glass.patient_id', '=', p.patientId)
    .where('break_glass.staff_id', '=', p.staffId)
    .where('break_glass.expires_at', '>', p.now)
    .limit(1),
);

/** What this clinician has open of this person. */
export async function readOpen(
  store: Pick<Store, 'read'>,
  whose: { readonly patientId: string; readonly staffId: string; readonly now: number },
): Promise<BreakGlassRow | undefined> {
  return (await store.read(selectOpen({ ...whose })))[0];
}

type Page = { hospitalId: string; beforeAt: number; beforeAtToo: number; beforeId: string; limit: number };

const selectOfHospital = template<Page, BreakGlassRow>((q, p) =>
  rows(q)
    .where('break_glass.hospital_id', '=', p.hospitalId)
    .where((row) =>
      row.or([
        row('break_glass.opened_at', '<', p.beforeAt),
        row.and([row('break_glass.opened_at', '=', p.beforeAtToo), row('break_glass.id', '<', p.beforeId)]),
      ]),
    )
    .orderBy('break_glass.opened_at', 'desc')
    .orderBy('break_glass.id', 'desc')
    .limit(p.limit),
);

/** What was opened at a hospital, the newest first. */
export function readBreakGlassRows(
  store: Pick<Store, 'read'>,
  asked: {
    readonly hospitalId: string;
    readonly before?: { readonly at: number; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly BreakGlassRow[]> {
  const { at, id } = asked.before ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
  const { hospitalId, limit } = asked;
  return store.read(selectOfHospital({ hospitalId, beforeAt: at, beforeAtToo: at, beforeId: id, limit }));
}

const countRead = template((q, p: { id: string; staffId: string; now: number }) =>
  q
    .updateTable('break_glass')
    .set((row) => ({ reads: row('reads', '+', 1) }))
    .where('id', '=', p.id)
    .where('staff_id', '=', p.staffId)
    .where('expires_at', '>', p.now),
);

/** It is read once more, by whoever opened it and while it is open; else `BREAK_GLASS_OPEN`. */
export const countReadPart = (values: Parameters<typeof countRead>[0]): Part => guarded(countRead(values), BREAK_GLASS_OPEN);

type Review = {
  id: string;
  hospitalId: string;
  staffId: string;
  verdict: 'justified' | 'not-justified';
  sealedNote: string;
  now: number;
};

const review = template((q, p: Review & { closes: 0 | 1 }) =>
  q
    .updateTable('break_glass')
    .set({
      reviewed_at: p.now,
      reviewed_by: p.staffId,
      verdict: p.verdict,
      sealed_note: p.sealedNote,
      expires_at: sql<number>`CASE WHEN ${p.closes} = 1 AND expires_at > ${p.now} THEN ${p.now} ELSE expires_at END`,
    })
    .where('id', '=', p.id)
    .where('hospital_id', '=', p.hospitalId)
    .where('reviewed_at', 'is', null)
    .where('staff_id', '<>', p.staffId),
);

/** The verdict of another member of staff of that hospital, once; else `BREAK_GLASS_UNREVIEWED`. What was not right is over with it. */
export const reviewPart = (values: Review): Part =>
  guarded(review({ ...values, closes: values.verdict === 'not-justified' ? 1 : 0 }), BREAK_GLASS_UNREVIEWED);

const endOpenings = template((q, p: { patientId: string; now: number; nowToo: number }) =>
  q
    .updateTable('break_glass')
    .set({ expires_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('expires_at', '>', p.nowToo),
);

/** What was opened of a person is over: agreeing anew opens nothing again. */
export const endBreakGlassPart = (patientId: string, now: number): Part => endOpenings({ patientId, now, nowToo: now });

/** How many openings of each hospital nobody has reviewed, and how many of them should have been by now. */
export const countUnreviewed = template<{ now: number }, { hospitalId: string; count: number; overdue: number }>((q, p) =>
  q
    .selectFrom('break_glass')
    .select([
      'hospital_id as hospitalId',
      sql<number>`count(*)`.as('count'),
      sql<number>`sum(CASE WHEN review_by < ${p.now} THEN 1 ELSE 0 END)`.as('overdue'),
    ])
    .where('reviewed_at', 'is', null)
    .groupBy('hospital_id'),
);

const deleteOld = template((q, p: { before: number; limit: number }) =>
  q.deleteFrom('break_glass').where(
    sql<boolean>`id IN (SELECT id FROM break_glass WHERE opened_at < ${p.before} AND reviewed_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM message WHERE message.break_glass_id = break_glass.id) ORDER BY opened_at LIMIT ${p.limit})`,
  ),
);

/** Forgets what was opened before this, where it was reviewed. */
export const forgetBreakGlass = (before: number, limit: number): Statement => deleteOld({ before, limit });
