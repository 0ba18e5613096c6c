import { templates } from '../../platform/store/statement.ts';
import type { OversightTables } from './tables.ts';

const template = templates<OversightTables>();

export interface ConsentRow {
  readonly id: string;
  readonly kind: string;
  readonly version: string;
  readonly givenAt: number;
  readonly givenBy: string;
  readonly patientId: string;
  readonly channel: string;
  readonly withdrawnAt: number | null;
}

const COLUMNS = [
  'id',
  'kind',
  'version',
  'given_at as givenAt',
  'given_by as givenBy',
  'patient_id as patientId',
  'channel',
  'withdrawn_at as withdrawnAt',
] as const;

export const insertConsent = template(
  (
    q,
    p: {
      id: string;
      patientId: string;
      givenBy: string;
      kind: string;
      version: string;
      wordingHash: string;
      language: string;
      channel: string;
      deviceId: string | null;
      now: number;
    },
  ) =>
    q.insertInto('consent').values({
      id: p.id,
      patient_id: p.patientId,
      given_by: p.givenBy,
      kind: p.kind,
      version: p.version,
      wording_hash: p.wordingHash,
      language: p.language,
      channel: p.channel,
      device_id: p.deviceId,
      given_at: p.now,
      withdrawn_at: null,
    }),
);

/** What one registration of a person agreed to stands for another of the same person too, as it was given. */
export const carryConsent = template(
  (q, p: { id: string; fromId: string; toId: string; givenBy: string; kind: string; version: string }) =>
    q
      .insertInto('consent')
      .columns([
        'id',
        'patient_id',
        'given_by',
        'kind',
        'version',
        'wording_hash',
        'language',
        'channel',
        'device_id',
        'given_at',
        'withdrawn_at',
      ])
      .expression((inner) =>
        inner
          .selectFrom('consent as given')
          .select((row) => [
            row.val(p.id).as('id'),
            row.val(p.toId).as('patient_id'),
            'given.given_by',
            'given.kind',
            'given.version',
            'given.wording_hash',
            'given.language',
            'given.channel',
            'given.device_id',
            'given.given_at',
            'given.withdrawn_at',
          ])
          .where('given.patient_id', '=', p.fromId)
          .where('given.given_by', '=', p.givenBy)
          .where('given.kind', '=', p.kind)
          .where('given.version', '=', p.version)
          .where('given.withdrawn_at', 'is', null)
          .orderBy('given.given_at', 'desc')
          .limit(1),
      ),
);

export const withdrawConsent = template((q, p: { id: string; now: number }) =>
  q.updateTable('consent').set({ withdrawn_at: p.now }).where('id', '=', p.id).where('withdrawn_at', 'is', null),
);

/** A person who agreed twice to the same thing takes all of it back. */
export const withdrawOthers = template((q, p: { patientId: string; kind: string; now: number }) =>
  q
    .updateTable('consent')
    .set({ withdrawn_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('kind', '=', p.kind)
    .where('withdrawn_at', 'is', null),
);

export const selectConsent = template((q, p: { id: string }) => q.selectFrom('consent').select(COLUMNS).where('id', '=', p.id));

/** The kinds that were agreed to for this person in this version, each with who agreed. */
export const selectStanding = template((q, p: { patientId: string; version: string }) =>
  q
    .selectFrom('consent')
    .select(['kind', 'given_by as givenBy'])
    .where('patient_id', '=', p.patientId)
    .where('version', '=', p.version)
    .where('withdrawn_at', 'is', null)
    .distinct(),
);

/** What was agreed to for this person, and what this person agreed to for others as their guardian. */
export const selectConsents = template(
  (
    q,
    p: {
      patientId: string;
      giverId: string;
      from: number;
      beforeAt: number;
      beforeAtToo: number;
      beforeId: string;
      limit: number;
    },
  ) =>
    q
      .selectFrom('consent')
      .select(COLUMNS)
      .where((row) => row.or([row('patient_id', '=', p.patientId), row('given_by', '=', p.giverId)]))
      .where('given_at', '>=', p.from)
      .where((row) =>
        row.or([row('given_at', '<', p.beforeAt), row.and([row('given_at', '=', p.beforeAtToo), row('id', '<', p.beforeId)])]),
      )
      .orderBy('given_at', 'desc')
      .orderBy('id', 'desc')
      .limit(p.limit),
);
