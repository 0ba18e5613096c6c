import { base64url, type RandomBytes } from '../../../platform/ids.ts';
import { base64urlBytes } from './base64url-bytes.ts';
import { deflateRaw, inflateRaw } from './raw-deflate.ts';

/** The bytes of a link's key, as base64url in its payload: 43 characters. */
export const LINK_KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Nobody's header is longer; what is, is not read. */
const HEADER_MAX = 2_000;

export interface FileToSeal {
  readonly content: Uint8Array<ArrayBuffer>;
  /** As `application/fhir+json`. */
  readonly contentType: string;
  /** Of the link, base64url. */
  readonly key: string;
  /** Smaller, and slower to open on an old phone. */
  readonly compressed?: boolean;
}

/**
 * A file of a SMART Health Link: a compact JWE (RFC 7516 §3.1), `alg` dir, `enc` A256GCM, `cty` the content's type (SMART Health Links 1.0.0,
 * "Encrypting and Decrypting Files"). Sealed again it is another text: each has an IV of its own. Web Crypto alone, so that a gateway on Node, a
 * Worker and a page do the same.
 */
export async function sealFile(file: FileToSeal, random: RandomBytes): Promise<string> {
  const { content, contentType, key, compressed = false } = file;
  const cryptoKey = await importKey(key, 'encrypt');
  if (cryptoKey === undefined) throw new TypeError('the key of a link has 32 bytes');
  const header = { alg: 'dir', enc: 'A256GCM', cty: contentType, ...(compressed ? { zip: 'DEF' } : {}) };
  const encodedHeader = base64url(new TextEncoder().encode(JSON.stringify(header)));
  const iv = new Uint8Array(random(IV_BYTES));
  const plain = compressed ? await deflateRaw(content) : content;
  const sealed = new Uint8Array(await crypto.subtle.encrypt(gcm(iv, encodedHeader), cryptoKey, plain));
  const [ciphertext, tag] = [sealed.subarray(0, -TAG_BYTES), sealed.subarray(-TAG_BYTES)];
  return [encodedHeader, '', base64url(iv), base64url(ciphertext), base64url(tag)].join('.');
}

/**
 * Why a file does not open. `form`: it is no compact JWE. `algorithm`: another one than links have. `key`: another key, or a file that was
 * changed. `compression`: it says that it is compressed and is not. `too-large`: longer than whoever opens it takes.
 */
export type FileRefusal = 'form' | 'algorithm' | 'key' | 'compression' | 'too-large';

export interface OpenedFile {
  readonly content: Uint8Array<ArrayBuffer>;
  /** As its sealer said; absent where they did not. */
  readonly contentType?: string;
}

/** @param bytesMax Of what is in it, once it is inflated. */
export async function openFile(
  jwe: string,
  { key, bytesMax }: { readonly key: string; readonly bytesMax: number },
): Promise<OpenedFile | { readonly refused: FileRefusal }> {
  // A file that is no smaller for being compressed is longer by a few bytes; base64url adds a third.
  if (jwe.length > bytesMax * 1.5 + HEADER_MAX) return { refused: 'too-large' };
  const parts = partsOf(jwe);
  if (parts === undefined) return { refused: 'form' };
  const { header, iv, sealed, encodedHeader } = parts;
  if (header.alg !== 'dir' || header.enc !== 'A256GCM' || !['DEF', undefined].includes(header.zip))
    return { refused: 'algorithm' };
  const cryptoKey = await importKey(key, 'decrypt');
  if (cryptoKey === undefined) return { refused: 'key' };
  const plain = await crypto.subtle.decrypt(gcm(iv, encodedHeader), cryptoKey, sealed).catch(() => undefined);
  if (plain === undefined) return { refused: 'key' };
  const named = header.cty === undefined ? {} : { contentType: header.cty };
  if (header.zip === undefined) return { content: new Uint8Array(plain), ...named };
  const inflated = await inflateRaw(new Uint8Array(plain), bytesMax);
  return 'refused' in inflated ? inflated : { content: inflated.bytes, ...named };
}

const gcm = (iv: Uint8Array<ArrayBuffer>, encodedHeader: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(encodedHeader),
  tagLength: TAG_BYTES * 8,
});

async function importKey(key: string, use: 'encrypt' | 'decrypt'): Promise<CryptoKey | undefined> {
  const bytes = base64urlBytes(key);
  if (bytes?.length !== LINK_KEY_BYTES) return undefined;
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [use]);
}

/** The members of a JOSE header that a file of a link may have; with any other that has to be understood (`crit`) it is not read. */
interface FileHeader {
  readonly alg?: unknown;
  readonly enc?: unknown;
  readonly zip?: string;
  readonly cty?: string;
}

/** A compact JWE whose key is agreed: its second part is empty (RFC 7516 §5.2, step 10). */
function partsOf(jwe: string) {
  const [encodedHeader = '', encryptedKey, ...rest] = jwe.split('.', 6);
  if (encryptedKey !== '' || rest.length !== 3 || encodedHeader.length > HEADER_MAX) return undefined;
  const header = headerOf(encodedHeader);
  const [iv, ciphertext, tag] = rest.map(base64urlBytes);
  if (header === undefined || iv?.length !== IV_BYTES || ciphertext === undefined || tag?.length !== TAG_BYTES) return undefined;
  const sealed = new Uint8Array(ciphertext.length + TAG_BYTES);
  sealed.set(ciphertext);
  sealed.set(tag, ciphertext.length);
  return { encodedHeader, header, iv, sealed };
}

function headerOf(encoded: string): FileHeader | undefined {
  const bytes = base64urlBytes(encoded);
  if (bytes === undefined) return undefined;
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof header !== 'object' || header === null || 'crit' in header) return undefined;
    const { zip, cty } = header as Readonly<Record<string, unknown>>;
    const areTexts = [zip, cty].every((member) => member === undefined || typeof member === 'string');
    return areTexts ? (header as FileHeader) : undefined;
  } catch {
    return undefined;
  }
}
