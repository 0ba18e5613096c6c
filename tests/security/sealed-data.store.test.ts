import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import { createBlindIndex } from '../../bff/platform/crypto/blind-index.ts';
import { SealBroken } from '../../bff/platform/crypto/cipher.ts';
import { revealPatient } from '../../bff/scenes/identity/patients.ts';
import { changed } from '../support/changed-adapter.ts';
import { type Card, enrolTestDevice } from '../support/test-device.ts';
import { testPatient } from '../support/test-gateway.ts';
import { agreed, bearer, cardOf, codeFor, fresh, post, postAt, putDown } from '../support/test-people.ts';
import { ENGINES } from '../support/test-store.ts';
import { driven, everythingIn, type QuietGateway, startQuietGateway } from './quiet-gateway.ts';
import { scanForCanaries } from './scan-for-canaries.ts';

const CARD: Card = cardOf(0, { type: 'passport', number: 'CANARY9X7Q42', name: '𠮷龘靐齉', birthDate: '1931-07-09' });
const PHONE = '13912349876';
const REF = 'CanaryRef42';
const CANARIES = [CARD.name, '龘靐', CARD.number, PHONE, CARD.birthDate, REF];

describe.each(ENGINES)('%s: what lies in the database', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { hospital: { without: ['patients'] }, wrap: withFiles });
  });
  afterEach(() => site.stop());

  /** A hospital that knows everybody under one number of its own. */
  function withFiles(adapter: HospitalAdapter): HospitalAdapter {
    return changed(adapter, {
      patients: { find: async () => ({ ok: true, value: { kind: 'one', ref: REF } }) },
      booking: { book: ({ key, slotRef, patient }, call) => facetsOf(adapter).booking.book({ key, slotRef, patient }, call) },
    });
  }

  async function run(sql: string) {
    const id = `unt_${site.gateway.ids.next('req')}`;
    const unit = { id, name: 'tamper', lane: 'background', deadline: site.clock.now() + 1_000 } as const;
    await site.db.store.commit({ ...unit, parts: [{ sql, parameters: [] }] });
  }

  it('what lies in the database holds no name, number, phone, birthday, one-time code or number at the hospital in clear, in any table or form', async () => {
    const device = await enrolTestDevice(site.gateway);
    const session = await putDown(site.gateway, device, CARD, { phone: PHONE });
    expect(session.status).toBe(201);
    const code = await codeFor(site.gateway, PHONE);
    const { slotId } = await site.gateway.openSlot(1);
    const order = { slotId, patientId: session.body.patientId };
    const booked = await driven(site, postAt(device, '/v1/appointments', order, fresh(bearer(session))));
    expect(booked.status).toBe(201);
    await postAt(device, `/v1/appointments/${booked.body.id}/slip`, {}, bearer(session));
    const document = { type: 'passport', number: 'CHILD7Q77X' };
    const person = { name: '𠮷靐龘', birthDate: '2020-02-17', sex: 'female', document };
    const child = { person, relationship: 'parent', consents: await agreed(site.gateway) };
    expect((await postAt(device, '/v1/patients/me/dependants', child, fresh(bearer(session)))).status).toBe(201);
    const tables = Object.entries(await everythingIn(site.db)).map(([name, rows]) => [name, rows.join('\n')]);
    expect(tables.length).toBeGreaterThan(25);
    const canaries = [...CANARIES, person.name, document.number, person.birthDate, code, String(session.body.token)];
    expect(scanForCanaries(Object.fromEntries(tables), canaries)).toEqual([]);
    const [local] = await site.db.rows<{ state: string }>('SELECT state FROM local_patient');
    expect(local?.state).toBe('known');
  });

  const [one, other] = [testPatient(0).id, testPatient(1).id];
  const of = (column: string, id: string) => `(SELECT ${column} FROM patient WHERE id = '${id}')`;

  it.each([
    ["another person's data", `sealed = ${of('sealed', other)}`],
    ["another person's key", `data_key = ${of('data_key', other)}`],
    ["another person's data with their key", `sealed = ${of('sealed', other)}, data_key = ${of('data_key', other)}`],
    ['the key in the place of the data', 'sealed = data_key'],
    ['the data in the place of the key', 'data_key = sealed'],
    ["the document's number", `sealed = (SELECT sealed FROM patient_document WHERE patient_id = '${one}')`],
    ['no key', 'data_key = NULL'],
    ['a changed letter', "sealed = substr(sealed, 1, 60) || 'AAAA' || substr(sealed, 65)"],
  ])('opens nothing of a row into which somebody put %s', async (_what, change) => {
    const { dependencies: identity } = site.gateway.onedoor;
    expect(await revealPatient(identity, one)).toEqual(testPatient(0).patient);
    await run(`UPDATE patient SET ${change} WHERE id = '${one}'`);
    await expect(revealPatient(identity, one)).rejects.toThrow(SealBroken);
    expect(await revealPatient(identity, other)).toEqual(testPatient(1).patient);
  });

  it("the gateway answers nobody with a kept reply that was moved from somebody else's request", async () => {
    const consents = await agreed(site.gateway);
    const guardians = await Promise.all([0, 1].map(async (number) => site.gateway.signIn(testPatient(number).id)));
    const add = (index: number) => {
      const document = { type: 'birth-certificate', number: `X99000000${index}` };
      const person = { name: '试小', birthDate: '2026-10-01', sex: 'female', document };
      const headers = { authorization: `Bearer ${guardians[index]}`, 'idempotency-key': 'the-same-key' };
      return post(site.gateway, '/v1/patients/me/dependants', { person, relationship: 'parent', consents }, headers);
    };
    const [mine, theirs] = [await add(0), await add(1)];
    expect((await add(0)).body.patientId).toBe(mine.body.patientId);
    const kept = `(SELECT reply FROM idempotency WHERE subject = '${other}')`;
    await run(`UPDATE idempotency SET reply = ${kept} WHERE subject = '${one}'`);
    const reply = await add(0);
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain(String(theirs.body.patientId));
  });

  it('the gateway finds equal values of one column by a keyed hash, which is nothing in another column or under another key', async () => {
    const key = 'k'.repeat(43);
    const index = createBlindIndex({ current: 'a', keys: { a: key, b: 'b'.repeat(43) } });
    const expected = createHmac('sha256', Buffer.from(key, 'base64url')).update('patient|phone|139').digest('base64url');
    expect(index.of('patient|phone', '139')).toBe(`a.${expected}`);
    expect(index.of('patient|phone', '139')).not.toBe(index.of('patient_document|match', '139'));
    const [current, older] = index.all('patient|phone', '139');
    expect(current).toBe(`a.${expected}`);
    expect(older?.slice(2)).not.toBe(expected);
  });
});
