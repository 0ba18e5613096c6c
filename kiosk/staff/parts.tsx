import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useSay } from './saying.ts';
import type { Word } from './word.ts';

/** What a screen is about. A new screen begins here for eyes, voice and keys. */
export function Title({ children }: { readonly children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // At once: who knows the page types before a paint, and what is typed has to arrive.
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** What there is to say just now; a voice says it as it changes. */
export function Notice({ word }: { readonly word: Word | undefined }) {
  const say = useSay();
  return (
    <p class="notice" role="status">
      {word && say(word)}
    </p>
  );
}
