import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { Failure, Patient } from '../../adapters/port/terms.ts';
import { type OperationId, paths } from '../../bff/contract/paths.ts';
import { ConstraintViolation, type Statement, StoreUnavailable, type Unit } from '../../bff/platform/store/store.ts';
import { registerPatients } from '../../bff/scenes/identity/patients.ts';
import { changed } from '../support/changed-adapter.ts';
import { enrolTestDevice } from '../support/test-device.ts';
import { agreed, codeFor, fresh } from '../support/test-people.ts';
import { ENGINES } from '../support/test-store.ts';
import { driven, keyed, type QuietGateway, startQuietGateway } from './quiet-gateway.ts';
import { formsOf, scanForCanaries } from './scan-for-canaries.ts';

const PATIENT_ID = `pat_${'c'.repeat(22)}`;
const PATIENT: Patient = {
  name: '𠮷龘靐齉',
  birthDate: '1931-07-09',
  sex: 'female',
  document: { type: 'passport', number: 'CANARY9X7Q42' },
  phone: '13912349876',
};
/** Of the name also what the mask hides. */
const PERSONAL = [PATIENT.name, '龘靐', PATIENT.document.number, '13912349876', PATIENT.birthDate];
const TYPED = 'tyPed-龘canary-靐';
const TYPED_ASCII = 'tyPedCanary7Q';
const ids = Object.keys(paths) as OperationId[];

/** What the next calls of the hospital come to. */
type Trouble = 'none' | 'throws' | 'details';

