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
  return useFollowed(first).payment;
}

/** The same, and how to look at it at once; answers whether that was answered. */
export function useFollowed(first: Payment): { readonly payment: Payment; readonly look: () => Promise<boolean> } {
  const { services } = useVisit();
  const [payment, setPayment] = useState(first);
  const gone = useGone();
  const open = payment.parts.some(isMoving);
  const { id } = first;
  const look = async () => {
    const answer = await services.client('readPayment', { params: { id } }).catch(() => undefined);
    if (answer?.ok && !gone.aborted) setPayment(answer.body);
    return answer?.ok === true;
  };
  // Followed from the first state to the last.
  useEffect(() => {
    if (!open) return undefined;
    let left = false;
    let stop: (() => void) | undefined;
    // Whoever comes back from another page, or from behind another app, is told how it stands and not how it stood.
    const back = () => {
      if (document.visibilityState === 'visible') void look();
    };
    services
      .followPayment(id, () => void look())
      .then(
        (stopFollowing) => {
          if (left) stopFollowing();
          else stop = stopFollowing;
        },
        () => undefined,
      );
    const timer = setInterval(() => void look(), POLL_MS);
    document.addEventListener('visibilitychange', back);
    window.addEventListener('pageshow', back);
    return () => {
      left = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', back);
      window.removeEventListener('pageshow', back);
      stop?.();
    };
  }, [open, id]);
  return { payment, look };
}
