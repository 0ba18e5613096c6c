import { useEffect } from 'preact/hooks';
import { useUntouched } from './use-untouched.ts';

export interface ForgottenOptions {
  /** Nobody has begun anything: there is nothing to lose and nobody to ask. */
  readonly active: boolean;
  readonly idleSeconds: number;
  readonly onForgotten: () => void;
}

/**
 * What somebody set or opened on the start screen, and walked away from, is put back when nobody has touched anything for a while: the
 * next person finds the machine as it always is.
 */
export function useForgotten({ active, idleSeconds, onForgotten }: ForgottenOptions): void {
  const { seconds, beginAnew } = useUntouched({ counting: active, untilSeconds: idleSeconds });
  const forgotten = seconds >= idleSeconds;
  useEffect(() => {
    if (!forgotten) return;
    beginAnew();
    onForgotten();
  }, [forgotten]);
}
