import type { HospitalAdapter, Operation, Outcome } from '../../adapters/port.ts';
import type { Clock } from '../../bff/platform/clock.ts';
import type { Commit, Migration, Statement, Store, Unit } from '../../bff/platform/store/store.ts';
import { StoreUnavailable } from '../../bff/platform/store/store.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';

/**
 * One simulated operating-system process: everything that a gateway touches goes through it, so that the simulation can kill it
 * (nothing more happens, whatever was awaited never returns) or freeze it (SIGSTOP) and thaw it later.
 */
export class SimulatedProcess {
  readonly clock: Clock;
  #state: 'running' | 'frozen' | 'dead' = 'running';
  #held: (() => void)[] = [];

  constructor(clock: VirtualClock) {
    this.clock = {
      now: clock.now,
      after: (delayMs, callback) => clock.after(delayMs, () => void this.#gate().then(callback)),
    };
  }

  kill(): void {
    this.#state = 'dead';
    this.#held = [];
  }

  freeze(): void {
    if (this.#state === 'running') this.#state = 'frozen';
  }

  thaw(): void {
    if (this.#state !== 'frozen') return;
    this.#state = 'running';
    for (const go of this.#held.splice(0)) go();
  }

  get running(): boolean {
    return this.#state === 'running';
  }

  /** Resolves while the process runs, later when it is frozen, never when it is dead. */
  #gate(): Promise<void> {
    if (this.#state === 'running') return Promise.resolve();
    return new Promise((resolve) => {
      if (this.#state === 'frozen') this.#held.push(resolve);
    });
  }

  async through<T>(work: () => Promise<T>): Promise<T> {
    await this.#gate();
    const result = work().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    const settled = await result;
    await this.#gate();
    if ('error' in settled) throw settled.error;
    return settled.value;
  }

  /** The store as this process sees it; `lose` makes the answer to a commit get lost although it was made. */
  store(store: Store, lose: () => boolean): Store {
    return {
      engine: 'postgres',
      commit: (unit: Unit): Promise<Commit> =>
        this.through(async () => {
          const commit = await store.commit(unit);
          if (lose()) throw new StoreUnavailable('the connection was lost');
          return commit;
        }),
      committed: (id) => this.through(() => store.committed(id)),
      read: <Row>(statement: Statement<Row>) => this.through(() => store.read(statement)),
      waiting: () => store.waiting(),
      migrate: (migrations: readonly Migration[], now) => store.migrate(migrations, now),
      close: async () => {},
    };
  }

  adapter(
    adapter: HospitalAdapter,
    watch: (operation: Operation, request: unknown, outcome?: Outcome<unknown>) => Promise<void>,
  ): HospitalAdapter {
    const call = <R, T>(operation: Operation, request: R, ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
      this.through(async () => {
        await watch(operation, request);
        const outcome = await ask();
        await watch(operation, request, outcome);
        return outcome;
      });
    return {
      capabilities: adapter.capabilities,
      slots: (request, options) => call('slots', request, () => adapter.slots(request, options)),
      slot: (ref, options) => call('slot', ref, () => adapter.slot(ref, options)),
      book: (request, options) => call('book', request, () => adapter.book(request, options)),
      findBooking: (key, options) => call('findBooking', key, () => adapter.findBooking(key, options)),
      listBookings: (cursor, options) => call('listBookings', cursor, () => adapter.listBookings(cursor, options)),
      cancel: (request, options) => call('cancel', request, () => adapter.cancel(request, options)),
      findPatient: (query, options) => call('findPatient', query, () => adapter.findPatient(query, options)),
      registerPatient: (patient, options) => call('registerPatient', patient, () => adapter.registerPatient(patient, options)),
      queue: (ref, options) => call('queue', ref, () => adapter.queue(ref, options)),
    };
  }
}
