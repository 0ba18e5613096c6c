import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../bff/contract/client.ts';
import type { Loaded } from '../client/all-pages.ts';
import { useVisit } from './visit.ts';

export type Load<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'problem'; readonly problem: Problem };

/** How often something that was not to be had is looked for again. */
const LOOK_AGAIN_MS = 15_000;

/**
 * Asks the gateway when the screen opens, and again with `retry`. No answer at all is for the whole kiosk to tell. While
 * `lookAgain` holds of what was loaded, it is asked for again from time to time, and nothing moves until there is something new.
 */
export function useLoad<T>(
  load: () => Promise<Loaded<T>>,
  lookAgain: (value: T) => boolean = () => false,
): readonly [Load<T>, () => void] {
  const { act } = useVisit();
  const [tries, setTries] = useState(0);
  const [result, setResult] = useState<Load<T>>({ state: 'loading' });
  // A screen asks once; what it asks for does not change while it stands.
  useEffect(() => {
    let gone = false;
    setResult({ state: 'loading' });
    load().then(
      (loaded) => {
        if (!gone) setResult(loaded.ok ? { state: 'ready', value: loaded.value } : { state: 'problem', problem: loaded.problem });
      },
      () => {
        if (!gone) act.away();
      },
    );
    return () => {
      gone = true;
    };
  }, [tries]);
  const waiting = result.state === 'ready' && lookAgain(result.value);
  useEffect(() => {
    if (!waiting) return undefined;
    const look = async () => {
      const loaded = await load().catch(() => undefined);
      if (loaded?.ok) setResult({ state: 'ready', value: loaded.value });
    };
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [waiting]);
  return [result, useCallback(() => setTries((before) => before + 1), [])];
}

/** Nobody is asked whether they are still there while this holds. */
export function useHold(holds: boolean): void {
  const { act } = useVisit();
  // The acts are the same for the whole visit.
  useEffect(() => (holds ? act.hold() : undefined), [holds]);
}
