import { digest } from '../platform/crypto/cipher.ts';

/** Why a list is taken to have no end. */
export type Unended = 'a page that was there before' | 'too many pages' | 'too many rows' | 'too long';

export interface PageBounds {
  readonly pagesMax: number;
  readonly rowsMax: number;
  /** Instant after which no further page is asked for: what was read first would say nothing of the last any more. */
  readonly until: number;
}

/**
 * The pages of one reading of a hospital's list. A hospital may answer in circles, or with something new for ever; either is found out
 * here, for everything that is followed by a cursor.
 */
export class Pages {
  readonly #bounds: PageBounds;
  /** Digests, because a hospital decides how long its cursors are. */
  readonly #seen = new Set<string>();
  #pages = 0;
  #rows = 0;

  /** @param first the cursor that is asked with first, if there is one. */
  constructor(bounds: PageBounds, first?: string) {
    this.#bounds = bounds;
    if (first !== undefined) this.#seen.add(digest(first));
  }

  get rows(): number {
    return this.#rows;
  }

  /** Counts a page, with the cursor of the next where there is one. `undefined`: the list may go on. */
  add({ rows, next }: { readonly rows: number; readonly next: string | undefined }, now: number): Unended | undefined {
    const { pagesMax, rowsMax, until } = this.#bounds;
    this.#pages += 1;
    this.#rows += rows;
    if (this.#rows > rowsMax) return 'too many rows';
    if (next === undefined) return undefined;
    const mark = digest(next);
    if (this.#seen.has(mark)) return 'a page that was there before';
    this.#seen.add(mark);
    if (this.#pages >= pagesMax) return 'too many pages';
    return now >= until ? 'too long' : undefined;
  }
}
