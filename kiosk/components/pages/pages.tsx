import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Say } from '../../i18n/text.ts';
import { Action } from '../action/action.tsx';
import './pages.css';

export interface PagesProps<T> {
  readonly items: readonly T[];
  readonly atOnce: number;
  /** Which item the first page to be seen has to show. */
  readonly startAt?: number;
  readonly say: Say;
  /** Which sheet is shown, from 1, where whoever shows it keeps that; otherwise it is kept here. */
  readonly sheet?: number | undefined;
  readonly onTurn?: ((sheet: number) => void) | undefined;
  readonly children: (shown: readonly T[]) => ComponentChildren;
}

/** A page at a time: no scrolling, because a list that goes on below the edge is not found. */
export function Pages<T>({ items, atOnce, startAt = 0, say, sheet, onTurn, children }: PagesProps<T>) {
  const [turned, setTurned] = useState(Math.max(0, Math.floor(startAt / atOnce)));
  const turn = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  const page = sheet === undefined ? turned : sheet - 1;
  const turnTo = (to: number) => {
    pressed.current = turn.current?.contains(document.activeElement) === true;
    if (onTurn === undefined) setTurned(to);
    else onTurn(to + 1);
  };
  const pages = Math.max(1, Math.ceil(items.length / atOnce));
  const at = Math.min(page, pages - 1);
  // The first and the last page have one way on: whoever pressed the other button goes on from the one that is left.
  useLayoutEffect(() => {
    const lost = pressed.current && turn.current?.contains(document.activeElement) === false;
    pressed.current = false;
    if (lost) turn.current?.querySelector('button')?.focus();
  }, [at]);
  return (
    <div class="pages">
      {children(items.slice(at * atOnce, (at + 1) * atOnce))}
      {pages > 1 && (
        <div ref={turn} class="pages-turn">
          <div>{at > 0 && <Action label={say('list.earlier')} onPress={() => turnTo(at - 1)} />}</div>
          {/* Stands there from the start, so that a screen reader says it whenever it changes. */}
          <p class="pages-at" role="status">
            {say('list.page', { page: at + 1, pages })}
          </p>
          <div>{at < pages - 1 && <Action label={say('list.more')} onPress={() => turnTo(at + 1)} />}</div>
        </div>
      )}
    </div>
  );
}
