import type { ComponentChildren } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { Seen } from './keys.tsx';

/** What a screen is about. Whoever comes to it begins here, with eyes, voice and keys. */
export function Heading({ children }: { readonly children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const seen = useContext(Seen);
  // Before the screen is drawn: whoever types at once would lose the field to the heading.
  useLayoutEffect(() => {
    if (seen) heading.current?.focus();
  }, [seen]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
