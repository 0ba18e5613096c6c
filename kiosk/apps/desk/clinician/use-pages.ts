import { useCallback, useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { cursorIn } from '../../../client/all-pages.ts';
import type { Asking } from '../../../staff/asking.ts';

export type PageAnswer<Page> = { readonly ok: true; readonly body: Page } | { readonly ok: false; readonly problem: Problem };

interface PagesOptions<Page> {
  readonly asking: Asking;
  readonly load: (cursor: string | undefined) => Promise<PageAnswer<Page>>;
  /** The address of the page after it. */
  readonly nextOf: (page: Page) => string | undefined;
  /** There is nothing to be read any more. */
  readonly onGone?: () => void;
}

/**
 * Pages that are looked at one after the other, and only when somebody asks: each look is in somebody's log. What stands here stays where
 * no answer came, so that nobody who treats a person loses what they have; what the gateway refuses is gone at once.
 */
export function usePages<Page>({ asking, load, nextOf, onGone }: PagesOptions<Page>) {
  const { ask } = asking;
  /** Nothing until the first has come. */
  const [pages, setPages] = useState<readonly Page[]>();
  const last = pages?.at(-1);
  const next = last && nextOf(last);
  const read = useCallback(
    async (cursor?: string) => {
      let gone = false;
      const answer = await ask(async () => {
        const told = await load(cursor);
        gone = !told.ok && told.problem.code === 'not-found';
        return told;
      });
      if (gone) {
        setPages(undefined);
        onGone?.();
      }
      if (answer) setPages((before) => (cursor === undefined || !before ? [answer.body] : [...before, answer.body]));
    },
    [ask, load],
  );
  return {
    pages,
    /** From the first page on. */
    look: useCallback(() => read(), [read]),
    /** Nothing where there is no other page. */
    more: next === undefined ? undefined : () => read(cursorIn(next)),
    change: (to: (page: Page) => Page) => setPages((before) => before?.map(to)),
  };
}
