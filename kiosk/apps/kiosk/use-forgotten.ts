import { useEffect } from 'preact/hooks';

export interface ForgottenOptions {
  /** Nobody has begun anything: there is nothing to lose and nobody to ask. */
  readonly active: boolean;
  readonly idleSeconds: number;
  readonly onForgotten: () => void;
}

const SECOND_MS = 1_000;

/**
 * What somebody set or opened on the start screen, and walked away from, is put back when nobody has touched anything for a while: the
 * next person finds the machine as it always is.
 */
export function useForgotten({ active, idleSeconds, onForgotten }: ForgottenOptions): void {
  useEffect(() => {
    if (!active) return undefined;
    let idle = 0;
    const onTouch = () => {
      idle = 0;
    };
    const timer = setInterval(() => {
      idle += 1;
      if (idle % idleSeconds === 0) onForgotten();
    }, SECOND_MS);
    for (const kind of ['pointerdown', 'keydown'] as const) document.addEventListener(kind, onTouch);
    return () => {
      clearInterval(timer);
      for (const kind of ['pointerdown', 'keydown'] as const) document.removeEventListener(kind, onTouch);
    };
  }, [active, idleSeconds]);
}
