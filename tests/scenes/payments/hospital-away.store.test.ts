import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { changed } from '../../support/changed-adapter.ts';
import { firstPart, Payer, TOTAL } from '../../support/payer.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const AN_HOUR_MS = 3_600_000;

describe.each(SAMPLED_ENGINES)('%s: a bill that was paid at a hospital that does not answer', (engine) => {
  let site: QuietGateway;
  let payer: Payer;
  let away: boolean;

  beforeEach(async () => {
    away = true;
    site = await startQuietGateway(engine, {
      wrap: (adapter) =>
        changed(adapter, {
          charges: {
            settle: (request, call) =>
              away || !adapter.charges
                ? Promise.resolve({ ok: false, failure: { kind: 'unavailable', detail: 'away' } })
                : adapter.charges.settle(request, call),
          },
        }),
    });
    payer = await Payer.come(site.gateway);
  });
  afterEach(() => site.stop());

  /** Hours go by, each with what is due in it. */
  async function later(hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour += 1) {
      await site.clock.leap(AN_HOUR_MS);
      await driven(site, atRest(site.db, site.clock));
    }
    // One step wakes the next.
    for (let step = 0; step < 6; step += 1) {
      await site.clock.leap(10_000);
      await driven(site, atRest(site.db, site.clock));
    }
  }
  async function paid(): Promise<{ readonly id: unknown; readonly key: string }> {
    await payer.owe();
    const { body } = await payer.pay('sandbox');
    await later(0);
    const key = [...site.gateway.provider.orders.keys()].at(-1) ?? '';
    site.gateway.provider.pay(key);
    await later(0);
    return { id: body.id, key };
  }
  const shown = async (id: unknown) => firstPart(await (await Payer.come(site.gateway)).payment(id));

  it('is confirmed late, once the hospital answers within 26 hours', async () => {
    const { id, key } = await paid();
    await later(24);
    expect((await shown(id)).state).toBe('confirming');
    away = false;
    await later(1);
    expect((await shown(id)).state).toBe('paid');
    expect(site.gateway.provider.kept(key)).toBe(TOTAL);
  });

  it('is not paid after 26 hours, and the money goes back by itself to where it came from', async () => {
    const { id, key } = await paid();
    await later(28);
    expect(await shown(id)).toMatchObject({ state: 'not-paid', reason: 'hospital-unavailable' });
    expect(site.gateway.provider.kept(key)).toBe(0);
    const rows = await site.db.rows<{ fen: number }>(
      "SELECT SUM(CASE WHEN to_account = 'held' THEN fen ELSE -fen END) AS fen FROM ledger_movement WHERE 'held' IN (from_account, to_account)",
    );
    expect(Number(rows[0]?.fen)).toBe(0);
  });
});
