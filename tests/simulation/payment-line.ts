import type { Call, CallClass, Outcome } from '../../adapters/port/terms.ts';
import type { Line } from '../support/provider-twin.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';

/** What becomes of one call on its way to a partner and back. */
export type Fate = 'fine' | 'refused' | 'lost-before' | 'lost-after' | 'late' | 'garbled-before' | 'garbled-after';

const WRITE_FATES: readonly Fate[] = ['refused', 'lost-before', 'lost-after', 'late', 'garbled-before', 'garbled-after'];
const READ_FATES: readonly Fate[] = ['refused', 'lost-before', 'garbled-after'];

/** Longest time between a write that arrives late and its effect, ms; what each partner of the simulation says of itself. */
export const SETTLE_WINDOW_MS = 15_000;

export interface LineOptions {
  readonly name: string;
  readonly clock: VirtualClock;
  readonly random: () => number;
  /** How many of a hundred calls meet a fault. */
  readonly faultsPercent: number;
  readonly saw: (site: string) => void;
}

/** The line to one partner: it refuses, loses, delays and garbles, and can be down for a while. */
export class FaultyLine implements Line {
  readonly #options: LineOptions;
  #awayUntil = 0;
  #healed = false;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  away(ms: number): void {
    this.#awayUntil = this.#options.clock.now() + ms;
  }

  heal(): void {
    this.#healed = true;
    this.#awayUntil = 0;
  }

  /** Carries one call; `act` is what the partner does when it receives it. */
  async carry<T, R extends string>(
    operation: string,
    kind: CallClass,
    call: Call,
    act: () => Outcome<T, R>,
  ): Promise<Outcome<T, R>> {
    const { clock, random, name } = this.#options;
    await this.#pass(20 + Math.floor(random() * 200));
    const fate = this.#fate(kind);
    if (fate !== 'fine') this.#options.saw(`${name}.${operation} ${fate}`);
    const nothing = noAnswer<T, R>(kind);
    switch (fate) {
      case 'fine':
        return act();
      case 'refused':
        return { ok: false, failure: { kind: 'unavailable', detail: 'refused' } };
      case 'lost-before':
        await fired(call.signal);
        return nothing;
      case 'lost-after':
        act();
        await fired(call.signal);
        return nothing;
      case 'late':
        clock.after(8_000 + Math.floor(random() * (SETTLE_WINDOW_MS - 1_000)), () => void act());
        await fired(call.signal);
        return nothing;
      case 'garbled-before':
        return garbled(kind);
      case 'garbled-after':
        act();
        return garbled(kind);
    }
  }

  #fate(kind: CallClass): Fate {
    const { clock, random, faultsPercent } = this.#options;
    if (clock.now() < this.#awayUntil) return 'refused';
    if (this.#healed || random() * 100 >= faultsPercent) return 'fine';
    const fates = kind === 'write' ? WRITE_FATES : READ_FATES;
    return fates[Math.floor(random() * fates.length)] ?? 'refused';
  }

  #pass(ms: number): Promise<void> {
    return new Promise((resolve) => this.#options.clock.after(ms, resolve));
  }
}

function fired(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function noAnswer<T, R extends string>(kind: CallClass): Outcome<T, R> {
  return { ok: false, failure: { kind: kind === 'write' ? 'unknown-outcome' : 'unavailable', detail: 'no answer' } };
}

function garbled<T, R extends string>(kind: CallClass): Outcome<T, R> {
  return { ok: false, failure: { kind: kind === 'write' ? 'unknown-outcome' : 'malformed', detail: 'garbled' } };
}
