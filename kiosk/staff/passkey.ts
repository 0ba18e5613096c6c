import type * as z from 'zod';
import type * as passkey from '../../bff/contract/identity/passkey-schemas.ts';
import { fromBase64url, toBase64url } from '../client/base64url.ts';

type Request = z.output<typeof passkey.passkeyRequest>;
type Creation = z.output<typeof passkey.passkeyCreation>;
type Signed = z.input<typeof passkey.authenticationResponse>;
type Made = z.input<typeof passkey.input.addPasskey>;

/** Passkeys of this browser (WebAuthn Level 3), in the JSON that the contract speaks. Nothing where nobody showed who they are, or the browser refuses. */
export interface Passkeys {
  sign(request: Request): Promise<Signed | undefined>;
  make(creation: Creation): Promise<Made | undefined>;
}

/** What of the browser is asked. */
interface Browser {
  readonly PublicKeyCredential?: unknown;
  readonly navigator: Navigator;
}

/**
 * Nothing where the browser has none. The JSON is made by hand: browsers learned to make it themselves years after they had learned
 * passkeys.
 */
export function passkeysOf({ PublicKeyCredential, navigator }: Browser): Passkeys | undefined {
  // Only a page that came safely has it, whatever its type says.
  const credentials = navigator.credentials as CredentialsContainer | undefined;
  if (PublicKeyCredential === undefined || credentials === undefined) return undefined;
  return {
    async sign({ challenge, ...rest }) {
      const publicKey = { ...rest, challenge: fromBase64url(challenge) };
      const credential = (await credentials.get({ publicKey }).catch(() => null)) as PublicKeyCredential | null;
      return credential === null ? undefined : signedJson(credential);
    },
    async make({ challenge, user, excludeCredentials, ...rest }) {
      const publicKey = {
        ...rest,
        challenge: fromBase64url(challenge),
        user: { ...user, id: fromBase64url(user.id) },
        excludeCredentials: excludeCredentials.map(({ type, id }) => ({ type, id: fromBase64url(id) })),
      };
      const credential = (await credentials.create({ publicKey }).catch(() => null)) as PublicKeyCredential | null;
      return credential === null ? undefined : madeJson(credential);
    },
  };
}

function signedJson(credential: PublicKeyCredential): Signed {
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response as AuthenticatorAssertionResponse;
  return {
    ...idsOf(credential),
    response: {
      clientDataJSON: toBase64url(clientDataJSON),
      authenticatorData: toBase64url(authenticatorData),
      signature: toBase64url(signature),
      userHandle: userHandle === null ? null : toBase64url(userHandle),
    },
  };
}

function madeJson(credential: PublicKeyCredential): Made {
  const { clientDataJSON, attestationObject } = credential.response as AuthenticatorAttestationResponse;
  return {
    ...idsOf(credential),
    response: { clientDataJSON: toBase64url(clientDataJSON), attestationObject: toBase64url(attestationObject) },
  };
}

function idsOf({ id, rawId }: PublicKeyCredential) {
  return { id, rawId: toBase64url(rawId), type: 'public-key', clientExtensionResults: {} } as const;
}
