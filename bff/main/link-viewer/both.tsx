import type { Words } from './words.ts';

/** A sentence in both languages, one below the other. */
export function Both({ words: [zh, en] }: { readonly words: Words }) {
  return (
    <>
      {zh}
      <span lang="en">{en}</span>
    </>
  );
}

/** What somebody has to hear first: read aloud when it comes. */
export function Said({ all, bad = false }: { readonly all: readonly Words[]; readonly bad?: boolean }) {
  return (
    <div class={bad ? 'said bad' : 'said'} role="alert">
      {all.map((one) => (
        <p key={one[1]}>
          <Both words={one} />
        </p>
      ))}
    </div>
  );
}
