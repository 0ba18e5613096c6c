import { useEffect, useState } from 'preact/hooks';

/** Long enough for one booking with a helper who explains, short enough for the queue behind. */
const PRACTICE_SECONDS = 180;
const SECOND_MS = 1_000;

/** The seconds that are left of practising, and `onEnd` when there are none; nothing while everything is real. */
export function usePractice(practising: boolean, onEnd: () => void): number | undefined {
  const [left, setLeft] = useState(PRACTICE_SECONDS);
  useEffect(() => {
    if (!practising) return undefined;
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), SECOND_MS);
    return () => clearInterval(timer);
  }, [practising]);
  const over = practising && left <= 0;
  // The end comes once, and only after the effects of this turn: one that ran after the page was wiped would never be taken back.
  useEffect(() => {
    if (over) queueMicrotask(onEnd);
  }, [over]);
  return practising ? left : undefined;
}
