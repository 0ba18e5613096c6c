import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Drawing } from '../pictogram/drawing.ts';
import { Pictogram } from '../pictogram/pictogram.tsx';
import './screen.css';

export interface ScreenProps {
  readonly title: string;
  /** Stands before the question, where it says at a glance how something ended. */
  readonly picture?: Drawing;
  /** One or two short sentences under the question. */
  readonly lead?: ComponentChildren;
  readonly children?: ComponentChildren;
  /** Trouble is told at once by a screen reader. */
  readonly alert?: boolean;
}

/** One question. The focus goes to it, so that whoever listens hears what is asked, and Tab leads to the first choice. */
export function Screen({ title, picture, lead, children, alert = false }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Another title is another screen.
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <main class="screen">
      <h1 ref={heading} tabIndex={-1} class="screen-title">
        {picture !== undefined && <Pictogram drawing={picture} />}
        {title}
      </h1>
      {lead !== undefined && <div class="screen-lead">{lead}</div>}
      <div class="screen-body" role={alert ? 'alert' : undefined}>
        {children}
      </div>
    </main>
  );
}
