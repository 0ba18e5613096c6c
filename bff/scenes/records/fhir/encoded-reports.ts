import type { Utf8 } from './searchset-text.ts';

/**
 * Reports as their entries in a Bundle, each written once: a report does not change without its version. What is here is personal: it is
 * bounded, lies in memory alone, and whether somebody may see it is decided anew each time.
 */
export class EncodedReports {
  readonly #max: number;
  readonly #entries = new Map<string, Utf8>();
  #size = 0;

  /** @param max bytes that are held, all reports together. */
  constructor(max: number) {
    this.#max = max;
  }

  /** The entries under this name. Whoever needs them later holds them: they may be gone from here by then. */
  find(name: string): Utf8 | undefined {
    const known = this.#entries.get(name);
    if (known === undefined) return undefined;
    this.#entries.delete(name);
    this.#entries.set(name, known);
    return known;
  }

  /** Holds entries that are not here, in place of those that nobody has asked for the longest. */
  put(name: string, entries: Utf8): void {
    if (entries.length > this.#max || this.#entries.has(name)) return;
    this.#entries.set(name, entries);
    this.#size += entries.length;
    for (const [oldest, { length }] of this.#entries) {
      if (this.#size <= this.#max) break;
      this.#entries.delete(oldest);
      this.#size -= length;
    }
  }
}
