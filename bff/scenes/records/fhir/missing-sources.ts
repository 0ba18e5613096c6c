import type { Source } from '../read-hospital.ts';
import type { KeptFrom } from '../reading-call.ts';
import type { Json } from './report-resources.ts';

/**
 * Hospitals of which there may be more than is told, each once, as an OperationOutcome (FHIR R4, issue types `incomplete` and `suppressed`): what
 * is not there is not said to be none. `undefined`: there is none of them.
 */
export function missingSources(
  sources: readonly Source[],
  { kept, nameOf }: { readonly kept: KeptFrom; readonly nameOf: (hospitalId: string) => string },
): Json | undefined {
  const incomplete = sources.filter(({ state, leftOut }) => state === 'asking' || state === 'unavailable' || leftOut);
  const suppressed = sources.filter(({ state, hospitalId }) => state === 'read' && kept(hospitalId, undefined));
  const issuesOf = (code: string, some: readonly Source[]) =>
    [...new Set(some.map(({ hospitalId }) => hospitalId))].map((hospitalId) => ({
      severity: 'warning',
      code,
      details: { text: nameOf(hospitalId) },
    }));
  const issue = [...issuesOf('incomplete', incomplete), ...issuesOf('suppressed', suppressed)];
  return issue.length === 0 ? undefined : { resourceType: 'OperationOutcome', id: 'missing', issue };
}
