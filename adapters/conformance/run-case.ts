import type { CaseContext } from './case-context.ts';
import { type ConformanceCase, missingCapability } from './conformance-case.ts';
import { expectNotSupported } from './refusal.ts';

/** What became of a case that did not fail. */
export type Verdict =
  | { readonly kind: 'run' }
  /** The capability is not declared, and its refusal was asserted. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Runs one case, or what stands in for it. Throws when the adapter does not meet it; leaves the hospital healed and settled. */
export async function runCase(wanted: ConformanceCase, context: CaseContext): Promise<Verdict> {
  const { adapter, hospital } = context;
  const missing = missingCapability(wanted, adapter.capabilities);
  if (missing !== undefined) {
    await expectNotSupported(context, missing);
    return { kind: 'refused' };
  }
  if (wanted.fault !== undefined && !hospital.supportedFaults.includes(wanted.fault)) {
    return { kind: 'skipped', reason: `this hospital cannot produce ${wanted.fault}` };
  }
  try {
    await wanted.run(context);
  } finally {
    await hospital.setFault(null);
    await hospital.settled();
  }
  return { kind: 'run' };
}
