import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Say } from '../../i18n/text.ts';
import { useFitting } from './fitting.ts';
import './pages.css';

export interface PagesProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** No page shows more, however much room there is. */
  readonly atOnce: number;
  /** Every item is as large as any other: each page shows `atOnce`. */
  readonly uniform?: boolean;
  /** Which item the first page to be seen has to show. */
  readonly startAt?: number;
  readonly say: Say;
  /** Which sheet is shown, from 1, where whoever shows it keeps that; otherwise it is kept here. */
  readonly sheet?: number | undefined;
  readonly onTurn?: ((sheet: number) => void) | undefined;
  /** One element that has one child an item. */
  readonly children: (shown: readonly T[]) => ComponentChildren;
}

/** A page at a time, as full as it can be: no scrolling, because a list that goes on below the edge is not found. */
export function Pages<T>({ items, keyOf, atOnce, uniform = false, startAt = 0, say, sheet, onTurn, children }: PagesProps<T>) {
  const [turned, setTurned] = useState<number>();
  const box = useRef<HTMLDivElement>(null);
  const turn = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  const fitting = useFitting({ box, atOnce, keys: items.map(keyOf), uniform });
  const starts = fitting ?? [0];
  const turnTo = (to: number) => {
    pressed.current = turn.current?.contains(document.activeElement) === true;
    if (onTurn === undefined) setTurned(to);
    else onTurn(to + 1);
  };
  const pages = starts.length;
  const first = starts.findLastIndex((start) => start <= Math.max(0, startAt));
  const at = Math.min(sheet === undefined ? (turned ?? first) : sheet - 1, pages - 1);
  // The first and the last page have one way on: whoever pressed the other button goes on from the one that is left.
  useLayoutEffect(() => {
    const lost = pressed.current && turn.current?.contains(document.activeElement) === false;
    pressed.current = false;
    if (lost) turn.current?.querySelector('button')?.focus();
  }, [at]);
  const measuring = fitting === undefined;
  return (
    <div ref={box} class={measuring ? 'pages pages-measured' : 'pages'}>
      {children(measuring ? items : items.slice(starts[at], starts[at + 1]))}
      {(pages > 1 || measuring) && (
        <div ref={turn} class="pages-turn">
          {/* While it is measured it is as high as it can become. */}
          <div>{(at > 0 || measuring) && <Turn label={say('list.earlier')} onPress={() => turnTo(at - 1)} />}</div>
          {/* Stands there from the start, so that a screen reader says it whenever it changes. */}
          <p class="pages-at" role="status">
            {say('list.page', { page: at + 1, pages })}
          </p>
          <div>{(at < pages - 1 || measuring) && <Turn label={say('list.more')} onPress={() => turnTo(at + 1)} />}</div>
        </div>
      )}
    </div>
  );
}

function Turn({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  return (
    <button type="button" class="action pages-turner" onClick={onPress}>
      {label}
    </button>
  );
}
