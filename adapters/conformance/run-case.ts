import type { ConformanceCase, KitContext } from './conformance-case.ts';

/** What became of a case that did not fail. */
export type Verdict =
  | { readonly kind: 'run' }
  /** The adapter does not have it. */
  | { readonly kind: 'absent'; readonly what: string }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Runs one case. Throws when the adapter does not meet it; leaves the partner healed and settled. */
export async function runCase<Context extends KitContext>(wanted: ConformanceCase<Context>, context: Context): Promise<Verdict> {
  const { partner } = context;
  const what = wanted.needs.find((need) => !context.has(need));
  if (what !== undefined) return { kind: 'absent', what };
  if (wanted.fault !== undefined && !partner.supportedFaults.includes(wanted.fault))
    return { kind: 'skipped', reason: `this partner cannot produce ${wanted.fault}` };
  const reason = wanted.cannot?.(context);
  if (reason !== undefined) return { kind: 'skipped', reason };
  try {
    await wanted.run(context);
  } finally {
    await partner.setFault(null);
    await partner.setLatency?.(0);
    await partner.settled();
  }
  return { kind: 'run' };
}
