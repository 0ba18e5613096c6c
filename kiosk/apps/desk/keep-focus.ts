/**
 * Where what had the focus is gone, the heading of the screen has it: who works with keys alone is never nowhere. Answers how to stop.
 */
export function keepFocus(root: HTMLElement): () => void {
  const watcher = new MutationObserver(() => {
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body) return;
    const headings = [...root.querySelectorAll<HTMLElement>('h1')];
    headings.find((heading) => heading.closest('[hidden]') === null)?.focus();
  });
  watcher.observe(root, { childList: true, subtree: true });
  return () => watcher.disconnect();
}
