import { afterEach, describe, expect, it } from 'vitest';
import type { MessageSender } from '../../adapters/messages/port.ts';
import { createSmsHttpSender } from '../../adapters/messages/sms-http/adapter.ts';
import {
  type SmsGateway,
  type SmsGatewayOptions,
  startSmsGateway,
} from '../../fixtures/simulators/sms-gateway/start-sms-gateway.ts';

const KEY = { id: 'kit', secret: Buffer.alloc(32, 'a key of tests ').toString('base64') };
const MESSAGE = { key: 'sms_one', to: '13900000001', text: '【一门】您 11月24日 9:30 的预约已确认。' };
const DEADLINE_MS = 400;

const running: SmsGateway[] = [];
afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.close(50);
});

interface Bench {
  readonly gateway: SmsGateway;
  readonly sender: MessageSender;
  fault(order: object): Promise<void>;
}

async function start(
  options: Partial<SmsGatewayOptions> = {},
  { secret = KEY.secret, now = Date.now, random }: { secret?: string; now?: () => number; random?: () => Uint8Array } = {},
): Promise<Bench> {
  const gateway = await startSmsGateway({ key: KEY, ...options });
  running.push(gateway);
  const environment = { fetch, now, ...(random ? { randomBytes: random } : {}) };
  const sender = createSmsHttpSender(
    { baseUrl: gateway.baseUrl, keyId: KEY.id, secret, keyed: options.keyed ?? true },
    environment,
  );
  return {
    gateway,
    sender,
    async fault(order) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${gateway.controlUrl}/faults`, { method: 'POST', headers, body: JSON.stringify(order) });
      if (response.status !== 201) throw new Error(await response.text());
    },
  };
}

const call = () => ({ signal: AbortSignal.timeout(DEADLINE_MS) });
const ok = { ok: true, value: null };
const failed = (kind: string, reason?: string) => ({
  ok: false,
  failure: expect.objectContaining(reason ? { kind, reason } : { kind }),
});
const receiptOf = (sender: MessageSender, key: string) => sender.receipt?.(key, call());

describe('a sender of short messages over HTTP', () => {
  it('sends a message once, however often its key is repeated, and tells what became of it', async () => {
    const { gateway, sender } = await start();
    expect(await receiptOf(sender, MESSAGE.key)).toEqual({ ok: true, value: 'unknown' });
    expect(await sender.send(MESSAGE, call())).toEqual(ok);
    expect(await sender.send(MESSAGE, call())).toEqual(ok);
    expect(gateway.messages()).toMatchObject([
      { key: MESSAGE.key, recipient: MESSAGE.to, text: MESSAGE.text, fate: 'delivered' },
    ]);
    expect(await receiptOf(sender, MESSAGE.key)).toEqual({ ok: true, value: 'delivered' });
  });

  it('says that its key does nothing at a gateway without keys, where the message goes out a second time', async () => {
    const { gateway, sender } = await start({ keyed: false });
    await sender.send(MESSAGE, call());
    await sender.send(MESSAGE, call());
    expect([sender.keyed, gateway.messages().length]).toEqual([false, 2]);
  });

  it.each([
    ['refused', 'unavailable', 0],
    ['timeout-before-commit', 'unknown-outcome', 0],
    ['timeout-after-commit', 'unknown-outcome', 1],
    ['reset-before-commit', 'unknown-outcome', 0],
    ['reset-after-commit', 'unknown-outcome', 1],
    ['server-error-before-commit', 'unknown-outcome', 0],
    ['server-error-after-commit', 'unknown-outcome', 1],
    ['malformed', 'unknown-outcome', 1],
    ['wrong-charset', 'unknown-outcome', 1],
    ['empty-200', 'unknown-outcome', 1],
    ['html-page', 'unknown-outcome', 1],
    ['unsigned', 'unknown-outcome', 1],
    ['duplicate', 'unknown-outcome', 1],
  ])('to a message that meets the fault %s it answers %s, and %i of them lie at the gateway', async (kind, verdict, taken) => {
    const { gateway, sender, fault } = await start();
    await fault({ operation: 'send', fault: kind });
    expect(await sender.send(MESSAGE, call())).toEqual(failed(verdict));
    expect(gateway.messages().length).toBe(taken);
  });

  it.each([
    ['refused', 'unavailable'],
    ['timeout-after-commit', 'unavailable'],
    ['reset-after-commit', 'unavailable'],
    ['server-error-after-commit', 'unavailable'],
    ['malformed', 'malformed'],
    ['empty-200', 'malformed'],
    ['html-page', 'malformed'],
    ['unsigned', 'malformed'],
  ])('a receipt that meets the fault %s is %s, and never "not there"', async (kind, verdict) => {
    const { sender, fault } = await start();
    await sender.send(MESSAGE, call());
    await fault({ operation: 'receipt', fault: kind });
    expect(await receiptOf(sender, MESSAGE.key)).toEqual(failed(verdict));
  });

  it('a message that is slow to be answered is answered all the same', async () => {
    const { sender, fault } = await start();
    await fault({ operation: 'send', fault: 'slow', delayMs: 50 });
    expect(await sender.send(MESSAGE, call())).toEqual(ok);
  });

  it('a message that never reaches its phone has failed, and one whose receipt is late is accepted until it comes', async () => {
    let now = Date.now();
    const { sender, fault } = await start({ now: () => now });
    await fault({ operation: 'send', fault: 'lost-delivery', times: 1 });
    await fault({ operation: 'send', fault: 'late-receipt', times: 1, delayMs: 60_000 });
    await sender.send(MESSAGE, call());
    await sender.send({ ...MESSAGE, key: 'sms_late' }, call());
    expect(await receiptOf(sender, MESSAGE.key)).toEqual({ ok: true, value: 'failed' });
    expect(await receiptOf(sender, 'sms_late')).toEqual({ ok: true, value: 'accepted' });
    now += 60_000;
    expect(await receiptOf(sender, 'sms_late')).toEqual({ ok: true, value: 'delivered' });
  });

  it('takes back what has not gone out, and hears when it is too late', async () => {
    const waiting = await start({ deliveryMs: 60_000 });
    await waiting.sender.send(MESSAGE, call());
    expect(await waiting.sender.cancel?.(MESSAGE.key, call())).toEqual(ok);
    expect(waiting.gateway.messages()).toMatchObject([{ fate: 'cancelled' }]);
    const gone = await start();
    await gone.sender.send(MESSAGE, call());
    expect(await gone.sender.cancel?.(MESSAGE.key, call())).toEqual(failed('rejected', 'too-late'));
    expect(await gone.sender.cancel?.('sms_none', call())).toEqual(failed('rejected', 'other'));
  });

  it.each([
    ['a number that is none', { to: '12345' }, 'number-refused'],
    ['a text that is too long', { text: '长'.repeat(501) }, 'text-refused'],
  ])('%s is refused, and nothing is sent', async (_what, wrong, reason) => {
    const { gateway, sender } = await start();
    expect(await sender.send({ ...MESSAGE, ...wrong }, call())).toEqual(failed('rejected', reason));
    expect(gateway.messages()).toEqual([]);
  });

  it('another message under a key that was used is refused', async () => {
    const { gateway, sender } = await start();
    await sender.send(MESSAGE, call());
    expect(await sender.send({ ...MESSAGE, text: '【一门】别的' }, call())).toEqual(failed('rejected', 'other'));
    expect(gateway.messages().length).toBe(1);
  });

  it.each([
    ['under another secret', { secret: Buffer.alloc(32, 'another one ').toString('base64') }],
    ['by a clock that is six minutes off', { now: () => Date.now() - 360_000 }],
  ])('what is signed %s sends nothing, and a receipt says that we are not known', async (_how, wrong) => {
    const { gateway, sender } = await start({}, wrong);
    expect(await sender.send(MESSAGE, call())).toEqual(failed('unknown-outcome'));
    expect(await receiptOf(sender, MESSAGE.key)).toEqual(failed('unauthenticated'));
    expect(gateway.messages()).toEqual([]);
  });

  it('a nonce that was here before is refused', async () => {
    const { gateway, sender } = await start({}, { random: () => new Uint8Array(16) });
    expect(await sender.send(MESSAGE, call())).toEqual(ok);
    expect(await sender.send({ ...MESSAGE, key: 'sms_two' }, call())).toEqual(failed('unknown-outcome'));
    expect(gateway.messages().length).toBe(1);
  });

  it('no failure tells the number, the text or the key', async () => {
    const { sender, fault } = await start();
    await fault({ operation: 'any', fault: 'html-page' });
    const told = JSON.stringify([await sender.send(MESSAGE, call()), await receiptOf(sender, MESSAGE.key)]);
    for (const secret of [MESSAGE.to, MESSAGE.text, MESSAGE.key]) expect(told).not.toContain(secret);
  });

  it('a redirect is not followed', async () => {
    const asked: string[] = [];
    const redirecting = {
      now: Date.now,
      async fetch(input: string, init?: RequestInit) {
        asked.push(`${input} ${init?.redirect}`);
        return new Response(null, { status: 307, headers: { location: 'https://elsewhere.example/' } });
      },
    };
    const sender = createSmsHttpSender({ baseUrl: 'https://sms.example', keyId: 'kit', secret: KEY.secret }, redirecting);
    expect(await sender.send(MESSAGE, call())).toEqual(failed('unknown-outcome'));
    expect(asked).toEqual(['https://sms.example/v1/messages/sms_one manual']);
  });
});
