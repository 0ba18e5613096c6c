import { sql } from 'kysely';
import type { Caller } from '../../platform/http/context.ts';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** Name of the guard: the patient has shown card or code since a helper last had a hand in what stands on the glass. */
export const PATIENT_PRESENT = 'patient-present';

/**
 * Holds a session that was opened after the last time somebody helped this person at its device. Sessions of helpers are another scene's,
 * which stands on this one: the statement knows its table by name.
 */
const holdPresent = template((q, p: { tokenHash: string }) =>
  q
    .updateTable('session')
    .set((row) => ({ expires_at: row.ref('expires_at') }))
    .where('token_hash', '=', p.tokenHash)
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM assist_session WHERE assist_session.patient_id = session.patient_id
        AND assist_session.device_id = session.device_id AND assist_session.touched_at >= session.created_at)`,
    ),
);

/**
 * Parts of a unit that takes a last step (book, cancel, agree, register a child, share, pay): none where the session was opened at no device,
 * because nobody helps there.
 */
export function patientPresentParts({ tokenHash, deviceId }: Caller): readonly Part[] {
  return deviceId === null ? [] : [guarded(holdPresent({ tokenHash }), PATIENT_PRESENT)];
}

/** Name of the guard: nobody had a hand in what stands on the glass of this device since the document was shown there. */
export const SHOWN_SINCE = 'shown-since';

const holdShownSince = template((q, p: { deviceId: string; shownBy: number }) =>
  q
    .updateTable('device')
    .set((row) => ({ state: row.ref('state') }))
    .where('id', '=', p.deviceId)
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM assist_session WHERE assist_session.device_id = device.id
        AND assist_session.touched_at >= ${p.shownBy})`,
    ),
);

/** To agree and to be known is a step of the person's own: a reading from before a helper's last act opens no session. */
export function shownSincePart(shown: { readonly deviceId: string; readonly shownBy: number }): Part {
  return guarded(holdShownSince(shown), SHOWN_SINCE);
}
