import { limits } from '../../platform/limits/limits.ts';
import type { Statement } from '../../platform/store/store.ts';
import { deleteOldCodes } from './code-rows.ts';
import { deleteOldGrants } from './grant-rows.ts';

const FORGOTTEN_MAX = 5_000;

/** Forgets codes whose time is over, and grants that ended years ago and of which no message is kept. */
export function forgetFamily(now: number): readonly Statement[] {
  const before = now - limits.endedGrantsKept.figure;
  return [deleteOldCodes({ now, limit: FORGOTTEN_MAX }), deleteOldGrants({ before, limit: FORGOTTEN_MAX })];
}
