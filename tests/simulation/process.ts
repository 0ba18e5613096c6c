import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { Outcome } from '../../adapters/port/terms.ts';
import type { Clock } from '../../bff/platform/clock.ts';
import type { Commit, Migration, Statement, Store, Unit } from '../../bff/platform/store/store.ts';
import { StoreUnavailable } from '../../bff/platform/store/store.ts';
import { aroundCalls } from '../support/changed-adapter.ts';
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
    watch: (operation: string, request: unknown, outcome?: Outcome<unknown>) => Promise<void>,
  ): HospitalAdapter {
    return aroundCalls(adapter, (operation, [request], ask) =>
      this.through(async () => {
        await watch(operation, request);
        const outcome = await ask();
        await watch(operation, request, outcome);
        return outcome;
      }),
    );
  }
}
