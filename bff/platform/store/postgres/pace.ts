/** Units in one transaction. PostgreSQL keeps 64 subtransactions of a transaction at hand; more spill to disk. */
export const BATCH_MAX = 32;

/** Refusals are rare again when that many round trips in a row saw none. */
const CALM_AFTER = 8;

/**
 * How hopefully units are sent. As long as guards hold, a batch goes out in one piece with its COMMIT. After a refusal the outcome is
 * looked at in between, after a quarter of the units each time, because what is sent behind a refusal runs for nothing: in a rush on
 * one slot nearly every unit is refused, and is then judged by itself.
 */
export class Pace {
  #units = BATCH_MAX;
  #since = CALM_AFTER;

  /** Whether a refusal is unlikely. */
  get calm(): boolean {
    return this.#since >= CALM_AFTER;
  }

  /** Units to be sent before their outcome is looked at. */
  get units(): number {
    return this.#units;
  }

  saw(refusal: boolean): void {
    this.#since = refusal ? 0 : this.#since + 1;
    this.#units = refusal ? Math.max(1, this.#units >> 2) : Math.min(BATCH_MAX, this.#units * 2);
  }
}
