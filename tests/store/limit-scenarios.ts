import { sendOneTimeCode, tryOneTimeCode } from '../../bff/scenes/identity/one-time-codes.ts';
import { testPatient } from '../support/test-gateway.ts';
import { agreed, cardOf, codeFor, personOf, post } from '../support/test-people.ts';
import { nextWednesday } from '../support/weekday.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';

const HOUR_MS = 3_600_000;
const PHONE = '13900000001';

/** What is used of a bound up to the figure that it has. */
export async function useUp({ gateway }: GuardWorld, bound: string, figure: number): Promise<void> {
  const { store, ids, clock } = gateway.onedoor.dependencies;
  const parts = [{ sql: 'UPDATE bound_use SET used = ? WHERE bound = ?', parameters: [figure, bound] }];
  await store.commit({ id: ids.next('unt'), name: 'probe', lane: 'interactive', deadline: clock.now() + 5_000, parts });
}

const send = ({ gateway }: GuardWorld, place: string, tokenHash?: string) =>
  sendOneTimeCode(gateway.onedoor.dependencies, { phone: PHONE, place, proved: false, tokenHash, requestId: 'req_test' });

/** Codes are sent once the bound of a scenario is used up, or not. */
function codesScenario(guard: string, bound: string, figure: number, of: string): GuardScenario {
  return {
    guard,
    guarantee: `${of} is sent no code once the bound is used up`,
    async run(world) {
      expectEqual(await send(world, 'here', 'a-session'), 'sent');
      await useUp(world, bound, figure);
      expectEqual(await send(world, 'here', 'a-session').then((sent) => (sent === 'sent' ? sent : 'refused')), 'refused');
    },
  };
}

const SLOTS_LATER_MS = [0, HOUR_MS, 2 * HOUR_MS];

async function book({ gateway }: GuardWorld, startsAt: number, key: string) {
  const { id: patientId } = testPatient(0);
  const { slotId } = await gateway.openSlot(1, startsAt - gateway.onedoor.dependencies.clock.now());
  return gateway.book({ slotId, patientId, token: await gateway.signIn(patientId), key });
}

