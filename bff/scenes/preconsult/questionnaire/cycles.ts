import type { Item } from './item.ts';

/** What an item's being asked, or its value, depends on. */
export type Depends = (item: Item) => readonly Item[];

/** Groups of items that depend on one another in a circle, in the order of the document (Tarjan 1972). */
export function cyclesAmong(items: readonly Item[], depends: Depends): readonly (readonly Item[])[] {
  const order = new Map<Item, number>();
  const lowest = new Map<Item, number>();
  const open: Item[] = [];
  const isOpen = new Set<Item>();
  const cycles: Item[][] = [];
  const visit = (item: Item): number => {
    let low = order.size;
    order.set(item, low);
    const own = low;
    open.push(item);
    isOpen.add(item);
    for (const next of depends(item)) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (isOpen.has(next)) low = Math.min(low, order.get(next) ?? low);
    }
    lowest.set(item, low);
    if (low === own) close(item);
    return low;
  };
  const close = (item: Item) => {
    const group = open.splice(open.indexOf(item));
    for (const one of group) isOpen.delete(one);
    if (group.length > 1 || depends(item).includes(item)) cycles.push(group.sort((left, right) => left.place - right.place));
  };
  for (const item of items) if (!order.has(item)) visit(item);
  return cycles;
}
