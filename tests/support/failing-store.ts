import { type Store, UnitExpired } from '../../bff/platform/store/store.ts';

/** A store that can be told to fail one of its next calls, whatever is asked of it. */
export interface FailingStore extends Store {
  /** The `nth` call from now on, counted from 1, is refused with this error. */
  failAt(nth: number, error: Error): void;
  /** Whether the call that was to fail has come; nothing fails any more. */
  disarm(): boolean;
}

export function failingStore(store: Store): FailingStore {
  let left = 0;
  let refusal: Error | undefined;
  const next = <T>(call: () => Promise<T>): Promise<T> => {
    left -= 1;
    return left === 0 && refusal ? Promise.reject(refusal) : call();
  };
  return {
    engine: store.engine,
    commit: (unit) => next(() => store.commit(unit)),
    committed: (id) => next(() => store.committed(id)),
    read: (statement) => next(() => store.read(statement)),
    waiting: () => store.waiting(),
    migrate: (migrations, now) => store.migrate(migrations, now),
    close: () => store.close(),
    failAt(nth, error) {
      left = nth;
      refusal = error;
    },
    disarm() {
      const came = left <= 0;
      refusal = undefined;
      return came;
    },
  };
}

/** A store that is later than its callers wait: every third unit of a person who waits is dropped before it begins. */
export function sheddingStore(store: Store): Store {
  const failing = failingStore(store);
  let units = 0;
  return {
    ...failing,
    commit(unit) {
      if (unit.lane === 'interactive') units += 1;
      const late = unit.lane === 'interactive' && units % 3 === 0;
      return late ? Promise.reject(new UnitExpired('its time had passed')) : store.commit(unit);
    },
  };
}