describe.each(ENGINES)('%s: canaries', (engine) => {
  let site: QuietGateway;
  let token: string;
  let trouble: Trouble;
  let failure: Failure;
  /** Everything that anybody but the person could see. */
  let sinks: Record<string, string>;
  /** Bodies that went to the person. */
  let bodies: string[];

  beforeEach(async () => {
    trouble = 'none';
    failure = { kind: 'unavailable', detail: '' };
    sinks = {};
    bodies = [];
    site = await startQuietGateway(engine, { wrap: troubled });
    await registerPatients(site.gateway.onedoor.dependencies, [{ id: PATIENT_ID, patient: PATIENT }]);
    token = await site.gateway.signIn(PATIENT_ID);
  });
  afterEach(() => site.stop());

  /** An adapter that breaks the rules of the port: it puts the patient into what it throws or answers. */
  function troubled(adapter: HospitalAdapter): HospitalAdapter {
    const leak = async () => {
      if (trouble === 'throws')
        throw Object.assign(new Error(`can not book for ${JSON.stringify(PATIENT)}`, { cause: PATIENT }), { patient: PATIENT });
      return { ok: false as const, failure };
    };
    return changed(adapter, {
      booking: { book: (request, call) => (trouble === 'none' ? facetsOf(adapter).booking.book(request, call) : leak()) },
      bookings: { find: (key, call) => (trouble === 'none' ? facetsOf(adapter).bookings.find(key, call) : leak()) },
      cancellation: {
        cancel: (request, call) => (trouble === 'none' ? facetsOf(adapter).cancellation.cancel(request, call) : leak()),
      },
      slots: {
        page: (request, call) => (trouble === 'none' ? facetsOf(adapter).slots.page(request, call) : leak()),
        one: (ref, call) => (trouble === 'none' ? facetsOf(adapter).slots.one(ref, call) : leak()),
      },
    });
  }

  async function keep(response: Response) {
    const text = response.headers.get('content-type')?.startsWith('text/event-stream')
      ? await firstChunk(response)
      : await response.text();
    const number = Object.keys(sinks).length;
    sinks[`headers ${number}`] = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    if (response.status >= 400) sinks[`problem ${number}`] = text;
    else bodies.push(text);
    const next = /"next":"([^"]*)"/.exec(text)?.[1];
    if (next !== undefined) sinks[`next ${number}`] = next;
    return { status: response.status, text };
  }

  async function firstChunk(response: Response): Promise<string> {
    const reader = response.body?.getReader();
    const chunk = await reader?.read();
    await reader?.cancel();
    return new TextDecoder().decode(chunk?.value);
  }

  const send = async (method: string, path: string, body?: string, more: Record<string, string> = {}) => {
    const headers = { ...keyed({ authorization: `Bearer ${token}` }, `key-${Object.keys(sinks).length}-of-mine`), ...more };
    return keep(await driven(site, site.gateway.request(path, { method, headers, ...(body === undefined ? {} : { body }) })));
  };

  /** Nothing typed and nothing personal anywhere but in what went to the person, and there only the masked name. */
  async function expectClean(more: readonly string[] = []) {
    sinks.metrics = await (await site.gateway.request('/metrics')).text();
    sinks.log = site.gateway.logged.join('');
    expect(site.gateway.logged.length).toBeGreaterThan(3);
    expect(scanForCanaries(sinks, [...PERSONAL, TYPED, TYPED_ASCII, token, ...more])).toEqual([]);
    expect(scanForCanaries({ 'to the person': bodies.join('\n') }, PERSONAL)).toEqual([]);
  }

  async function book() {
    const { slotId } = await site.gateway.openSlot(1, 24 * 3_600_000);
    const reply = await send('POST', '/v1/appointments', JSON.stringify({ slotId, patientId: PATIENT_ID }));
    return { ...reply, id: String((JSON.parse(reply.text) as { id?: string }).id) };
  }

  it('canaries of a person are nowhere after a whole visit, and their name is shown masked', async () => {
    const { id, text } = await book();
    expect(text).toContain('𠮷**齉');
    for (const path of ['', `/${id}`, `/${id}/events`]) await send('GET', `/v1/appointments${path}`);
    await send('POST', `/v1/appointments/${id}/cancel`);
    await send('POST', `/v1/appointments/${id}/cancel`, '{}', { 'if-match': '"1"' });
    for (const path of ['/v1/hospitals', '/v1/departments?limit=1', '/v1/practitioners', '/v1/slots', '/readyz', '/docs'])
      await send('GET', path);
    const opened = await send('POST', '/v1/sessions', JSON.stringify({ evidence: { kind: 'demo', patientId: PATIENT_ID } }), {
      authorization: '',
    });
    expect(opened.text).toContain('𠮷**齉');
    await send('DELETE', '/v1/sessions/current');
    await send('GET', '/v1/appointments');
    // A cookie is the one header that carries a secret, to the one browser that it is for.
    for (const [sink, text] of Object.entries(sinks))
      sinks[sink] = text.replace(/^set-cookie: __Host-onedoor=[\w-]{43};/m, 'set-cookie:');
    await expectClean();
  });

  it('canaries of a person are nowhere after they registered, asked for codes, and looked at slip, consents and log', async () => {
    const device = await enrolTestDevice(site.gateway);
    const { document, phone, ...particulars } = { phone: '', ...PATIENT };
    const card = { ...particulars, ...document };
    const at = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
      const text = body === undefined ? {} : { body: JSON.stringify(body) };
      return keep(await driven(site, device.request(path, { method, ...text, headers: fresh(more) })));
    };
    const consents = await agreed(site.gateway);
    const sessionOn = async (evidence: unknown, more = {}) => {
      const { text } = await at('POST', '/v1/sessions', { evidence, carrier: 'bearer', consents, ...more });
      return { authorization: `Bearer ${(JSON.parse(text) as { token?: string }).token}` };
    };
    const { id } = await book();
    const session = await sessionOn({ kind: 'document-read', document: await device.read(card) });
    await sessionOn({ kind: 'document-read', document: await device.read({ ...card, name: `${card.name}靐` }) });
    await sessionOn({ kind: 'document-read', document: await device.read({ ...card, birthDate: '1931-02-31' }) });
    const code = await codeFor(site.gateway, phone);
    await sessionOn({ kind: 'one-time-code', phone, code }, { person: { ...particulars, document } });
    await sessionOn({ kind: 'one-time-code', phone, code: '000000' });
    const others = { ...particulars, document: { ...document, number: `${document.number}Z` } };
    await site.clock.leap(1_000);
    await sessionOn({ kind: 'one-time-code', phone, code: await codeFor(site.gateway, phone) }, { person: others });
    const slip = await at('POST', `/v1/appointments/${id}/slip`, {}, session);
    await at('POST', '/v1/slip-verifications', { text: (JSON.parse(slip.text) as { qr: string }).qr });
    await at('GET', `/v1/slips/${(JSON.parse(slip.text) as { code: string }).code}`);
    await at('POST', '/v1/patients/me/dependants', { person: others, relationship: 'parent', consents }, session);
    for (const path of ['/v1/patients/me', '/v1/consents', '/v1/access-log']) await at('GET', path, undefined, session);
    expect(await site.db.rows('SELECT id FROM patient_document')).toHaveLength(5);
    expect(site.gateway.logged.join('')).not.toContain(code);
    await expectClean([session.authorization.slice(7)]);
  });

  it('canaries that were typed into any field, header, cursor or path come back nowhere', async () => {
    const cursor = Buffer.from(JSON.stringify([0, TYPED_ASCII])).toString('base64url');
    const queries = [
      `q=${encodeURIComponent(TYPED)}`,
      `cursor=${cursor}`,
      `cursor=${TYPED_ASCII}`,
      `${TYPED_ASCII}=1`,
      `${encodeURIComponent(TYPED)}=1`,
      `limit=${TYPED_ASCII}`,
      `from=${TYPED_ASCII}`,
      `hospital=${TYPED_ASCII}`,
      `department=${encodeURIComponent(TYPED)}`,
      `practitioner=${TYPED_ASCII}`,
    ];
    const fields = [
      { [TYPED]: TYPED },
      { slotId: TYPED, patientId: TYPED_ASCII },
      { evidence: { kind: TYPED, patientId: TYPED, [TYPED]: 1 }, carrier: TYPED },
      { __proto__: null, [TYPED_ASCII]: { [TYPED]: TYPED } },
    ];
    const bodiesTyped = [...fields.map((field) => JSON.stringify(field)), TYPED, `{"${TYPED}`, `[${JSON.stringify(TYPED)}]`];
    const names = [
      'traceparent',
      'x-request-id',
      'user-agent',
      'idempotency-key',
      'if-match',
      'if-none-match',
      'last-event-id',
      'accept',
      'accept-language',
      'referer',
      'x-forwarded-for',
      'origin',
      'cookie',
      'content-type',
      TYPED_ASCII,
    ];
    for (const id of ids) {
      const { method, path } = paths[id];
      const address = path.replace('{id}', `apt_${'a'.repeat(22)}`);
      for (const query of queries) await send(method, `${address}?${query}`);
      for (const body of method === 'GET' ? [] : bodiesTyped) await send(method, address, body);
      for (const name of names) await send(method, address, undefined, { [name]: TYPED_ASCII });
      if (path.includes('{id}'))
        for (const typed of [TYPED, TYPED_ASCII]) await send(method, path.replace('{id}', encodeURIComponent(typed)));
    }
    await send('GET', '/v1/appointments', undefined, { authorization: `Bearer ${TYPED_ASCII}` });
    for (const path of [
      `/${TYPED_ASCII}`,
      `/v1/${encodeURIComponent(TYPED)}`,
      `/problems/${TYPED_ASCII}`,
      `/v1/slots/${TYPED_ASCII}`,
    ])
      await send('GET', path);
    expect(Object.keys(sinks).length).toBeGreaterThan(300);
    await expectClean();
  });

  it("canaries of a person are nowhere when the hospital's adapter throws them", async () => {
    const { id } = await book();
    const { slotId } = await site.gateway.openSlot(1, 48 * 3_600_000);
    trouble = 'throws';
    await send('POST', `/v1/appointments/${id}/cancel`);
    await send('POST', '/v1/appointments', JSON.stringify({ slotId, patientId: PATIENT_ID }));
    await site.clock.advance(60_000);
    expect(site.gateway.logged.join('')).toContain('adapter.threw');
    await expectClean();
  });

  it('canaries of a person are nowhere when the adapter puts them into its detail, in any form', async () => {
    const details = [...PERSONAL.filter((word) => word.length > 4), 'Maria Canaryname'].flatMap((word) =>
      formsOf(word).flatMap(([, texts]) => texts),
    );
    const { hospitals } = site.gateway.onedoor.dependencies;
    const patient = { ...PATIENT, name: `${PATIENT.name} Maria Canaryname` };
    trouble = 'details';
    for (const leak of details) {
      const words = `refused for ${leak}`;
      // A refusal is an answer, so the breaker stays closed and every one of them is logged.
      const failures = [
        { kind: 'rejected', reason: 'other', detail: words },
        { kind: 'rejected', reason: words, detail: '' },
        { kind: words, detail: words },
      ] as readonly Failure[];
      for (failure of failures) await hospitals.ask('test-first', 'booking', 'book', { key: 'k', slotRef: 's', patient });
      if (!leak.includes('Canaryname')) await hospitals.ask('test-first', 'bookings', 'find', 'k');
      // What a hospital causes is logged a few times a minute, and then counted.
      await site.clock.advance(61_000);
    }
    const lines = site.gateway.logged.filter((line) => line.includes('hospital.call-failed'));
    expect(lines.length).toBeGreaterThan(details.length * 3);
    expect(lines.join('')).not.toContain('breaker');
    await expectClean(['Canaryname']);
  });

  it.each([
    'status 409 conflict',
    'not connected (ECONNREFUSED)',
    '$hold: no answer before the deadline',
    'unexpected at entry.0.resource.start',
  ])('canaries are not feared where there are none: "%s" is logged as it is', async (words) => {
    trouble = 'details';
    failure = { kind: 'rejected', reason: 'request-refused', detail: words };
    await site.gateway.onedoor.dependencies.hospitals.ask('test-first', 'booking', 'book', {
      key: 'k',
      slotRef: 's',
      patient: PATIENT,
    });
    expect(JSON.parse(site.gateway.logged.at(-1) ?? '{}')).toMatchObject({ failure: 'rejected:request-refused', detail: words });
  });

  it('canaries are nowhere when the database quotes what it was given', async () => {
    const { id } = await book();
    const { store } = site.db;
    const { read, commit } = store;
    const quoting = (parameters: unknown) =>
      `syntax error at ${TYPED} near ${JSON.stringify(PATIENT)} parameters ${JSON.stringify(parameters)} ${token}`;
    const kinds = [
      (text: string) => new Error(text),
      (text: string) => new StoreUnavailable(text, { cause: new Error(text) }),
      (text: string) => new ConstraintViolation(text, { cause: new Error(text) }),
      (text: string) => Object.assign(new TypeError(text), { detail: text, where: text }),
    ];
    for (const make of kinds) {
      for (const broken of ['read', 'commit'] as const) {
        if (broken === 'read') store.read = (statement: Statement<never>) => Promise.reject(make(quoting(statement.parameters)));
        else store.commit = (unit: Unit) => Promise.reject(make(quoting(unit.parts)));
        for (const operation of ids) {
          const { method, path } = paths[operation];
          const body =
            operation === 'openSession'
              ? JSON.stringify({ evidence: { kind: 'demo', patientId: PATIENT_ID } })
              : method === 'POST' || method === 'PUT'
                ? '{}'
                : undefined;
          await send(method, path.replace('{id}', id), body);
        }
        Object.assign(store, { read, commit });
      }
    }
    expect(site.gateway.logged.filter((line) => line.includes('request.failed')).length).toBeGreaterThan(10);
    await expectClean();
  });

  it('canaries and line breaks that were typed do not start a line of the log of their own', async () => {
    await send('GET', `/v1/departments?q=${encodeURIComponent('x\n{"level":"error","event":"forged"}')}`);
    await send('GET', `/v1/appointments/${encodeURIComponent('x\r\nforged: 1')}`);
    for (const line of site.gateway.logged) {
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect((JSON.parse(line) as { event: string }).event).not.toBe('forged');
    }
  });
});