/** Guards of bounds: how much one may have. */
export const limitScenarios: readonly GuardScenario[] = [
  {
    guard: 'time-free',
    guarantee: 'nobody has two appointments at one time',
    async run(world) {
      const noon = nextWednesday(world.gateway.onedoor.dependencies.clock.now());
      expectEqual((await book(world, noon, 'the-first-one')).status, 201);
      const second = await book(world, noon + HOUR_MS / 4, 'at-the-same-time');
      expectEqual([second.status, second.body.code], [409, 'appointment-overlaps']);
    },
  },
  {
    guard: 'bookings-left',
    guarantee: 'nobody has three appointments in one department and week',
    async run(world) {
      const noon = nextWednesday(world.gateway.onedoor.dependencies.clock.now());
      const statuses: number[] = [];
      for (const later of SLOTS_LATER_MS) statuses.push((await book(world, noon + later, `number-${later}`)).status);
      expectEqual(statuses, [201, 201, 409]);
    },
  },
  {
    guard: 'unproved-bookings-left',
    guarantee: 'people who only typed who they are have ten appointments together behind one phone',
    async run(world) {
      const { gateway } = world;
      const { clock, store, ids } = gateway.onedoor.dependencies;
      const evidence = { kind: 'one-time-code', phone: PHONE, code: await codeFor(gateway, PHONE) };
      const body = { evidence, person: personOf(cardOf(1)), consents: await agreed(gateway), carrier: 'bearer' };
      const opened = await post(gateway, '/v1/sessions', body);
      const [token, patientId] = [String(opened.body.token), String(opened.body.patientId)];
      const order = async (days: number, key: string) => {
        const { slotId } = await gateway.openSlot(1, days * 24 * HOUR_MS);
        return gateway.book({ slotId, patientId, token, key });
      };
      expectEqual((await order(2, 'the-first-of-the-phone')).status, 201);
      // Nine more, of others behind the same phone.
      const copies = Array.from({ length: 9 }, (_, n) => [
        `INSERT INTO patient SELECT 'pat_${n}', sealed, masked_name, created_at, data_key, key_id, birth_year, level, proved_at, consented, superseded_by, superseded_at FROM patient WHERE id = '${patientId}'`,
        `INSERT INTO patient_phone SELECT 'phn_${n}', 'pat_${n}', phone_index, masked_phone, bound_at, held_at, ended_at FROM patient_phone LIMIT 1`,
        `INSERT INTO appointment SELECT 'apt_${n}', 'pat_${n}', slot_id, claim_id, created_at, version, live, coverage, booked_by FROM appointment LIMIT 1`,
      ]);
      const parts = copies.flat().map((sql) => ({ sql, parameters: [] }));
      await store.commit({ id: ids.next('unt'), name: 'probe', lane: 'background', deadline: clock.now() + 5_000, parts });
      const eleventh = await order(5, 'the-eleventh-of-the-phone');
      expectEqual([eleventh.status, eleventh.body.bound], [409, 'unproved']);
    },
  },
  {
    guard: 'right-to-act',
    guarantee: 'who has given back five appointments within a day books nothing new on that day',
    async run(world) {
      const { gateway } = world;
      const token = await gateway.signIn(testPatient(0).id);
      const noon = nextWednesday(gateway.onedoor.dependencies.clock.now());
      for (let round = 0; round < 5; round += 1) {
        const { status, body } = await book(world, noon, `booked-${round}`);
        expectEqual(status, 201);
        expectEqual((await gateway.cancel({ id: String(body.id), token, key: `given-back-${round}` })).status, 200);
      }
      const sixth = await book(world, noon, 'once-too-often');
      expectEqual([sixth.status, sixth.body.code], [429, 'too-many-cancellations']);
    },
  },
  codesScenario('codes-left-of-phone', 'codesToPhone', 15, 'a phone'),
  codesScenario('codes-left-of-place', 'codesOfPlace', 120, 'whoever asks from one place'),
  codesScenario('codes-left-of-session', 'codesOfSession', 5, 'whoever asks in one session'),
  codesScenario('codes-left-of-city', 'codesAnHour', 3_000, 'anybody'),
  {
    guard: 'comparisons-left',
    guarantee: 'codes that were asked for elsewhere are compared so often a day, and then not the right one either',
    async run(world) {
      const { gateway } = world;
      expectEqual(await send(world, 'here'), 'sent');
      const right = /\d{6}/.exec(gateway.sent.at(-1)?.text ?? '')?.[0] ?? '';
      const guess = (code: string) => tryOneTimeCode(gateway.onedoor.dependencies, { phone: PHONE, code, place: 'elsewhere' });
      expectEqual(await guess(right === '000000' ? '111111' : '000000'), undefined);
      await useUp(world, 'comparisonsElsewhere', 25);
      expectEqual(await guess(right), undefined);
    },
  },
  {
    guard: 'dependants-left',
    guarantee: 'a guardian registers no more children than the city lets them',
    async run({ gateway }) {
      const { id } = testPatient(0);
      const token = await gateway.signIn(id);
      const { version } = (await (await gateway.request('/v1/privacy-notice')).json()) as { version: string };
      const consents = { privacyNotice: version, healthData: version, language: 'zh' };
      const register = async (number: number) => {
        const document = { type: 'birth-certificate', number: `X99000000${number}` };
        const person = { name: '王小', birthDate: '2026-10-01', sex: 'female', document };
        const headers = {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': `child-${number}-key`,
        };
        const body = JSON.stringify({ person, relationship: 'parent', consents });
        return (await gateway.request('/v1/patients/me/dependants', { method: 'POST', body, headers })).status;
      };
      expectEqual([await register(1), await register(2)], [201, 409]);
    },
  },
];
