import type { Department, Hospital } from '../client/wire.ts';
import { useLoad } from './use-load.ts';
import { useVisit } from './visit.ts';

/** What hospitals and departments are called. */
export interface Names {
  readonly hospitals: readonly Hospital[];
  readonly departments: readonly Department[];
}

/**
 * The names in the language that is spoken. While they are on their way to somebody who does not read Chinese it is nothing: what they are
 * to check must not change under their eyes. Names that do not come are said as the hospital writes them.
 */
export function useNames(): Names | undefined {
  const { services, language } = useVisit();
  const [hospitals] = useLoad(() => services.city.hospitals());
  const [departments] = useLoad(() => services.city.departments());
  const waiting = hospitals.state === 'loading' || departments.state === 'loading';
  if (language !== 'zh' && waiting) return undefined;
  return {
    hospitals: hospitals.state === 'ready' ? hospitals.value : [],
    departments: departments.state === 'ready' ? departments.value : [],
  };
}
