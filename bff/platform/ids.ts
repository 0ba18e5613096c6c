/** Source of random bytes; injected so that a simulation can be repeated from its seed. */
export type RandomBytes = (length: number) => Uint8Array;

export interface Ids {
  /** `<prefix>_` and 128 random bits in base64url: unguessable (ASVS 5.0 7.2.3 asks for at least 128 bits). */
  next(prefix: IdPrefix): string;
  /** 256 random bits in base64url, for session tokens. */
  secret(): string;
}

export type IdPrefix = 'apt' | 'clm' | 'slt' | 'tsk' | 'unt' | 'aud' | 'req' | 'bkg' | 'pat' | 'lse';

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

export function createIds(random: RandomBytes): Ids {
  return {
    next: (prefix) => `${prefix}_${base64url(random(16))}`,
    secret: () => base64url(random(32)),
  };
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
