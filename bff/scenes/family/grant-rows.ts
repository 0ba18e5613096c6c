import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { MessageTables } from '../messages/tables.ts';
import type { EndedBy } from './rules.ts';
import type { FamilyTables } from './tables.ts';

const template = templates<FamilyTables & Pick<IdentityTables, 'patient' | 'device'> & Pick<MessageTables, 'message'>>();

/** Name of the guard: the helped person has fewer helpers than one may have. */
export const HELPERS_ROOM = 'helpers-room';
/** Name of the guard: the helper helps fewer people than one may help. */
export const HELPED_ROOM = 'helped-room';
/** Name of the guard: these two have no other live grant in this direction. */
export const GRANT_FREE = 'grant-free';
/** Name of the guard: nobody took the offer, and it has not ended. */
export const OFFER_WAITS = 'offer-waits';
/** Name of the guard: the grant has not ended yet. */
export const GRANT_LIVE = 'grant-live';

export interface GrantRow {
  readonly id: string;
  readonly helpedId: string;
  readonly helpedName: string;
  readonly helperId: string | null;
  readonly helperName: string | null;
  readonly appointments: number;
  readonly results: number;
  readonly money: number;
  readonly evidence: string;
  readonly channel: string;
  readonly deviceName: string | null;
  readonly language: string;
  readonly agreedAt: number;
  readonly takeBy: number | null;
  readonly givenAt: number | null;
  readonly endsAt: number;
  readonly endedAt: number | null;
  readonly endedBy: EndedBy | null;
}

const COLUMNS = [
  'family_grant.id',
  'family_grant.helped_id as helpedId',
  'helped.masked_name as helpedName',
  'family_grant.helper_id as helperId',
  'helper.masked_name as helperName',
  'family_grant.appointments',
  'family_grant.results',
  'family_grant.money',
  'family_grant.evidence',
  'family_grant.channel',
  'device.name as deviceName',
  'family_grant.language',
  'family_grant.agreed_at as agreedAt',
  'family_grant.take_by as takeBy',
  'family_grant.given_at as givenAt',
  'family_grant.ends_at as endsAt',
  'family_grant.ended_at as endedAt',
  sql<EndedBy | null>`family_grant.ended_by`.as('endedBy'),
] as const;

export const selectGrant = template<{ id: string }, GrantRow>((q, p) =>
  q
    .selectFrom('family_grant')
    .innerJoin('patient as helped', 'helped.id', 'family_grant.helped_id')
    .leftJoin('patient as helper', 'helper.id', 'family_grant.helper_id')
    .leftJoin('device', 'device.id', 'family_grant.device_id')
    .select(COLUMNS)
    .where('family_grant.id', '=', p.id),
);

/** The grants of this person on either side that were given, or else agreed to, at `from` or later, the newest first. */
export const selectGrants = template<
  { helpedId: string; helperId: string; from: number; beforeAt: number; beforeId: string; limit: number },
  GrantRow
>((q, p) =>
  q
    .selectFrom('family_grant')
    .innerJoin('patient as helped', 'helped.id', 'family_grant.helped_id')
    .leftJoin('patient as helper', 'helper.id', 'family_grant.helper_id')
    .leftJoin('device', 'device.id', 'family_grant.device_id')
    .select(COLUMNS)
    .where((row) => row.or([row('family_grant.helped_id', '=', p.helpedId), row('family_grant.helper_id', '=', p.helperId)]))
    .where(sql<boolean>`COALESCE(family_grant.given_at, family_grant.agreed_at) >= ${p.from}`)
    .where(sql<boolean>`(family_grant.agreed_at, family_grant.id) < (${p.beforeAt}, ${p.beforeId})`)
    .orderBy('family_grant.agreed_at', 'desc')
    .orderBy('family_grant.id', 'desc')
    .limit(p.limit),
);

/** What the helped person agreed to, and how. */
export type Agreed = {
  id: string;
  helpedId: string;
  appointments: number;
  results: number;
  money: number;
  evidence: string;
  proved: number;
  seesFrom: number;
  channel: string;
  deviceId: string | null;
  language: string;
  wordingVersion: string;
  wordingHash: string;
  now: number;
  endsAt: number;
  phoneId: string | null;
};

