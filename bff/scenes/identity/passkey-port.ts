import type * as z from 'zod';
import type { authenticationResponse, input } from '../../contract/identity/passkey-schemas.ts';

export type NewPasskeyResponse = z.output<typeof input.addPasskey>;
export type PasskeyResponse = z.output<typeof authenticationResponse>;

/** To what a response has to be bound. */
export interface Ceremony {
  /** As it was given out: base64url. */
  readonly challenge: string;
  readonly rpId: string;
  /** Of the pages that may ask for it. */
  readonly origins: readonly string[];
}

/** A credential as it is kept. */
export interface PasskeyKey {
  readonly credentialId: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly counter: number;
}

/**
 * Reads what authenticators say (WebAuthn Level 3, 7.1 and 7.2), always with the user verified. `undefined`: it does not hold, whatever
 * the reason. A part of the gateway on Node; where there is none there are no passkeys, and what is about them is not found.
 */
export interface PasskeyVerifier {
  readNew(response: NewPasskeyResponse, ceremony: Ceremony): Promise<PasskeyKey | undefined>;
  /** The counter of the authenticator after it: greater than before, or 0 where it does not count. */
  check(response: PasskeyResponse, ceremony: Ceremony, key: PasskeyKey): Promise<number | undefined>;
}
