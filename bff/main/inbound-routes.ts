import { send } from '../platform/http/gateway.ts';
import { rateLimitKey } from '../platform/http/rate-limit-key.ts';
import { problem, toWire } from '../platform/http/reply.ts';
import { limits } from '../platform/limits/limits.ts';
import type { Onedoor } from './compose.ts';

/** Pushes that are read at once: each is held in memory before it is known whether it is genuine. */
const READ_AT_ONCE = { address: limits.pushesOfAddress.figure, hospital: limits.pushesOfHospital.figure };

/**
 * Where hospitals push to: `POST /inbound/{hospital}`, and below it for those whose contract has paths of its own. The hospital's own
 * adapter finds out whether it is genuine; a hospital whose protocol has no pushes is not there. What is not genuine counts against the
 * address that sent it, the longer the more; a genuine one takes only a place among those that are read at once. Window, hospital and
 * declared length are looked at before the adapter is asked, and the adapter looks at the headers before it reads.
 */
export function addInboundRoutes({ app, dependencies, inbox }: Onedoor): void {
  const { hospitals, ids, rateLimiter, clientAddress, metrics } = dependencies;
  const places = createPlaces();
  app.on('POST', ['/inbound/:hospital', '/inbound/:hospital/*'], async (c) => {
    const hospitalId = c.req.param('hospital');
    const address = rateLimitKey(clientAddress(c.env));
    const requestId = ids.next('req');
    const refuse = (
      code: 'not-found' | 'rate-limited' | 'overloaded' | 'payload-too-large',
      headers: Readonly<Record<string, string>>,
    ) => {
      metrics.count('onedoor_requests_total', `operation="inbound",status="${toWire(problem(code), requestId).status}"`);
      return send(toWire(problem(code, { headers }), requestId), requestId);
    };
    const before = rateLimiter.take(address, 0);
    if (!before.allowed) return refuse('rate-limited', before.headers);
    const inbound = hospitals.ids().includes(hospitalId) ? hospitals.inbound(hospitalId) : undefined;
    if (!inbound) return refuse('not-found', rateLimiter.take(address).headers);
    const declared = Number(c.req.header('content-length') ?? 0);
    if (!(declared <= limits.pushBody.figure)) return refuse('payload-too-large', rateLimiter.take(address).headers);
    const leave = places.take([`address ${address}`, READ_AT_ONCE.address], [`hospital ${hospitalId}`, READ_AT_ONCE.hospital]);
    if (!leave) return refuse('overloaded', { 'retry-after': '1' });
    const push = counted(c.req.raw);
    let genuine = false;
    try {
      const sink = inbox.sinkOf(hospitalId);
      return await inbound(push.request, {
        accept: (message) => {
          genuine = true;
          return sink.accept(message);
        },
      });
    } finally {
      leave();
      if (!genuine) rateLimiter.take(address, 1 + Math.floor(push.read() / limits.pushBytesARequest.figure));
    }
  });
}

/** A push whose bytes are counted as somebody reads them, and not read before: what it says of its length is not believed for the rest. */
function counted(request: Request): { readonly request: Request; readonly read: () => number } {
  const { body } = request;
  if (!body) return { request, read: () => 0 };
  let read = 0;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const bytes = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        reader ??= body.getReader();
        const { done, value } = await reader.read();
        if (done) return controller.close();
        read += value.byteLength;
        controller.enqueue(value);
      },
      cancel: (reason) => (reader ? reader.cancel(reason) : body.cancel(reason)),
    },
    { highWaterMark: 0 },
  );
  return { request: new Request(request, { body: bytes, duplex: 'half' } as RequestInit), read: () => read };
}

type Place = readonly [whose: string, atOnce: number];

/** How many are held, by whose they are. `take` answers what gives the places back, or nothing when one of them is not there. */
function createPlaces() {
  const held = new Map<string, number>();
  const heldBy = (whose: string) => held.get(whose) ?? 0;
  return {
    take(...wanted: readonly Place[]): (() => void) | undefined {
      if (wanted.some(([whose, atOnce]) => heldBy(whose) >= atOnce)) return undefined;
      for (const [whose] of wanted) held.set(whose, heldBy(whose) + 1);
      return () => {
        for (const [whose] of wanted) {
          const left = heldBy(whose) - 1;
          if (left > 0) held.set(whose, left);
          else held.delete(whose);
        }
      };
    },
  };
}
