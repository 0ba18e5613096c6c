import { afterEach, describe, expect, it } from 'vitest';
import { sheddingStore } from '../../support/failing-store.ts';
import { FULL } from '../../support/sampled.ts';
import { startTestGateway, type TestGateway, testPatient } from '../../support/test-gateway.ts';
import { openTestStore, STORE_ENGINES, type TestStore } from '../../support/test-store.ts';
import { untilDetermined } from '../../support/until-determined.ts';
import { hospitalTruth, REQUESTS, raceForSlot } from './race-for-slot.ts';

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

describe.each(STORE_ENGINES)('%s: the same request again and again', (engine) => {
  it('the gateway makes one booking of 50 identical requests at once, and repeats the same reply 100 times', async () => {
    const { gateway, db } = await start(engine, 3);
    const { slotId, ref } = await gateway.openSlot(3);
    const { id: patientId } = testPatient(0);
    const token = await gateway.signIn(patientId);
    const order = { slotId, patientId, token, key: 'the-same-key' };
    const replies = await Promise.all(Array.from({ length: 50 }, () => gateway.book(order)));
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.code ?? ''}`))).toSatisfy((seen: Set<string>) =>
      [...seen].every((one) => ['201 ', '202 ', '409 idempotency-key-running', '503 overloaded'].includes(one)),
    );
    await untilDetermined(() => gateway.book(order));
    expect(await hospitalTruth(gateway, ref)).toEqual({ taken: 1, live: 1 });
    const again = await Promise.all(Array.from({ length: 100 }, () => gateway.book(order)));
    expect(new Set(again.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(again[0]?.status).toBe(201);
    expect(await hospitalTruth(gateway, ref)).toEqual({ taken: 1, live: 1 });
    expect(await db.rows('SELECT id FROM appointment')).toHaveLength(1);
    const other = await gateway.openSlot(1, 48 * 3_600_000);
    const reused = await gateway.book({ ...order, slotId: other.slotId });
    expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  // Each statement of D1 goes over HTTP here: a tenth of it shows the same.
  const rounds = FULL || engine !== 'd1' ? 100 : 10;

  it(`the gateway lets the same person book, cancel and book the same slot ${rounds} times`, async () => {
    const { gateway, db } = await start(engine, 1);
    const { slotId, ref } = await gateway.openSlot(1);
    const { id: patientId } = testPatient(0);
    const token = await gateway.signIn(patientId);
    for (let round = 0; round < rounds; round += 1) {
      const booked = await untilDetermined(() => gateway.book({ slotId, patientId, token, key: `book-again-${round}` }));
      expect(booked.status).toBe(201);
      const id = String(booked.body.id);
      const cancelled = await untilDetermined(() => gateway.cancel({ id, token, key: `cancel-it-${round}` }));
      expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', cancellation: 'done' } });
    }
    expect(await hospitalTruth(gateway, ref)).toEqual({ taken: 0, live: 0 });
    expect(await db.rows('SELECT claimed, offered FROM slot')).toEqual([{ claimed: 0, offered: 1 }]);
  });
});

it('the gateway books exactly 3 of 200 people in flight through a store that sheds every third unit, and no session that stands is called none', async () => {
  const db = await openTestStore('sqlite');
  open.push({ stop: () => db.drop() });
  const result = await raceForSlot({ ...db, store: sheddingStore(db.store) }, 3);
  expect(result).toEqual({
    booked: 3,
    refused: ['409 slot-taken'],
    hospital: { taken: 3, live: 3 },
    slot: { claimed: 3, offered: 3 },
  });
  expect(REQUESTS).toBe(200);
});
