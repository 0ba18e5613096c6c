const LENGTH = 22;

/** An opaque id of the contract's form that nobody else has. Some prefixes have a longer part behind them. */
export function madeUpId(prefix: string, number: number, length = LENGTH): string {
  return `${prefix}_${String(number).padStart(length, '0')}`;
}
