import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { grantWording } from '../../bff/contract/family/grant-wording.ts';
import { problem as problemSchema, problemType } from '../../bff/contract/problem-document.ts';
import { type ProblemCode, problems } from '../../bff/contract/problems.ts';
import { shareWording } from '../../bff/contract/records/share-wording.ts';
import { StoreOverloaded, StoreUnavailable, UnitExpired } from '../../bff/platform/store/store.ts';
import { cityPolicy, hospitalPolicy } from '../../bff/scenes/directory/policy.ts';
import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import { applySnapshot } from '../../bff/scenes/slots/sync-slots.ts';
import { driven, keyed, type QuietGateway, signedIn, startQuietGateway } from '../security/quiet-gateway.ts';
import { Payer, useUpQuotes } from '../support/payer.ts';
import { type Card, enrolTestDevice, signedInStaff, type TestDevice } from '../support/test-device.ts';
import { HOSPITAL, testPatient } from '../support/test-gateway.ts';
import type { Reply } from '../support/test-people.ts';
import { settle } from '../support/virtual-clock.ts';

const codes = Object.keys(problems) as ProblemCode[];
const ID = `apt_${'a'.repeat(22)}`;

let site: QuietGateway;
let person: Awaited<ReturnType<typeof signedIn>>;
/** What the store answers to the next units, when it is to fail. */
let failing: (() => Error) | undefined;

beforeEach(async () => {
  failing = undefined;
  site = await startQuietGateway('sqlite', {
    settings: { rateLimitPerMinute: 100 },
    entry: { policy: hospitalPolicy.parse({}) },
    city: cityPolicy.parse({ dependants: 1 }),
  });
  const { store } = site.db;
  const { commit } = store;
  store.commit = (unit) => (failing ? Promise.reject(failing()) : commit.call(store, unit));
  person = await signedIn(site.gateway);
});
afterEach(() => site.stop());

const send = (method: string, path: string, body?: string, more: Record<string, string> = {}) =>
  site.gateway.request(path, {
    method,
    ...(body === undefined ? {} : { body }),
    headers: { ...keyed(person.headers, 'a-key-of-mine'), ...more },
  });
const order = (slotId: string) => JSON.stringify({ slotId, patientId: person.patientId });
const withFailure = (error: Error) => async () => {
  failing = () => error;
  return send('GET', '/v1/appointments');
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const JSON_TYPE = { 'content-type': 'application/json' };
const PUBLIC_KEY = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) };
const CARD = { type: 'resident-id', number: '34052419800101001X', name: '王二', birthDate: '1980-01-01', sex: 'male' } as const;
const CONSENTS = { privacyNotice: '2026-11-01', healthData: '2026-11-01', language: 'zh' };

/** Registers whoever puts this card down. */
async function register(card: Card, phone?: string): Promise<Response> {
  const device = await enrolTestDevice(site.gateway);
  const evidence = { kind: 'document-read', document: await device.read(card) };
  const body = JSON.stringify({ evidence, consents: CONSENTS, ...(phone ? { phone } : {}) });
  return device.request('/v1/sessions', { method: 'POST', body, headers: JSON_TYPE });
}

async function openByPhone(phone: string, card?: Card): Promise<Response> {
  await send('POST', '/v1/one-time-codes', JSON.stringify({ phone }));
  const code = /\d{6}/.exec(site.gateway.sent.at(-1)?.text ?? '')?.[0];
  const { type, number, ...typed } = card ?? CARD;
  const registering = card ? { person: { ...typed, document: { type, number } }, consents: CONSENTS } : {};
  return send(
    'POST',
    '/v1/sessions',
    JSON.stringify({ evidence: { kind: 'one-time-code', phone, code }, carrier: 'bearer', ...registering }),
  );
}

/** Books a slot that begins then, under a key of its own. */
async function bookAt(startsInMs: number, key: string): Promise<Response> {
  const { slotId } = await site.gateway.openSlot(1, startsInMs);
  return send('POST', '/v1/appointments', order(slotId), { 'idempotency-key': key });
}

