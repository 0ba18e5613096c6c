import { useEffect, useState } from 'preact/hooks';

/** How long the question stands before the screen is cleared. WCAG 2.2.1 asks for 20 seconds; older hands need more. */
const ANSWER_SECONDS = 30;
const SECOND_MS = 1_000;

export interface IdleOptions {
  /** Somebody is being served. */
  readonly active: boolean;
  /** The kiosk itself is at work, or a document is being read: nobody is asked to hurry. */
  readonly held: boolean;
  readonly idleSeconds: number;
  readonly onEnd: () => void;
}

/**
 * Counts the seconds nobody touched anything. After `idleSeconds` the answer is how many are left to say "I am still here"; after
 * those, `onEnd`. Saying so begins anew, as often as one likes.
 */
export function useIdle({ active, held, idleSeconds, onEnd }: IdleOptions): { secondsLeft?: number; stay: () => void } {
  const [idle, setIdle] = useState(0);
  const counting = active && !held;
  const asking = idle >= idleSeconds;
  useEffect(() => {
    if (!counting) return setIdle(0);
    const timer = setInterval(() => setIdle((seconds) => seconds + 1), SECOND_MS);
    return () => clearInterval(timer);
  }, [counting]);
  useEffect(() => {
    if (asking) return undefined;
    const onTouch = () => setIdle(0);
    for (const kind of ['pointerdown', 'keydown', 'input'] as const) document.addEventListener(kind, onTouch);
    return () => {
      for (const kind of ['pointerdown', 'keydown', 'input'] as const) document.removeEventListener(kind, onTouch);
    };
  }, [asking]);
  const over = idle >= idleSeconds + ANSWER_SECONDS;
  // The end comes once, and only after the effects of this turn: one that ran after the page was wiped would never be taken back.
  useEffect(() => {
    if (over) queueMicrotask(onEnd);
  }, [over]);
  const stay = () => setIdle(0);
  return asking && !over ? { secondsLeft: idleSeconds + ANSWER_SECONDS - idle, stay } : { stay };
}
