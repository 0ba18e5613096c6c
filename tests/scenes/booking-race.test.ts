import { afterEach, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway, testPatient } from '../support/test-gateway.ts';
import { ENGINES, openTestStore, type TestStore } from '../support/test-store.ts';

const REQUESTS = 200;
const open: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop();
});

async function start(engine: (typeof ENGINES)[number], patients = REQUESTS): Promise<{ gateway: TestGateway; db: TestStore }> {
  const db = await openTestStore(engine);
  open.push({ stop: () => db.drop() });
  const gateway = await startTestGateway({ store: db.store, patients });
  open.push(gateway);
  return { gateway, db };
}

/** Places taken and bookings held, as the hospital's own ledger has them. */
async function truth(gateway: TestGateway, ref: string) {
  const { taken } = await gateway.hospital.slot(ref);
  const live = (await gateway.hospital.bookings()).filter((booking) => booking.live).length;
  return { taken, live };
}

describe.each(ENGINES)('%s: many people want one slot', (engine) => {
  it.each([1, 3, 20])(
    `books exactly %i of ${REQUESTS} requests in flight at once, and says slot-taken to the others`,
    async (capacity) => {
      const { gateway, db } = await start(engine);
      const { slotId, ref } = await gateway.openSlot(capacity);
      const tokens = await Promise.all(Array.from({ length: REQUESTS }, (_, n) => gateway.signIn(testPatient(n).id)));
      const replies = await Promise.all(
        tokens.map((token, n) => gateway.book({ slotId, patientId: testPatient(n).id, token, key: `race-key-${n}` })),
      );
      expect(replies.filter(({ status }) => status === 201)).toHaveLength(capacity);
      const losers = replies.filter(({ status }) => status !== 201);
      expect(new Set(losers.map(({ status, body }) => `${status} ${body.code}`))).toEqual(new Set(['409 slot-taken']));
      expect(await truth(gateway, ref)).toEqual({ taken: capacity, live: capacity });
      const [slot] = await db.rows<{ claimed: number; offered: number }>('SELECT claimed, offered FROM slot');
      expect(slot).toMatchObject({ claimed: capacity, offered: capacity });
    },
  );

  it('makes one booking of 50 identical requests at once, and repeats the same reply 100 times', async () => {
    const { gateway, db } = await start(engine, 3);
    const { slotId, ref } = await gateway.openSlot(3);
    const { id: patientId } = testPatient(0);
    const token = await gateway.signIn(patientId);
    const order = { slotId, patientId, token, key: 'the-same-key' };
    const replies = await Promise.all(Array.from({ length: 50 }, () => gateway.book(order)));
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.code ?? ''}`))).toSatisfy((seen: Set<string>) =>
      [...seen].every((one) => one === '201 ' || one === '409 idempotency-key-running'),
    );
    expect(await truth(gateway, ref)).toEqual({ taken: 1, live: 1 });
    const again = await Promise.all(Array.from({ length: 100 }, () => gateway.book(order)));
    expect(new Set(again.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(again[0]?.status).toBe(201);
    expect(await truth(gateway, ref)).toEqual({ taken: 1, live: 1 });
    expect(await db.rows('SELECT id FROM appointment')).toHaveLength(1);
    const other = await gateway.openSlot(1, 48 * 3_600_000);
    const reused = await gateway.book({ ...order, slotId: other.slotId });
    expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('lets the same person book, cancel and book the same slot 100 times', async () => {
    const { gateway, db } = await start(engine, 1);
    const { slotId, ref } = await gateway.openSlot(1);
    const { id: patientId } = testPatient(0);
    const token = await gateway.signIn(patientId);
    for (let round = 0; round < 100; round += 1) {
      const booked = await gateway.book({ slotId, patientId, token, key: `book-again-${round}` });
      expect(booked.status).toBe(201);
      const cancelled = await gateway.cancel({ id: String(booked.body.id), token, key: `cancel-it-${round}` });
      expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', cancellation: 'done' } });
    }
    expect(await truth(gateway, ref)).toEqual({ taken: 0, live: 0 });
    expect(await db.rows('SELECT claimed, offered FROM slot')).toEqual([{ claimed: 0, offered: 1 }]);
  });
});
