/** For how long a tap is guarded, in ms; at a kiosk it can be set. */
export const TAP_GUARD_MS = { least: 300, usual: 400, most: 800 } as const;

/** What makes a screen another one: its question, or that of the dialog in front of it. */
const QUESTIONS = 'h1, [role="alertdialog"] h2';

/**
 * A hand that trembles taps twice, and a finger that rests taps what comes next. Stops a click on what was clicked less than the
 * guarded time ago, and every click in that time of a new screen. Each stopped click begins the time anew, so a stuck touch or a held
 * key acts once, however long it lasts. And a finger that lands between two buttons presses neither: a browser gives such a tap to one
 * of the two, which is the wrong one half of the time. Answers how to stop guarding.
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
  let pressed: WeakRef<Element> | undefined;
  const onPointerDown = (event: PointerEvent) => {
    const target = targetOf(event);
    pressed = target !== null && isWithin(target, event) ? new WeakRef(target) : undefined;
  };
  const stop = (event: Event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  const onClick = (event: Event) => {
    const target = targetOf(event);
    // It pressed nothing, so the press that follows is no second one.
    if (isByPointer(event) && target !== (pressed?.deref() ?? null)) return stop(event);
    const at = now();
    const again = target !== null && target === last.target?.deref() && at - last.at < guardMs();
    const tooSoon = at - screenAt < guardMs();
    last = { target: target === null ? undefined : new WeakRef(target), at };
    if (again || tooSoon) stop(event);
  };
  page.addEventListener('pointerdown', onPointerDown, { capture: true });
  page.addEventListener('click', onClick, { capture: true });
  return () => {
    observer.disconnect();
    page.removeEventListener('pointerdown', onPointerDown, { capture: true });
    page.removeEventListener('click', onClick, { capture: true });
  };
}

function targetOf({ target }: Event): Element | null {
  return target instanceof Element ? target.closest('button, input, a') : null;
}

/** The browser moves a tap to what is near (touch adjustment); where the finger was, it still says. */
function isWithin(target: Element, { clientX, clientY }: PointerEvent): boolean {
  const { left, right, top, bottom } = target.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}

/** A key that presses has no place on the screen. */
function isByPointer(event: Event): boolean {
  return 'pointerType' in event && event.pointerType !== '';
}
