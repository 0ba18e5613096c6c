/** A key pair of this page: made when it starts, never leaves memory, gone with the session. */
export interface DeviceKey {
  readonly publicJwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };
  /** RFC 7638. */
  readonly thumbprint: string;
  /** A compact JWS with ES256. */
  sign(header: object, claims: object): Promise<string>;
}

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export async function makeDeviceKey(crypto: Pick<Crypto, 'subtle'> = globalThis.crypto): Promise<DeviceKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey);
  const publicJwk = { kty: 'EC', crv: 'P-256', x, y } as const;
  // The members in lexical order and no white space, as RFC 7638 section 3 wants them.
  const canonical = JSON.stringify({ crv: publicJwk.crv, kty: publicJwk.kty, x, y });
  const thumbprint = base64url(await crypto.subtle.digest('SHA-256', utf8(canonical)));
  return {
    publicJwk,
    thumbprint,
    async sign(header, claims) {
      const input = `${base64url(utf8(JSON.stringify(header)))}.${base64url(utf8(JSON.stringify(claims)))}`;
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, utf8(input));
      return `${input}.${base64url(signature)}`;
    },
  };
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function base64url(bytes: ArrayBuffer | Uint8Array): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
