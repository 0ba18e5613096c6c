import type { ComponentChildren } from 'preact';
import { Pages } from '../../../components/pages/pages.tsx';
import { useVisit } from '../../../shell/visit.ts';

export interface PayListProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly atOnce: number;
  readonly children: (shown: readonly T[]) => ComponentChildren;
}

/** A list that is read above what is pressed: so many at a time, as high as they are. */
export function PayList<T>({ items, keyOf, atOnce, children }: PayListProps<T>) {
  const { say } = useVisit();
  return (
    <div class="pay-list">
      <Pages items={items} keyOf={keyOf} atOnce={atOnce} uniform say={say}>
        {children}
      </Pages>
    </div>
  );
}
