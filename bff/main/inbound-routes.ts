import { send } from '../platform/http/gateway.ts';
import { rateLimitKey } from '../platform/http/rate-limit-key.ts';
import { problem, toWire } from '../platform/http/reply.ts';
import { limits } from '../platform/limits/limits.ts';
import { channelAt } from '../scenes/payments/dependencies.ts';
import type { Onedoor } from './compose.ts';

/** Below it are notices of payment providers; no hospital is called so. */
const PAYMENTS = 'payments';

/** Pushes that are read at once: each is held in memory before it is known whether it is genuine. */
const READ_AT_ONCE = { address: limits.pushesOfAddress.figure, hospital: limits.pushesOfHospital.figure };

/**
 * Where hospitals push to: `POST /inbound/{hospital}`, and below it for those whose contract has paths of its own; and where payment
 * providers send notices for a hospital's merchant: `POST /inbound/payments/{channel}/{hospital}`. The partner's own adapter finds out whether it is genuine; a hospital whose protocol has no pushes is not there. What is not genuine counts against the
 * address that sent it, the longer the more; a genuine one takes only a place among those that are read at once. Window, hospital and
 * declared length are looked at before the adapter is asked, and the adapter looks at the headers before it reads.
 */
export function addInboundRoutes(onedoor: Onedoor): void {
  const { app, dependencies } = onedoor;
  const { ids, rateLimiter, clientAddress, metrics } = dependencies;
  const places = createPlaces();
  app.on('POST', ['/inbound/:hospital', '/inbound/:hospital/*'], async (c) => {
    const [hospitalId, ...below] = [c.req.param('hospital'), ...c.req.path.split('/').slice(3)];
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
    const receiver = receiverOf(onedoor, hospitalId, below);
    if (!receiver) return refuse('not-found', rateLimiter.take(address).headers);
    const declared = Number(c.req.header('content-length') ?? 0);
    if (!(declared <= limits.pushBody.figure)) return refuse('payload-too-large', rateLimiter.take(address).headers);
    const leave = places.take([`address ${address}`, READ_AT_ONCE.address], [receiver.whose, READ_AT_ONCE.hospital]);
    if (!leave) return refuse('overloaded', { 'retry-after': '1' });
    const push = counted(c.req.raw);
    let genuine = false;
    try {
      return await receiver.receive(push.request, () => {
        genuine = true;
      });
    } finally {
      leave();
      if (!genuine) rateLimiter.take(address, 1 + Math.floor(push.read() / limits.pushBytesARequest.figure));
    }
  });
}

/** What takes a push, and tells when it has found it genuine. */
interface Receiver {
  readonly whose: string;
  readonly receive: (request: Request, found: () => void) => Promise<Response>;
}

function receiverOf({ dependencies, inbox, notices }: Onedoor, first: string, below: readonly string[]): Receiver | undefined {
  const { hospitals, channels } = dependencies;
  if (first === PAYMENTS) {
    const [channel = '', hospitalId = '', ...more] = below;
    const name = channelAt(channel, hospitalId);
    const inbound = more.length === 0 && channels.has(name) ? channels.port(name).inbound : undefined;
    return inbound && { whose: `channel ${name}`, receive: (request, found) => inbound(request, telling(notices(name), found)) };
  }
  const inbound = hospitals.ids().includes(first) ? hospitals.inbound(first) : undefined;
  return (
    inbound && { whose: `hospital ${first}`, receive: (request, found) => inbound(request, telling(inbox.sinkOf(first), found)) }
  );
}

/** The sink, which tells that something genuine came before it is kept. */
function telling<Message, Kept>(sink: { accept(message: Message): Promise<Kept> }, found: () => void) {
  return {
    accept(message: Message): Promise<Kept> {
      found();
      return sink.accept(message);
    },
  };
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
