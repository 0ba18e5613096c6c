import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import { sameSecret } from '../../platform/crypto/same-secret.ts';
import type { RandomBytes } from '../../platform/ids.ts';

/** Crockford's base 32: what is read aloud or typed from paper is not mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 8;
const NEAR_DIGITS = 4;
const NEAR_CODES = 10 ** NEAR_DIGITS;
/** The largest multiple of the number of near codes that two bytes hold. */
const DRAWN_MAX = 60_000;

/** Forty random bits, for paper or a phone. */
export function newCode(random: RandomBytes): string {
  return Array.from(random(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** Every number from 0000 to 9999 equally often: what is drawn beyond the last whole run is drawn again. */
export function newNearCode(random: RandomBytes): string {
  for (;;) {
    const [high = 0, low = 0] = random(2);
    const drawn = (high << 8) | low;
    if (drawn < DRAWN_MAX) return String(drawn % NEAR_CODES).padStart(NEAR_DIGITS, '0');
  }
}

const CODE_COLUMN = 'draft|code';

/** The keyed hash of a code of either kind; it is that of this draft alone. */
export function hashOf(blindIndex: BlindIndex, draftId: string, code: string): string {
  return blindIndex.of(CODE_COLUMN, `${draftId} ${code}`);
}

/** What is known of a draft's codes. */
export interface CodeHashes {
  readonly id: string;
  readonly codeHash: string;
  readonly nearHash: string | null;
  /** Where the near code works. */
  readonly deviceId: string | null;
}

/** Whether this code leads to the draft from where it is said: the long one anywhere, the near one at its device. */
export function leadsTo(blindIndex: BlindIndex, draft: CodeHashes, code: string, deviceId: string | null): boolean {
  const near = code.length === NEAR_DIGITS;
  if (near && (deviceId === null || deviceId !== draft.deviceId)) return false;
  const expected = near ? draft.nearHash : draft.codeHash;
  return expected !== null && blindIndex.all(CODE_COLUMN, `${draft.id} ${code}`).some((hash) => sameSecret(hash, expected));
}
