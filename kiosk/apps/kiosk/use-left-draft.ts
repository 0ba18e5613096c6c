import { useEffect, useState } from 'preact/hooks';
import type { Services } from '../../client/services.ts';
import type { LeftDraft } from '../../client/wire.ts';
import type { Draft } from '../../journey/answers.ts';

export interface LeavingOptions {
  /** The question stands whether somebody is still there; the session still lives. */
  readonly asking: boolean;
  readonly services: Services;
  /** What was chosen so far, where it is worth keeping, and whose it is. */
  readonly draft: Draft | undefined;
  readonly owner: string | undefined;
}

/** Leaves at the gateway what somebody chose, once for each time that they are asked. Where it does not answer, there is no code to show. */
export function useLeftDraft({ asking, services, draft, owner }: LeavingOptions): LeftDraft | undefined {
  const [left, setLeft] = useState<LeftDraft>();
  useEffect(() => {
    setLeft(undefined);
    if (!asking || draft === undefined || owner === undefined) return undefined;
    let gone = false;
    const idempotencyKey = services.newKey();
    services.client('createDraft', { body: { purpose: 'booking', content: draft }, idempotencyKey }).then(
      (reply) => {
        if (reply.ok && !gone) setLeft(reply.body);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [asking]);
  return left;
}
