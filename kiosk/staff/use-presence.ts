import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/** The gateway is told that somebody is there at most so often. */
const TELL_EVERY_MS = 15_000;
/** After this time without a touch the page shows nobody's journey, also when the gateway can not say so. */
const UNTOUCHED_MS = 60_000;
/** Whoever reads a long page touches nothing but the wheel. */
const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

interface PresenceOptions {
  readonly now: () => number;
  /** Somebody is signed in, and the page is not locked. */
  readonly present: boolean;
  readonly tell: () => void;
}

/** Whether the page was left alone. Who signs in is there again: `arrive`. */
export function usePresence({ now, present, tell }: PresenceOptions): {
  readonly leftAlone: boolean;
  readonly arrive: () => void;
} {
  const [leftAlone, setLeftAlone] = useState(false);
  const touchedAt = useRef(now());
  const toldAt = useRef(now());
  const telling = useRef(tell);
  telling.current = tell;
  const arrive = useCallback(() => {
    touchedAt.current = now();
    toldAt.current = now();
    setLeftAlone(false);
  }, [now]);
  useEffect(() => {
    if (!present) return undefined;
    const look = () => {
      if (now() - touchedAt.current >= UNTOUCHED_MS) return setLeftAlone(true);
      // A touch that came too soon after the last word is told when its time comes.
      if (touchedAt.current <= toldAt.current || now() - toldAt.current < TELL_EVERY_MS) return;
      toldAt.current = now();
      telling.current();
    };
    const touch = () => {
      // Whoever comes back after that has to show who they are.
      if (now() - touchedAt.current < UNTOUCHED_MS) touchedAt.current = now();
      look();
    };
    const timer = setInterval(look, 1_000);
    for (const kind of TOUCHES) document.addEventListener(kind, touch, true);
    return () => {
      clearInterval(timer);
      for (const kind of TOUCHES) document.removeEventListener(kind, touch, true);
    };
  }, [present, now]);
  return { leftAlone, arrive };
}
