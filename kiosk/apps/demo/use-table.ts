import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Table, TableAct } from '../../../fixtures/demo/table.ts';

/** Calm enough for a page that stays open all day. */
const EVERY_MS = 1_000;
const WITHIN_MS = 5_000;
/** What a form and a page of another origin can not send. */
const HEADERS = { 'onedoor-demo': '1' };

/**
 * What lies on the table, asked for once a second while anybody sees the page, and once more after each act. `away` while the gateway
 * does not answer; what was known stays.
 */
export function useTable(): { readonly table: Table | undefined; readonly away: boolean; readonly act: (act: TableAct) => void } {
  const [table, setTable] = useState<Table>();
  const [away, setAway] = useState(false);
  const look = useCallback(async () => {
    try {
      const answer = await fetch('/demo/table', { headers: HEADERS, signal: AbortSignal.timeout(WITHIN_MS) });
      if (!answer.ok) throw new Error(`the table: ${answer.status}`);
      setTable((await answer.json()) as Table);
      setAway(false);
    } catch {
      setAway(true);
    }
  }, []);
  useEffect(() => keepLooking(look), []);
  const act = useCallback((order: TableAct) => {
    const headers = { ...HEADERS, 'content-type': 'application/json' };
    fetch('/demo/acts', { method: 'POST', headers, body: JSON.stringify(order), signal: AbortSignal.timeout(WITHIN_MS) })
      .then(look)
      .catch(() => setAway(true));
  }, []);
  return { table, away, act };
}

/** One question after the other, none while the page is hidden. Answers how to stop. */
function keepLooking(look: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const next = async () => {
    clearTimeout(timer);
    if (stopped || document.hidden) return;
    await look();
    clearTimeout(timer);
    timer = setTimeout(next, EVERY_MS);
  };
  document.addEventListener('visibilitychange', next);
  void next();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', next);
  };
}
