import { type Kysely, sql } from 'kysely';
import { limits } from '../../../platform/limits/limits.ts';
import { templates } from '../../../platform/store/statement.ts';
import { guarded, type Part, type Statement, type Store } from '../../../platform/store/store.ts';
import type { IdentityTables } from '../../identity/tables.ts';
import type { RecordTables } from '../tables.ts';

const template = templates<RecordTables & Pick<IdentityTables, 'patient'>>();

/** Names of guards. */
export const SHARE_ROOM = 'share-room';
export const SHARE_STANDS = 'share-stands';
export const PASSCODE_TRY = 'passcode-try';

/** A share as it lies in the database. */
export interface ShareRow {
  readonly id: string;
  readonly patientId: string;
  readonly madeBy: string;
  readonly kind: string;
  readonly hospitalId: string | null;
  readonly sealed: string;
  readonly direct: number;
  readonly passcodeMac: string | null;
  readonly triesLeft: number;
  readonly wordingVersion: string;
  readonly wordingHash: string;
  readonly language: string;
  readonly channel: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | null;
  readonly endedBecause: string | null;
}

type Made = {
  id: string;
  patientId: string;
  madeBy: string;
  deviceId: string | null;
  phoneId: string | null;
  kind: string;
  hospitalId: string | null;
  sealed: string;
  linkIndex: string | null;
  direct: 0 | 1;
  passcodeMac: string | null;
  triesLeft: number;
  wordingVersion: string;
  wordingHash: string;
  language: string;
  channel: string;
  now: number;
  expiresAt: number;
};

const insertShare = template((q, p: Made & { most: number }) =>
  q
    .insertInto('share')
    .columns([
      'id',
      'patient_id',
      'made_by',
      'device_id',
      'kind',
      'hospital_id',
      'sealed',
      'link_index',
      'direct',
      'passcode_mac',
      'tries_left',
      'wording_version',
      'wording_hash',
      'language',
      'channel',
      'created_at',
      'expires_at',
      'phone_id',
    ])
    .expression((inner) =>
      inner
        .selectFrom('patient')
        .select([
          sql<string>`CAST(${p.id} AS TEXT)`.as('id'),
          'patient.id as patient_id',
          sql<string>`CAST(${p.madeBy} AS TEXT)`.as('made_by'),
          sql<string | null>`CAST(${p.deviceId} AS TEXT)`.as('device_id'),
          sql<string>`CAST(${p.kind} AS TEXT)`.as('kind'),
          sql<string | null>`CAST(${p.hospitalId} AS TEXT)`.as('hospital_id'),
          sql<string>`CAST(${p.sealed} AS TEXT)`.as('sealed'),
          sql<string | null>`CAST(${p.linkIndex} AS TEXT)`.as('link_index'),
          sql<number>`CAST(${p.direct} AS BIGINT)`.as('direct'),
          sql<string | null>`CAST(${p.passcodeMac} AS TEXT)`.as('passcode_mac'),
          sql<number>`CAST(${p.triesLeft} AS BIGINT)`.as('tries_left'),
          sql<string>`CAST(${p.wordingVersion} AS TEXT)`.as('wording_version'),
          sql<string>`CAST(${p.wordingHash} AS TEXT)`.as('wording_hash'),
          sql<string>`CAST(${p.language} AS TEXT)`.as('language'),
          sql<string>`CAST(${p.channel} AS TEXT)`.as('channel'),
          sql<number>`CAST(${p.now} AS BIGINT)`.as('created_at'),
          sql<number>`CAST(${p.expiresAt} AS BIGINT)`.as('expires_at'),
          sql<string | null>`CAST(${p.phoneId} AS TEXT)`.as('phone_id'),
        ])
        .where('patient.id', '=', p.patientId)
        .where(
          sql<boolean>`(SELECT count(*) FROM share WHERE share.patient_id = ${p.patientId} AND share.ended_at IS NULL
            AND share.expires_at > ${p.now}) < ${p.most}`,
        ),
    ),
);

/** The share, or `SHARE_ROOM` where this person has as many open as one may have; behind a part that holds the person's row. */
export function insertSharePart(made: Made): Part {
  return guarded(insertShare({ ...made, most: limits.sharesOpen.figure }), SHARE_ROOM);
}

export const insertShareFile = template((q, p: { shareId: string; nth: number; contentType: string; sealed: string }) =>
  q.insertInto('share_file').values({ share_id: p.shareId, nth: p.nth, content_type: p.contentType, sealed: p.sealed }),
);

