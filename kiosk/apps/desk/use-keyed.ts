import { useRef } from 'preact/hooks';
import type { Problem } from '../../../bff/contract/client.ts';

type Answer = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

/** One Idempotency-Key for every try of the same thing: pressed again after no answer, it is not done twice. An answer that settles it ends it. */
export function useKeyed(newKey: () => string) {
  const key = useRef<string | undefined>(undefined);
  return async <T extends Answer>(send: (idempotencyKey: string) => Promise<T>): Promise<T> => {
    key.current ??= newKey();
    const answer = await send(key.current);
    if (answer.ok || !answer.problem.retryable) key.current = undefined;
    return answer;
  };
}
