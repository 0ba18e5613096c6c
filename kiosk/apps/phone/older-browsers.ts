/** What the scenes take from arrays and older browsers of apps have not; the syntax itself is made older by the build. */
const LACKED = {
  at(this: readonly unknown[], index: number): unknown {
    return this[index < 0 ? this.length + index : index];
  },
  findLast(this: readonly unknown[], is: (one: unknown, index: number, all: readonly unknown[]) => boolean): unknown {
    for (let index = this.length - 1; index >= 0; index -= 1) if (is(this[index], index, this)) return this[index];
    return undefined;
  },
  findLastIndex(this: readonly unknown[], is: (one: unknown, index: number, all: readonly unknown[]) => boolean): number {
    for (let index = this.length - 1; index >= 0; index -= 1) if (is(this[index], index, this)) return index;
    return -1;
  },
} as const;

for (const [name, value] of Object.entries(LACKED))
  if (!(name in Array.prototype)) Object.defineProperty(Array.prototype, name, { value, configurable: true, writable: true });
