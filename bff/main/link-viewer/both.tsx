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

/** What it is in small letters, and what is said of it beside that. */
export function Labelled({ words: [zh, en], text }: { readonly words: Words; readonly text: string }) {
  return (
    <p class="labelled">
      {zh} <span lang="en">{en}</span> <span class="lines">{text}</span>
    </p>
  );
}
