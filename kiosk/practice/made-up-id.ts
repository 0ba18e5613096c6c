/** An opaque id of the contract's form that nobody else has. */
export function madeUpId(prefix: string, number: number): string {
  return `${prefix}_${String(number).padStart(22, '0')}`;
}
