import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryHospital } from '../../../adapters/hospitals/memory/adapter.ts';
import { slotIdOf } from '../../../bff/scenes/slots/slot-id.ts';
import { HALF_HOUR_MS, startTestGateway, type TestGateway, testPatient } from '../../support/test-gateway.ts';
import { ENGINES, openTestStore } from '../../support/test-store.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop();
});

describe.each(ENGINES)('%s: what is offered instead of a slot that is taken', (engine) => {
  const HOUR_MS = 3_600_000;
  const start = Date.now() + 24 * HOUR_MS;

  it('what is offered instead are earlier slots that can be booked, however many nearer ones there are at a hospital that takes no bookings', async () => {
    const db = await openTestStore(engine);
    open.push({ stop: () => db.drop() });
    const shown = createMemoryHospital({
      now: Date.now,
      slots: [],
      without: ['patients', 'booking', 'bookings', 'cancellation'],
    });
    const booked = createMemoryHospital({ now: Date.now, slots: [], without: ['patients'] });
    const adapters = new Map([
      ['only-shown', shown.adapter],
      ['can-be-booked', booked.adapter],
    ]);
    const gateway: TestGateway = await startTestGateway({ store: db.store, adapters });
    open.push(gateway);
    const openAt = (hospital: typeof booked.hospital, startsAt: number, capacity = 1) =>
      hospital.openSlot({ startsAt, endsAt: startsAt + HALF_HOUR_MS, capacity, departmentRef: 'gk', practitionerRef: 'p1' });
    const wanted = await openAt(booked.hospital, start, 1);
    const earlier = await openAt(booked.hospital, start - 10 * HOUR_MS);
    for (let n = 1; n <= 5; n += 1) await openAt(shown.hospital, start - n * HOUR_MS);
    await gateway.sync();
    const slotId = slotIdOf('can-be-booked', wanted);
    const book = async (number: number) => {
      const patientId = testPatient(number).id;
      const token = await gateway.signIn(patientId);
      return gateway.book({ slotId, patientId, token, key: `wish-for-the-same-slot-${number}` });
    };
    expect((await book(0)).status).toBe(201);
    const { status, body } = await book(1);
    expect([status, body.code]).toEqual([409, 'slot-taken']);
    expect((body.alternatives as { id: string }[]).map(({ id }) => id)).toEqual([slotIdOf('can-be-booked', earlier)]);
  });
});
