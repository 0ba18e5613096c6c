import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { driven } from '../../security/quiet-gateway.ts';
import { agreed, bearer, cardOf, codeFor, post, type Reply } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type FamilySite, type Somebody, startFamilySite } from '../family/family-site.ts';

const PHONE = '13900000008';
const MOTHER = cardOf(1, { name: '李秀英' });

describe.each(SAMPLED_ENGINES)('%s: an appointment that is cancelled for somebody', (engine) => {
  let site: FamilySite;
  let mother: Somebody;

  beforeEach(async () => {
    site = await startFamilySite(engine);
    mother = await site.atKiosk(MOTHER, { phone: PHONE });
  });
  afterEach(() => site.stop());

  /** The mother's appointment, cancelled by somebody: the kinds of what was told about it, and to whom. */
  async function cancelledBy(by: Somebody, of: Somebody = mother): Promise<readonly unknown[]> {
    const booked = await driven(site, site.book(mother, of.id));
    expect(booked.status, booked.text).toBe(201);
    const cancelled = await driven(site, site.send(by, `/v1/appointments/${String(booked.body.id)}/cancel`));
    expect(cancelled, cancelled.text).toMatchObject({ status: 200, body: { cancellation: 'done' } });
    const sql = "SELECT kind, patient_id FROM message WHERE kind <> 'booking-confirmed' AND kind NOT LIKE 'grant%'";
    return site.db.rows(sql);
  }
  const told = (whose: Somebody) => [{ kind: 'booking-cancelled-at-desk', patient_id: whose.id }];

  it('by a helper is told to the person', async () => {
    const son = await site.shown(0);
    await site.grant(mother, son);
    expect(await cancelledBy(son)).toEqual(told(mother));
  });

  it('by whoever holds the phone is told to the person', async () => {
    const evidence = { kind: 'one-time-code', phone: PHONE, code: await codeFor(site.gateway, PHONE) };
    const reply: Reply = await post(site.gateway, '/v1/sessions', { evidence, carrier: 'bearer' });
    expect(reply.body.level, reply.text).toBe('phone-held');
    expect(await cancelledBy({ id: mother.id, headers: bearer(reply) })).toEqual(told(mother));
  });

  it('by the guardian is told to whoever answers for the child', async () => {
    const child = cardOf(3, { name: '李小宝', birthDate: '2019-05-01' });
    const { name, birthDate, sex, type, number } = child;
    const registered = await site.send(mother, '/v1/patients/me/dependants', {
      relationship: 'grandparent',
      person: { name, birthDate, sex, document: { type, number } },
      consents: await agreed(site.gateway),
    });
    expect(registered.status, registered.text).toBe(201);
    const of = { ...mother, id: String(registered.body.patientId) };
    expect(await cancelledBy(mother, of)).toEqual(told(of));
  });

  it('by the person with their own card is no news to them', async () => {
    expect(await cancelledBy(mother)).toEqual([]);
  });
});
