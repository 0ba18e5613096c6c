import { useCallback, useEffect, useState } from 'preact/hooks';
import type * as z from 'zod';
import type { Client } from '../../../bff/contract/client.ts';
import type * as desk from '../../../bff/contract/desk/schemas.ts';

type Tickets = z.output<typeof desk.tickets>;
export type CalledTicket = z.output<typeof desk.calledTicket>;

const READ_EVERY_MS = 5_000;

export interface Queue {
  readonly tickets: Tickets | undefined;
  /** Whom this clerk serves. */
  readonly mine: CalledTicket | undefined;
  readonly read: () => Promise<void>;
}

/** The numbers of the hall, read anew every few seconds. What does not come leaves what was there. */
export function useTickets(client: Client, onDuty: boolean): Queue {
  const [tickets, setTickets] = useState<Tickets>();
  const read = useCallback(async () => {
    const answer = await client('listTickets', {}).catch(() => undefined);
    if (answer?.ok) setTickets(answer.body);
  }, [client]);
  useEffect(() => {
    if (!onDuty) return setTickets(undefined);
    void read();
    const timer = setInterval(() => void read(), READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [read, onDuty]);
  return { tickets, mine: tickets?.serving.find(({ mine }) => mine), read };
}
