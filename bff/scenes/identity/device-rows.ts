import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

export interface DeviceRow {
  readonly id: string;
  readonly kind: string;
  readonly hospitalId: string;
  readonly campusRef: string;
  readonly floor: string;
  readonly name: string;
  readonly helpWindow: string;
  readonly englishHelpWindow: string | null;
  readonly micrometresPerPx: number;
  readonly publicKey: string;
  readonly state: string;
  readonly boot: string;
  readonly bootAt: number;
  /** Of the bridge's starts, as it counts them itself; 0 while it has shown no count. */
  readonly bootCount: number;
}

const COLUMNS = [
  'id',
  'kind',
  'hospital_id as hospitalId',
  'campus_ref as campusRef',
  'floor',
  'name',
  'help_window as helpWindow',
  'english_help_window as englishHelpWindow',
  'micrometres_per_px as micrometresPerPx',
  'public_key as publicKey',
  'state',
  'boot',
  'boot_at as bootAt',
  'boot_count as bootCount',
] as const;

interface Place {
  readonly kind: string;
  readonly hospitalId: string;
  readonly campusRef: string;
  readonly floor: string;
  readonly name: string;
  readonly helpWindow: string;
  readonly englishHelpWindow: string | null;
  readonly micrometresPerPx: number;
}

type Enrolment = { codeHash: string; now: number; expiresAt: number } & { [K in keyof Place]: Place[K] };

export const insertEnrolment = template((q, p: Enrolment) =>
  q.insertInto('device_enrolment').values({
    code_hash: p.codeHash,
    kind: p.kind,
    hospital_id: p.hospitalId,
    campus_ref: p.campusRef,
    floor: p.floor,
    name: p.name,
    help_window: p.helpWindow,
    english_help_window: p.englishHelpWindow,
    micrometres_per_px: p.micrometresPerPx,
    created_at: p.now,
    expires_at: p.expiresAt,
    used_at: null,
  }),
);

export const useEnrolment = template((q, p: { codeHash: string; now: number }) =>
  q
    .updateTable('device_enrolment')
    .set({ used_at: p.now })
    .where('code_hash', '=', p.codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', p.now),
);

/** The device stands where its enrolment said; the key is nobody else's. */
export const insertEnrolledDevice = template((q, p: { id: string; publicKey: string; now: number; codeHash: string }) =>
  q
    .insertInto('device')
    .columns([
      'id',
      'kind',
      'hospital_id',
      'campus_ref',
      'floor',
      'name',
      'help_window',
      'english_help_window',
      'micrometres_per_px',
      'public_key',
      'state',
      'boot',
      'boot_at',
      'boot_count',
      'enrolled_at',
    ])
    .expression((inner) =>
      inner
        .selectFrom('device_enrolment')
        .select((row) => [
          row.val(p.id).as('id'),
          'kind',
          'hospital_id',
          'campus_ref',
          'floor',
          'name',
          'help_window',
          'english_help_window',
          'micrometres_per_px',
          row.val(p.publicKey).as('public_key'),
          row.val('active').as('state'),
          row.val('').as('boot'),
          row.lit(0).as('boot_at'),
          row.lit(0).as('boot_count'),
          'used_at as enrolled_at',
        ])
        .where('code_hash', '=', p.codeHash)
        .where('used_at', '=', p.now),
    )
    .onConflict((conflict) => conflict.doNothing()),
);

export const selectDevice = template((q, p: { id: string }) => q.selectFrom('device').select(COLUMNS).where('id', '=', p.id));

/** The device that this code enrolled, if it was with this key. */
export const selectEnrolledWith = template((q, p: { codeHash: string; publicKey: string }) =>
  q
    .selectFrom('device')
    .select(COLUMNS)
    .where('public_key', '=', p.publicKey)
    .where('enrolled_at', '=', (row) => row.selectFrom('device_enrolment').select('used_at').where('code_hash', '=', p.codeHash)),
);

export const selectDevices = template((q, p: { limit: number }) =>
  q.selectFrom('device').select(COLUMNS).orderBy('enrolled_at').limit(p.limit),
);

/** A later start of the bridge takes over from the one before. */
export const moveBoot = template((q, p: { id: string; from: string; boot: string; bootAt: number; bootCount: number }) =>
  q
    .updateTable('device')
    .set({ boot: p.boot, boot_at: p.bootAt, boot_count: p.bootCount })
    .where('id', '=', p.id)
    .where('boot', '=', p.from),
);

/** The device, held while the unit lasts, as long as it is in use. */
export const holdDevice = template((q, p: { id: string }) =>
  q
    .updateTable('device')
    .set((row) => ({ name: row.ref('name') }))
    .where('id', '=', p.id)
    .where('state', '=', 'active'),
);

export const endDevice = template((q, p: { id: string; state: string; reason: string; now: number }) =>
  q
    .updateTable('device')
    .set({ state: p.state, reason: p.reason, ended_at: p.now })
    .where('id', '=', p.id)
    .where('state', '=', 'active'),
);

export const insertUsedProof = template((q, p: { id: string; expiresAt: number }) =>
  q
    .insertInto('used_proof')
    .values({ id: p.id, expires_at: p.expiresAt })
    .onConflict((conflict) => conflict.doNothing()),
);

export const deleteUsedProofs = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('used_proof')
    .where('id', 'in', (inner) =>
      inner.selectFrom('used_proof').select('id').where('expires_at', '<', p.before).orderBy('expires_at').limit(p.limit),
    ),
);
