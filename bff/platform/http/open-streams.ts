/** Streams of events that are open in this process, by who follows. */
export class OpenStreams {
  readonly #max: number;
  readonly #open = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** Whoever this is has as many as one may have. */
  isFull(key: string): boolean {
    return (this.#open.get(key) ?? 0) >= this.#max;
  }

  /** The stream, counted from its first event until it ends. */
  async *counted<T>(key: string, stream: AsyncIterable<T>): AsyncGenerator<T> {
    this.#open.set(key, (this.#open.get(key) ?? 0) + 1);
    try {
      yield* stream;
    } finally {
      const left = (this.#open.get(key) ?? 1) - 1;
      if (left > 0) this.#open.set(key, left);
      else this.#open.delete(key);
    }
  }
}
