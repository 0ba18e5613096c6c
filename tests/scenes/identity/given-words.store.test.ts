import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cityPolicy } from '../../../bff/scenes/directory/policy.ts';
import { type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { type Card, enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { agreed, bearer, cardOf, codeFor, fresh, personOf, post, postAt, putDown, replyOf } from '../../support/test-people.ts';

/** A city whose people have phones of other countries, too. */
const ABROAD = cityPolicy.parse({ codes: { countries: ['86', '44'] } });

describe('what people say of themselves', () => {
  let site: QuietGateway;
  let device: TestDevice;
  beforeEach(async () => {
    site = await startQuietGateway('sqlite', { patients: 0, city: ABROAD });
    device = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  const come = (card: Card) => putDown(site.gateway, device, card);

  it.each([
    ['O’Brien', "O'Brien"],
    ['MARIE-CLAIRE', 'Marie–Claire'],
    ['刘\uE863', '刘䶮'],
    ['古丽米热·艾比布力', '古丽米热 艾比布力'],
    ['\u202D王小明\u202C', '王小明'],
    ['张三', '张　三'],
  ])('what people say of themselves opens one record, as %j and as %j', async (first, second) => {
    const one = await come(cardOf(1, { name: first }));
    const other = await come(cardOf(1, { name: second }));
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(other.body).toMatchObject({ patientId: one.body.patientId, registered: false });
  });

  it.each(['MUTHU A/L RAMASAMY', 'LEE (LI) MING', '’S-GRAVESANDE', `${'A'.repeat(74)} ${'B'.repeat(45)}`])(
    'what people say of themselves may be the name of a passport: %s',
    async (name) => {
      const card = cardOf(1, { type: 'passport', number: 'E12345678', name });
      expect((await come(card)).status).toBe(201);
    },
  );

  it('what people say of themselves reaches their own phone, as it was pasted or as it is written abroad', async () => {
    const number = '13900000007';
    const pasted = `\u202D+86-0${number}\u202C`;
    const code = await codeFor(site.gateway, pasted);
    const evidence = { kind: 'one-time-code', phone: number, code };
    const person = personOf(cardOf(3));
    const opened = await post(site.gateway, '/v1/sessions', {
      evidence,
      person,
      consents: await agreed(site.gateway),
      carrier: 'bearer',
    });
    expect(opened.status).toBe(201);
    expect(site.gateway.sent.at(-1)?.to).toBe(number);
    await codeFor(site.gateway, '+44 (0)7976 399087');
    expect(site.gateway.sent.at(-1)?.to).toBe('+447976399087');
  });

  it.each([
    ['name', { name: '\u3164\u3164' }],
    ['name', { name: '王\u001b[31m' }],
    ['document', { type: 'other', number: '"><script>' }],
    ['document', { type: 'other', number: '1\u001b[2J' }],
  ] as const)('what people say of themselves is refused before it is kept when its %s is like %j', async (_what, more) => {
    const { device: desk, staff } = await signedInStaff(site.gateway);
    const card = cardOf(1, more);
    const { document } = personOf(card);
    const body = {
      evidence: { kind: 'staff-present', document, reason: 'no card' },
      person: personOf(card),
      consents: await agreed(site.gateway),
    };
    const reply = await postAt(desk, '/v1/sessions', body, staff);
    expect([400, 422]).toContain(reply.status);
    expect(await site.db.rows('SELECT id FROM patient')).toEqual([]);
    expect(reply.text).not.toMatch(/script|\\u001b/);
  });

  it('what a member of staff gives as a reason is shown to the person as one line without orders to a screen', async () => {
    const { device: desk, staff } = await signedInStaff(site.gateway);
    const card = cardOf(1);
    const consents = await agreed(site.gateway);
    const vouch = (reason: string) =>
      postAt(
        desk,
        '/v1/sessions',
        {
          evidence: { kind: 'staff-present', document: personOf(card).document, reason },
          person: personOf(card),
          consents,
          carrier: 'bearer',
        },
        staff,
      );
    for (const reason of ['no\u001b[31m card', 'no\u0000card', '\u3164\u3164\u3164', 'no \uE000'])
      expect(await vouch(reason)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    const opened = await vouch('\u202Eforgot\u202C\ntheir card ');
    expect(opened.status).toBe(201);
    const rows = await site.db.rows<{ reason: string }>(
      "SELECT reason FROM audit WHERE reason IS NOT NULL AND reason LIKE 'forgot%'",
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { reason } of rows) expect(reason).toBe('forgot their card');
    const seen = await replyOf(await desk.request('/v1/access', { headers: { ...bearer(opened), ...fresh() } }));
    expect(seen.text).not.toMatch(/\\u202[a-e]|\u202e/i);
  });
});
