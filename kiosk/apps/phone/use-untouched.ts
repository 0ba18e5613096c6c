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
  /** Nobody had touched the page for so long when it was opened. */
  readonly fromStart: boolean;
  /** Told now and then when somebody last touched the page, so that it is known when the page is opened anew. */
  readonly onTouched: (at: number) => void;
}

/** Whether nobody has touched the page for so long; `touched` begins the time anew. */
export function useUntouched({ active, now, fromStart, onTouched }: UntouchedOptions): {
  readonly untouched: boolean;
  readonly touched: () => void;
} {
  const last = useRef(now());
  const [untouched, setUntouched] = useState(fromStart);
  useEffect(() => {
    if (!active || untouched) return undefined;
    let told = 0;
    const touch = () => {
      // What wakes the page may be the first touch of somebody else.
      if (look()) return;
      last.current = now();
      if (last.current - told < LOOK_MS) return;
      told = last.current;
      onTouched(told);
    };
    const look = () => {
      const is = now() - last.current >= UNTOUCHED_MS;
      if (is) setUntouched(true);
      return is;
    };
    last.current = now();
    touch();
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

/** Whether somebody else may hold the phone when the page is opened: after so long, or where nobody knows for how long. */
export function isLongUntouched(touchedAt: number | undefined, now: number): boolean {
  return touchedAt === undefined || now - touchedAt >= UNTOUCHED_MS;
}
