import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { siteOf } from '../../../bff/scenes/identity/passkeys.ts';
import { changeStaffPin, removeStaff } from '../../../bff/scenes/identity/staff.ts';
import { type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { type SoftwareAuthenticator, softwareAuthenticator } from '../../support/software-authenticator.ts';
import { enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { postAt } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const SITE = { origin: 'https://localhost', rpId: 'localhost' };
const REFUSED = [403, 'evidence-refused'];
const OPENED = [201, undefined];

type Member = Awaited<ReturnType<typeof signedInStaff>>;

describe.each(SAMPLED_ENGINES)('%s: passkeys of staff', (engine) => {
  let site: QuietGateway;
  let member: Member;
  let key: SoftwareAuthenticator;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0 });
    member = await signedInStaff(site.gateway);
    key = softwareAuthenticator(SITE);
  });
  afterEach(() => site.stop());

  const offer = async ({ device, staff }: Member) => {
    const { status, body } = await postAt(device, '/v1/staff-passkeys/options', {}, staff);
    expect(status).toBe(200);
    return String(body.challenge);
  };
  const add = async (whose: Member, response: object) => {
    const { status, body } = await postAt(whose.device, '/v1/staff-passkeys', response, whose.staff);
    return [status, body.code];
  };
  const addNew = async (whose = member, authenticator = key) => add(whose, authenticator.make({ challenge: await offer(whose) }));
  const challengeAt = async (device: TestDevice, number = member.number) =>
    String((await postAt(device, '/v1/staff-sessions/options', { number })).body.challenge);
  const signIn = async (passkey: object, number = member.number, device = member.device) => {
    const { status, body } = await postAt(device, '/v1/staff-sessions', { number, passkey, carrier: 'bearer' });
    return [status, body.code];
  };
  const kept = () => site.db.rows<{ staff_id: string }>('SELECT staff_id FROM passkey');

  it('a member of staff signs in with a passkey that they added, at any device of the hospital, as often as they like', async () => {
    expect(await addNew()).toEqual(OPENED);
    const other = await enrolTestDevice(site.gateway);
    for (const [counter, device] of [member.device, other, member.device].entries()) {
      const challenge = await challengeAt(device);
      expect(await signIn(key.sign({ challenge, counter: counter + 1 }), member.number, device)).toEqual(OPENED);
    }
  });

  it('a passkey whose authenticator counts nothing signs in again and again', async () => {
    await addNew();
    for (let count = 0; count < 2; count += 1)
      expect(await signIn(key.sign({ challenge: await challengeAt(member.device) }))).toEqual(OPENED);
  });

  it('what a passkey signed is good for one sign-in, within two minutes, at the device and for the number that it was offered for', async () => {
    await addNew();
    const colleague = await signedInStaff(site.gateway);
    const other = await enrolTestDevice(site.gateway);
    const signed = key.sign({ challenge: await challengeAt(member.device) });
    expect(await signIn(signed, member.number, other), 'another device').toEqual(REFUSED);
    expect(await signIn(signed, colleague.number), 'another number').toEqual(REFUSED);
    expect(await signIn(signed)).toEqual(OPENED);
    expect(await signIn(signed), 'a second time').toEqual(REFUSED);
    const late = key.sign({ challenge: await challengeAt(member.device) });
    await site.clock.leap(120_000);
    expect(await signIn(late), 'too late').toEqual(REFUSED);
    const former = key.sign({ challenge: await challengeAt(member.device) });
    await challengeAt(member.device);
    expect(await signIn(former), 'of the challenge before').toEqual(REFUSED);
  });

  it.each([
    ['a challenge that was never given', { challenge: 'A'.repeat(43) }],
    ['a page of another origin', { origin: 'https://localhost.example' }],
    ['another site', { rpId: 'example.org' }],
    ['nobody having looked who it is', { verified: false }],
    ['a counter that goes back', { counter: 4 }],
    ['a counter that stands still', { counter: 5 }],
  ])('a passkey signs nobody in with %s', async (_what, wrong) => {
    await addNew();
    const first = key.sign({ challenge: await challengeAt(member.device), counter: 5 });
    expect(await signIn(first)).toEqual(OPENED);
    const challenge = await challengeAt(member.device);
    expect(await signIn(key.sign({ challenge, counter: 6, ...wrong }))).toEqual(REFUSED);
    expect(await signIn(key.sign({ challenge, counter: 6 })), 'the right one').toEqual(OPENED);
  });

  it('a passkey of one member signs in no other, and one that nobody added signs in nobody', async () => {
    const colleague = await signedInStaff(site.gateway);
    await addNew();
    const challenge = await challengeAt(member.device, colleague.number);
    expect(await signIn(key.sign({ challenge }), colleague.number)).toEqual(REFUSED);
    const stranger = softwareAuthenticator(SITE);
    expect(await signIn(stranger.sign({ challenge: await challengeAt(member.device) }))).toEqual(REFUSED);
  });

  it.each([
    ['a challenge that was never given', { challenge: 'A'.repeat(43) }],
    ['a page of another origin', { origin: 'https://localhost.example' }],
    ['another site', { rpId: 'example.org' }],
    ['nobody having looked who it is', { verified: false }],
  ])('no passkey is added with %s', async (_what, wrong) => {
    expect(await add(member, key.make({ challenge: await offer(member), ...wrong }))).toEqual(REFUSED);
    expect(await kept()).toEqual([]);
  });

  it('a passkey is added once, by the member to whom it was offered, and by nobody whose session is locked', async () => {
    const colleague = await signedInStaff(site.gateway);
    const made = key.make({ challenge: await offer(member) });
    expect(await add(colleague, made), 'offered to somebody else').toEqual(REFUSED);
    expect(await add(member, made)).toEqual(OPENED);
    expect(await add(member, made), 'twice').toEqual(REFUSED);
    expect(await add(colleague, key.make({ challenge: await offer(colleague) })), 'a key that is had').toEqual(REFUSED);
    const late = softwareAuthenticator(SITE).make({ challenge: await offer(member) });
    await site.clock.leap(60_000);
    expect(await add(member, late)).toEqual([401, 'staff-locked']);
    expect(await kept()).toEqual([{ staff_id: member.staffId }]);
  });

  it('a member of staff has five passkeys: a sixth one takes the place of the oldest', async () => {
    const keys = Array.from({ length: 6 }, () => softwareAuthenticator(SITE));
    for (const one of keys) {
      await addNew(member, one);
      await site.clock.leap(1_000);
    }
    expect(await kept()).toHaveLength(5);
    const tried: unknown[] = [];
    for (const one of keys) tried.push((await signIn(one.sign({ challenge: await challengeAt(member.device) })))[0]);
    expect(tried).toEqual([403, 201, 201, 201, 201, 201]);
  });

  it('passkeys go with their member, and with the PIN that others may have known', async () => {
    const left = await signedInStaff(site.gateway);
    await addNew();
    await addNew(left, softwareAuthenticator(SITE));
    const { dependencies } = site.gateway.onedoor;
    await removeStaff(dependencies, { hospitalId: HOSPITAL, number: left.number, requestId: 'req_test' });
    expect(await kept()).toEqual([{ staff_id: member.staffId }]);
    await changeStaffPin(dependencies, { hospitalId: HOSPITAL, number: member.number, pin: '246813', requestId: 'req_test' });
    expect(await kept()).toEqual([]);
    expect(await signIn(key.sign({ challenge: await challengeAt(member.device) }))).toEqual(REFUSED);
  });

  it('what a passkey is asked is the same for a member with one, for one without, and for a number that nobody has', async () => {
    const without = await signedInStaff(site.gateway);
    await addNew();
    const asked: object[] = [];
    for (const number of [member.number, without.number, 'nobody']) {
      const { status, body } = await postAt(member.device, '/v1/staff-sessions/options', { number });
      const { challenge, ...rest } = body;
      asked.push({ status, length: String(challenge).length, ...rest });
    }
    expect(new Set(asked.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('a challenge is kept as its hash, and a device has one at a time', async () => {
    await challengeAt(member.device);
    const challenge = await challengeAt(member.device);
    const rows = await site.db.rows('SELECT * FROM passkey_challenge');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(challenge);
  });
});

describe('the site that a passkey is for', () => {
  const listed = {
    origins: ['https://staff.example.org', 'https://hall.example.org:8443'],
    publicUrl: 'https://door.example.org',
  };
  it.each([
    ['hall.example.org:8443', listed, 'hall.example.org', ['https://hall.example.org:8443']],
    ['door.example.org', listed, 'door.example.org', ['https://door.example.org']],
    ['localhost:4600', { origins: [], publicUrl: '' }, 'localhost', ['https://localhost:4600', 'http://localhost:4600']],
  ])('the site of a passkey under %s is that name, with the origins of its pages alone', (host, settings, rpId, origins) => {
    expect(siteOf(host, settings)).toEqual({ rpId, origins });
  });
});
