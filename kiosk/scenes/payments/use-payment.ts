import { useEffect, useRef, useState } from 'preact/hooks';
import type { Payment } from '../../client/wire.ts';
import { useVisit } from '../../shell/visit.ts';
import { isMoving } from './money.ts';

/** Between two looks at what is being asked or stopped. */
export const LOOK_MS = 1_000;
/** Where nothing is told, it is looked at from time to time. */
const POLL_MS = 3_000;

/** Passes, or is over at once when somebody leaves. */
export function pause(milliseconds: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    gone.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/** Over once the screen is gone: nobody is asked for a person who has left. */
export function useGone(): AbortSignal {
  const leaving = useRef<AbortController | undefined>(undefined);
  leaving.current ??= new AbortController();
  useEffect(() => () => leaving.current?.abort(), []);
  return leaving.current.signal;
}

/** The payment as it is now: told of every change, and looked at besides. An answer that is lost is asked for again. */
export function usePayment(first: Payment): Payment {
  const { services } = useVisit();
  const [payment, setPayment] = useState(first);
  const open = payment.parts.some(isMoving);
  const { id } = first;
  // Followed from the first state to the last.
  useEffect(() => {
    if (!open) return undefined;
    let gone = false;
    let stop: (() => void) | undefined;
    const look = async () => {
      const answer = await services.client('readPayment', { params: { id } }).catch(() => undefined);
      if (answer?.ok && !gone) setPayment(answer.body);
    };
    services
      .followPayment(id, () => void look())
      .then(
        (stopFollowing) => {
          if (gone) stopFollowing();
          else stop = stopFollowing;
        },
        () => undefined,
      );
    const timer = setInterval(() => void look(), POLL_MS);
    return () => {
      gone = true;
      clearInterval(timer);
      stop?.();
    };
  }, [open, id]);
  return payment;
}
