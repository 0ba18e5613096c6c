import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { signedInStaff } from '../../support/test-device.ts';
import { agreed, cardOf, personOf, postAt } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const AWAY_MS = 60_000;
const SHIFT_MS = 12 * 3_600_000;
const LOCKED = [401, 'staff-locked'];
const ENDED = [401, 'unauthenticated'];

describe.each(SAMPLED_ENGINES)('%s: a session of staff that nobody touches', (engine) => {
  let site: QuietGateway;
  let member: Awaited<ReturnType<typeof signedInStaff>>;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0 });
    member = await signedInStaff(site.gateway);
  });
  afterEach(() => site.stop());

  const touch = async (staff = member.staff) =>
    (await postAt(member.device, '/v1/staff-sessions/current/presence', {}, staff)).status;
  const told = async (answer: Promise<Response>) => {
    const response = await answer;
    const text = await response.text();
    return [response.status, text === '' ? undefined : (JSON.parse(text) as { code?: string }).code];
  };
  const read = (staff = member.staff) => told(member.device.request('/v1/shifts', { headers: staff }));
  const signIn = async (number = member.number) => {
    const { body } = await postAt(member.device, '/v1/staff-sessions', { number, pin: '135790', carrier: 'bearer' });
    return { 'onedoor-staff': String(body.token) };
  };

  it('a session of staff is open 59,999 ms after its member was there last, and locked one later', async () => {
    await site.clock.leap(AWAY_MS - 1);
    expect(await read()).toEqual([200, undefined]);
    await site.clock.leap(1);
    expect(await read()).toEqual(LOCKED);
  });

  it('a session of staff is kept open by touching its page, and by nothing else that is done with it', async () => {
    await site.clock.leap(AWAY_MS - 1);
    expect(await touch()).toBe(204);
    await site.clock.leap(AWAY_MS - 1);
    expect(await read()).toEqual([200, undefined]);
    await site.clock.leap(1);
    expect(await read()).toEqual(LOCKED);
  });

  it('a session of staff ends after twelve hours, also when somebody is there', async () => {
    await site.clock.leap(SHIFT_MS - 1);
    await site.db.store.commit({
      id: site.gateway.ids.inOrder('unt'),
      name: 'probe',
      lane: 'background',
      deadline: site.clock.now() + 5_000,
      parts: [{ sql: `UPDATE staff_session SET seen_at = ${site.clock.now()}`, parameters: [] }],
    });
    expect(await read()).toEqual([200, undefined]);
    await site.clock.leap(1);
    expect(await read()).toEqual(ENDED);
  });

  it('a session of staff that is locked is touched by nobody, does nothing, and can be ended', async () => {
    await site.clock.leap(AWAY_MS);
    expect(await touch()).toBe(401);
    expect(await told(member.device.request('/v1/shifts', { ...asPost({}), headers: json(member.staff) }))).toEqual(LOCKED);
    const ids = { patientId: `pat_${'a'.repeat(22)}`, otherId: `pat_${'b'.repeat(22)}`, reason: '同一人' };
    const keyed = { ...json(member.staff), 'idempotency-key': 'while-it-is-locked' };
    expect(await told(member.device.request('/v1/patient-links', { ...asPost(ids), headers: keyed }))).toEqual(LOCKED);
    expect(await told(end(member.staff))).toEqual([204, undefined]);
    expect(await read()).toEqual(ENDED);
  });

  it('a session of staff that is locked vouches for nobody, and is worth no more than none', async () => {
    const consents = await agreed(site.gateway);
    const person = personOf(cardOf(1));
    const evidence = { kind: 'staff-present', document: person.document, reason: '本人到场' };
    const vouch = (staff: Record<string, string>) =>
      postAt(member.device, '/v1/sessions', { evidence, person, consents, carrier: 'bearer' }, staff);
    await site.clock.leap(AWAY_MS);
    const locked = await vouch(member.staff);
    const nobody = await vouch({});
    expect([locked.status, locked.body.code]).toEqual([403, 'evidence-refused']);
    expect([nobody.status, nobody.body.code]).toEqual([403, 'evidence-refused']);
    expect(await site.db.rows('SELECT id FROM patient')).toEqual([]);
    expect((await vouch(await signIn())).status).toBe(201);
  });

  it('a lock tells a member of staff whose role may not do something nothing that they would not hear without it', async () => {
    const volunteer = await signedInStaff(site.gateway, undefined, 'volunteer');
    await site.clock.leap(AWAY_MS);
    const keyed = { ...json(volunteer.staff), 'idempotency-key': 'a-volunteer-links' };
    expect(await told(volunteer.device.request('/v1/patient-links', { ...asPost({}), headers: keyed }))).toEqual([
      404,
      'not-found',
    ]);
  });

  it('whoever signs in at a device ends the session of whoever was signed in there, and no session elsewhere', async () => {
    const colleague = await signedInStaff(site.gateway);
    const theirs = await signIn(colleague.number);
    expect(await read()).toEqual(ENDED);
    expect(await read(theirs)).toEqual([200, undefined]);
    expect(await told(colleague.device.request('/v1/shifts', { headers: colleague.staff }))).toEqual([200, undefined]);
  });

  it('two who sign in at one device at the same moment are one who is signed in there', async () => {
    const colleague = await signedInStaff(site.gateway);
    const both = await Promise.all([signIn(), signIn(colleague.number)]);
    expect((await Promise.all(both.map(read))).map(([status]) => status).sort()).toEqual([200, 401]);
  });

  it('whoever signs in again where their session was locked goes on with a new one, and the locked one is over', async () => {
    await site.clock.leap(AWAY_MS);
    const again = await signIn();
    expect(await read(again)).toEqual([200, undefined]);
    expect(await read()).toEqual(ENDED);
  });

  const end = (staff: Record<string, string>) =>
    member.device.request('/v1/staff-sessions/current', { method: 'DELETE', headers: staff });
});

function asPost(body: unknown) {
  return { method: 'POST', body: JSON.stringify(body) };
}

function json(headers: Record<string, string>): Record<string, string> {
  return { 'content-type': 'application/json', ...headers };
}
