import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './dialog.css';

export interface DialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A question that stands in front of the screen. While it stands, Tab stays inside and the screen behind can not be touched. */
export function Dialog({ title, children }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  // Taken while the dialog is made: as soon as the screen behind can not be touched, the browser takes the focus from it.
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('h2')?.focus();
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, []);
  return (
    <div class="dialog-cover">
      <div ref={box} class="dialog" role="alertdialog" aria-modal="true" aria-label={title}>
        <h2 tabIndex={-1} class="dialog-title">
          {title}
        </h2>
        {children}
      </div>
    </div>
  );
}
