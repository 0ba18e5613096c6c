import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { anyStaff } from '../../bff/contract/access.ts';
import { operations } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { digest } from '../../bff/platform/crypto/cipher.ts';
import { resolveStaff } from '../../bff/scenes/identity/staff.ts';
import { FULL } from '../support/sampled.ts';
import { signedInStaff } from '../support/test-device.ts';
import { OPERATOR_TOKEN } from '../support/test-gateway.ts';
import { post, type Reply } from '../support/test-people.ts';
import { ENGINES } from '../support/test-store.ts';
import {
  type About,
  CHANGES_THE_WORLD,
  OPERATOR_COMMANDS,
  POLICY,
  type PolicyRow,
  SUBJECTS,
  type Subject,
} from './authorization-policy.ts';
import { startWorld, type World } from './authorization-world.ts';
import { atRest, driven, everythingIn, expectNothingWritten } from './quiet-gateway.ts';

const DENIED = {
  '401': { status: 401, code: 'unauthenticated' },
  '403': { status: 403, code: 'device-refused' },
  '404': { status: 404, code: 'not-found' },
  '409': { status: 409, code: 'document-required' },
} as const;

const ABOUT = { nobody: 'about nobody', person: "about the person's", child: "about the person's child's" } as const;

/** Operations that may wait for the hospital, on a clock that stands still. */
const WAITS: readonly OperationId[] = ['bookAppointment', 'cancelAppointment', 'bookAtDesk', 'cancelAtDesk', 'submitPreconsult'];
const subjects = Object.keys(SUBJECTS) as Subject[];
const codes = Object.values(DENIED).map((denied): string => denied.code);

it('who may do what is written down for every operation of the contract, and for everybody who comes', () => {
  expect(new Set(POLICY.map(({ operation }) => operation))).toEqual(new Set(Object.keys(operations)));
  const twice = POLICY.map(({ operation, about }) => `${operation} ${about}`);
  expect(new Set(twice).size).toBe(twice.length);
  for (const { verdicts } of POLICY) expect(Object.keys(verdicts)).toEqual(subjects);
});

it('nobody without a session may do what the contract says is for somebody', () => {
  for (const { operation, verdicts } of POLICY)
    expect([operation, verdicts.nobody === 'may']).toEqual([operation, operations[operation].access.by === 'anyone']);
});

/** On PostgreSQL alone where one engine has to do: it refuses SQL that SQLite takes, and every operation comes by here. */
const engines = FULL ? ENGINES : (['postgres'] as const);

describe.each(engines)('%s: who may do what', (engine) => {
  let world: World;
  let standing = false;

  beforeEach(async () => {
    if (!standing) world = await startWorld(engine);
    standing = true;
    // What was told of a booking is on its way.
    await driven(world.site, atRest(world.site.db, world.site.clock));
  });
  async function end(): Promise<void> {
    if (standing) await world.site.stop();
    standing = false;
  }
  afterAll(end);

  async function told(subject: Subject, operation: OperationId, about: About | 'unknown') {
    const asked = world.ask(subject, operation, about);
    const response = await (WAITS.includes(operation) ? driven(world.site, asked) : asked);
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      await response.body?.cancel();
      return { status: response.status, code: undefined, text: '' };
    }
    const text = await response.text();
    const code = text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined;
    return { status: response.status, code: response.ok ? undefined : code, text: text.replace(/req_[\w-]{22}/g, 'req') };
  }

  /** Every row but those that say that a proof was used, which is no change of anything. */
  async function rows() {
    const { used_proof: _proofs, unit: _units, ...rest } = await everythingIn(world.site.db);
    return rest;
  }

  async function expectDenied(subject: Subject, { operation, about, verdicts }: PolicyRow) {
    const { text, ...answer } = await told(subject, operation, about);
    expect([subject, answer]).toEqual([subject, DENIED[verdicts[subject] as keyof typeof DENIED]]);
    if (verdicts[subject] === '404') expect(text).toBe((await told(subject, operation, 'unknown')).text);
  }

  it.each(POLICY.map((row) => [row.operation, ABOUT[row.about], row] as const))('%s (%s)', async (operation, _about, row) => {
    const before = await rows();
    const { writes } = await world.site.gateway.hospital.requestsSeen();
    for (const subject of subjects.filter((one) => row.verdicts[one] !== 'may')) await expectDenied(subject, row);
    // Whoever may not do it has written nothing, here or at the hospital.
    expect(await rows()).toEqual(before);
    expect((await world.site.gateway.hospital.requestsSeen()).writes).toBe(writes);
    for (const subject of subjects.filter((one) => row.verdicts[one] === 'may')) {
      const { status, code } = await told(subject, operation, row.about);
      expect([subject, codes.includes(code ?? '')]).toEqual([subject, false]);
      expect([subject, status < 500, status !== 400]).toEqual([subject, true, true]);
    }
    if (CHANGES_THE_WORLD.includes(operation)) await end();
  });

  it.each(anyStaff)('whoever is added to the staff as %s is that, and has no other role', async (role) => {
    const { staff } = await signedInStaff(world.site.gateway, undefined, role);
    const known = await resolveStaff(world.site.gateway.onedoor.dependencies, digest(staff['onedoor-staff'] ?? ''));
    expect(known?.role).toBe(role);
  });

  it('what is for the operator is not there for anybody without the token, whoever they are', async () => {
    const wrong: Record<string, string>[] = [
      {},
      { authorization: `Bearer ${'P'.repeat(43)}` },
      { authorization: OPERATOR_TOKEN },
      { authorization: `bearer ${OPERATOR_TOKEN}x` },
      { cookie: `__Host-onedoor=${OPERATOR_TOKEN}` },
    ];
    const shown = ({ status, text }: Reply) => ({ status, text: text.replace(/req_[\w-]{22}/g, 'req') });
    const absent = shown(await post(world.site.gateway, '/operator/no-such-command', {}));
    for (const name of OPERATOR_COMMANDS) {
      for (const headers of wrong) {
        const ask = () => post(world.site.gateway, `/operator/${name}`, {}, headers);
        expect(shown(await expectNothingWritten(world.site, ask))).toEqual(absent);
      }
    }
    const right = { authorization: `Bearer ${OPERATOR_TOKEN}` };
    expect((await post(world.site.gateway, '/operator/device-list', {}, right)).status).toBe(200);
  });
});
