import { limits } from '../../platform/limits/limits.ts';
import type { Scene } from '../scene.ts';
import { deliveryHandler } from './deliver-summary.ts';
import { DELIVER_SUMMARIES, type PreconsultDependencies, READ_DOCTORS } from './dependencies.ts';
import { type PreconsultOperations, preconsultHandlers } from './http.ts';
import { forgetPreconsults } from './preconsult-rows.ts';
import { doctorsHandler } from './read-doctors.ts';
import { forgetRedFlags } from './red-flag-rows.ts';

const FORGOTTEN_MAX = 5_000;

/** From a complaint to the right door, or to somebody at once; and what the doctor is told before the visit. */
export function preconsultScene(dependencies: PreconsultDependencies): Scene<PreconsultOperations> {
  const { hospitals } = dependencies;
  return {
    operations: preconsultHandlers(dependencies),
    tasks: { [DELIVER_SUMMARIES]: deliveryHandler(dependencies), [READ_DOCTORS]: doctorsHandler(dependencies) },
    recurring: [
      { kind: READ_DOCTORS, subjects: hospitals.ids().filter((id) => hospitals.facet(id, 'preconsult') !== undefined) },
    ],
    forget: (now) => [
      forgetRedFlags(now - limits.redFlagKept.figure, FORGOTTEN_MAX),
      ...forgetPreconsults(now - limits.preconsultKept.figure, FORGOTTEN_MAX),
    ],
  };
}
