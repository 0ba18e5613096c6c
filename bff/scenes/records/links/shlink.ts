import { base64url } from '../../../platform/ids.ts';
import { base64urlBytes } from './base64url-bytes.ts';
import { LINK_KEY_BYTES } from './sealed-file.ts';

/**
 * What a SMART Health Link carries (SMART Health Links 1.0.0, "SMART Health Links Payload"). Whoever has it can ask for the files, and alone
 * can open them: the key is nowhere else.
 */
export interface ShlinkPayload {
  /** Where to ask for the files: at most 128 characters, with 256 random bits in its path. */
  readonly url: string;
  /** 32 bytes, base64url. */
  readonly key: string;
  /** Epoch SECONDS from which on nobody needs to ask; absent: not said. */
  readonly exp?: number;
  /** Flag L: what is behind it may change, so whoever keeps it may ask again. */
  readonly longTerm: boolean;
  /** Flag P: it is asked with a passcode. */
  readonly passcode: boolean;
  /** Flag U: `url` answers a GET with the one sealed file; never together with a passcode. */
  readonly direct: boolean;
  /** What it is, in its owner's words: at most 80 characters. */
  readonly label?: string;
}

const URL_MAX = 128;
const LABEL_MAX = 80;
/** Characters of a whole link with its viewer. A payload of the longest members, each character of its label six in JSON, has some 1,200. */
const LINK_MAX = 4_096;
/** Seconds of the year 5138. As milliseconds it is 1973: what is above was written in the wrong unit. */
const SECONDS_MAX = 100_000_000_000;
const SCHEME = 'shlink:/';

/** 256 bits in base64url, as one part of a path. */
const RANDOM_PART = /\/[A-Za-z0-9_-]{43,}(\/|$)/;

/**
 * The link as text: `shlink:/` and the payload, behind the address of a viewer where there is one. The viewer's part ends with `#`, so
 * nothing that follows is ever sent to it.
 * @param viewer An address without a fragment: `https://door.example/view/`.
 * @throws TypeError of a payload that breaks the standard: it is made by the gateway alone.
 */
export function shlinkOf(payload: ShlinkPayload, viewer?: string): string {
  const fault = faultOf(payload);
  if (fault !== undefined) throw new TypeError(`not a payload of a link: ${fault}`);
  if (viewer !== undefined && !isViewer(viewer)) throw new TypeError('not the address of a viewer');
  const { url, key, exp, longTerm, passcode, direct, label } = payload;
  const flag = `${longTerm ? 'L' : ''}${passcode ? 'P' : ''}${direct ? 'U' : ''}`;
  // JSON leaves members out that are undefined; `v` is 1 where it is not said.
  const json = JSON.stringify({ url, flag: flag || undefined, key, exp, label });
  return `${viewer === undefined ? '' : `${viewer}#`}${SCHEME}${base64url(new TextEncoder().encode(json))}`;
}

function faultOf(payload: ShlinkPayload): ShlinkRefusal | undefined {
  const { url, key, exp, passcode, direct, label } = payload;
  if (!isUrl(url) || !RANDOM_PART.test(new URL(url).pathname)) return 'url';
  if (!isKey(key)) return 'key';
  if (exp !== undefined && !(Number.isSafeInteger(exp) && isSeconds(exp))) return 'exp';
  if (passcode && direct) return 'flag';
  return label === undefined || label.length <= LABEL_MAX ? undefined : 'label';
}

/**
 * Why a text is no link. `link`: there is no `shlink:/` where it should be. `payload`: what follows is no JSON object in base64url. `version`:
 * one that came later. The others are the member that is not as the standard wants it.
 */
export type ShlinkRefusal = 'link' | 'payload' | 'version' | 'url' | 'key' | 'exp' | 'flag' | 'label';

/**
 * Reads a link, with or without a viewer in front. Members and flags that nobody knows are ignored, as the standard says; what is known has to
 * be as it says. Whether it is over is not looked at.
 */
export function readShlink(text: string): ShlinkPayload | { readonly refused: ShlinkRefusal } {
  const encoded = payloadIn(text);
  if (encoded === undefined) return { refused: 'link' };
  const json = objectOf(encoded);
  if (json === undefined) return { refused: 'payload' };
  const { url, key, exp, flag = '', label, v = 1 } = json;
  if (v !== 1) return { refused: 'version' };
  if (typeof url !== 'string' || !isUrl(url)) return { refused: 'url' };
  if (typeof key !== 'string' || !isKey(key)) return { refused: 'key' };
  if (exp !== undefined && (typeof exp !== 'number' || !isSeconds(exp))) return { refused: 'exp' };
  if (typeof flag !== 'string' || !areFlags(flag)) return { refused: 'flag' };
  if (label !== undefined && (typeof label !== 'string' || [...label].length > LABEL_MAX)) return { refused: 'label' };
  return {
    url,
    key,
    ...(exp === undefined ? {} : { exp }),
    longTerm: flag.includes('L'),
    passcode: flag.includes('P'),
    direct: flag.includes('U'),
    ...(label === undefined ? {} : { label }),
  };
}

/** What stands behind `shlink:/`, at the start or right behind the `#` of a viewer's address. */
function payloadIn(text: string): string | undefined {
  const link = text.trim();
  if (link.length > LINK_MAX) return undefined;
  if (link.startsWith(SCHEME)) return link.slice(SCHEME.length);
  const at = link.indexOf(`#${SCHEME}`);
  return at > 0 && isViewer(link.slice(0, at)) ? link.slice(at + 1 + SCHEME.length) : undefined;
}

function objectOf(encoded: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = base64urlBytes(encoded);
  if (bytes === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const isSeconds = (exp: number) => exp > 0 && exp < SECONDS_MAX;
const isKey = (key: string) => base64urlBytes(key)?.length === LINK_KEY_BYTES;
const isViewer = (address: string) => isWeb(address) && !address.includes('#');

/** Letters in their order, each once. One that nobody knows is ignored; a passcode can not be asked for where one GET answers all. */
function areFlags(flag: string): boolean {
  const letters = [...flag];
  const isInOrder = letters.every((letter, at) => at === 0 || (letters[at - 1] ?? '') < letter);
  return isInOrder && !(flag.includes('P') && flag.includes('U'));
}

function isUrl(url: string): boolean {
  return url.length <= URL_MAX && isWeb(url) && !url.includes('#');
}

/** An address that nobody on the way reads: https, or the machine itself. */
function isWeb(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isLocal)) && username === '' && password === '';
}
