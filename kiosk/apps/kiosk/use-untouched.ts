import { useEffect, useState } from 'preact/hooks';

const SECOND_MS = 1_000;
const TOUCHES = ['pointerdown', 'keydown', 'input'] as const;

export interface UntouchedOptions {
  readonly counting: boolean;
  /** From so many seconds on a touch begins nothing anew: there is a question to be answered, or nothing left to wait for. */
  readonly untilSeconds: number;
}

/** The seconds in which nobody touched anything, and how to begin anew. */
export function useUntouched({ counting, untilSeconds }: UntouchedOptions): {
  readonly seconds: number;
  readonly beginAnew: () => void;
} {
  const [seconds, setSeconds] = useState(0);
  const listening = seconds < untilSeconds;
  const beginAnew = () => setSeconds(0);
  useEffect(() => {
    if (!counting) return beginAnew();
    const timer = setInterval(() => setSeconds((before) => before + 1), SECOND_MS);
    return () => clearInterval(timer);
  }, [counting]);
  useEffect(() => {
    if (!listening) return undefined;
    for (const kind of TOUCHES) document.addEventListener(kind, beginAnew);
    return () => {
      for (const kind of TOUCHES) document.removeEventListener(kind, beginAnew);
    };
  }, [listening]);
  return { seconds, beginAnew };
}