function registerChild(number: number): Promise<Response> {
  const document = { type: 'birth-certificate', number: `X99000000${number}` };
  const child = { name: '王小', birthDate: '2026-10-01', sex: 'female', document };
  const body = JSON.stringify({ person: child, relationship: 'parent', consents: CONSENTS });
  return send('POST', '/v1/patients/me/dependants', body, { 'idempotency-key': `child-number-${number}` });
}

async function idOf(registering: Promise<Response>): Promise<string> {
  return ((await (await registering).json()) as { patientId: string }).patientId;
}

/** One more member of staff says that these two are one person. */
async function link([patientId, otherId]: readonly string[]): Promise<Response> {
  const { device, staff, staffId } = await signedInStaff(site.gateway);
  return device.request('/v1/patient-links', {
    method: 'POST',
    body: JSON.stringify({ patientId, otherId, reason: '同一人' }),
    headers: { ...JSON_TYPE, ...staff, 'idempotency-key': `link-by-${staffId}` },
  });
}

const called = () => ({ method: 'POST', body: JSON.stringify({ step: 'home', language: 'zh' }), headers: JSON_TYPE });

/** A volunteer on duty, and how they ask. */
async function helperOnDuty() {
  const { device, staff } = await signedInStaff(site.gateway, undefined, 'volunteer');
  const headers = { ...JSON_TYPE, ...staff };
  const ask = (path: string, body: unknown = {}) => device.request(path, { method: 'POST', body: JSON.stringify(body), headers });
  await ask('/v1/shifts');
  return { ask };
}

async function assistWorld() {
  return { kiosk: await enrolTestDevice(site.gateway), helper: await helperOnDuty() };
}

/** Somebody calls at the kiosk, and the helper asks to help there with the digits on its glass. */
async function joined(kiosk: TestDevice, helper: Awaited<ReturnType<typeof helperOnDuty>>): Promise<Response> {
  const call = (await (await kiosk.request('/v1/help-calls', called())).json()) as { id: string; join: { code: string } };
  return helper.ask('/v1/assist-sessions', { helpCallId: call.id, code: call.join.code });
}

/** Agrees to quotes. */
function paying(payer: Payer, { body }: Reply, channel = 'cash'): Promise<Response> {
  return payer.send('POST', '/v1/payments', { quotesId: body.id, channel });
}

/** Somebody says in triage what has to be looked at first. */
function flagged(): Promise<Response> {
  const answers = [{ question: 'signs-chest', answer: ['chest-sweat'] }];
  const body = { patientId: person.patientId, complaint: { kind: 'listed', code: 'chest' }, answers };
  return send('POST', '/v1/triage', JSON.stringify(body));
}

/** A payment that nobody has brought to the window yet. */
async function cashPayment() {
  const payer = await Payer.come(site.gateway);
  await payer.owe();
  return { payer, ...(await payer.pay('cash')) };
}

