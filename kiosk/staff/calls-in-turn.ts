import type { HelpCall } from './hall-types.ts';

/** Urgent ones first, then who waits longest. */
export function inTurn(calls: readonly HelpCall[]): readonly HelpCall[] {
  return [...calls].sort(
    (one, other) => Number(other.urgent) - Number(one.urgent) || Date.parse(one.since) - Date.parse(other.since),
  );
}
