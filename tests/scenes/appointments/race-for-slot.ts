import { startTestGateway, type TestGateway, testPatient } from '../../support/test-gateway.ts';
import type { TestStore } from '../../support/test-store.ts';
import { untilDetermined } from '../../support/until-determined.ts';

/** Requests in flight at once. */
export const REQUESTS = 200;

/** What became of it, at the callers, at the hospital and in the gateway's own row. */
export interface RaceResult {
  readonly booked: number;
  readonly refused: readonly string[];
  /** Places taken and bookings held, as the hospital's own ledger has them. */
  readonly hospital: { readonly taken: number; readonly live: number };
  readonly slot: { readonly claimed: number; readonly offered: number } | undefined;
}

/** Two hundred people book the same slot at the same moment. */
export async function raceForSlot(db: TestStore, capacity: number): Promise<RaceResult> {
  const gateway = await startTestGateway({ store: db.store, patients: REQUESTS });
  try {
    const { slotId, ref } = await gateway.openSlot(capacity);
    const tokens = await Promise.all(Array.from({ length: REQUESTS }, (_, n) => gateway.signIn(testPatient(n).id)));
    const replies = await Promise.all(
      tokens.map((token, n) =>
        untilDetermined(() => gateway.book({ slotId, patientId: testPatient(n).id, token, key: `race-key-${n}` })),
      ),
    );
    const losers = replies.filter(({ status }) => status !== 201);
    const [slot] = await db.rows<{ claimed: number; offered: number }>('SELECT claimed, offered FROM slot');
    return {
      booked: REQUESTS - losers.length,
      refused: [...new Set(losers.map(({ status, body }) => `${status} ${body.code}`))],
      hospital: await hospitalTruth(gateway, ref),
      slot,
    };
  } finally {
    await gateway.stop();
  }
}

export async function hospitalTruth(gateway: TestGateway, ref: string): Promise<RaceResult['hospital']> {
  const { taken } = await gateway.hospital.slot(ref);
  return { taken, live: (await gateway.hospital.bookings()).filter((booking) => booking.live).length };
}