/** With a helper it is in force at once; without one it waits until `takeBy` for whoever has its code. */
export const insertGrant = template((q, p: Agreed & { helperId: string | null; givenAt: number | null; takeBy: number | null }) =>
  q
    .insertInto('family_grant')
    .values({
      id: p.id,
      helped_id: p.helpedId,
      helper_id: p.helperId,
      appointments: p.appointments,
      results: p.results,
      money: p.money,
      evidence: p.evidence,
      proved: p.proved,
      sees_from: p.seesFrom,
      channel: p.channel,
      device_id: p.deviceId,
      language: p.language,
      wording_version: p.wordingVersion,
      wording_hash: p.wordingHash,
      agreed_at: p.now,
      take_by: p.takeBy,
      given_at: p.givenAt,
      ends_at: p.endsAt,
      live: 1,
      ended_at: null,
      ended_by: null,
      told: 0,
      phone_id: p.phoneId,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

/** Takes the offer: in force from now on. */
export const takeGrant = template((q, p: { id: string; helperId: string; now: number; nowToo: number }) =>
  q
    .updateTable('family_grant')
    .set({ helper_id: p.helperId, given_at: p.now })
    .where('id', '=', p.id)
    .where('helper_id', 'is', null)
    .where('live', '=', 1)
    .where('ends_at', '>', p.nowToo),
);

/** Ends the live grant of these two, in whose place another one comes. */
export const replaceGrant = template((q, p: { helpedId: string; helperId: string; now: number }) =>
  q
    .updateTable('family_grant')
    .set({ live: null, ended_at: p.now, ended_by: 'replaced', told: 1 })
    .where('helped_id', '=', p.helpedId)
    .where('helper_id', '=', p.helperId)
    .where('live', '=', 1),
);

/** Ends this grant, told by the same unit. */
export const endGrant = template((q, p: { id: string; endedAt: number; endedBy: string }) =>
  q
    .updateTable('family_grant')
    .set({ live: null, ended_at: p.endedAt, ended_by: p.endedBy, told: 1 })
    .where('id', '=', p.id)
    .where('live', '=', 1),
);

/** It has been told that this grant ended. */
export const tellGrant = template((q, p: { id: string }) =>
  q.updateTable('family_grant').set({ told: 1 }).where('id', '=', p.id).where('told', '=', 0).where('live', 'is', null),
);

/** The helped person's row, while they have fewer helpers than `most`, with the cards that wait to be taken. */
export const personWithHelpersRoom = template(
  (q, p: { helpedId: string; owner: string; now: number; nowToo: number; most: number }) =>
    q
      .updateTable('patient')
      .set((row) => ({ masked_name: row.ref('masked_name') }))
      .where('id', '=', p.helpedId)
      .where(
        sql<boolean>`(SELECT count(*) FROM family_grant WHERE family_grant.helped_id = ${p.owner} AND family_grant.live = 1
        AND family_grant.ends_at > ${p.now} AND (family_grant.helper_id IS NOT NULL OR family_grant.take_by > ${p.nowToo})) < ${p.most}`,
      ),
);

/** The helper's row, while they help fewer people than `most`. */
export const personWithHelpedRoom = template((q, p: { helperId: string; owner: string; now: number; most: number }) =>
  q
    .updateTable('patient')
    .set((row) => ({ masked_name: row.ref('masked_name') }))
    .where('id', '=', p.helperId)
    .where(
      sql<boolean>`(SELECT count(*) FROM family_grant WHERE family_grant.helper_id = ${p.owner} AND family_grant.live = 1
        AND family_grant.ends_at > ${p.now}) < ${p.most}`,
    ),
);

export interface EndingRow {
  readonly id: string;
  readonly helpedId: string;
  readonly helperId: string | null;
  readonly takeBy: number | null;
  readonly endsAt: number;
  readonly endedBy: string | null;
}

/** Grants whose time is over, or whose code nobody took in time, and which still count as live. */
export const selectOverdue = template<{ now: number; nowToo: number; limit: number }, EndingRow>((q, p) =>
  q
    .selectFrom('family_grant')
    .select([
      'id',
      'helped_id as helpedId',
      'helper_id as helperId',
      'take_by as takeBy',
      'ends_at as endsAt',
      'ended_by as endedBy',
    ])
    .where('live', '=', 1)
    .where((row) =>
      row.or([row('ends_at', '<=', p.now), row.and([row('helper_id', 'is', null), row('take_by', '<=', p.nowToo)])]),
    )
    .orderBy('ends_at')
    .limit(p.limit),
);

/** Grants that ended with a registration or a consent, and of which nobody was told yet. */
export const selectUntold = template<{ limit: number }, EndingRow>((q, p) =>
  q
    .selectFrom('family_grant')
    .select([
      'id',
      'helped_id as helpedId',
      'helper_id as helperId',
      'take_by as takeBy',
      'ends_at as endsAt',
      'ended_by as endedBy',
    ])
    .where(sql<boolean>`told = 0`)
    .where('ended_at', 'is not', null)
    .orderBy('ended_at')
    .limit(p.limit),
);

export const deleteOldGrants = template((q, p: { before: number; limit: number }) =>
  q.deleteFrom('family_grant').where(sql<boolean>`id IN (SELECT old.id FROM family_grant AS old WHERE old.ended_at < ${p.before}
      AND NOT EXISTS (SELECT 1 FROM message WHERE message.grant_id = old.id)
      AND NOT EXISTS (SELECT 1 FROM family_code WHERE family_code.grant_id = old.id)
      ORDER BY old.ended_at LIMIT ${p.limit})`),
);
