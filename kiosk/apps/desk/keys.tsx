import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useSay } from '../../staff/saying.ts';
import type { Word } from '../../staff/word.ts';
import { submitKey } from './words.ts';

/**
 * A key as `aria-keyshortcuts` writes it. With Alt they work while somebody types, and nobody presses them by mistake; alone only those
 * that write nothing.
 */
export type Key = `F${number}` | `Alt+${string}` | 'Escape';

interface Bound {
  readonly key: Key;
  readonly run: () => void;
}

interface Keyboard {
  bind(bound: Bound): () => void;
}

const Pressing = createContext<Keyboard>({ bind: () => () => undefined });
/** What stands on a part of the page that is not seen is pressed by no key. */
export const Seen = createContext(true);

/** The keys of the page. Of two that want the same key the one that came last has it. */
export function Keys({ children }: { readonly children: ComponentChildren }) {
  const bound = useRef<readonly Bound[]>([]);
  const keyboard = useMemo<Keyboard>(
    () => ({
      bind(one) {
        bound.current = [...bound.current, one];
        return () => {
          bound.current = bound.current.filter((other) => other !== one);
        };
      },
    }),
    [],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = keyOf(event);
      const found = bound.current.filter((one) => one.key === key).at(-1);
      if (found === undefined) return;
      event.preventDefault();
      // A key that is held down acts once.
      if (!event.repeat) found.run();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, []);
  return <Pressing.Provider value={keyboard}>{children}</Pressing.Provider>;
}

/** While Chinese is composed, keys belong to that. */
function keyOf({ key, code, altKey, ctrlKey, metaKey, isComposing }: KeyboardEvent): Key | undefined {
  if (isComposing || ctrlKey || metaKey) return undefined;
  if (altKey) {
    // By its place: with Alt some keyboards write another character.
    const name = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
    return name === undefined ? undefined : `Alt+${name}`;
  }
  return key === 'Escape' || /^F\d+$/.test(key) ? (key as Key) : undefined;
}

export function useKey(key: Key, run: () => void): void {
  const { bind } = useContext(Pressing);
  const seen = useContext(Seen);
  const latest = useRef(run);
  latest.current = run;
  // At once: who knows the keys is faster than a paint.
  useLayoutEffect(() => (seen ? bind({ key, run: () => latest.current() }) : undefined), [bind, key, seen]);
}

export function KeyHint({ of }: { readonly of: Key }) {
  return (
    <span class="key" aria-hidden="true">
      {of === 'Escape' ? 'Esc' : of.replace('+', ' ')}
    </span>
  );
}

interface ActProps {
  readonly keys: Key;
  readonly word: Word;
  readonly filling?: Readonly<Record<string, string | number>>;
  readonly run: () => void;
  readonly main?: boolean;
  /** It can not be done just now. The button keeps the focus all the same. */
  readonly off?: boolean | undefined;
  readonly pressed?: boolean;
}

/** Something that can be done, with the key that does it. */
export function Act({ keys, word, filling, run, main = false, off = false, pressed }: ActProps) {
  const say = useSay();
  const act = () => {
    if (!off) run();
  };
  useKey(keys, act);
  return (
    <button
      type="button"
      class={main ? 'act main' : 'act'}
      aria-disabled={off}
      aria-pressed={pressed}
      aria-keyshortcuts={keys}
      onClick={act}
    >
      <span>{say(word, filling)}</span> <KeyHint of={keys} />
    </button>
  );
}

/** Sends the form in which it stands. */
export function Submit({ word, off = false }: { readonly word: Word; readonly off?: boolean }) {
  const say = useSay();
  return (
    <button type="submit" class="act main" aria-disabled={off}>
      <span>{say(word)}</span>{' '}
      <span class="key" aria-hidden="true">
        {say(submitKey)}
      </span>
    </button>
  );
}
