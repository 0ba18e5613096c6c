/** A page that the browser kept, and shows again, would show what was true, and who was there, then. Answers how to stop. */
export function reloadWhenKept(page: Window): () => void {
  const onPageShow = (event: PageTransitionEvent) => {
    if (event.persisted) page.location.reload();
  };
  page.addEventListener('pageshow', onPageShow);
  return () => page.removeEventListener('pageshow', onPageShow);
}
