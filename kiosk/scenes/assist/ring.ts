const PRESSES = ['pointerdown', 'keydown'] as const;

/** Puts a ring around what a helper points at, until something is pressed. It is for eyes: what is there to be read stays as it was. */
export function pointAt(element: HTMLElement): () => void {
  for (const before of document.querySelectorAll<HTMLElement>('[data-pointed]')) delete before.dataset.pointed;
  element.dataset.pointed = '';
  const remove = () => {
    delete element.dataset.pointed;
    for (const kind of PRESSES) document.removeEventListener(kind, remove);
  };
  for (const kind of PRESSES) document.addEventListener(kind, remove);
  return remove;
}
