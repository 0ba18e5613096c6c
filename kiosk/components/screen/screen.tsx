import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import './screen.css';

export interface ScreenProps {
  readonly title: string;
  /** One or two short sentences under the question. */
  readonly lead?: ComponentChildren;
  readonly children?: ComponentChildren;
  /** Trouble is told at once by a screen reader. */
  readonly alert?: boolean;
}

/** One question. The focus goes to it, so that whoever listens hears what is asked, and Tab leads to the first choice. */
export function Screen({ title, lead, children, alert = false }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Another title is another screen.
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <main class="screen">
      <h1 ref={heading} tabIndex={-1} class="screen-title">
        {title}
      </h1>
      {lead !== undefined && <div class="screen-lead">{lead}</div>}
      <div class="screen-body" role={alert ? 'alert' : undefined}>
        {children}
      </div>
    </main>
  );
}
