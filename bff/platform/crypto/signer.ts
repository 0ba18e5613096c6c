import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** Signs what goes out, slips and checkpoints, so that anybody with the public key can tell the genuine from the forged. */
export interface Signer {
  /** Ed25519 (RFC 8032), base64url. */
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
  /** Of the signing key, as a JWK (RFC 8037). */
  readonly publicKey: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
}

/** PKCS #8 of an Ed25519 key is this prefix and the 32 bytes of its seed (RFC 8410 §7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param seed 32 bytes, base64url. */
export function createSigner(seed: string): Signer {
  const bytes = Buffer.from(seed, 'base64url');
  if (bytes.length !== 32) throw new TypeError('an Ed25519 seed has 32 bytes');
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, bytes]), format: 'der', type: 'pkcs8' });
  const publicKey: KeyObject = createPublicKey(key);
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return {
    publicKey: { kty: 'OKP', crv: 'Ed25519', x },
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64url'),
    verify(text, signature) {
      const given = Buffer.from(signature, 'base64url');
      // One signature has one text: base64url lets the last character vary without changing a byte.
      if (given.toString('base64url') !== signature) return false;
      return verify(null, Buffer.from(text, 'utf8'), publicKey, given);
    },
  };
}
