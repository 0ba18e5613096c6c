import { afterAll, describe, expect, it } from 'vitest';
import { credentialsOf } from '../../bff/contract/access.ts';
import { operations } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { StoreOverloaded, StoreUnavailable, UnitExpired } from '../../bff/platform/store/store.ts';
import { type FailingStore, failingStore } from '../support/failing-store.ts';
import { OPERATOR_TOKEN } from '../support/test-gateway.ts';
import { type About, CHANGES_THE_WORLD, POLICY, type Subject } from './authorization-policy.ts';
import { startWorld, type World } from './authorization-world.ts';
import { answered, driven } from './quiet-gateway.ts';

/** What a store throws that can not answer, and the code by which the reply says so. */
const REFUSALS = [
  [new StoreUnavailable('no connection'), 'store-unavailable'],
  [new StoreOverloaded('a thousand wait'), 'overloaded'],
  [new UnitExpired('its time had passed'), 'overloaded'],
] as const;

/** Operations that answer before all of their work is done: what fails behind the answer is done again, by a task or by the next event. */
const ANSWERS_BEFORE: readonly OperationId[] = [
  'bookAppointment',
  'cancelAppointment',
  'followAppointment',
  'createPayment',
  'followPayment',
  'followMessages',
  'bookAtDesk',
  'cancelAtDesk',
  'submitPreconsult',
  // What one hospital has is not there, and the others are shown.
  'listResults',
  'readTrend',
  'listVisits',
  'listMedications',
  'listAllergies',
  'readEverything',
  'printResultsAtDesk',
];
/** Operations that wait for the hospital, on a clock that stands still. */
const WAITS: readonly OperationId[] = ['bookAppointment', 'cancelAppointment', 'bookAtDesk', 'cancelAtDesk', 'submitPreconsult'];
/** Operations of which the session alone says no, in this world: it is of no phone, and nobody showed a document at the kiosk. */
const SESSION_SAYS_NO: readonly OperationId[] = ['askPhoneBinding', 'enterPhoneBinding', 'confirmPhoneBinding'];
/** More calls than any operation makes. */
const CALLS_MAX = 40;

/** Somebody who may do it, with as much to look up as there is: a device, a session, a member of staff. */
function whoMay(operation: OperationId): Subject {
  const { access } = operations[operation];
  const shown = credentialsOf(access);
  // For a patient, and by nobody but staff.
  if ('for' in access && !(access.by as readonly string[]).includes('patient')) return 'staff';
  if (shown.has('session')) return 'person';
  return shown.has('device-proof') ? 'device' : 'staff';
}

interface Told {
  /** Whether the call that was to fail was made at all. */
  readonly came: boolean;
  readonly status: number;
  readonly code: unknown;
  readonly retryAfter: string | null;
}

let running: { readonly world: World; readonly store: FailingStore } | undefined;

async function start() {
  if (running) return running;
  let store: FailingStore | undefined;
  const world = await startWorld('sqlite', {
    wrapStore: (real) => {
      store = failingStore(real);
      return store;
    },
  });
  running = { world, store: store as FailingStore };
  return running;
}

async function end(): Promise<void> {
  await running?.world.site.stop();
  running = undefined;
}

/** The operation by somebody who may do it, with the error in place of the store's `nth` answer. */
async function ask(operation: OperationId, about: About, nth: number, error: Error): Promise<Told> {
  const { world, store } = await start();
  store.failAt(nth, error);
  const asking = world.ask(whoMay(operation), operation, about);
  const response = await (WAITS.includes(operation) ? driven(world.site, asking) : asking);
  const came = store.disarm();
  const retryAfter = response.headers.get('retry-after');
  const stream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (stream) await response.body?.cancel();
  const code = stream || response.ok ? undefined : (await answered(response)).code;
  return { came, status: response.status, code, retryAfter };
}

afterAll(end);

describe('a store that does not answer one of its calls, whichever it is, is no verdict about who asks', () => {
  it.each(POLICY.map(({ operation, about }) => [operation, about] as const))(
    '%s (%s) answers 503 with the reason and when to ask again, at each of its calls to the store',
    async (operation, about) => {
      let calls = 0;
      for (let nth = 1; nth < CALLS_MAX; nth += 1) {
        const [error, code] = REFUSALS[nth % REFUSALS.length] as (typeof REFUSALS)[number];
        const told = await ask(operation, about, nth, error);
        if (!told.came) break;
        calls = nth;
        if (ANSWERS_BEFORE.includes(operation) && told.status < 300) break;
        expect([nth, told]).toEqual([nth, { came: true, status: 503, code, retryAfter: '1' }]);
      }
      // Who asks is looked up first, and then what they asked for.
      expect([calls > (SESSION_SAYS_NO.includes(operation) ? 0 : 1), calls < CALLS_MAX - 1]).toEqual([true, true]);
      if (CHANGES_THE_WORLD.includes(operation)) await end();
    },
  );

  it('a route that is no operation answers 503 as well, as the list of devices that the operator asks for', async () => {
    const { world, store } = await start();
    for (const [error, code] of REFUSALS) {
      store.failAt(1, error);
      const response = await world.site.gateway.request('/operator/device-list', {
        method: 'POST',
        headers: { authorization: `Bearer ${OPERATOR_TOKEN}` },
      });
      expect(store.disarm()).toBe(true);
      expect(await answered(response)).toMatchObject({ status: 503, code });
    }
  });
});
