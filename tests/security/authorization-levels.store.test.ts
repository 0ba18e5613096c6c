import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { SAMPLED_ENGINES } from '../support/test-store.ts';
import { type LevelWorld, startLevelWorld } from './authorization-levels-world.ts';
import { LEVEL_OBJECTS, LEVEL_POLICY, LEVELS, type Level, type LevelObject, type LevelRow } from './authorization-policy.ts';
import { driven, everythingIn } from './quiet-gateway.ts';

const DENIED = {
  '401': { status: 401, code: 'unauthenticated' },
  '403': { status: 403, code: 'evidence-refused' },
  '404': { status: 404, code: 'not-found' },
  '409': { status: 409, code: 'document-required' },
} as const;

const levels = Object.keys(LEVELS) as Level[];
const codes = Object.values(DENIED).map((denied): string => denied.code);
/** Of these `404` says what is not in the answer, which is as it would be if it were not there. */
const LISTS: readonly OperationId[] = [
  'listAppointments',
  'listPayments',
  'listMessages',
  'listAccess',
  'listConsents',
  'listSessions',
  'listBoundPhones',
  'listGrants',
  'readMe',
];
/** Operations that may wait for the hospital, on a clock that stands still. */
const WAITS: readonly OperationId[] = ['bookAppointment', 'cancelAppointment', 'submitPreconsult'];
/** Whoever is let in may hear of something else: a place that was given back before, a guardian who is a child. */
const MAY_HEAR_OF_ELSE: readonly OperationId[] = [
  'cancelAppointment',
  'registerDependant',
  'createPayment',
  'askRefund',
  'readReceipt',
  // A child under age helps nobody, and nobody lets another for a hundred months.
  'createInvitation',
  'createGrant',
  'createOffer',
  'takeOffer',
];

it('what each level of evidence opens is written down for every operation of a person', () => {
  const ofPatients = Object.entries(operations).filter(([, { access }]) => (access.by as readonly string[]).includes('patient'));
  expect(ofPatients.length).toBeGreaterThan(10);
  expect([...new Set(LEVEL_POLICY.map(({ operation }) => operation))].sort()).toEqual(ofPatients.map(([id]) => id).sort());
  for (const { about, verdicts } of LEVEL_POLICY) {
    expect(Object.keys(verdicts)).toEqual(levels);
    expect(Object.keys(LEVEL_OBJECTS)).toContain(about);
  }
});

describe.each(SAMPLED_ENGINES)('%s: what each level of evidence opens', (engine) => {
  let world: LevelWorld;
  beforeAll(async () => {
    world = await startLevelWorld(engine);
  });
  afterAll(() => world.site.stop());

  async function told(level: Level, operation: OperationId, about: LevelObject | 'unknown') {
    const asked = world.ask(level, operation, about);
    const response = await (WAITS.includes(operation) ? driven(world.site, asked) : asked);
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      await response.body?.cancel();
      return { status: response.status, code: undefined, text: '' };
    }
    const text = await response.text();
    const code = response.ok ? undefined : (JSON.parse(text) as { code: string }).code;
    return { status: response.status, code, text: text.replace(/req_[\w-]{22}/g, 'req') };
  }

  async function verdictOf(level: Level, { operation, about }: LevelRow): Promise<string> {
    const { status, code, text } = await told(level, operation, about);
    const denied = Object.entries(DENIED).find(([, one]) => one.code === code && one.status === status);
    if (denied?.[0] === '404' && text !== (await told(level, operation, 'unknown')).text) return '404, and told apart';
    if (denied) return denied[0];
    if (LISTS.includes(operation) && status === 200) return world.listed(text, operation, about) ? 'may' : '404';
    const done = status < 300 || (MAY_HEAR_OF_ELSE.includes(operation) && status === 409 && !codes.includes(code ?? ''));
    return done ? 'may' : `${status} ${code}`;
  }

  /** Every row but those that say that a proof was used, which is no change of anything. */
  async function rows() {
    const { used_proof: _proofs, unit: _units, ...rest } = await everythingIn(world.site.db);
    return rest;
  }

  it.each(LEVEL_POLICY.map((row) => [row.operation, row.about, LEVEL_OBJECTS[row.about], row] as const))(
    '%s (%s: %s)',
    async (operation, _about, _what, row) => {
      const heard: Partial<Record<Level, string>> = {};
      const before = WAITS.includes(operation) || LISTS.includes(operation) ? undefined : await rows();
      for (const level of levels.filter((one) => row.verdicts[one] !== 'may')) heard[level] = await verdictOf(level, row);
      if (before) expect(await rows()).toEqual(before);
      for (const level of levels.filter((one) => row.verdicts[one] === 'may')) {
        heard[level] = await verdictOf(level, row);
        if (operation === 'withdrawConsent') await world.agreeAgain();
        if (['endSession', 'endOtherSessions', 'endBoundPhone'].includes(operation)) await world.openAgain();
        if (operation === 'takeDraft') await world.leaveAgain();
      }
      expect(heard).toEqual(row.verdicts);
    },
  );
});