const shares = (q: Kysely<RecordTables>) =>
  q
    .selectFrom('share')
    .select([
      'id',
      'patient_id as patientId',
      'made_by as madeBy',
      'kind',
      'hospital_id as hospitalId',
      'sealed',
      'direct',
      'passcode_mac as passcodeMac',
      'tries_left as triesLeft',
      'wording_version as wordingVersion',
      'wording_hash as wordingHash',
      'language',
      'channel',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'ended_at as endedAt',
      'ended_because as endedBecause',
    ]);

const selectShare = template<{ id: string }, ShareRow>((q, p) => shares(q).where('id', '=', p.id));
const selectLink = template<{ current: string; other: string }, ShareRow>((q, p) =>
  shares(q).where('link_index', 'in', [p.current, p.other]),
);

export async function readShareRow(store: Pick<Store, 'read'>, id: string): Promise<ShareRow | undefined> {
  const [row] = await store.read(selectShare({ id }));
  return row;
}

/** The share of a link, by the keyed hashes of its address. */
export async function readLink(
  store: Pick<Store, 'read'>,
  [current = '', other = current]: readonly string[],
): Promise<ShareRow | undefined> {
  const [row] = await store.read(selectLink({ current, other }));
  return row;
}

type Page = {
  patientId: string;
  madeBy: string | null;
  madeByToo: string | null;
  beforeAt: number;
  beforeAtToo: number;
  beforeId: string;
  limit: number;
};

