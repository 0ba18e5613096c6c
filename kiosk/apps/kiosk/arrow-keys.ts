const FOCUSABLE = 'button:not([disabled]), input:not([disabled])';
const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** A keypad with four arrows reaches everything that Tab reaches. While a dialog stands, only what is in it. */
export function walkWithArrows(root: HTMLElement): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key] ?? (event.key === 'Tab' ? tabStep(root, event) : undefined);
    if (step === undefined || isTyping(event)) return;
    const reachable = [...(dialogIn(root) ?? root).querySelectorAll<HTMLElement>(FOCUSABLE)];
    if (reachable.length === 0) return;
    event.preventDefault();
    const at = reachable.indexOf(document.activeElement as HTMLElement);
    const next = at === -1 ? (step === 1 ? 0 : reachable.length - 1) : (at + step + reachable.length) % reachable.length;
    reachable[next]?.focus();
  };
  root.addEventListener('keydown', onKeyDown);
  return () => root.removeEventListener('keydown', onKeyDown);
}

function dialogIn(root: HTMLElement): HTMLElement | null {
  return root.querySelector<HTMLElement>('[role="alertdialog"]');
}

/** Tab is the browser's own, but for a dialog, which it must not leave. */
function tabStep(root: HTMLElement, event: KeyboardEvent): 1 | -1 | undefined {
  if (dialogIn(root) === null) return undefined;
  return event.shiftKey ? -1 : 1;
}

/** In a field the left and right arrows move the cursor. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  return target instanceof HTMLInputElement && (key === 'ArrowLeft' || key === 'ArrowRight');
}
