import type { OperationsOf } from '../operation.ts';
import { page } from '../terms.ts';
import type { slotPaths } from './paths.ts';
import { input, slot } from './schemas.ts';

export const slotOperations = {
  searchSlots: {
    summary: 'Open slots over all hospitals, the earliest first',
    access: { by: 'anyone' },
    query: input.slots,
    replies: { 200: page(slot) },
    problems: [],
  },
} as const satisfies OperationsOf<typeof slotPaths>;
