import { Miniflare } from 'miniflare';
import { build } from 'vite';
import { afterEach, expect, it } from 'vitest';
import { startSimulatedWechatPay } from '../adapters/simulated-wechat-pay.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The worker as one file, with nothing of Node in it but its cryptography. */
async function bundle(): Promise<string> {
  const lib = { entry: 'tests/runtime/wechat-pay-worker.ts', formats: ['es' as const], fileName: 'worker' };
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', minify: false, lib, rolldownOptions: { external: ['node:crypto'] } },
  });
  const output = (Array.isArray(built) ? built[0] : built) as { output: { type: string; code?: string }[] };
  return output.output.find(({ type }) => type === 'chunk')?.code ?? '';
}

it('the WeChat Pay channel orders, asks, refunds, reads a bill and takes a notice inside workerd, which reads its certificate', {
  timeout: 60_000,
}, async () => {
  const { config, provider, stop } = await startSimulatedWechatPay({ mode: 'certificate' });
  closing.push(stop);
  const script = await bundle();
  const imported = [...script.matchAll(/from\s*["'](node:[^"']+)["']/g)].map(([, name]) => name);
  expect([...new Set(imported)]).toEqual(['node:crypto']);
  const worker = new Miniflare({
    modules: true,
    script,
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['nodejs_compat'],
    bindings: { CONNECTION: JSON.parse(JSON.stringify(config)) },
  });
  closing.push(() => worker.dispose());
  const run = async (...calls: readonly unknown[][]) =>
    (await (await worker.dispatchFetch('http://worker/', { method: 'POST', body: JSON.stringify(calls) })).json()) as {
      readonly ok: boolean;
      readonly value: { readonly code: string };
    }[];
  const order = { key: 'order-1', amount: 2_500, description: '市一医院 *䶮', expiresAt: Date.now() + 600_000 };
  const [made] = await run(['order', order]);
  expect(await provider.pay(made?.value.code ?? '')).toBe(true);
  const refund = { key: 'refund-1', orderKey: 'order-1', amount: 500, total: 2_500 };
  expect(await run(['query', 'order-1'], ['close', 'order-1'], ['refund', refund], ['queryRefund', 'refund-1'])).toMatchObject([
    { ok: true, value: { state: 'paid', paid: { amount: 2_500 } } },
    { ok: false, failure: { kind: 'rejected', reason: 'order-paid' } },
    { ok: true, value: { amount: 500 } },
    { ok: true, value: { state: 'done' } },
  ]);
  expect(await run(['bill', await provider.closeDay()])).toMatchObject([{ ok: true, value: { paid: 2_500, refunded: 500 } }]);
  const inbox = async (request: Request) => {
    const headers = Object.fromEntries(request.headers);
    const answer = await worker.dispatchFetch('http://worker/notices', {
      method: 'POST',
      headers,
      body: await request.arrayBuffer(),
    });
    return new Response(null, { status: answer.status });
  };
  const about = { kind: 'payment', key: 'order-1' } as const;
  expect(await provider.notices?.send(about, 'right', inbox)).toBe(204);
  expect(await provider.notices?.send(about, 'altered', inbox)).toBe(401);
  expect(await (await worker.dispatchFetch('http://worker/heard')).json()).toMatchObject([{ about }]);
});
