import type { RefObject } from 'preact';
import { useContext, useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { DisplayContext } from '../display/display.ts';

export interface FittingOptions {
  /** The box that has the room; what it holds first is the list, the rest is what turns the page. */
  readonly box: RefObject<HTMLElement | null>;
  readonly atOnce: number;
  /** Which things there are; other things are measured anew. */
  readonly keys: readonly string[];
  /** Things of one size need no measuring: each page has as many as may be. */
  readonly uniform: boolean;
}

/** By which number of things each page begins; nothing while that is being measured, with all of them in the box. */
export function useFitting({ box, atOnce, keys, uniform }: FittingOptions): readonly number[] | undefined {
  const display = useContext(DisplayContext);
  const of = JSON.stringify([keys, display, atOnce]);
  const [measured, setMeasured] = useState<{ readonly of: string; readonly starts: readonly number[] }>();
  const starts = uniform ? startsEvery(atOnce, keys.length) : measured?.of === of ? measured.starts : undefined;
  useLayoutEffect(() => {
    if (starts !== undefined || box.current === null) return;
    setMeasured({ of, starts: startsIn(box.current, keys.length, atOnce) });
  }, [starts, of]);
  // The room changes with the words around the list, and the words with the typeface when it has come.
  useEffect(() => {
    if (uniform || box.current === null || !('ResizeObserver' in globalThis)) return undefined;
    const measureAnew = () => setMeasured(undefined);
    let height = box.current.clientHeight;
    const observer = new ResizeObserver(([entry]) => {
      const now = entry?.target.clientHeight ?? height;
      if (now !== height) measureAnew();
      height = now;
    });
    observer.observe(box.current);
    document.fonts?.addEventListener('loadingdone', measureAnew);
    return () => {
      observer.disconnect();
      document.fonts?.removeEventListener('loadingdone', measureAnew);
    };
  }, []);
  return starts;
}

function startsEvery(atOnce: number, count: number): readonly number[] {
  return Array.from({ length: Math.max(1, Math.ceil(count / atOnce)) }, (_, page) => page * atOnce);
}

/** Where pages begin when all things stand in the box. A page without room, as in a document that is not drawn, has as many as may be. */
function startsIn(box: HTMLElement, count: number, atOnce: number): readonly number[] {
  const [list, turn] = [...box.children];
  const boxes = [...(list?.children ?? [])].map((thing) => thing.getBoundingClientRect());
  const room = box.clientHeight;
  const whole = (boxes.at(-1)?.bottom ?? 0) - (boxes[0]?.top ?? 0);
  const gap = Number.parseFloat(getComputedStyle(box).rowGap) || 0;
  const fits = room === 0 || whole === 0 || (whole <= room + 1 && count <= atOnce);
  const forThings = room - ((turn?.getBoundingClientRect().height ?? 0) + gap);
  const starts = [0];
  for (let at = 1; at < count; at += 1) {
    const first = starts.at(-1) ?? 0;
    const height = (boxes[at]?.bottom ?? 0) - (boxes[first]?.top ?? 0);
    if (at - first >= atOnce || (!fits && height > forThings + 1)) starts.push(at);
  }
  return starts;
}
