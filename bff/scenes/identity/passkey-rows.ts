import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** The device's challenge of this purpose; the one before it is good for nothing any more. */
export const putChallenge = template(
  (q, p: { deviceId: string; purpose: string; subject: string; challengeHash: string; expiresAt: number }) =>
    q
      .insertInto('passkey_challenge')
      .values({
        device_id: p.deviceId,
        purpose: p.purpose,
        subject: p.subject,
        challenge_hash: p.challengeHash,
        expires_at: p.expiresAt,
      })
      .onConflict((conflict) =>
        conflict.columns(['device_id', 'purpose']).doUpdateSet((row) => ({
          subject: row.ref('excluded.subject'),
          challenge_hash: row.ref('excluded.challenge_hash'),
          expires_at: row.ref('excluded.expires_at'),
        })),
      ),
);

/** Uses it up. Touches no row when it is another one, somebody else's, used or too old. */
export const takeChallenge = template(
  (q, p: { deviceId: string; purpose: string; subject: string; challengeHash: string; now: number }) =>
    q
      .deleteFrom('passkey_challenge')
      .where('device_id', '=', p.deviceId)
      .where('purpose', '=', p.purpose)
      .where('subject', '=', p.subject)
      .where('challenge_hash', '=', p.challengeHash)
      .where('expires_at', '>', p.now),
);

/** There is at most one a device and purpose. */
export const deleteChallenges = template((q, p: { before: number }) =>
  q.deleteFrom('passkey_challenge').where('expires_at', '<', p.before),
);

export const insertPasskey = template(
  (q, p: { id: string; staffId: string; credentialId: string; rpId: string; publicKey: string; counter: number; now: number }) =>
    q
      .insertInto('passkey')
      .values({
        id: p.id,
        staff_id: p.staffId,
        credential_id: p.credentialId,
        rp_id: p.rpId,
        public_key: p.publicKey,
        counter: p.counter,
        created_at: p.now,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

/** The oldest ones of a member, so that so many stay. */
export const deleteOldPasskeys = template((q, p: { staffId: string; ofStaffId: string; kept: number }) =>
  q
    .deleteFrom('passkey')
    .where('staff_id', '=', p.staffId)
    .where('id', 'not in', (inner) =>
      inner
        .selectFrom('passkey as newest')
        .select('newest.id')
        .where('newest.staff_id', '=', p.ofStaffId)
        .orderBy('newest.created_at', 'desc')
        .orderBy('newest.id', 'desc')
        .limit(p.kept),
    ),
);

export const deletePasskeysOf = template((q, p: { staffId: string }) =>
  q.deleteFrom('passkey').where('staff_id', '=', p.staffId),
);

/** At most as many as one may have. */
export const selectCredentialIds = template((q, p: { staffId: string; rpId: string }) =>
  q
    .selectFrom('passkey')
    .select('credential_id as credentialId')
    .where('staff_id', '=', p.staffId)
    .where('rp_id', '=', p.rpId)
    .orderBy('created_at'),
);

/** The passkey of this very member, for this very site. */
export const selectPasskey = template((q, p: { staffId: string; credentialId: string; rpId: string }) =>
  q
    .selectFrom('passkey')
    .select(['id', 'credential_id as credentialId', 'public_key as publicKey', 'counter'])
    .where('staff_id', '=', p.staffId)
    .where('credential_id', '=', p.credentialId)
    .where('rp_id', '=', p.rpId),
);

/** Its authenticator has counted on. Touches no row when the counter goes back or stands still: somebody copied it, or shows it again. */
export const countPasskey = template((q, p: { id: string; counter: number }) =>
  q
    .updateTable('passkey')
    .set({ counter: p.counter })
    .where('id', '=', p.id)
    .where((row) => row.or([row('counter', '<', p.counter), row('counter', '=', 0)])),
);
