/** Source of random bytes; injected so that a simulation can be repeated from its seed. */
export type RandomBytes = (length: number) => Uint8Array;

export interface Ids {
  /** `<prefix>_` and 128 random bits in base64url: unguessable, for what a person can ask for by its id. */
  next(prefix: IdPrefix): string;
  /**
   * `<prefix>_`, then the time in ms, then 80 random bits: ids that were made together lie together, so every index that has them
   * grows at its end instead of everywhere. For rows that nobody outside can ask for.
   */
  inOrder(prefix: IdPrefix): string;
  /** Both: the time, then 128 random bits. Whoever has the id knows when it was made, and nobody guesses it. */
  nextInOrder(prefix: IdPrefix): string;
  /** 256 random bits in base64url, for session tokens. */
  secret(): string;
}

export type IdPrefix =
  | 'apt'
  | 'ast'
  | 'aud'
  | 'bkg'
  | 'bph'
  | 'brk'
  | 'cfd'
  | 'clm'
  | 'con'
  | 'dev'
  | 'dft'
  | 'doc'
  | 'grt'
  | 'hlp'
  | 'lgr'
  | 'lnk'
  | 'lse'
  | 'msg'
  | 'ord'
  | 'otc'
  | 'pat'
  | 'pay'
  | 'phb'
  | 'phn'
  | 'pre'
  | 'psk'
  | 'qte'
  | 'qts'
  | 'req'
  | 'rpt'
  | 'shf'
  | 'shr'
  | 'slt'
  | 'sms'
  | 'smy'
  | 'srd'
  | 'stf'
  | 'tkt'
  | 'tsk'
  | 'unt';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** RFC 4648 §5, without padding. */
export function base64url(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const chunk = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    const characters = Math.min(4, Math.ceil(((bytes.length - index) * 8) / 6));
    for (let position = 0; position < characters; position += 1) {
      text += ALPHABET[(chunk >> (18 - 6 * position)) & 63];
    }
  }
  return text;
}

export function createIds(random: RandomBytes, now: () => number): Ids {
  return {
    next: (prefix) => `${prefix}_${base64url(random(16))}`,
    inOrder: (prefix) => `${prefix}_${sortable(now())}${base64url(random(10))}`,
    nextInOrder: (prefix) => `${prefix}_${sortable(now())}${base64url(random(16))}`,
    secret: () => base64url(random(32)),
  };
}

/** The least id of a kind that was made in order at an instant or later. */
export function idsFrom(prefix: IdPrefix, instant: number): string {
  return `${prefix}_${sortable(instant)}`;
}

/** Digits in the order of their codes, so that text sorts as the numbers do. */
const ORDERED = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const TIME_DIGITS = 8;

function sortable(instant: number): string {
  let text = '';
  for (let rest = instant, digit = 0; digit < TIME_DIGITS; digit += 1, rest = Math.floor(rest / 64))
    text = ORDERED[rest % 64] + text;
  return text;
}

const POOL_BYTES = 8192;

/** Bytes of the platform's generator, drawn in pools because one call a request for 16 bytes costs more than the bytes. */
export function systemRandom(): RandomBytes {
  let pool = new Uint8Array(0);
  let used = 0;
  return (length) => {
    if (used + length > pool.length) {
      pool = crypto.getRandomValues(new Uint8Array(POOL_BYTES));
      used = 0;
    }
    used += length;
    return pool.slice(used - length, used);
  };
}
