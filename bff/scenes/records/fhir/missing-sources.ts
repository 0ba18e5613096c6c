import type { Source } from '../read-hospital.ts';
import type { KeptFrom } from '../reading-call.ts';
import type { Json } from './report-resources.ts';

interface Missing {
  readonly kept: KeptFrom;
  /** Hospitals that want to say something to the person first. */
  readonly held?: readonly string[];
  readonly nameOf: (hospitalId: string) => string;
}

const INCOMPLETE: ReadonlySet<Source['state']> = new Set(['asking', 'unavailable', 'no-source']);

/**
 * Hospitals of which there may be more than is told, each once, as an OperationOutcome (FHIR R4, issue types `incomplete` and `suppressed`): what
 * is not there is not said to be none. `undefined`: there is none of them.
 */
export function missingSources(sources: readonly Source[], { kept, held = [], nameOf }: Missing): Json | undefined {
  const incomplete = sources.filter(({ state, leftOut }) => INCOMPLETE.has(state) || leftOut).map(({ hospitalId }) => hospitalId);
  const suppressed = sources
    .filter(({ state, hospitalId }) => state === 'read' && kept(hospitalId, undefined))
    .map(({ hospitalId }) => hospitalId);
  const issuesOf = (code: string, some: readonly string[]) =>
    [...new Set(some)].map((hospitalId) => ({
      severity: 'warning',
      code,
      details: { text: nameOf(hospitalId) },
    }));
  const issue = [...issuesOf('incomplete', incomplete), ...issuesOf('suppressed', [...suppressed, ...held])];
  return issue.length === 0 ? undefined : { resourceType: 'OperationOutcome', id: 'missing', issue };
}