/** One way to each refusal. */
const WAYS: Readonly<Record<ProblemCode, () => Promise<Response>>> = {
  'invalid-request': () => send('POST', '/v1/appointments', '{}'),
  'idempotency-key-missing': async () =>
    send('POST', '/v1/appointments', order((await site.gateway.openSlot(1)).slotId), { 'idempotency-key': '' }),
  unauthenticated: () => site.gateway.request('/v1/appointments'),
  'staff-locked': async () => {
    const { device, staff } = await signedInStaff(site.gateway);
    await site.clock.leap(60_000);
    return device.request('/v1/shifts', { headers: staff });
  },
  'not-on-duty': async () => {
    const { kiosk, helper } = await assistWorld();
    const { id } = (await (await kiosk.request('/v1/help-calls', called())).json()) as { id: string };
    const [shift] = await site.db.rows<{ id: string }>('SELECT id FROM shift');
    await helper.ask(`/v1/shifts/${shift?.id}/end`);
    return helper.ask(`/v1/help-calls/${id}/answer`);
  },
  'help-call-answered': async () => {
    const { kiosk, helper } = await assistWorld();
    const { id } = (await (await kiosk.request('/v1/help-calls', called())).json()) as { id: string };
    const other = await helperOnDuty();
    await other.ask(`/v1/help-calls/${id}/answer`);
    return helper.ask(`/v1/help-calls/${id}/answer`);
  },
  'assist-session-running': async () => {
    const { kiosk, helper } = await assistWorld();
    await joined(kiosk, helper);
    return joined(await enrolTestDevice(site.gateway), helper);
  },
  'act-refused': async () => {
    const { kiosk, helper } = await assistWorld();
    const { id } = (await (await joined(kiosk, helper)).json()) as { id: string };
    return helper.ask(`/v1/assist-sessions/${id}/acts`, { kind: 'language', language: 'en' });
  },
  'presence-required': async () => {
    const { kiosk, helper } = await assistWorld();
    const evidence = { kind: 'demo', patientId: testPatient(0).id };
    const opened = await kiosk.request('/v1/sessions', {
      method: 'POST',
      body: JSON.stringify({ evidence, carrier: 'bearer' }),
      headers: JSON_TYPE,
    });
    const { token } = (await opened.json()) as { token: string };
    const headers = { ...JSON_TYPE, authorization: `Bearer ${token}`, 'idempotency-key': 'without-a-card' };
    const { id } = (await (await joined(kiosk, helper)).json()) as { id: string };
    await kiosk.request(`/v1/assist-sessions/${id}/accept`, { method: 'POST', body: '{}', headers });
    const { slotId } = await site.gateway.openSlot(1);
    return kiosk.request('/v1/appointments', { method: 'POST', body: order(slotId), headers });
  },
  'red-flag': async () => {
    await flagged();
    return bookAt(3_600_000, 'red-flag-booking');
  },
  'not-approved': async () => {
    const strict = await startQuietGateway('sqlite', { settings: { demo: false } });
    try {
      const device = await enrolTestDevice(strict.gateway);
      const evidence = { kind: 'document-read', document: await device.read(CARD) };
      const opened = await device.request('/v1/sessions', {
        method: 'POST',
        body: JSON.stringify({ evidence, consents: CONSENTS, carrier: 'bearer' }),
        headers: JSON_TYPE,
      });
      const { token, patientId } = (await opened.json()) as { token: string; patientId: string };
      const body = JSON.stringify({ patientId, complaint: { kind: 'listed', code: 'chest' }, answers: [] });
      return await device.request('/v1/triage', {
        method: 'POST',
        body,
        headers: { ...JSON_TYPE, authorization: `Bearer ${token}` },
      });
    } finally {
      await strict.stop();
    }
  },
  'appointment-over': async () => {
    const booked = (await (await bookAt(HOUR_MS, 'visit-that-passes')).json()) as { id: string };
    await site.clock.leap(8 * HOUR_MS);
    person = await signedIn(site.gateway);
    const body = { appointmentId: booked.id, questionnaire: 'general-history', saidBy: { who: 'patient' } };
    return send('POST', '/v1/preconsults', JSON.stringify(body));
  },
  'grant-refused': () => {
    const agreed = { version: grantWording.version, language: 'zh' };
    const key = { 'idempotency-key': 'a-hundred-months' };
    return send('POST', '/v1/family/offers', JSON.stringify({ months: 100, agreed }), key);
  },
  'share-refused': async () => {
    const payer = await Payer.come(site.gateway);
    const agreed = { version: shareWording.version, language: 'zh' };
    const link = { kind: 'link', label: 'a test' };
    const order = { patientId: payer.patientId, with: link, parts: { results: 'all' }, agreed };
    return payer.send('POST', '/v1/shares', order);
  },
  'bill-changed': async () => {
    const payer = await Payer.come(site.gateway);
    const visit = await payer.owe();
    const quotes = await payer.quotes();
    await site.gateway.hospital.charges?.change(visit);
    return paying(payer, quotes);
  },
  'bill-in-payment': async () => {
    const payer = await Payer.come(site.gateway);
    await payer.owe();
    const bills = await payer.bills();
    const [first, second] = [await payer.quotes(bills), await payer.quotes(bills)];
    await payer.pay('cash', first);
    return paying(payer, second);
  },
  'quotes-expired': async () => {
    const payer = await Payer.come(site.gateway);
    await payer.owe();
    const quotes = await payer.quotes();
    await payer.pay('cash', quotes);
    return paying(payer, quotes);
  },
  'channel-unavailable': async () => {
    const payer = await Payer.come(site.gateway);
    await payer.owe();
    return paying(payer, await payer.quotes(), 'wechat-pay');
  },
  'too-many-quotes': async () => {
    const payer = await Payer.come(site.gateway);
    await payer.owe();
    const bills = await payer.bills();
    await payer.quotes(bills);
    await useUpQuotes(site.gateway);
    return payer.send('POST', '/v1/quotes', { patientId: payer.patientId, bills, insurance: false });
  },
  'payment-not-due': async () => {
    const payer = await Payer.come(site.gateway);
    await payer.owe();
    const { body } = await payer.pay('cash');
    const { device, staff } = await signedInStaff(site.gateway, undefined, 'cashier');
    return device.request(`/v1/desk/payments/${String(body.code)}/cash`, {
      method: 'POST',
      body: JSON.stringify({ amount: { amount: 1, currency: 'CNY' } }),
      headers: { ...JSON_TYPE, ...staff, 'idempotency-key': 'too-little-cash' },
    });
  },
  'not-refundable': async () => {
    const { payer, body } = await cashPayment();
    const wanted = { part: 0, lines: 'whole', amount: { amount: 1, currency: 'CNY' } };
    return payer.send('POST', `/v1/payments/${String(body.id)}/refunds`, wanted);
  },
  'receipt-not-ready': async () => {
    const { payer, body } = await cashPayment();
    return payer.send('GET', `/v1/receipts/${String(body.id)}`);
  },
  'evidence-refused': () =>
    send('POST', '/v1/sessions', JSON.stringify({ evidence: { kind: 'demo', patientId: `pat_${'z'.repeat(22)}` } })),
  'device-refused': () => send('GET', '/v1/devices/me'),
  'enrolment-refused': () => send('POST', '/v1/devices', JSON.stringify({ code: 'x'.repeat(43), publicKey: PUBLIC_KEY })),
  'origin-refused': () => send('DELETE', '/v1/sessions/current', undefined, { 'sec-fetch-site': 'cross-site' }),
  'not-found': () => send('GET', `/v1/appointments/${ID}`),
  'method-not-allowed': () => send('PUT', '/v1/appointments'),
  'already-booked': async () => {
    const { slotId } = await site.gateway.openSlot(2);
    await send('POST', '/v1/appointments', order(slotId));
    return send('POST', '/v1/appointments', order(slotId), { 'idempotency-key': 'a-second-key' });
  },
  'appointment-overlaps': async () => {
    await bookAt(DAY_MS, 'the-first-one');
    return bookAt(DAY_MS + HOUR_MS / 4, 'at-the-same-time');
  },
  'too-many-appointments': async () => {
    await bookAt(DAY_MS, 'the-first-one');
    await bookAt(DAY_MS + HOUR_MS, 'the-second-one');
    return bookAt(DAY_MS + 2 * HOUR_MS, 'the-third-one');
  },
  'too-many-cancellations': async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = (await (await bookAt(DAY_MS, `booked-${round}`)).json()) as { id: string };
      await driven(site, send('POST', `/v1/appointments/${id}/cancel`, undefined, { 'idempotency-key': `given-back-${round}` }));
    }
    return bookAt(DAY_MS, 'once-too-often');
  },
  'too-many-dependants': async () => {
    await registerChild(1);
    return registerChild(2);
  },
  'phone-unserved': () => send('POST', '/v1/one-time-codes', JSON.stringify({ phone: '+19005550100' })),
  'booking-refused': async () => {
    const { slotId } = await site.gateway.openSlot(1);
    const { hospitals } = site.gateway.onedoor.dependencies;
    const { ask } = hospitals;
    const refused = { ok: false, failure: { kind: 'rejected', reason: 'patient-refused', detail: 'refused' } } as const;
    hospitals.ask = async () => refused as never;
    const reply = await send('POST', '/v1/appointments', order(slotId));
    hospitals.ask = ask;
    return reply;
  },
  'already-linked': async () => {
    const ids = [await idOf(register(CARD)), await idOf(register({ ...CARD, type: 'passport', number: 'E12345678' }))];
    await link(ids);
    await link(ids);
    return link(ids);
  },
  'link-implausible': async () => {
    const other = { ...CARD, number: '11010519491231002X', birthDate: '1949-12-31', sex: 'female' as const };
    return link([await idOf(register(CARD)), await idOf(register(other))]);
  },
  misdirected: () => site.gateway.request('/v1/hospitals', { headers: { host: 'door.evil.example' } }),
  'choose-patient': async () => {
    for (const card of [
      CARD,
      { ...CARD, number: '11010519491231002X', name: '王小二', birthDate: '1949-12-31', sex: 'female' as const },
    ])
      await register(card, '13800000001');
    return openByPhone('13800000001');
  },
  'consent-required': async () => {
    const { headers } = await signedIn(site.gateway, 2);
    const { items } = (await (await site.gateway.request('/v1/consents', { headers })).json()) as { items: { id: string }[] };
    await site.gateway.request(`/v1/consents/${items[0]?.id}/withdraw`, {
      method: 'POST',
      body: '{}',
      headers: { ...headers, ...JSON_TYPE },
    });
    return send('POST', '/v1/sessions', JSON.stringify({ evidence: { kind: 'demo', patientId: testPatient(2).id } }));
  },
  'identity-ambiguous': async () => {
    await register(CARD);
    return register({ ...CARD, name: '张三丰' });
  },
  'document-required': async () => {
    const { slotId } = await site.gateway.openSlot(1);
    const { hospitals } = site.gateway.onedoor.dependencies;
    const { facet } = hospitals;
    hospitals.facet = ((id: string, name: string) =>
      name === 'patients' ? {} : facet.call(hospitals, id, name as 'booking')) as never;
    const opened = (await (await openByPhone('13800000004', CARD)).json()) as { token: string; patientId: string };
    const headers = { ...JSON_TYPE, authorization: `Bearer ${opened.token}`, 'idempotency-key': 'a-file-by-word' };
    const body = JSON.stringify({ slotId, patientId: opened.patientId });
    return site.gateway.request('/v1/appointments', { method: 'POST', body, headers });
  },
  'guardian-required': async () => {
    const device = await enrolTestDevice(site.gateway);
    const child = { type: 'passport', number: 'E12345679', name: '王小二', birthDate: '2020-12-31', sex: 'female' } as const;
    const document = await device.read(child);
    const body = JSON.stringify({ evidence: { kind: 'document-read', document } });
    return device.request('/v1/sessions', { method: 'POST', body, headers: JSON_TYPE });
  },
  'guardian-refused': async () => {
    const adolescent = { type: 'passport', number: 'E12345678', name: '王小二', birthDate: '2015-12-31', sex: 'female' } as const;
    const opened = (await (await openByPhone('13800000003', adolescent)).json()) as { token: string };
    const document = { type: 'birth-certificate', number: 'Z990000001' };
    const person = { name: '王小小', sex: 'female', birthDate: '2026-01-31', document };
    return site.gateway.request('/v1/patients/me/dependants', {
      method: 'POST',
      body: JSON.stringify({ person, relationship: 'parent', consents: CONSENTS }),
      headers: { ...JSON_TYPE, authorization: `Bearer ${opened.token}`, 'idempotency-key': 'a-child-of-a-child' },
    });
  },
  'phone-full': async () => {
    await register(CARD, '13800000002');
    const sql = `INSERT INTO patient_phone (id, patient_id, phone_index, masked_phone, bound_at, held_at)
      SELECT 'phn_' || n, patient_phone.patient_id, phone_index, '138****0002', bound_at, held_at
      FROM patient_phone, (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8)`;
    await site.gateway.onedoor.dependencies.store.commit({
      id: 'unt_eight_more',
      name: 'plant-phones',
      lane: 'background',
      deadline: site.clock.now() + 1_000,
      parts: [{ sql, parameters: [] }],
    });
    return openByPhone('13800000002', {
      ...CARD,
      number: '11010519491231002X',
      name: '王小二',
      birthDate: '1949-12-31',
      sex: 'female',
    });
  },
  'registration-required': async () => {
    const device = await enrolTestDevice(site.gateway);
    const body = JSON.stringify({ evidence: { kind: 'document-read', document: await device.read(CARD) } });
    return device.request('/v1/sessions', { method: 'POST', body, headers: JSON_TYPE });
  },
  'slip-not-ready': async () => {
    const booked = await send('POST', '/v1/appointments', order((await site.gateway.openSlot(1)).slotId));
    const { id } = (await booked.json()) as { id: string };
    await driven(site, send('POST', `/v1/appointments/${id}/cancel`, undefined, { 'idempotency-key': 'cancel-it' }));
    return send('POST', `/v1/appointments/${id}/slip`);
  },
  'document-refused': () => register({ ...CARD, number: '110105194912310021' }),
  'too-many-codes': async () => {
    const ask = () => send('POST', '/v1/one-time-codes', JSON.stringify({ phone: '13800000002' }));
    for (let count = 0; count < 5; count += 1) await ask();
    return ask();
  },
  'idempotency-key-running': async () => {
    const { slotId } = await site.gateway.openSlot(1);
    await site.gateway.hospital.setFault('timeout-before-commit', 'write');
    const first = send('POST', '/v1/appointments', order(slotId));
    while ((await site.db.rows('SELECT id FROM appointment')).length === 0) await settle();
    const second = await send('POST', '/v1/appointments', order(slotId));
    await driven(site, first);
    return second;
  },
  'not-cancellable': async () => {
    const { slotId } = await site.gateway.openSlot(1, 60_000);
    const booked = await send('POST', '/v1/appointments', order(slotId));
    await site.clock.leap(60_000);
    return send('POST', `/v1/appointments/${((await booked.json()) as { id: string }).id}/cancel`);
  },
  'slot-taken': async () => {
    const { slotId } = await site.gateway.openSlot(1);
    await site.gateway.openSlot(1, 48 * 3_600_000);
    const other = await signedIn(site.gateway, 1);
    await site.gateway.book({ slotId, ...other, key: 'somebody-faster' });
    return send('POST', '/v1/appointments', order(slotId));
  },
  'slot-gone': async () => {
    const { dependencies } = site.gateway.onedoor;
    const askedAt = dependencies.clock.now();
    const times = { startsAt: askedAt + 3_600_000, endsAt: askedAt + 7_200_000 };
    const slot = { ref: 'unknown-there', departmentRef: 'gk', practitionerRef: 'p1', ...times, free: 1 };
    await applySnapshot(dependencies, { hospitalId: HOSPITAL, askedAt, slots: [slot] });
    return send('POST', '/v1/appointments', order(slotIdOf(HOSPITAL, slot.ref)));
  },
  'slot-past': async () => {
    const { slotId } = await site.gateway.openSlot(1, 60_000);
    await site.clock.leap(60_000);
    return send('POST', '/v1/appointments', order(slotId));
  },
  'precondition-failed': async () => {
    const booked = await send('POST', '/v1/appointments', order((await site.gateway.openSlot(1)).slotId));
    return send('POST', `/v1/appointments/${((await booked.json()) as { id: string }).id}/cancel`, '{}', { 'if-match': '"99"' });
  },
  'payload-too-large': () => send('POST', '/v1/appointments', ' '.repeat(256 * 1024 + 1)),
  'unsupported-media-type': () => send('POST', '/v1/appointments', 'a=b', { 'content-type': 'text/plain' }),
  'idempotency-key-reused': async () => {
    await send('POST', '/v1/appointments', order((await site.gateway.openSlot(1)).slotId));
    return send('POST', '/v1/appointments', order((await site.gateway.openSlot(1, 48 * 3_600_000)).slotId));
  },
  'rate-limited': async () => {
    for (let count = 0; count < 100; count += 1) await send('GET', '/v1/hospitals');
    return send('GET', '/v1/hospitals');
  },
  internal: withFailure(new TypeError('a bug')),
  overloaded: withFailure(new StoreOverloaded()),
  'hospital-unavailable': async () => {
    const { slotId } = await site.gateway.openSlot(1);
    await site.gateway.hospital.setFault('refused');
    for (let count = 0; count < 5; count += 1)
      await site.gateway.onedoor.dependencies.hospitals.ask('test-first', 'bookings', 'find', 'any-key');
    return send('POST', '/v1/appointments', order(slotId));
  },
  'store-unavailable': withFailure(new StoreUnavailable('gone')),
};

