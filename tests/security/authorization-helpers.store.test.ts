import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { grantWording } from '../../bff/contract/family/grant-wording.ts';
import { operations } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { testPatient } from '../support/test-gateway.ts';
import { agreed, bearer, cardOf, codeFor, fresh, personOf, post } from '../support/test-people.ts';
import { SAMPLED_ENGINES } from '../support/test-store.ts';
import { HELPER_POLICY, HELPERS, type Helper, type HelperRow } from './authorization-helpers.ts';
import { startWorld, type World } from './authorization-world.ts';
import { atRest, driven, everythingIn } from './quiet-gateway.ts';

const DENIED = { 'not-found': '404', 'document-required': '409' } as const;
const helpers = Object.keys(HELPERS) as Helper[];
/** Of these `404` says what is not in the answer, which is as it would be if it were not there. */
const LISTS: readonly OperationId[] = [
  'listAppointments',
  'listPayments',
  'listMessages',
  'listPreconsults',
  'listAccess',
  'listConsents',
  'listSessions',
  'listBoundPhones',
  'listGrants',
  'readMe',
];
/** Operations that may wait for the hospital, on a clock that stands still. */
const WAITS: readonly OperationId[] = ['bookAppointment', 'cancelAppointment', 'submitPreconsult'];

it('what a helper may do is written down for every operation of a person, by scope, and for a grant that is no more', () => {
  const ofPatients = Object.entries(operations).filter(([, { access }]) => (access.by as readonly string[]).includes('patient'));
  expect([...new Set(HELPER_POLICY.map(({ operation }) => operation))].sort()).toEqual(ofPatients.map(([id]) => id).sort());
  const twice = HELPER_POLICY.map(({ operation, about }) => `${operation} ${about}`);
  expect(new Set(twice).size).toBe(twice.length);
  for (const { about, verdicts } of HELPER_POLICY) {
    expect(Object.keys(verdicts)).toEqual(helpers);
    for (const verdict of Object.values(verdicts)) expect(verdict === 'own').toBe(about === 'own');
  }
});

