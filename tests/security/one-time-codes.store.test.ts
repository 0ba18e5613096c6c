import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agreed, bearer, cardOf, codeFor, JSON_TYPE, personOf, post } from '../support/test-people.ts';
import { ENGINES } from '../support/test-store.ts';
import { expectNothingWritten, type QuietGateway, startQuietGateway } from './quiet-gateway.ts';

const PHONE = '13900000001';
const OTHER_PHONE = '13900000002';
const HOUR_MS = 3_600_000;

describe.each(ENGINES)('%s: one-time codes', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
  });
  afterEach(() => site.stop());

  const ask = (phone: string) => post(site.gateway, '/v1/one-time-codes', { phone });
  const open = (code: string, more: Record<string, unknown> = {}, phone = PHONE) =>
    post(site.gateway, '/v1/sessions', {
      evidence: { kind: 'one-time-code', phone, code },
      carrier: 'bearer',
      ...more,
    });
  const register = async (serial: number, phone = PHONE, name = '王小明') =>
    open(await newCode(phone), { person: personOf(cardOf(serial, { name })), consents: await agreed(site.gateway) }, phone);
  /** A code a second later than the one before: only the newest counts. */
  const newCode = async (phone: string) => {
    await site.clock.leap(1_000);
    return codeFor(site.gateway, phone);
  };
  const sessions = async () => (await site.db.rows('SELECT token_hash FROM session')).length;

  it('one-time codes let ten thousand guesses at once compare no more than twenty-five, and none opens a session', async () => {
    const right = new Set<string>();
    const guesses = Array.from({ length: 10_000 }, (_, number) => String(number * 97 + 3).padStart(6, '0'));
    for (let round = 0; round < 5; round += 1) {
      right.add(await newCode(PHONE));
      const wrong = guesses.slice(round * 2_000, (round + 1) * 2_000).filter((guess) => !right.has(guess));
      for (let start = 0; start < wrong.length; start += 250) {
        const replies = await Promise.all(wrong.slice(start, start + 250).map((guess) => open(guess)));
        expect(new Set(replies.map(({ status, body }) => `${status} ${String(body.code)}`))).toEqual(
          new Set(['403 evidence-refused']),
        );
      }
      // Not even the right one opens it now.
      expect((await open([...right].at(-1) ?? '')).status).toBe(403);
    }
    expect((await ask(PHONE)).status).toBe(429);
    const rows = await site.db.rows<{ tries: number }>('SELECT tries FROM one_time_code');
    expect(rows.map(({ tries }) => Number(tries))).toEqual([5, 5, 5, 5, 5]);
    expect(await sessions()).toBe(0);
  });

  it('one-time codes count a try before they look: a right code among a crowd of wrong ones opens one session at most', async () => {
    const consents = await agreed(site.gateway);
    await register(1);
    const code = await newCode(PHONE);
    const wrong = code === '000000' ? '111111' : '000000';
    const codes = [wrong, wrong, wrong, wrong, wrong, code, code, code];
    const replies = await Promise.all(codes.map((one) => open(one, { consents })));
    expect(replies.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
    const [newest] = await site.db.rows<{ tries: number }>('SELECT tries FROM one_time_code ORDER BY created_at DESC, id DESC');
    expect(Number(newest?.tries)).toBe(5);
  });

  it('one-time codes are sent five a day to a phone, in days of Shanghai', async () => {
    for (let number = 0; number < 5; number += 1) expect((await ask(PHONE)).status).toBe(204);
    const refused = await expectNothingWritten(site, () => ask(PHONE));
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-codes', retryable: true } });
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await ask(OTHER_PHONE)).status).toBe(204);
    // It is eight in the morning there, midnight in UTC: sixteen hours to the next day.
    await site.clock.leap(16 * HOUR_MS - 1);
    expect((await ask(PHONE)).status).toBe(429);
    await site.clock.leap(1);
    expect((await ask(PHONE)).status).toBe(204);
    expect(site.gateway.sent.filter(({ to }) => to === PHONE)).toHaveLength(6);
  });

  it('one-time codes are sent five a day also when thirty are asked for at once, however the phone is spelt', async () => {
    const spellings = [PHONE, `+86${PHONE}`, '139 0000 0001', '１３９００００000１', '0086-139-0000-0001'];
    const replies = await Promise.all(Array.from({ length: 30 }, (_, number) => ask(spellings[number % 5] ?? PHONE)));
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(5);
    expect(site.gateway.sent).toHaveLength(5);
    expect(await site.db.rows('SELECT DISTINCT phone_index FROM one_time_code')).toHaveLength(1);
  });

  it('one-time codes live five minutes, to the millisecond', async () => {
    await register(1);
    const first = await newCode(PHONE);
    await site.clock.leap(5 * 60_000 - 1);
    expect((await open(first)).status).toBe(201);
    const second = await newCode(PHONE);
    await site.clock.leap(5 * 60_000);
    expect((await open(second)).status).toBe(403);
  });

  it('one-time codes open one session each, also when they are shown twenty times at once', async () => {
    await register(1);
    const before = await sessions();
    const code = await newCode(PHONE);
    const replies = await Promise.all(Array.from({ length: 20 }, () => open(code)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await sessions()).toBe(before + 1);
    expect((await open(code)).status).toBe(403);
  });

  it('one-time codes are replaced by the next one', async () => {
    await register(1);
    const first = await newCode(PHONE);
    let second = await newCode(PHONE);
    if (second === first) second = await newCode(PHONE);
    expect((await open(first)).status).toBe(403);
    expect((await open(second)).status).toBe(201);
  });

  it('one-time codes of one phone open nothing of another', async () => {
    await register(1);
    await register(2, OTHER_PHONE, '赵大力');
    const code = await newCode(PHONE);
    await newCode(OTHER_PHONE);
    const reply = await open(code, {}, OTHER_PHONE);
    const codes = site.gateway.sent.slice(-2).map(({ text }) => /\d{6}/.exec(text)?.[0]);
    expect(reply.status).toBe(codes[0] === codes[1] ? 201 : 403);
    expect((await open(code)).body.patientName).toBe('王*明');
  });

  it('one-time codes are asked for and refused with the same answer whether or not anybody has the phone', async () => {
    await register(1);
    const shown = ({ status, text, headers }: Awaited<ReturnType<typeof ask>>) => {
      const kept = [...headers].filter(([name]) => name !== 'ratelimit' && name !== 'x-request-id');
      return { status, text: text.replace(/req_[\w-]{22}/g, 'req'), kept };
    };
    expect(shown(await ask(PHONE))).toEqual(shown(await ask(OTHER_PHONE)));
    const wrongFor = async (phone: string) => {
      const right = await newCode(phone);
      return shown(await open(right === '000000' ? '000001' : '000000', {}, phone));
    };
    const [known, unknown] = [await wrongFor(PHONE), await wrongFor(OTHER_PHONE)];
    expect(known).toEqual(unknown);
    expect(shown(await open('123456', {}, '13900000003'))).toEqual(known);
  });

  it('one-time codes are kept as a keyed hash: neither the code nor the phone nor a plain hash of them is in the database or the log', async () => {
    const { createHash } = await import('node:crypto');
    const code = await newCode(PHONE);
    const rows = await site.db.rows<{ id: string }>('SELECT * FROM one_time_code');
    const days = await site.db.rows('SELECT * FROM one_time_code_day');
    const id = String(rows[0]?.id);
    const kept = JSON.stringify([rows, days]) + site.gateway.logged.join('');
    for (const text of [code, PHONE, `${id} ${code}`, `${PHONE}${code}`]) {
      for (const encoding of ['hex', 'base64', 'base64url'] as const)
        expect(kept).not.toContain(createHash('sha256').update(text).digest(encoding));
    }
    expect(kept).not.toContain(PHONE);
    expect(JSON.stringify(rows[0], (key, value) => (['created_at', 'expires_at'].includes(key) ? 0 : value))).not.toContain(code);
    expect(site.gateway.logged.join('')).not.toContain('验证码');
  });

  it('one-time codes lead two people with one phone to a choice of masked names, and open the one who was chosen', async () => {
    await register(1);
    await register(2, PHONE, '赵大力');
    const code = await newCode(PHONE);
    const before = await sessions();
    const asked = await open(code);
    expect(asked).toMatchObject({ status: 409, body: { code: 'choose-patient' } });
    expect(await sessions()).toBe(before);
    const choices = asked.body.choices as { patientId: string; patientName: string }[];
    expect(choices.map(({ patientName }) => patientName).sort()).toEqual(['王*明', '赵*力']);
    const chosen = choices[1];
    const body = {
      evidence: { kind: 'one-time-code', phone: PHONE, code, patientId: chosen?.patientId },
      carrier: 'bearer',
    };
    const opened = await post(site.gateway, '/v1/sessions', body);
    expect(opened).toMatchObject({ status: 201, body: { ...chosen, registered: false } });
    const me = await site.gateway.request('/v1/patients/me', { headers: { ...JSON_TYPE, ...bearer(opened) } });
    expect(await me.json()).toMatchObject({ patientId: chosen?.patientId, phone: '139****0001' });
  });

  it('one-time codes open nobody who has another phone, whoever is named as the choice', async () => {
    await register(1);
    await register(2, PHONE, '赵大力');
    const stranger = await register(3, OTHER_PHONE, '李四光');
    const code = await newCode(PHONE);
    const evidence = { kind: 'one-time-code', phone: PHONE, code, patientId: stranger.body.patientId };
    expect(await post(site.gateway, '/v1/sessions', { evidence })).toMatchObject({
      status: 409,
      body: { code: 'choose-patient' },
    });
  });

  it("one-time codes open nobody's data on a typed number: a document that is registered makes a claim of its own, whatever the phone", async () => {
    const first = await register(1);
    const second = await register(1, OTHER_PHONE);
    expect(second).toMatchObject({ status: 201, body: { registered: true } });
    expect(second.body.patientId).not.toBe(first.body.patientId);
    expect((await open(await newCode(PHONE))).body.patientId).toBe(first.body.patientId);
    expect((await open(await newCode(OTHER_PHONE), {}, OTHER_PHONE)).body.patientId).toBe(second.body.patientId);
  });

  it('one-time codes register nobody on a certificate of birth alone: somebody has to answer for the child', async () => {
    const document = { type: 'birth-certificate', number: 'X990000001' };
    const person = { name: '王小', birthDate: '2026-10-01', sex: 'female', document };
    const code = await newCode(PHONE);
    const before = (await site.db.rows('SELECT id FROM patient')).length;
    expect(await open(code, { person, consents: await agreed(site.gateway) })).toMatchObject({
      status: 422,
      body: { code: 'document-refused' },
    });
    expect(await site.db.rows('SELECT id FROM patient')).toHaveLength(before);
  });
});
