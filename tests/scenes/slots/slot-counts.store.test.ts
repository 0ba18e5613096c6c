import { afterEach, describe, expect, it } from 'vitest';
import { applySnapshot } from '../../../bff/scenes/slots/sync-slots.ts';
import { FULL } from '../../support/sampled.ts';
import { seeded } from '../../support/seeded.ts';
import { HALF_HOUR_MS, HOSPITAL, startTestGateway, type TestGateway, testPatient } from '../../support/test-gateway.ts';
import { openTestStore, STORE_ENGINES, type TestStore } from '../../support/test-store.ts';

const open: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop();
});

async function start(engine: (typeof STORE_ENGINES)[number], patients: number): Promise<{ gateway: TestGateway; db: TestStore }> {
  const db = await openTestStore(engine);
  open.push({ stop: () => db.drop() });
  const gateway = await startTestGateway({ store: db.store, patients });
  open.push(gateway);
  return { gateway, db };
}

describe.each(STORE_ENGINES)('%s: what is offered', (engine) => {
  // On D1, whose statements go over HTTP here, one capacity is the sample.
  it.each(FULL || engine !== 'd1' ? [1, 3, 20] : [3])(
    'what is offered stays exact for capacity %i while 200 people book and snapshots of the hospital come in all the time',
    async (capacity) => {
      const { gateway, db } = await start(engine, 200);
      const { slotId, ref } = await gateway.openSlot(capacity);
      const tokens = await Promise.all(Array.from({ length: 200 }, (_, n) => gateway.signIn(testPatient(n).id)));
      let booking = true;
      const syncing = (async () => {
        let rounds = 0;
        for (; booking; rounds += 1) await gateway.sync();
        return rounds;
      })();
      const replies = await Promise.all(
        tokens.map((token, n) => gateway.book({ slotId, patientId: testPatient(n).id, token, key: `sync-race-${n}` })),
      );
      booking = false;
      expect(await syncing).toBeGreaterThan(1);
      expect(replies.filter(({ status }) => status === 201)).toHaveLength(capacity);
      expect((await gateway.hospital.slot(ref)).taken).toBe(capacity);
      await gateway.sync();
      expect(await db.rows('SELECT claimed, offered, short FROM slot')).toEqual([
        { claimed: capacity, offered: capacity, short: 0 },
      ]);
    },
  );

  it('what is offered follows places that were sold at the hospital window, and marks a slot that is short', async () => {
    const { gateway, db } = await start(engine, 3);
    const { slotId, ref } = await gateway.openSlot(3);
    const token = await gateway.signIn(testPatient(0).id);
    expect((await gateway.book({ slotId, patientId: testPatient(0).id, token, key: 'before-window' })).status).toBe(201);
    const { dependencies } = gateway.onedoor;
    const seen = async (free: number) => {
      const askedAt = dependencies.clock.now() + 1_000 * (10 - free);
      const startsAt = dependencies.clock.now() + 24 * 3_600_000;
      const slot = { ref, departmentRef: 'gk', practitionerRef: 'p1', startsAt, endsAt: startsAt + HALF_HOUR_MS, free };
      await applySnapshot(dependencies, { hospitalId: HOSPITAL, askedAt, slots: [slot] });
      return (await db.rows<{ claimed: number; offered: number; short: number }>('SELECT claimed, offered, short FROM slot'))[0];
    };
    expect(await seen(1)).toEqual({ claimed: 1, offered: 2, short: 0 });
    expect(await seen(0)).toEqual({ claimed: 1, offered: 1, short: 0 });
  });
});

describe('one slot under any order of events', () => {
  it('one slot under any order of events never offers a place that the hospital does not have (60 seeds)', async () => {
    const { gateway, db } = await start('sqlite', 8);
    const tokens = await Promise.all(Array.from({ length: 8 }, (_, n) => gateway.signIn(testPatient(n).id)));
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = seeded(seed);
      const capacity = 1 + Math.floor(random() * 4);
      const { slotId, ref } = await gateway.openSlot(capacity, 24 * 3_600_000 + seed * HALF_HOUR_MS);
      const booked: { id: string; n: number }[] = [];
      for (let step = 0; step < 12; step += 1) {
        const n = Math.floor(random() * 8);
        const token = tokens[n] ?? '';
        const roll = random();
        if (roll < 0.5) {
          const reply = await gateway.book({ slotId, patientId: testPatient(n).id, token, key: `any-order-${seed}-${step}` });
          if (reply.status === 201) booked.push({ id: String(reply.body.id), n });
        } else if (roll < 0.75 && booked.length > 0) {
          const { id, n: whose } = booked.splice(Math.floor(random() * booked.length), 1)[0] ?? { id: '', n: 0 };
          expect((await gateway.cancel({ id, token: tokens[whose] ?? '', key: `any-order-c-${seed}-${step}` })).status).toBe(200);
        } else await gateway.sync();
        const [row] = await db.rows<{ claimed: number; offered: number }>(
          `SELECT claimed, offered FROM slot WHERE id = '${slotId}'`,
        );
        expect(row?.claimed).toBe(booked.length);
        expect(row?.offered).toBeLessThanOrEqual(capacity);
        expect((await gateway.hospital.slot(ref)).taken).toBe(booked.length);
      }
    }
  });
});
