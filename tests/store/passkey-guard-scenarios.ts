import { commit } from '../../bff/platform/store/commit.ts';
import { softwareAuthenticator } from '../support/software-authenticator.ts';
import { enrolTestDevice, signedInStaff, type TestDevice } from '../support/test-device.ts';
import { postAt } from '../support/test-people.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';

const SITE = { origin: 'https://localhost', rpId: 'localhost' };

export const passkeyGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'passkey-challenge-open',
    guarantee: 'what a passkey has signed opens one session',
    async run({ gateway }) {
      const { member, key } = await withPasskey(gateway);
      const passkey = key.sign({ challenge: await challengeAt(member.device, member.number) });
      const signIn = () => signInAt(member.device, member.number, passkey);
      expectEqual([await signIn(), await signIn()], [201, 403]);
    },
  },
  {
    guard: 'passkey-counted-on',
    guarantee: 'of an authenticator and its copy that sign at the same moment one opens a session',
    async run({ gateway }) {
      const { member, key } = await withPasskey(gateway);
      const devices = [member.device, await enrolTestDevice(gateway)];
      const signed = await Promise.all(
        devices.map(async (device) => key.sign({ challenge: await challengeAt(device, member.number), counter: 5 })),
      );
      const told = await Promise.all(devices.map((device, n) => signInAt(device, member.number, signed[n] ?? {})));
      expectEqual(told.sort(), [201, 403]);
    },
  },
  {
    guard: 'staff-just-signed-in',
    guarantee: 'nobody adds a passkey to a session that was left open',
    async run({ gateway }) {
      const member = await signedInStaff(gateway);
      const { store, ids, clock } = gateway.onedoor.dependencies;
      const older = { sql: 'UPDATE staff_session SET created_at = 0', parameters: [] };
      await commit({ store, ids, clock }, 'probe', 'interactive', [older]);
      expectEqual(await addTo(member, softwareAuthenticator(SITE)), 403);
    },
  },
  {
    guard: 'passkey-new',
    guarantee: 'a passkey is of one member of staff, and nobody else is told that it is theirs',
    async run({ gateway }) {
      const { key } = await withPasskey(gateway);
      expectEqual(await addTo(await signedInStaff(gateway), key), 403);
    },
  },
];

async function withPasskey(gateway: GuardWorld['gateway']) {
  const member = await signedInStaff(gateway);
  const key = softwareAuthenticator(SITE);
  expectEqual(await addTo(member, key), 201);
  return { member, key };
}

async function addTo(
  { device, staff }: Awaited<ReturnType<typeof signedInStaff>>,
  key: ReturnType<typeof softwareAuthenticator>,
): Promise<number> {
  const { challenge } = (await postAt(device, '/v1/staff-passkeys/options', {}, staff)).body;
  return (await postAt(device, '/v1/staff-passkeys', key.make({ challenge: String(challenge) }), staff)).status;
}

async function challengeAt(device: TestDevice, number: string): Promise<string> {
  return String((await postAt(device, '/v1/staff-sessions/options', { number })).body.challenge);
}

async function signInAt(device: TestDevice, number: string, passkey: object): Promise<number> {
  return (await postAt(device, '/v1/staff-sessions', { number, passkey, carrier: 'bearer' })).status;
}