describe.each(SAMPLED_ENGINES)('%s: what a helper may do', (engine) => {
  let world: World;
  let people: Record<Helper, { readonly id: string; readonly headers: Record<string, string>; readonly grantId: string }>;

  beforeAll(async () => {
    world = await startWorld(engine, { patients: 8, settings: { rateLimitPerMinute: 100_000 } });
    people = await helpersIn(world);
  });
  // What was told of the acts before is on its way.
  beforeEach(() => driven(world.site, atRest(world.site.db, world.site.clock)));
  afterAll(() => world.site.stop());

  const write = (sql: string) =>
    commit(world.site.gateway.onedoor.dependencies, 'probe', 'background', [{ sql, parameters: [] }]);
  const endsAt = (at: number) => write(`UPDATE family_grant SET ends_at = ${at} WHERE id = '${people.ended.grantId}'`);
  const begunBy = (id: string) => write(`UPDATE preconsult SET begun_by = '${id}' WHERE id = '${world.things.preconsultId}'`);

  async function asked(helper: Helper, operation: OperationId, about: 'person' | 'unknown') {
    const sent = world.askWith(people[helper].headers, operation, about);
    const response = await (WAITS.includes(operation) ? driven(world.site, sent) : sent);
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      await response.body?.cancel();
      return { status: response.status, text: '' };
    }
    return { status: response.status, text: (await response.text()).replace(/req_[\w-]{22}/g, 'req') };
  }

  async function verdictOf(helper: Helper, { operation }: HelperRow): Promise<string> {
    const { status, text } = await asked(helper, operation, 'person');
    if (status >= 500 || status === 400 || status === 401) return `${status} ${text}`;
    if (LISTS.includes(operation) && status === 200) return isListed(text, operation) ? 'may' : '404';
    const code = text.startsWith('{') && status >= 400 ? (JSON.parse(text) as { code: keyof typeof DENIED }).code : undefined;
    const denied = code && DENIED[code];
    if (denied !== '404') return denied ?? 'may';
    return text === (await asked(helper, operation, 'unknown')).text ? '404' : '404, and told apart';
  }

  /** Whether what the person has is in this answer. */
  function isListed(text: string, operation: OperationId): boolean {
    const { patientId, appointmentId, paymentId, messageId, preconsultId, consentId, sessionId, boundPhoneId, grantId } =
      world.things;
    if (operation === 'readMe') return text.includes(patientId);
    const { items } = JSON.parse(text) as { items: Record<string, unknown>[] };
    if (operation === 'listAccess') return items.some(({ action }) => action === 'appointment.book');
    const ids: readonly unknown[] = [
      appointmentId,
      paymentId,
      messageId,
      preconsultId,
      consentId,
      sessionId,
      boundPhoneId,
      grantId,
    ];
    return items.some(({ id }) => ids.includes(id));
  }

  /** Every row but those that say that a proof was used; of what is the helper's own, those that name the person. */
  async function rows(naming = '') {
    const { used_proof: _proofs, unit: _units, ...rest } = await everythingIn(world.site.db);
    return Object.fromEntries(Object.entries(rest).map(([table, all]) => [table, all.filter((row) => row.includes(naming))]));
  }

  it.each(HELPER_POLICY.map((row) => [row.operation, row.about, row] as const))('%s (%s)', async (operation, about, row) => {
    const heard: Partial<Record<Helper, string>> = {};
    const over = world.site.clock.now() - 1;
    const ask = async (helper: Helper) => {
      await endsAt(world.site.clock.now() - 1);
      await begunBy(about === 'form' ? people[helper].id : world.things.patientId);
      heard[helper] = await verdictOf(helper, row);
      await endsAt(over);
      await begunBy(world.things.patientId);
    };
    await endsAt(over);
    const of = about === 'own' ? world.things.patientId : '';
    const before = await rows(of);
    if (about === 'own') {
      for (const helper of helpers)
        await asked(helper, operation, 'person').then(({ status }) => expect(status).toBeLessThan(500));
      expect(await rows(of)).toEqual(before);
      return;
    }
    for (const helper of helpers.filter((one) => row.verdicts[one] !== 'may')) await ask(helper);
    // Whoever may not do it has written nothing; who reads a list of their own is in their own log.
    if (!LISTS.includes(operation)) expect(await rows()).toEqual(before);
    for (const helper of helpers.filter((one) => row.verdicts[one] === 'may')) await ask(helper);
    expect(heard).toEqual(row.verdicts);
  });
});

/** The person lets each of them act, one after the other, and ends what is to be ended: nobody has more than five helpers. */
async function helpersIn({ site, owner }: World) {
  const { gateway } = site;
  const wording = { version: grantWording.version, language: 'zh' };
  const evidence = { kind: 'one-time-code', phone: '13900000077', code: await codeFor(gateway, '13900000077') };
  const typed = { person: personOf(cardOf(41, { name: '周七' })), consents: await agreed(gateway) };
  const held = await post(gateway, '/v1/sessions', { evidence, carrier: 'bearer', ...typed });
  const given = async (helper: Helper, number: number) => {
    const { id } = helper === 'phone' ? { id: String(held.body.patientId) } : testPatient(number);
    const headers = helper === 'phone' ? bearer(held) : { authorization: `Bearer ${await gateway.signIn(id)}` };
    const { code } = (await post(gateway, '/v1/family/invitations', {}, fresh(headers))).body;
    const body = { code, scope: HELPERS[helper].scope, agreed: wording };
    const grant = await post(gateway, '/v1/grants', body, fresh(owner));
    if (grant.status !== 201) throw new Error(`no grant for ${helper}: ${grant.text}`);
    return { id, headers, grantId: String(grant.body.id) };
  };
  const revoked = await given('revoked', 3);
  await post(gateway, `/v1/grants/${revoked.grantId}/revoke`, {}, fresh(owner));
  const ended = await given('ended', 4);
  await commit(gateway.onedoor.dependencies, 'probe', 'background', [
    { sql: `UPDATE family_grant SET ends_at = ${site.clock.now()} WHERE id = '${ended.grantId}'`, parameters: [] },
  ]);
  return {
    appointments: await given('appointments', 5),
    results: await given('results', 6),
    money: await given('money', 7),
    phone: await given('phone', 0),
    ended,
    revoked,
  };
}