describe('every problem', () => {
  it.each(codes)('%s comes with its status, its members and the id of the request', async (code) => {
    const reply = await WAYS[code]();
    const body = (await reply.json()) as Record<string, unknown>;
    const { status, title, retryable } = problems[code];
    expect(body).toMatchObject({ type: problemType(code), title, status, code, retryable, patientMessageKey: `problem.${code}` });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(body.instance).toMatch(/^req_[\w-]{22}$/);
    expect(body.instance).toBe(reply.headers.get('x-request-id'));
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(problemSchema.parse(body)).toEqual(body);
  });

  it.each(codes)('%s has a page where its type says', async (code) => {
    const page = await site.gateway.request(problemType(code));
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain(`HTTP ${problems[code].status}`);
    expect(html).toContain(problems[code].title.replaceAll('"', '&quot;'));
    expect(html).not.toMatch(/<script/i);
  });

  it('every problem is described in one file, and there is no other file', () => {
    const files = readdirSync('docs/errors').filter((name) => name !== 'README.md');
    expect(files.sort()).toEqual(codes.map((code) => `${code}.md`).sort());
  });

  it('every problem names no more than three places, says what is expected there and repeats no value', async () => {
    const reply = await send('POST', '/v1/appointments', JSON.stringify({ slotId: '13800138000', patientId: 1, extra: 'x' }));
    const { errors } = (await reply.json()) as { errors: unknown };
    expect(errors).toEqual([
      { at: 'body.slotId', expected: 'regex' },
      { at: 'body.patientId', expected: 'string' },
      { at: 'body', expected: 'no fields besides those of the contract' },
    ]);
  });
});

