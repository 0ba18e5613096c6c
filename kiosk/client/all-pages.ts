import type { Problem } from '../../bff/contract/client.ts';

export type Loaded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

type Answer<T> = { readonly ok: true; readonly body: Page<T> } | { readonly ok: false; readonly problem: Problem };

const PAGES_MAX = 10;

/** Every page of a list, up to a limit that no list of this city reaches. */
export async function allPages<T>(load: (cursor: string | undefined) => Promise<Answer<T>>): Promise<Loaded<readonly T[]>> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await load(cursor);
    if (!answer.ok) return { ok: false, problem: answer.problem };
    items.push(...answer.body.items);
    if (answer.body.next === undefined) break;
    cursor = cursorIn(answer.body.next);
  }
  return { ok: true, value: items };
}

/** The cursor in the address of a next page. */
export function cursorIn(next: string): string | undefined {
  return new URL(next, 'http://gateway').searchParams.get('cursor') ?? undefined;
}
