import { useEffect, useRef } from 'preact/hooks';
import type { HallEvent, HelpCall } from '../../staff/hall-types.ts';
import type { Say } from '../../staff/saying.ts';
import type { Bell } from './bell.ts';
import { ringFor, waitingIn } from './ringing.ts';
import { page } from './words.ts';

interface RingingOptions {
  readonly event: HallEvent | undefined;
  readonly quiet: boolean;
  readonly bell: Bell;
  /** The instant; the title is the other one every second. */
  readonly at: number;
  readonly say: Say;
}

/** Rings for whoever calls anew, and says so in the title while anybody waits. Answers how many wait. */
export function useRinging({ event, quiet, bell, at, say }: RingingOptions): number {
  const before = useRef<readonly HelpCall[]>([]);
  const onDuty = event?.onDuty === true;
  useEffect(() => {
    // Nothing is known until the next event: what waited before still does.
    if (event === undefined) return;
    const calls = onDuty ? event.calls : [];
    const ring = ringFor(before.current, calls, event.session?.state === 'running');
    before.current = calls;
    if (ring !== 'none' && !quiet) bell.ring(ring === 'urgent');
  }, [event]);
  const count = onDuty ? waitingIn(event.calls).length : 0;
  const blinks = count > 0 && Math.floor(at / 1_000) % 2 === 0;
  const title = blinks ? say(page.calling, { count }) : say(page.title);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    const wake = () => bell.wake();
    document.addEventListener('pointerdown', wake, true);
    document.addEventListener('keydown', wake, true);
    return () => {
      document.removeEventListener('pointerdown', wake, true);
      document.removeEventListener('keydown', wake, true);
    };
  }, [bell]);
  return count;
}
