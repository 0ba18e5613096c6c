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

/** The items in an order in which each stands after those that it depends on, otherwise as they stood; those of a circle are left out. */
export function inOrder(items: readonly Item[], depends: Depends): readonly Item[] {
  const waitsFor = new Map<Item, number>();
  const waiting = new Map<Item, Item[]>();
  for (const item of items) {
    const others = new Set(depends(item));
    waitsFor.set(item, others.size);
    for (const other of others) {
      const those = waiting.get(other);
      if (those === undefined) waiting.set(other, [item]);
      else those.push(item);
    }
  }
  const order = items.filter((item) => waitsFor.get(item) === 0);
  // What is added while it is walked is walked too.
  for (const item of order)
    for (const next of waiting.get(item) ?? []) {
      const left = (waitsFor.get(next) ?? 0) - 1;
      waitsFor.set(next, left);
      if (left === 0) order.push(next);
    }
  return order;
}
