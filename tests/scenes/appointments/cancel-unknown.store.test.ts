import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { bearer, fresh, post } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

describe.each(SAMPLED_ENGINES)('%s: an appointment of which nobody knows yet whether the hospital has booked it', (engine) => {
  let site: QuietGateway;
  beforeEach(async () => {
    site = await startQuietGateway(engine);
  });
  afterEach(() => site.stop());

  it('is given back at the hospital once that is known, when somebody asked for it meanwhile', async () => {
    const { gateway, db, clock } = site;
    const { slotId } = await gateway.openSlot(1, 48 * 3_600_000);
    const evidence = { evidence: { kind: 'demo', patientId: testPatient(0).id }, carrier: 'bearer' };
    const headers = bearer(await post(gateway, '/v1/sessions', evidence));
    await gateway.hospital.setFault('timeout-after-commit');
    const order = { slotId, patientId: testPatient(0).id };
    const booked = await driven(site, post(gateway, '/v1/appointments', order, fresh(headers)));
    expect(booked).toMatchObject({ status: 202 });
    // The hospital can not be asked, either: the question is put again only some time after the cancellation.
    await gateway.hospital.setFault('refused');
    const path = `/v1/appointments/${String(booked.body.id)}/cancel`;
    await driven(site, post(gateway, path, {}, fresh(headers)));
    await gateway.hospital.setFault(null);
    for (let minute = 0; minute < 10; minute += 1) {
      await clock.leap(60_000);
      await driven(site, atRest(db, clock));
    }
    expect((await gateway.hospital.bookings()).filter(({ live }) => live)).toEqual([]);
    expect(await db.rows('SELECT state FROM claim')).toEqual([{ state: 'cancelled' }]);
  });
});
