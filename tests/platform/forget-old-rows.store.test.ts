import { expect, it } from 'vitest';
import { startTestGateway, testPatient } from '../support/test-gateway.ts';
import { openTestStore, STORE_ENGINES } from '../support/test-store.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const DAY_MS = 24 * 3_600_000;

it.each(STORE_ENGINES)(
  '%s: keeps replies for 72 hours and units for a week, then forgets them; appointments and audit stay',
  async (engine) => {
    const clock = new VirtualClock(Date.parse('2027-03-01T08:00:00+08:00'));
    const db = await openTestStore(engine, clock);
    const gateway = await startTestGateway({
      store: db.store,
      clock,
      settings: { watchEveryMs: 365 * DAY_MS, syncEveryMs: 365 * DAY_MS, forgetEveryMs: 60_000 },
    });
    const tick = async (ms: number) => {
      await clock.leap(ms);
      for (let round = 0; round < 40; round += 1) await clock.advance(250);
      for (let round = 0; round < 60; round += 1) await new Promise((resolve) => setTimeout(resolve, 5));
      await clock.advance(61_000);
      for (let round = 0; round < 60; round += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const count = async (table: string) => (await db.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? -1;
    const { slotId } = await gateway.openSlot(1, 8 * DAY_MS);
    const patientId = testPatient(0).id;
    const token = await gateway.signIn(patientId);
    const booked = gateway.book({ slotId, patientId, token, key: 'kept-for-a-while' });
    expect((await booked).status).toBe(201);
    const audited = await count('audit');
    const oldUnits = (await db.rows<{ id: string }>('SELECT id FROM unit')).map(({ id }) => id);
    await tick(2 * DAY_MS);
    expect([await count('idempotency'), await count('session')]).toEqual([1, 0]);
    await tick(2 * DAY_MS);
    expect(await count('idempotency')).toBe(0);
    await tick(4 * DAY_MS);
    const left = new Set((await db.rows<{ id: string }>('SELECT id FROM unit')).map(({ id }) => id));
    expect(oldUnits.filter((id) => left.has(id))).toEqual([]);
    expect([await count('appointment'), await count('audit')]).toEqual([1, audited]);
    await gateway.stop();
    await db.drop();
  },
);
