import { createRemoteHttpAdapter } from '../../adapters/hospitals/remote-http/adapter.ts';
import type { FacetName } from '../../adapters/port/hospital.ts';

/** A Worker that does with the adapter what it is told, so that a test can drive the adapter inside workerd. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { connection, calls } = (await request.json()) as {
      connection: never;
      calls: readonly (readonly [facet: FacetName, call: string, ...given: unknown[]])[];
    };
    const adapter = createRemoteHttpAdapter(connection, { fetch: (input, init) => fetch(input, init), now: () => Date.now() });
    const outcomes: unknown[] = [];
    for (const [facet, call, ...parameters] of calls) {
      const ask = Reflect.get(adapter[facet] ?? {}, call) as (...all: unknown[]) => Promise<unknown>;
      outcomes.push(await ask(...parameters, { signal: AbortSignal.timeout(5_000) }));
    }
    return Response.json(outcomes);
  },
};
