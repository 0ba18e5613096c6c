import { useEffect, useState } from 'preact/hooks';
import type { Bridge } from '../../client/device/bridge.ts';

/** Whoever stands there takes their card within this time; after it, the card was forgotten, and the screen must not wait for it. */
const HOLD_MS_MAX = 5 * 60_000;

/** Whether a document lies in the reader, so that its owner is likely to be there: then nobody is asked to hurry. */
export function useCardHold(bridge: Bridge): boolean {
  const [lies, setLies] = useState(false);
  useEffect(() => bridge.watchCard(setLies), [bridge]);
  useEffect(() => {
    if (!lies) return undefined;
    const timer = setTimeout(() => setLies(false), HOLD_MS_MAX);
    return () => clearTimeout(timer);
  }, [lies]);
  return lies;
}
