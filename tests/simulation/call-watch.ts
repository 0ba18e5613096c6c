import type { BookRequest } from '../../adapters/port/booking.ts';
import type { CancelRequest } from '../../adapters/port/cancellation.ts';
import type { Outcome } from '../../adapters/port/terms.ts';
import type { Store } from '../../bff/platform/store/store.ts';

/**
 * Watches every call that leaves for a hospital and holds it against the rows that are committed at that moment:
 * I8 (no write without a committed intent) and I9 (no blind repetition).
 */
export class CallWatch {
  readonly violations: string[] = [];
  readonly #store: Store;
  /** Booking keys whose last call may have reached the hospital without our knowing. */
  readonly #unknown = new Map<string, number>();
  readonly #sends = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
  }

  get writes(): number {
    return [...this.#sends.values()].reduce((sum, count) => sum + count, 0);
  }

  async see(hospitalId: string, operation: string, request: unknown, outcome?: Outcome<unknown>): Promise<void> {
    if (operation === 'booking.book' && !outcome) await this.#beforeBook(hospitalId, (request as BookRequest).key);
    if (operation === 'booking.book' && outcome) this.#afterBook(hospitalId, (request as BookRequest).key, outcome);
    if (operation === 'cancellation.cancel' && !outcome) await this.#beforeCancel(hospitalId, request as CancelRequest);
  }

  async #beforeBook(hospitalId: string, key: string): Promise<void> {
    const states = await this.#states(hospitalId, key);
    if (states.length === 0) this.violations.push(`I8: ${hospitalId} was asked to book without an intent`);
    const sent = (this.#sends.get(key) ?? 0) + 1;
    this.#sends.set(key, sent);
    if (sent > 1 && this.#unknown.has(key) && !(await this.#wasAbsent(hospitalId, key))) {
      this.violations.push(`I9: ${hospitalId} was asked twice while the outcome was unknown`);
    }
    if (sent > 1 && this.#unknown.has(key) && hospitalId !== 'sim-keyed')
      this.violations.push(`I9: ${hospitalId} takes no keys and was asked again`);
    // Until an answer is seen, this one is unknown too.
    this.#unknown.set(key, sent);
  }

  #afterBook(_hospitalId: string, key: string, outcome: Outcome<unknown>): void {
    const determined = outcome.ok || outcome.failure.kind === 'rejected' || outcome.failure.kind === 'unavailable';
    if (determined) this.#unknown.delete(key);
  }

  async #beforeCancel(hospitalId: string, { key }: CancelRequest): Promise<void> {
    const states = await this.#states(hospitalId, key);
    // A frozen process may send late what it wrote down before: then the state has gone on, but the intent is in the history.
    const intended = states.some(({ state, ever }) => state === 'cancel-sent' || ever > 0);
    if (!intended) this.violations.push(`I8: ${hospitalId} was asked to cancel without an intent`);
  }

  #states(hospitalId: string, key: string) {
    return this.#store.read<{ state: string; ever: number }>({
      sql: `SELECT claim.state, (SELECT count(*) FROM appointment_event AS e WHERE e.appointment_id = claim.appointment_id AND e.claim_state = 'cancel-sent') AS ever
            FROM claim WHERE hospital_id = ? AND booking_key = ?`,
      parameters: [hospitalId, key],
    });
  }

  async #wasAbsent(hospitalId: string, key: string): Promise<boolean> {
    const rows = await this.#store.read({
      sql: `SELECT 1 AS one FROM appointment_event AS e JOIN claim ON claim.appointment_id = e.appointment_id
            WHERE claim.hospital_id = ? AND claim.booking_key = ? AND e.claim_state = 'absent'`,
      parameters: [hospitalId, key],
    });
    return rows.length > 0;
  }
}
