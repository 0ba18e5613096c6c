import { createSignedJsonAdapter } from '../../adapters/hospitals/signed-json/adapter.ts';

/** A Worker that does with the adapter what it is told, so that a test can drive the adapter inside workerd. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { connection, calls } = (await request.json()) as { connection: never; calls: readonly [keyof Calls, ...unknown[]][] };
    const adapter = createSignedJsonAdapter(connection, { fetch: (input, init) => fetch(input, init), now: () => Date.now() });
    const outcomes: unknown[] = [];
    for (const [operation, ...parameters] of calls) {
      const ask = adapter[operation] as (...all: unknown[]) => Promise<unknown>;
      outcomes.push(await ask(...parameters, { signal: AbortSignal.timeout(5_000) }));
    }
    return Response.json(outcomes);
  },
};

type Calls = Pick<
  ReturnType<typeof createSignedJsonAdapter>,
  'slots' | 'book' | 'findBooking' | 'cancel' | 'registerPatient' | 'queue'
>;
