import type { Notice } from '../../adapters/payments/port.ts';
import { createWechatPay } from '../../adapters/payments/wechat-pay/adapter.ts';

const heard: Notice[] = [];

/** A Worker that does with the channel what it is told, and takes notices, so that a test can drive the channel inside workerd. */
export default {
  async fetch(request: Request, { CONNECTION }: { readonly CONNECTION: never }): Promise<Response> {
    const channel = createWechatPay(CONNECTION, { fetch: (input, init) => fetch(input, init), now: () => Date.now() });
    const { pathname } = new URL(request.url);
    if (pathname === '/heard') return Response.json(heard);
    if (pathname === '/notices') {
      const accept = async (notice: Notice) => {
        heard.push(notice);
        return 'accepted' as const;
      };
      return channel.inbound?.(request, { accept }) ?? new Response(null, { status: 404 });
    }
    const outcomes: unknown[] = [];
    for (const [call, ...parameters] of (await request.json()) as readonly (readonly [call: string, ...given: unknown[]])[]) {
      const ask = Reflect.get(channel, call) as (...all: unknown[]) => Promise<unknown>;
      outcomes.push(await ask(...parameters, { signal: AbortSignal.timeout(5_000) }));
    }
    return Response.json(outcomes);
  },
};
