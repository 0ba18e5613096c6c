import type { RandomBytes } from '../ids.ts';
import { type Cipher, createCipher, type KeyRing, keyIdOf } from './cipher.ts';

/**
 * A cipher whose keys can change while it is in use. A text under a key that is not here makes it read the keys again: another
 * process may have put a new one first.
 */
export class RotatingCipher implements Cipher {
  readonly #read: () => KeyRing;
  readonly #random: RandomBytes;
  #ring: KeyRing;
  #cipher: Cipher;

  constructor(read: () => KeyRing, random: RandomBytes) {
    this.#read = read;
    this.#random = random;
    this.#ring = read();
    this.#cipher = createCipher(this.#ring, random);
  }

  get current(): string {
    return this.#cipher.current;
  }

  /** Reads the keys again. */
  reload(): void {
    this.#ring = this.#read();
    this.#cipher = createCipher(this.#ring, this.#random);
  }

  seal(text: string, place: string): string {
    return this.#cipher.seal(text, place);
  }

  open(sealed: string, place: string): string {
    if (!Object.hasOwn(this.#ring.keys, keyIdOf(sealed))) this.reload();
    return this.#cipher.open(sealed, place);
  }
}