const selectShares = template<Page, ShareRow>((q, p) =>
  shares(q)
    .where('patient_id', '=', p.patientId)
    .where(sql<boolean>`(CAST(${p.madeBy} AS TEXT) IS NULL OR made_by = ${p.madeByToo})`)
    .where((row) =>
      row.or([row('created_at', '<', p.beforeAt), row.and([row('created_at', '=', p.beforeAtToo), row('id', '<', p.beforeId)])]),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

export function readShares(
  store: Pick<Store, 'read'>,
  wanted: {
    readonly patientId: string;
    readonly madeBy?: string | undefined;
    readonly before?: { at: number; id: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly ShareRow[]> {
  const { at, id } = wanted.before ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
  const madeBy = wanted.madeBy ?? null;
  return store.read(
    selectShares({
      patientId: wanted.patientId,
      madeBy,
      madeByToo: madeBy,
      beforeAt: at,
      beforeAtToo: at,
      beforeId: id,
      limit: wanted.limit,
    }),
  );
}

const STANDS = (now: number) => sql<boolean>`ended_at IS NULL AND expires_at > ${now}`;

const endShare = template((q, p: { id: string; now: number; because: string }) =>
  q.updateTable('share').set({ ended_at: p.now, ended_because: p.because }).where('id', '=', p.id).where('ended_at', 'is', null),
);
const deleteFiles = template((q, p: { id: string }) => q.deleteFrom('share_file').where('share_id', '=', p.id));
const deleteLocations = template((q, p: { id: string }) => q.deleteFrom('share_location').where('share_id', '=', p.id));

/** Ends it, if it has not ended: what it gave is here no longer. */
export function endShareParts(id: string, now: number, because: 'revoked' | 'tries-used-up'): readonly Part[] {
  return [guarded(endShare({ id, now, because }), SHARE_STANDS), deleteFiles({ id }), deleteLocations({ id })];
}

const endSharesOf = template((q, p: { patientId: string; now: number }) =>
  q
    .updateTable('share')
    .set({ ended_at: p.now, ended_because: 'consent-withdrawn' })
    .where('patient_id', '=', p.patientId)
    .where('ended_at', 'is', null),
);
const deleteFilesOf = template((q, p: { patientId: string }) =>
  q.deleteFrom('share_file').where(sql<boolean>`share_id IN (SELECT id FROM share WHERE patient_id = ${p.patientId})`),
);
const deleteLocationsOf = template((q, p: { patientId: string }) =>
  q.deleteFrom('share_location').where(sql<boolean>`share_id IN (SELECT id FROM share WHERE patient_id = ${p.patientId})`),
);

/** Ends everything that somebody shares who does not agree any more. */
export function endSharesParts(patientId: string, now: number): readonly Part[] {
  return [endSharesOf({ patientId, now }), deleteFilesOf({ patientId }), deleteLocationsOf({ patientId })];
}

const endEveryShare = template((q, p: { now: number; because: string }) =>
  q.updateTable('share').set({ ended_at: p.now, ended_because: p.because }).where(STANDS(p.now)),
);
const deleteEveryFile = template((q, _: { of: 'every' }) => q.deleteFrom('share_file'));
const deleteEveryLocation = template((q, _: { of: 'every' }) => q.deleteFrom('share_location'));

/** For the restore of a backup: which of its shares were ended since nobody here knows, and one that was must not come back to life. */
export function endEveryShareParts(now: number): readonly Part[] {
  return [endEveryShare({ now, because: 'restored' }), deleteEveryFile({ of: 'every' }), deleteEveryLocation({ of: 'every' })];
}

const holdShare = template((q, p: { id: string; now: number }) =>
  q
    .updateTable('share')
    .set((row) => ({ tries_left: row.ref('tries_left') }))
    .where('id', '=', p.id)
    .where(STANDS(p.now)),
);

/** It stands at the moment of the unit; else `SHARE_STANDS`. */
export const holdSharePart = (id: string, now: number): Part => guarded(holdShare({ id, now }), SHARE_STANDS);

const takeTry = template((q, p: { id: string; now: number }) =>
  q
    .updateTable('share')
    .set((row) => ({ tries_left: row('tries_left', '-', 1) }))
    .where('id', '=', p.id)
    .where('tries_left', '>', 0)
    .where(STANDS(p.now)),
);

/**
 * One try is taken before its passcode is looked at, so that however many come at once, no more are looked at than there are tries; else
 * `PASSCODE_TRY`.
 */
export const takeTryPart = (id: string, now: number): Part => guarded(takeTry({ id, now }), PASSCODE_TRY);

const giveTryBack = template((q, p: { id: string; now: number; most: number }) =>
  q
    .updateTable('share')
    .set((row) => ({ tries_left: row('tries_left', '+', 1) }))
    .where('id', '=', p.id)
    .where('tries_left', '<', p.most)
    .where(STANDS(p.now)),
);

/** The passcode was right: the try was none. */
export const giveTryBackPart = (id: string, now: number): Part =>
  guarded(giveTryBack({ id, now, most: limits.wrongPasscodes.figure }), SHARE_STANDS);

export interface ShareFileRow {
  readonly nth: number;
  readonly contentType: string;
  readonly sealed: string;
}

const selectFiles = template<{ shareId: string }, ShareFileRow>((q, p) =>
  q
    .selectFrom('share_file')
    .select(['nth', 'content_type as contentType', 'sealed'])
    .where('share_id', '=', p.shareId)
    .orderBy('nth'),
);

export function readShareFiles(store: Pick<Store, 'read'>, shareId: string): Promise<readonly ShareFileRow[]> {
  return store.read(selectFiles({ shareId }));
}

const deleteOldLocations = template((q, p: { now: number; limit: number }) =>
  q
    .deleteFrom('share_location')
    .where(
      sql<boolean>`token_index IN (SELECT token_index FROM share_location WHERE expires_at < ${p.now} ORDER BY expires_at LIMIT ${p.limit})`,
    ),
);
const deleteOldFiles = template((q, p: { now: number; limit: number }) =>
  q
    .deleteFrom('share_file')
    .where(
      sql<boolean>`share_id IN (SELECT id FROM share WHERE expires_at < ${p.now} ORDER BY expires_at DESC LIMIT ${p.limit})`,
    ),
);
const oldShares = (before: number, limit: number) =>
  sql<boolean>`share_id IN (SELECT id FROM share WHERE expires_at < ${before} ORDER BY expires_at LIMIT ${limit})`;
const deleteOldReads = template((q, p: { before: number; limit: number }) =>
  q.deleteFrom('share_read').where(oldShares(p.before, p.limit)),
);
const deleteOldShares = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('share')
    .where(sql<boolean>`id IN (SELECT id FROM share WHERE expires_at < ${p.before} ORDER BY expires_at LIMIT ${p.limit})`)
    .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM share_read WHERE share_read.share_id = share.id)`)
    .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM share_file WHERE share_file.share_id = share.id)`)
    .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM share_location WHERE share_location.share_id = share.id)`),
);

/** What a share gave goes when its time is over; who asked for it, a year later. */
export function forgetShares(now: number, limit: number): readonly Statement[] {
  const before = now - limits.sharesKept.figure;
  return [
    deleteOldLocations({ now, limit }),
    deleteOldFiles({ now, limit }),
    deleteOldReads({ before, limit }),
    deleteOldShares({ before, limit }),
  ];
}
