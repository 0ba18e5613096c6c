import * as z from 'zod';
import { instant, opaqueId } from '../terms.ts';

/** Of bytes as WebAuthn's JSON has them: base64url without padding (WebAuthn Level 3, 5.1). */
const base64url = (max: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(max);

/** At most 1,023 bytes. */
const credentialId = base64url(1_364);
const clientData = base64url(4_000);
const attachment = z.enum(['platform', 'cross-platform']).nullable().optional();
/** What a browser says of extensions that nobody asked for; none of it is looked at. */
const extensions = z.record(z.string().max(64), z.unknown());

export const staffNumber = z.string().regex(/^[A-Za-z0-9-]{1,32}$/);

const registrationResponse = z
  .strictObject({
    id: credentialId,
    rawId: credentialId,
    type: z.literal('public-key'),
    response: z.strictObject({
      clientDataJSON: clientData,
      attestationObject: base64url(20_000),
      authenticatorData: base64url(8_000).optional(),
      publicKey: base64url(4_000).optional(),
      publicKeyAlgorithm: z.int().optional(),
      transports: z
        .array(z.string().regex(/^[a-z-]{1,32}$/))
        .max(16)
        .optional(),
    }),
    authenticatorAttachment: attachment,
    clientExtensionResults: extensions,
  })
  .meta({ description: 'RegistrationResponseJSON of WebAuthn Level 3: what `toJSON` of the new credential gives.' });

export const authenticationResponse = z
  .strictObject({
    id: credentialId,
    rawId: credentialId,
    type: z.literal('public-key'),
    response: z.strictObject({
      clientDataJSON: clientData,
      authenticatorData: base64url(8_000),
      signature: base64url(2_000),
      userHandle: base64url(100).nullable().optional(),
    }),
    authenticatorAttachment: attachment,
    clientExtensionResults: extensions,
  })
  .meta({ description: 'AuthenticationResponseJSON of WebAuthn Level 3: what `toJSON` of the credential gives.' });

export const passkey = z.object({ id: opaqueId('psk'), createdAt: instant }).meta({ id: 'Passkey' });

const timeout = z.int().meta({ description: 'Milliseconds.' });
const userVerification = z.literal('required');

export const passkeyCreation = z
  .object({
    challenge: z.string(),
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
    timeout,
    attestation: z.literal('none'),
    authenticatorSelection: z.object({
      residentKey: z.literal('required'),
      requireResidentKey: z.literal(true),
      userVerification,
    }),
    excludeCredentials: z.array(z.object({ type: z.literal('public-key'), id: z.string() })),
  })
  .meta({ id: 'PasskeyCreation', description: 'PublicKeyCredentialCreationOptionsJSON of WebAuthn Level 3.' });

export const passkeyRequest = z.object({ challenge: z.string(), rpId: z.string(), timeout, userVerification }).meta({
  id: 'PasskeyRequest',
  description: 'PublicKeyCredentialRequestOptionsJSON of WebAuthn Level 3; the browser finds the passkey itself.',
});

/** What comes in. */
export const input = {
  offerStaffSignIn: z.strictObject({ number: staffNumber }),
  addPasskey: registrationResponse,
};
