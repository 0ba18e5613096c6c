import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../../adapters/payments/port.ts';
import { addInboundRoutes } from '../../../bff/main/inbound-routes.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { Payer } from '../../support/payer.ts';
import { ORIGIN } from '../../support/test-device.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

describe.each(SAMPLED_ENGINES)('%s: notices of a payment provider', (engine) => {
  let site: QuietGateway;
  let key: string;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    addInboundRoutes(site.gateway.onedoor);
    const payer = await Payer.come(site.gateway);
    await payer.owe();
    await payer.pay('sandbox');
    await rest();
    key = [...site.gateway.provider.orders.keys()].at(-1) ?? '';
  });
  afterEach(() => site.stop());

  const rest = async () => {
    // One step wakes the next.
    for (let step = 0; step < 3; step += 1) {
      await site.clock.leap(100);
      await driven(site, atRest(site.db, site.clock));
    }
  };
  const send = async (
    notice: Notice,
    genuine = site.gateway.provider.merchant,
    path = `/inbound/payments/sandbox/${HOSPITAL}`,
  ) => {
    const init = { method: 'POST', body: JSON.stringify(notice), headers: { 'x-genuine': genuine, host: 'localhost' } };
    const { status } = await site.gateway.request(`${ORIGIN}${path}`, init);
    await rest();
    return status;
  };
  const kept = async () => (await site.db.rows('SELECT id FROM inbound_message')).length;
  const state = async () => (await site.db.rows<{ state: string }>('SELECT state FROM payment_part'))[0]?.state;
  const posted = async () => (await site.db.rows("SELECT id FROM ledger_movement WHERE from_account = 'payer'")).length;

  it('a genuine notice has the order asked about at once, and what the provider says then counts', async () => {
    const notice = site.gateway.provider.pay(key);
    expect(await send(notice as Notice)).toBe(204);
    expect(await state()).toBe('settled');
    expect(await posted()).toBe(1);
  });

  it('a notice of a payment that nobody made changes nothing', async () => {
    expect(await send({ id: 'n-early', hash: '0'.repeat(64), about: { kind: 'payment', key } })).toBe(204);
    expect([await state(), await posted()]).toEqual(['due', 0]);
  });

  it('fifteen deliveries of one notice, five at a time, are one payment', async () => {
    const notice = site.gateway.provider.pay(key) as Notice;
    for (let round = 0; round < 3; round += 1)
      expect(new Set(await Promise.all(Array.from({ length: 5 }, () => send(notice))))).toEqual(new Set([204]));
    expect([await state(), await posted(), await kept()]).toEqual(['settled', 1, 1]);
  });

  it('a notice under a number that was used for something else is refused, and has no effect', async () => {
    const notice = site.gateway.provider.pay(key) as Notice;
    await send({ ...notice, about: { kind: 'payment', key: 'ord_unknown' } });
    expect(await send({ ...notice, hash: 'f'.repeat(64) })).toBe(409);
    expect(await state()).toBe('due');
  });

  it('a forged notice, and one for a channel or a hospital that is not there, reach nothing', async () => {
    const notice = site.gateway.provider.pay(key) as Notice;
    expect(await send(notice, 'somebody')).toBe(401);
    expect(await send(notice, undefined, '/inbound/payments/wechat-pay/test-first')).toBe(404);
    expect(await send(notice, undefined, '/inbound/payments/sandbox/elsewhere')).toBe(404);
    expect(await send(notice, undefined, `/inbound/payments/sandbox/${HOSPITAL}/more`)).toBe(404);
    expect([await state(), await kept()]).toEqual(['due', 0]);
  });

  it('a notice that comes after everything has ended sets nothing back', async () => {
    const notice = site.gateway.provider.pay(key) as Notice;
    await send(notice);
    await site.clock.leap(90 * 24 * 3_600_000);
    expect(await send({ ...notice, id: 'n-three-months-later' })).toBe(204);
    expect([await state(), await posted()]).toEqual(['settled', 1]);
  });
});
