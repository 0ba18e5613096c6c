import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digest } from '../../bff/platform/crypto/cipher.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { agreed, bearer, cardOf, codeFor, personOf, post, type Reply } from '../support/test-people.ts';
import { ENGINES } from '../support/test-store.ts';
import { everythingIn, type QuietGateway, startQuietGateway } from './quiet-gateway.ts';

const PHONE = '13900000001';
const ATTEMPT = 'a'.repeat(22);
const OTHER_ATTEMPT = 'b'.repeat(22);

describe.each(ENGINES)('%s: a code that is sent again', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
  });
  afterEach(() => site.stop());

  const newCode = async () => {
    await site.clock.leap(1_000);
    return codeFor(site.gateway, PHONE);
  };
  const open = (code: string, evidence: Record<string, unknown> = {}, more: Record<string, unknown> = {}, headers = {}) =>
    post(
      site.gateway,
      '/v1/sessions',
      { evidence: { kind: 'one-time-code', phone: PHONE, code, ...evidence }, carrier: 'bearer', ...more },
      headers,
    );
  const register = async (serial = 1, name = '王小明') =>
    open(await newCode(), {}, { person: personOf(cardOf(serial, { name })), consents: await agreed(site.gateway) });
  const alive = async (opened: Reply) =>
    (await site.gateway.request('/v1/patients/me', { headers: bearer(opened) })).status === 200;
  const sessions = async () => (await site.db.rows('SELECT token_hash FROM session')).length;
  const tries = async () => {
    const rows = await site.db.rows<{ tries: number }>('SELECT tries FROM one_time_code ORDER BY created_at DESC, id DESC');
    return Number(rows[0]?.tries);
  };

  it('two right answers of one code at once, by one page, both end well in one and the same session', async () => {
    await register();
    const before = await sessions();
    const code = await newCode();
    const replies = await Promise.all(Array.from({ length: 5 }, () => open(code, { attempt: ATTEMPT })));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await sessions()).toBe(before + 1);
    expect(await alive(replies[0] as Reply)).toBe(true);
  });

  it('whoever registers with a code and lost the answer is answered the same, and is registered once', async () => {
    const code = await newCode();
    const more = { person: personOf(cardOf(1)), consents: await agreed(site.gateway) };
    const first = await open(code, { attempt: ATTEMPT }, more);
    await site.clock.leap(60_000);
    const again = await open(code, { attempt: ATTEMPT }, more);
    expect(again).toMatchObject({ status: 201, body: { ...first.body, registered: true } });
    expect(await site.db.rows("SELECT id FROM audit WHERE action = 'patient.claim'")).toHaveLength(1);
  });

  it('a request that comes again in the very session that it opened does not end it', async () => {
    await register();
    const code = await newCode();
    const first = await open(code, { attempt: ATTEMPT });
    const again = await open(code, { attempt: ATTEMPT }, {}, bearer(first));
    expect(again.body.token).toBe(first.body.token);
    expect(await alive(again)).toBe(true);
  });

  it('a used code opens nothing for another page, for another choice, or for a page that sent no secret', async () => {
    const { body } = await register();
    const code = await newCode();
    expect((await open(code, { attempt: ATTEMPT })).status).toBe(201);
    const others = [
      await open(code, { attempt: OTHER_ATTEMPT }),
      await open(code),
      await open(code, { attempt: ATTEMPT, patientId: body.patientId }),
      await open(code === '000000' ? '000001' : '000000', { attempt: ATTEMPT }),
    ];
    expect(others.map((reply) => [reply.status, reply.body.code])).toEqual(Array(4).fill([403, 'evidence-refused']));
  });

  it('a session that ended is not opened again by the request that opened it, nor after the life of the code', async () => {
    await register();
    const first = await newCode();
    const opened = await open(first, { attempt: ATTEMPT });
    await site.gateway.request('/v1/sessions/current', { method: 'DELETE', headers: bearer(opened) });
    expect((await open(first, { attempt: ATTEMPT })).status).toBe(403);
    const second = await newCode();
    expect((await open(second, { attempt: ATTEMPT })).status).toBe(201);
    await site.clock.leap(5 * 60_000);
    expect((await open(second, { attempt: ATTEMPT })).status).toBe(403);
  });

  it('neither the secret of a page nor the token that is made of it is kept anywhere', async () => {
    await register();
    const { body } = await open(await newCode(), { attempt: ATTEMPT });
    const kept = JSON.stringify(await everythingIn(site.db)) + site.gateway.logged.join('');
    for (const secret of [ATTEMPT, digest(ATTEMPT), String(body.token)]) expect(kept).not.toContain(secret);
  });

  it('right answers use up no tries: a choice, a name and a consent may be asked for before the code is used', async () => {
    await register(1);
    await register(2, '赵大力');
    const code = await newCode();
    for (let time = 0; time < 8; time += 1) expect((await open(code)).body.code).toBe('choose-patient');
    expect(await tries()).toBe(0);
    const more = { person: personOf(cardOf(3, { name: '李四光' })) };
    for (let time = 0; time < 8; time += 1) expect((await open(code, {}, more)).body.code).toBe('registration-required');
    expect((await open(code, {}, { ...more, consents: await agreed(site.gateway) })).status).toBe(201);
  });

  it('wrong answers between right ones are counted all the same', async () => {
    await register();
    await register(2, '赵大力');
    const code = await newCode();
    const wrong = code === '000000' ? '000001' : '000000';
    for (let time = 0; time < 5; time += 1) {
      expect((await open(code)).status).toBe(409);
      expect((await open(wrong)).status).toBe(403);
    }
    expect((await open(code)).status).toBe(403);
    expect(await tries()).toBe(5);
  });

  it('a code that is being checked while a new one is asked for opens its session', async () => {
    await register();
    const code = await newCode();
    const { store } = site.gateway.onedoor.dependencies;
    const plain = store.commit.bind(store);
    let asked = false;
    store.commit = async (unit) => {
      if (unit.name === 'open-session' && !asked) {
        asked = true;
        await newCode();
      }
      return plain(unit);
    };
    expect((await open(code)).status).toBe(201);
    expect(asked).toBe(true);
  });

  it('codes with zeros in front are sent whole and believed', async () => {
    await register();
    const { dependencies } = site.gateway.onedoor;
    const id = 'otc_zeros';
    const [row] = await site.db.rows<Record<string, string | number>>('SELECT * FROM one_time_code');
    const hash = dependencies.blindIndex.of('one_time_code|code', `${id} 000042`);
    const now = site.clock.now() + 1;
    const sql = `INSERT INTO one_time_code (id, phone_index, code_hash, created_at, expires_at, tries, used_at, asked_at_place)
      VALUES ('${id}', '${row?.phone_index}', '${hash}', ${now}, ${now + 60_000}, 0, NULL, '${row?.asked_at_place}')`;
    await commit(dependencies, 'probe', 'background', [{ sql, parameters: [] }]);
    expect((await open('42')).status).toBe(400);
    expect((await open('000042')).status).toBe(201);
  });
});
