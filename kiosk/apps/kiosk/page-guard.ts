/** Things that a browser does of its own when something is held, dragged or dropped: a menu, a copy, another page. */
const OFFERS = ['contextmenu', 'dragstart', 'dragover', 'drop'] as const;

/**
 * Stops what a browser offers besides the page, as far as a page may: its menu, dragging, and its shortcuts to print, find, save,
 * reload, zoom and go elsewhere. The kiosk itself has no shortcut, so every one is the browser's. What a browser keeps for itself
 * (a new window, closing, the system's own keys) is for its flags: docs/operations.md. Answers how to stop guarding.
 */
export function guardPage(page: Document): () => void {
  const stop = (event: Event) => event.preventDefault();
  const onKeyDown = (event: KeyboardEvent) => {
    if (isShortcut(event)) event.preventDefault();
  };
  const onWheel = (event: WheelEvent) => {
    if (event.ctrlKey) event.preventDefault();
  };
  for (const kind of OFFERS) page.addEventListener(kind, stop);
  page.addEventListener('keydown', onKeyDown);
  page.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    for (const kind of OFFERS) page.removeEventListener(kind, stop);
    page.removeEventListener('keydown', onKeyDown);
    page.removeEventListener('wheel', onWheel);
  };
}

/** Not while characters are being composed, and not what AltGr types: that is how some write a name. */
function isShortcut(event: KeyboardEvent): boolean {
  if (event.isComposing || event.getModifierState('AltGraph')) return false;
  return event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key);
}
