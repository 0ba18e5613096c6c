import type { PasskeyVerifier } from '../scenes/identity/passkey-port.ts';

/** ES256, EdDSA and RS256, as COSE numbers them (RFC 9053, RFC 8812): what every authenticator has one of. */
const ALGORITHMS = [-7, -8, -257];

/** Passkeys by a library; it and its parsers are loaded when the first one is shown. */
export function createPasskeyVerifier(): PasskeyVerifier {
  return {
    async readNew(response, { challenge, rpId, origins }) {
      const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
      const verified = await verifyRegistrationResponse({
        response: response as unknown as Parameters<typeof verifyRegistrationResponse>[0]['response'],
        expectedChallenge: challenge,
        expectedOrigin: [...origins],
        expectedRPID: rpId,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      }).catch(() => undefined);
      if (!verified?.verified) return undefined;
      const { id, publicKey, counter } = verified.registrationInfo.credential;
      return { credentialId: id, publicKey: Buffer.from(publicKey).toString('base64url'), counter };
    },
    async check(response, { challenge, rpId, origins }, { credentialId, publicKey, counter }) {
      const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
      const verified = await verifyAuthenticationResponse({
        response: response as unknown as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
        expectedChallenge: challenge,
        expectedOrigin: [...origins],
        expectedRPID: rpId,
        requireUserVerification: true,
        credential: { id: credentialId, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter },
      }).catch(() => undefined);
      return verified?.verified ? verified.authenticationInfo.newCounter : undefined;
    },
  };
}
