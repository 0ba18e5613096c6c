import { useEffect } from 'preact/hooks';
import { useUntouched } from './use-untouched.ts';

/** How long the question stands before the screen is cleared. WCAG 2.2.1 asks for 20 seconds; older hands need more. */
const ANSWER_SECONDS = 30;

export interface IdleOptions {
  /** Somebody is being served. */
  readonly active: boolean;
  /** The kiosk itself is at work, or a document is being read: nobody is asked to hurry. */
  readonly held: boolean;
  readonly idleSeconds: number;
  readonly onEnd: () => void;
}

/**
 * Asks when nobody has touched anything for `idleSeconds`: then the answer is how many seconds are left to say "I am still here"; after
 * those, `onEnd`. Saying so begins anew, as often as one likes.
 */
export function useIdle({ active, held, idleSeconds, onEnd }: IdleOptions): { secondsLeft?: number; stay: () => void } {
  const { seconds, beginAnew: stay } = useUntouched({ counting: active && !held, untilSeconds: idleSeconds });
  const asking = seconds >= idleSeconds;
  const over = seconds >= idleSeconds + ANSWER_SECONDS;
  // The end comes once, and only after the effects of this turn: one that ran after the page was wiped would never be taken back.
  useEffect(() => {
    if (over) queueMicrotask(onEnd);
  }, [over]);
  return asking && !over ? { secondsLeft: idleSeconds + ANSWER_SECONDS - seconds, stay } : { stay };
}
