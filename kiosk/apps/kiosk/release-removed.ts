/**
 * A browser holds on to the element that was touched last, also when it is gone from the page. What was hung on it, its listeners
 * first, leads to everything that its screen knew: it is taken off whatever leaves `root`. Answers how to stop.
 */
export function releaseRemoved(root: Element): () => void {
  const observer = new MutationObserver((changes) => {
    for (const { removedNodes } of changes) for (const node of removedNodes) if (!node.isConnected) strip(node);
  });
  observer.observe(root, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function strip(node: Node): void {
  for (const name of Object.keys(node)) Reflect.deleteProperty(node, name);
  for (const child of node.childNodes) strip(child);
}
