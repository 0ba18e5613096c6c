/** What makes a screen another one: its question, or that of the dialog in front of it. */
const QUESTIONS = 'h1, [role="alertdialog"] h2';

/**
 * A hand that trembles taps twice, and a finger that rests taps what comes next. Stops a click on what was clicked less than the
 * guarded time ago, and every click in that time of a new screen. Each stopped click begins the time anew, so a stuck touch or a held
 * key acts once, however long it lasts. Answers how to stop guarding.
 */
export function guardTaps(page: Document, now: () => number, guardMs: () => number): () => void {
  let screenAt = Number.NEGATIVE_INFINITY;
  // Held weakly: a button that is gone leads to everything that its screen knew of the person who pressed it.
  let last: { readonly target: WeakRef<Element> | undefined; readonly at: number } = {
    target: undefined,
    at: Number.NEGATIVE_INFINITY,
  };
  const questions = () => [...page.querySelectorAll(QUESTIONS)].map(({ textContent }) => textContent).join('\n');
  let shown = questions();
  const observer = new MutationObserver(() => {
    const showing = questions();
    if (showing === shown) return;
    shown = showing;
    screenAt = now();
  });
  observer.observe(page.body, { childList: true, characterData: true, subtree: true });
  const onClick = (event: Event) => {
    const target = event.target instanceof Element ? event.target.closest('button, input, a') : null;
    const at = now();
    const again = target !== null && target === last.target?.deref() && at - last.at < guardMs();
    const tooSoon = at - screenAt < guardMs();
    last = { target: target === null ? undefined : new WeakRef(target), at };
    if (!again && !tooSoon) return;
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  page.addEventListener('click', onClick, { capture: true });
  return () => {
    observer.disconnect();
    page.removeEventListener('click', onClick, { capture: true });
  };
}
