import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { atRest, driven, everythingIn, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { Payer, TOTAL } from '../../support/payer.ts';
import type { ProviderTwin } from '../../support/provider-twin.ts';
import { enrolTestDevice } from '../../support/test-device.ts';
import { fresh, JSON_TYPE, type Reply, replyOf } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const PUBLIC_URL = 'https://door.example.org';
const PHONE_AT = '203.0.113.7';
const MOVED_TO = '198.51.100.23';

interface Part {
  readonly state: string;
  readonly reason?: string;
  readonly presented?: string;
  readonly code?: string;
  readonly payUrl?: string;
  readonly refunds: readonly { readonly state: string; readonly cause: string }[];
}

const partIn = ({ body }: Reply): Part => {
  const [part] = (body.parts ?? []) as Part[];
  if (!part) throw new Error('a payment without parts');
  return part;
};

describe.each(SAMPLED_ENGINES)('%s: paying on the phone that asks', (engine) => {
  let site: QuietGateway;
  let payer: Payer;
  let provider: ProviderTwin;
  let address: string;

  beforeEach(async () => {
    address = PHONE_AT;
    site = await startQuietGateway(engine, { settings: { publicUrl: PUBLIC_URL }, address: () => address });
    payer = await Payer.come(site.gateway);
    provider = site.gateway.provider;
  });
  afterEach(() => site.stop());

  /** Lets what is under way come to rest. */
  async function rest(ms = 0) {
    await site.clock.leap(ms);
    for (let step = 0; step < 4; step += 1) {
      await driven(site, atRest(site.db, site.clock));
      await site.clock.leap(1_000);
    }
    await driven(site, atRest(site.db, site.clock));
  }
  async function pay(more: object = {}, key = fresh()): Promise<Reply> {
    const { body } = await payer.quotes();
    return payer.post('/v1/payments', { quotesId: body.id, channel: 'sandbox', presented: 'link', ...more }, key);
  }
  async function begun(): Promise<{ readonly id: unknown; readonly key: string }> {
    await payer.owe();
    const made = await pay();
    expect(made.status).toBe(201);
    await rest();
    return { id: made.body.id, key: [...provider.orders.keys()].at(-1) ?? '' };
  }
  /** The payment as its person sees it, in a session of this moment. */
  async function shown(id: unknown): Promise<Part> {
    payer = await Payer.come(site.gateway);
    return partIn(await payer.payment(id));
  }

  it('gives a link of the provider in place of a code, and what is paid on its page is paid', async () => {
    const { id, key } = await begun();
    const part = await shown(id);
    expect(part).toMatchObject({ state: 'paying', presented: 'link', payUrl: `https://pay.example/${key}` });
    expect(part.code).toBeUndefined();
    provider.pay(key);
    await rest(5_000);
    const after = await shown(id);
    expect([after.state, after.payUrl, after.presented]).toEqual(['paid', undefined, undefined]);
    const ledger = await site.db.rows<{ fen: number }>('SELECT fen FROM ledger_movement');
    expect(ledger.map(({ fen }) => Number(fen))).toEqual([TOTAL, TOTAL]);
  });

  it('gives a code, as ever, to whoever does not ask for a link', async () => {
    await payer.owe();
    const { body } = await payer.pay('sandbox');
    await rest();
    const [key] = provider.orders.keys();
    const part = await shown(body.id);
    expect(part).toMatchObject({ state: 'paying', presented: 'code', code: `sim://${key}` });
    expect(part.payUrl).toBeUndefined();
    expect(provider.orders.get(key ?? '')?.link).toBeUndefined();
  });

  it('tells the provider where the phone is and where it comes back to, which names nobody and no payment', async () => {
    const { key } = await begun();
    const returnTo = `${PUBLIC_URL}/phone/#payment`;
    expect(provider.orders.get(key)?.link).toEqual({ payerAddress: PHONE_AT, returnTo });
  });

  it('tells the provider an address of IPv4 as such where a socket has it within IPv6', async () => {
    address = `::ffff:${PHONE_AT}`;
    const { key } = await begun();
    expect(provider.orders.get(key)?.link?.payerAddress).toBe(PHONE_AT);
  });

  it('keeps where the phone is in no row and in no line of the log, however the order fares', async () => {
    const { id, key } = await begun();
    provider.pay(key);
    await rest(5_000);
    expect((await shown(id)).state).toBe('paid');
    Object.assign(provider, { order: async () => ({ ok: false, failure: { kind: 'rejected', reason: 'other', detail: 'no' } }) });
    await payer.owe();
    await pay();
    await rest(60_000);
    for (const [table, rows] of Object.entries(await everythingIn(site.db))) expect(rows.join(), table).not.toContain(PHONE_AT);
    expect(site.gateway.logged.join()).not.toContain(PHONE_AT);
  });

  it('answers the same payment to the same request from another address: a phone changes its network on the way', async () => {
    await payer.owe();
    const { body } = await payer.quotes();
    const key = fresh();
    const order = { quotesId: body.id, channel: 'sandbox', presented: 'link' };
    const first = await payer.post('/v1/payments', order, key);
    address = MOVED_TO;
    const again = await payer.post('/v1/payments', order, key);
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    await rest();
    expect(provider.orders.size).toBe(1);
  });

  it.each([
    ['at the window', { channel: 'cash' }, PHONE_AT],
    ['for whoever pays from home', { fromHome: true }, PHONE_AT],
    ['where nobody knows where the phone is', {}, 'unknown'],
    ['where a proxy says something else than an address', {}, `${PHONE_AT}, 10.0.0.1`],
  ])('gives no link %s, and writes nothing', async (_, more, from) => {
    await payer.owe();
    address = from;
    const refused = await pay(more);
    expect([refused.status, refused.body.code]).toEqual([503, 'channel-unavailable']);
    expect(await site.db.rows('SELECT id FROM payment')).toEqual([]);
  });

  it('gives no link to a session at a machine of a hall: nobody’s WeChat is on it', async () => {
    await payer.owe();
    const quotes = await payer.quotes();
    const device = await enrolTestDevice(site.gateway);
    const token = await site.gateway.signIn(payer.patientId);
    await commit(site.gateway.onedoor.dependencies, 'move-session', 'interactive', [
      { sql: `UPDATE session SET device_id = '${device.id}'`, parameters: [] },
    ]);
    const body = JSON.stringify({ quotesId: quotes.body.id, channel: 'sandbox', presented: 'link' });
    const headers = { ...JSON_TYPE, ...fresh({ authorization: `Bearer ${token}` }) };
    const refused = await replyOf(await device.request('/v1/payments', { method: 'POST', headers, body }));
    expect([refused.status, refused.body.code]).toEqual([503, 'channel-unavailable']);
    expect(provider.orders.size).toBe(0);
  });

  it('says by which channels a phone can pay, and refuses a link of one that has none', async () => {
    await payer.owe();
    const byLink = async () => {
      const [quote] = (await payer.quotes()).body.quotes as { channels: string[]; byLink: string[] }[];
      return [quote?.channels, quote?.byLink];
    };
    expect(await byLink()).toEqual([['sandbox', 'cash'], ['sandbox']]);
    Object.assign(provider, { presents: ['code'] });
    expect(await byLink()).toEqual([['sandbox', 'cash'], []]);
    const refused = await pay();
    expect([refused.status, refused.body.code]).toEqual([503, 'channel-unavailable']);
  });

  it('closes a link that somebody gives up, and sends back what was paid in that moment', async () => {
    const { id, key } = await begun();
    await payer.post(`/v1/payments/${String(id)}/cancel`, {});
    provider.pay(key);
    await rest(60_000);
    const part = await shown(id);
    expect(part).toMatchObject({ state: 'not-paid', reason: 'cancelled', refunds: [{ state: 'done', cause: 'late' }] });
    expect(provider.kept(key)).toBe(0);
  });

  it('closes a link at the end of its time, shows it no more, and the bill can be paid anew', async () => {
    const { id, key } = await begun();
    await rest(limits.paymentCode.figure);
    expect(provider.orders.get(key)?.state).toBe('closed');
    const part = await shown(id);
    expect(part).toMatchObject({ state: 'not-paid', reason: 'not-paid-in-time' });
    expect(part.payUrl).toBeUndefined();
    expect((await pay()).status).toBe(201);
  });

  it('closes an order whose link was lost on the way: nobody is shown another way to pay it', async () => {
    const truth = provider.order;
    const order: ProviderTwin['order'] = async (request, call) => {
      await truth(request, call);
      return { ok: false, failure: { kind: 'unknown-outcome', detail: 'a link that leads elsewhere' } };
    };
    Object.assign(provider, { order });
    const { id, key } = await begun();
    await rest(60_000);
    expect(provider.orders.get(key)?.state).toBe('closed');
    const part = await shown(id);
    expect(part).toMatchObject({ state: 'not-paid', reason: 'channel-unavailable' });
  });

  it('asks for no link where the process that knew where the phone is has gone: the payment ends unpaid', async () => {
    const { tasks } = site.gateway.onedoor.dependencies;
    const { adopt } = tasks;
    // As if the process ended between the commit and the call.
    tasks.adopt = () => undefined;
    await payer.owe();
    const made = await pay();
    tasks.adopt = adopt;
    await rest(60_000);
    await rest(60_000);
    expect(provider.orders.size).toBe(0);
    expect(await shown(made.body.id)).toMatchObject({ state: 'not-paid', reason: 'channel-unavailable' });
  });
});
