import { useCallback, useMemo, useRef } from 'preact/hooks';
import type { Client } from '../../../../bff/contract/client.ts';

/** The same client, and what the gateway's clock says, as its answers tell: until when something may be read is told in its time. */
export function useGatewayTime(asks: Client, now: () => number): { readonly client: Client; readonly at: () => number } {
  const aheadMs = useRef(0);
  const client = useMemo<Client>(
    () => async (operation, input) => {
      const answer = await asks(operation, input);
      const said = Date.parse(answer.headers.get('date') ?? '');
      if (!Number.isNaN(said)) aheadMs.current = said - now();
      return answer;
    },
    [asks, now],
  );
  const at = useCallback(() => now() + aheadMs.current, [now]);
  return { client, at };
}
