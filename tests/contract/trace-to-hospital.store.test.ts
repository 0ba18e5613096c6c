import { expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { changed } from '../support/changed-adapter.ts';
import { startTestGateway, testPatient } from '../support/test-gateway.ts';
import { openTestStore } from '../support/test-store.ts';

const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

it('passes the trace of a booking on to the hospital, and nothing when there is none', async () => {
  const db = await openTestStore('sqlite');
  const seen: (string | undefined)[] = [];
  const gateway = await startTestGateway({
    store: db.store,
    wrap: (adapter) =>
      changed(adapter, {
        booking: {
          book(request, call) {
            seen.push(call.traceparent);
            return facetsOf(adapter).booking.book(request, call);
          },
        },
      }),
  });
  const { slotId } = await gateway.openSlot(2);
  for (const [patient, trace] of [
    [0, { traceparent: PARENT }],
    [1, {}],
  ] as const) {
    const patientId = testPatient(patient).id;
    const token = await gateway.signIn(patientId);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `trace-key-${patient}`,
      ...trace,
    };
    const response = await gateway.request('/v1/appointments', {
      method: 'POST',
      body: JSON.stringify({ slotId, patientId }),
      headers,
    });
    expect(response.status).toBe(201);
  }
  expect(seen).toEqual([PARENT, undefined]);
  await gateway.stop();
  await db.drop();
});
