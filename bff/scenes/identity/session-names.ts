import { digest } from '../../platform/crypto/cipher.ts';
import type { Caller } from '../../platform/http/context.ts';

/** 132 bits in base64url. */
const NAME_LENGTH = 22;

/**
 * By what a session is told and ended. It is a hash of what lies in the database, which is a hash of the token: whoever reads it over
 * somebody's shoulder, in an address or in a log has neither, and can not tell which row it is. A secret key would add nothing, because a
 * token has 256 random bits and nobody tries them all; and a name under no key stays the same when keys are exchanged.
 */
export function sessionName(tokenHash: string): string {
  return `ses_${digest(`session-name|${tokenHash}`).slice(0, NAME_LENGTH)}`;
}

/** What of a session or a bound phone decides who sees it. */
interface Seen {
  readonly tokenHash: string;
  readonly phoneId: string | null;
}

/**
 * Whether the caller sees a session or a bound phone of the same person, and may end it. Whoever holds a phone has shown no more than that, and sees what a code
 * to that phone opened, before the last proof or after it: a number is not given to somebody else within the life of a session; a member of staff who vouched is the one who uses the session, and sees nothing of where else the person is.
 */
export function seesSession(caller: Caller, session: Seen): boolean {
  return session.tokenHash === caller.tokenHash || seesPhone(caller, session);
}

/** The same for a phone that is bound. */
export function seesPhone({ evidence, phoneId }: Caller, session: Pick<Seen, 'phoneId'>): boolean {
  if (evidence === 'staff-present') return false;
  return evidence === 'one-time-code' ? phoneId !== null && session.phoneId === phoneId : true;
}
