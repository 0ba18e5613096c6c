import { toBase64url } from '../base64url.ts';

/** A key pair that signs. That of a page is made when it starts, never leaves memory, and is gone with the session. */
export interface DeviceKey {
  readonly publicJwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };
  /** RFC 7638. */
  readonly thumbprint: string;
  /** A compact JWS with ES256. */
  sign(header: object, claims: object): Promise<string>;
}

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export async function makeDeviceKey(crypto: Pick<Crypto, 'subtle'> = globalThis.crypto): Promise<DeviceKey> {
  return deviceKeyOf(await makeKeyPair(crypto), crypto);
}

/** A pair whose private key nobody takes out of the browser. */
export function makeKeyPair({ subtle }: Pick<Crypto, 'subtle'>): Promise<CryptoKeyPair> {
  return subtle.generateKey(P256, false, ['sign', 'verify']);
}

/** A pair that was made before, ready to sign. */
export async function deviceKeyOf({ privateKey, publicKey }: CryptoKeyPair, crypto: Pick<Crypto, 'subtle'>): Promise<DeviceKey> {
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey);
  const publicJwk = { kty: 'EC', crv: 'P-256', x, y } as const;
  // The members in lexical order and no white space, as RFC 7638 section 3 wants them.
  const canonical = JSON.stringify({ crv: publicJwk.crv, kty: publicJwk.kty, x, y });
  const thumbprint = toBase64url(await crypto.subtle.digest('SHA-256', utf8(canonical)));
  return {
    publicJwk,
    thumbprint,
    async sign(header, claims) {
      const input = `${toBase64url(utf8(JSON.stringify(header)))}.${toBase64url(utf8(JSON.stringify(claims)))}`;
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, utf8(input));
      return `${input}.${toBase64url(signature)}`;
    },
  };
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
