import { sql } from 'kysely';
import { limits } from '../../../platform/limits/limits.ts';
import { templates } from '../../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../../platform/store/store.ts';
import type { IdentityTables } from '../../identity/tables.ts';
import type { RecordTables } from '../tables.ts';

const template = templates<RecordTables & Pick<IdentityTables, 'staff'>>();

/** Name of the guard: of this share not as many answers of this kind are kept as may be. */
export const SHARE_READ_ROOM = 'share-read-room';
/** Name of the guard: the address of a file was not asked for yet. */
export const LOCATION_UNUSED = 'location-unused';

const insertRead = template(
  (
    q,
    p: {
      id: string;
      shareId: string;
      at: number;
      outcome: string;
      outcomeToo: string;
      staffId: string | null;
      sealedRecipient: string | null;
      most: number;
    },
  ) =>
    q
      .insertInto('share_read')
      .columns(['id', 'share_id', 'at', 'outcome', 'staff_id', 'sealed_recipient'])
      .expression((inner) =>
        inner
          .selectFrom('share')
          .select([
            sql<string>`CAST(${p.id} AS TEXT)`.as('id'),
            'share.id as share_id',
            sql<number>`CAST(${p.at} AS BIGINT)`.as('at'),
            sql<string>`CAST(${p.outcome} AS TEXT)`.as('outcome'),
            sql<string | null>`CAST(${p.staffId} AS TEXT)`.as('staff_id'),
            sql<string | null>`CAST(${p.sealedRecipient} AS TEXT)`.as('sealed_recipient'),
          ])
          .where('share.id', '=', p.shareId)
          .where(
            sql<boolean>`(SELECT count(*) FROM share_read WHERE share_id = ${p.shareId} AND outcome = ${p.outcomeToo}) < ${p.most}`,
          ),
      ),
);

/**
 * Who asked, and what they were answered. Each kind has a bound of its own, so that nobody hides a reading behind refusals; through a link
 * nothing is read that does not stand here, so a link that was read as often as is kept is over. What staff read beyond it stands in the
 * audit, by their name.
 */
export function noteReadPart(read: {
  readonly id: string;
  readonly shareId: string;
  readonly at: number;
  readonly outcome: 'read' | 'wrong-passcode' | 'refused';
  readonly staffId?: string;
  readonly sealedRecipient: string | null;
}): Part {
  const { staffId = null, ...rest } = read;
  const most = read.outcome === 'read' ? limits.shareReadsKept.figure : limits.shareRefusalsKept.figure;
  const noted = insertRead({ ...rest, outcomeToo: read.outcome, staffId, most });
  return staffId === null ? guarded(noted, SHARE_READ_ROOM) : noted;
}

const dropRead = template((q, p: { id: string }) => q.deleteFrom('share_read').where('id', '=', p.id));

/** A passcode that was right: it was no wrong one. */
export const dropReadPart = (id: string): Part => dropRead({ id });

export interface ShareReadRow {
  readonly shareId: string;
  readonly id: string;
  readonly at: number;
  readonly outcome: string;
  readonly staffId: string | null;
  readonly staffName: string | null;
  readonly sealedRecipient: string | null;
}

const selectReads = template<{ shareId: string; limit: number }, ShareReadRow>((q, p) =>
  q
    .selectFrom('share_read')
    .leftJoin('staff', 'staff.id', 'share_read.staff_id')
    .select([
      'share_read.share_id as shareId',
      'share_read.id',
      'share_read.at',
      'share_read.outcome',
      'share_read.staff_id as staffId',
      'staff.name as staffName',
      'share_read.sealed_recipient as sealedRecipient',
    ])
    .where('share_read.share_id', '=', p.shareId)
    .orderBy('share_read.at', 'desc')
    .orderBy('share_read.id', 'desc')
    .limit(p.limit),
);

export function readShareReads(store: Pick<Store, 'read'>, shareId: string, limit: number): Promise<readonly ShareReadRow[]> {
  return store.read(selectReads({ shareId, limit }));
}

export const insertLocation = template((q, p: { tokenIndex: string; shareId: string; nth: number; expiresAt: number }) =>
  q
    .insertInto('share_location')
    .values({ token_index: p.tokenIndex, share_id: p.shareId, nth: p.nth, expires_at: p.expiresAt, used_at: null }),
);

export interface LocationRow {
  readonly shareId: string;
  readonly nth: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

const selectLocation = template<{ current: string; other: string }, LocationRow>((q, p) =>
  q
    .selectFrom('share_location')
    .select(['share_id as shareId', 'nth', 'expires_at as expiresAt', 'used_at as usedAt'])
    .where('token_index', 'in', [p.current, p.other]),
);

export async function readLocation(
  store: Pick<Store, 'read'>,
  [current = '', other = current]: readonly string[],
): Promise<LocationRow | undefined> {
  const [row] = await store.read(selectLocation({ current, other }));
  return row;
}

const useLocation = template((q, p: { current: string; other: string; now: number }) =>
  q
    .updateTable('share_location')
    .set({ used_at: p.now })
    .where('token_index', 'in', [p.current, p.other])
    .where('used_at', 'is', null)
    .where('expires_at', '>', p.now),
);

/** The address answers once; else `LOCATION_UNUSED`. */
export const useLocationPart = ([current = '', other = current]: readonly string[], now: number): Part =>
  guarded(useLocation({ current, other, now }), LOCATION_UNUSED);