describe('a refusal that is kept under its key', () => {
  it('a refusal that is kept under its key names at every repetition the request that it answers, and is the same in everything else', async () => {
    const first = await WAYS['slot-taken']();
    const again = await send('POST', '/v1/appointments', order('slt_'.padEnd(26, 'a')));
    expect(again.status).toBe(422);
    const { slotId } = (await site.db.rows<{ slotId: string }>('SELECT slot_id AS "slotId" FROM appointment'))[0] ?? {
      slotId: '',
    };
    const repeated = await send('POST', '/v1/appointments', order(slotId));
    const [one, two] = [await first.json(), await repeated.json()] as [Record<string, unknown>, Record<string, unknown>];
    expect(two.instance).toBe(repeated.headers.get('x-request-id'));
    expect(two.instance).not.toBe(one.instance);
    expect({ ...two, instance: '' }).toEqual({ ...one, instance: '' });
    expect(two.alternatives).toHaveLength(1);
  });

  it('a refusal that is kept under its key tells whoever is to wait how long', async () => {
    for (const code of ['idempotency-key-running', 'rate-limited', 'overloaded'] as const) {
      expect((await WAYS[code]()).headers.get('retry-after'), code).toMatch(/^\d+$/);
      failing = undefined;
      await site.clock.leap(120_000);
      await site.gateway.hospital.setFault(null);
    }
  });

  it('a refusal that is kept under its key says overloaded when a unit waited too long: nothing was written', async () => {
    const reply = await withFailure(new UnitExpired())();
    expect(await reply.json()).toMatchObject({ code: 'overloaded' });
  });

  it('a refusal that is kept under its key keeps the patient of a request out of it: another person gets an answer of their own', async () => {
    await WAYS['slot-taken']();
    expect(await site.db.rows(`SELECT subject FROM idempotency WHERE subject = '${testPatient(2).id}'`)).toEqual([]);
  });
});
