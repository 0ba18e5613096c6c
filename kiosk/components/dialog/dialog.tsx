import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import './dialog.css';

export interface DialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/**
 * A question that stands in front of the screen. While it stands, Tab stays inside and the screen behind can not be touched; whoever draws
 * both says where the focus goes afterwards, since one dialog may come in the place of another.
 */
export function Dialog({ title, children }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.querySelector<HTMLElement>('h2')?.focus(), []);
  return (
    <div class="dialog-cover">
      <div ref={box} class="dialog" role="alertdialog" aria-modal="true" aria-label={title}>
        <h2 tabIndex={-1} class="dialog-title" aria-live="polite">
          {title}
        </h2>
        {children}
      </div>
    </div>
  );
}
