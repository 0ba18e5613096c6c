import { useEffect, useRef, useState } from 'preact/hooks';

/** After five minutes somebody else may hold the phone. */
export const UNTOUCHED_MS = 5 * 60_000;
/** A page that was asleep notices when it wakes, and not before. */
const LOOK_MS = 5_000;
const TOUCHES = ['pointerdown', 'keydown', 'input'] as const;

export interface UntouchedOptions {
  /** There is something that others must not see. */
  readonly active: boolean;
  readonly now: () => number;
}

/** Whether nobody has touched the page for so long; `touched` begins the time anew. */
export function useUntouched({ active, now }: UntouchedOptions): { readonly untouched: boolean; readonly touched: () => void } {
  const last = useRef(now());
  const [untouched, setUntouched] = useState(false);
  useEffect(() => {
    if (!active || untouched) return undefined;
    last.current = now();
    const look = () => {
      if (now() - last.current >= UNTOUCHED_MS) setUntouched(true);
    };
    const touch = () => {
      // What wakes the page may be the first touch of somebody else.
      look();
      last.current = now();
    };
    const timer = setInterval(look, LOOK_MS);
    for (const kind of TOUCHES) document.addEventListener(kind, touch, { capture: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      for (const kind of TOUCHES) document.removeEventListener(kind, touch, { capture: true });
      document.removeEventListener('visibilitychange', look);
    };
  }, [active, untouched]);
  return { untouched: active && untouched, touched: () => setUntouched(false) };
}
