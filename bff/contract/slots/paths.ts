import type { Address } from '../address.ts';

export const slotPaths = {
  searchSlots: { method: 'GET', path: '/v1/slots' },
} as const satisfies Record<string, Address>;
