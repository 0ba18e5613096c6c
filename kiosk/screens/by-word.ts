import type { Dependant } from '../client/wire.ts';

/** Nobody has seen the papers of this child and its guardian yet: it can be booked for, and what others booked for it is not shown. */
export function isByWord({ level }: Dependant): boolean {
  return level === 'claimed';
}
