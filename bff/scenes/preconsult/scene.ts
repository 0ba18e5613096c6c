import { limits } from '../../platform/limits/limits.ts';
import type { Scene } from '../scene.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import { type PreconsultOperations, preconsultHandlers } from './http.ts';
import { forgetRedFlags } from './red-flag-rows.ts';

const FORGOTTEN_MAX = 5_000;

/** From a complaint to the right door; or to somebody at once. */
export function preconsultScene(dependencies: PreconsultDependencies): Scene<PreconsultOperations> {
  return {
    operations: preconsultHandlers(dependencies),
    forget: (now) => [forgetRedFlags(now - limits.redFlagKept.figure, FORGOTTEN_MAX)],
  };
}
