import type { HelpCall } from '../../staff/hall-types.ts';

/** `urgent` rings longer. */
export type Ring = 'none' | 'usual' | 'urgent';

/** Calls to which nobody has said yet that they come. */
export function waitingIn(calls: readonly HelpCall[]): readonly HelpCall[] {
  return calls.filter(({ answeredBy }) => answeredBy === undefined);
}

/**
 * What rings when the list becomes another: a call that was not waiting before, or that is called once more. Who helps somebody already
 * hears of nothing but what is urgent.
 */
export function ringFor(before: readonly HelpCall[], calls: readonly HelpCall[], helping: boolean): Ring {
  const known = new Set(waitingIn(before).map(keyOf));
  const fresh = waitingIn(calls).filter((call) => !known.has(keyOf(call)));
  if (fresh.some(({ urgent }) => urgent)) return 'urgent';
  return fresh.length > 0 && !helping ? 'usual' : 'none';
}

function keyOf({ id, stage, urgent }: HelpCall): string {
  return `${id} ${stage} ${urgent}`;
}
