import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Client } from '../../../../bff/contract/client.ts';

const READ_EVERY_MS = 10_000;

/** Whether a cashier is on duty, asked every few seconds: a clerk may end a shift that somebody forgot. */
export function useDuty(client: Client, staffId: string) {
  /** Nothing until it has come. */
  const [onDuty, setOnDuty] = useState<boolean>();
  const [reached, setReached] = useState(true);
  const read = useCallback(async () => {
    // Of shifts a cashier is told their own alone, and that is one.
    const shifts = await client('listShifts', { query: { limit: 1 } }).catch(() => undefined);
    setReached(shifts !== undefined);
    if (shifts?.ok) setOnDuty(shifts.body.items.some((shift) => shift.staffId === staffId && !shift.ended));
  }, [client, staffId]);
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [read]);
  return { onDuty, reached, read, setOnDuty };
}
