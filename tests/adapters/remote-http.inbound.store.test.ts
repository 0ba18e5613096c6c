import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import { reportNamed, somebody } from '../../adapters/conformance/cases/records/findings.ts';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createRemoteHttpAdapter } from '../../adapters/hospitals/remote-http/adapter.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { InboundMessage, Sink } from '../../adapters/port/inbound.ts';
import { openSimulatorDatabase } from '../../fixtures/simulators/remote-http/simulator-database.ts';
import { type RequestParts, replyHeaders, requestParts, signedHeaders } from './remote-signer.ts';
import { PUSH_KEY, REQUEST_KEY, startSimulatedRemoteHospital } from './simulated-remote-hospital.ts';

const PATH = '/v1/hospitals/kit/push';
const CHANGES = [
  { kind: 'booking', key: 'k1', ref: 'booking-1' },
  { kind: 'slot', ref: 's1' },
] as const;
const BODY = JSON.stringify({ id: 'push-1', changes: CHANGES });

/** The gateway's inbox as it is meant to be: one row a message, written before it answers. */
function inbox() {
  const kept = new Map<string, InboundMessage>();
  let calls = 0;
  const sink: Sink = {
    async accept(message) {
      calls += 1;
      const before = kept.get(message.id);
      if (before !== undefined) return before.hash === message.hash ? 'duplicate' : 'conflict';
      kept.set(message.id, message);
      return 'accepted';
    },
  };
  return { sink, kept, calls: () => calls };
}

function receiver(now = Date.now): Required<Pick<HospitalAdapter, 'inbound'>>['inbound'] {
  const capabilities = { ...FEW, settleWindowMs: 0, readLagMs: 0 };
  const connection = { baseUrl: 'https://his.example', key: REQUEST_KEY, pushKey: PUSH_KEY, capabilities };
  const { inbound } = createRemoteHttpAdapter(connection, { fetch, now });
  if (inbound === undefined) throw new Error('a push key makes an inbound');
  return inbound;
}
const FEW = {
  slots: true,
  book: true,
  listBookings: 'no',
  cancel: false,
  keyedBooking: false,
  findPatient: false,
  registerPatient: false,
} as const;

const pushParts = (more: Partial<RequestParts> = {}) => requestParts({ method: 'POST', path: PATH, body: BODY, ...more });
const requestOf = ({ method, path, query, body }: RequestParts, headers: Record<string, string>) =>
  new Request(`https://onedoor.example${path}${query === '' ? '' : `?${query}`}`, {
    method,
    headers,
    ...(method === 'GET' ? {} : { body }),
  });
const genuine = (more: Partial<RequestParts> = {}, key = PUSH_KEY) => {
  const parts = pushParts(more);
  return requestOf(parts, signedHeaders(parts, key));
};

describe('a push to remote-http', () => {
  it('a push to remote-http is kept, and acknowledged under the key only when the gateway has committed', async () => {
    const parts = pushParts();
    let commit: () => void = () => {};
    const committed = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let answered = false;
    const messages: InboundMessage[] = [];
    const sink: Sink = {
      async accept(message) {
        messages.push(message);
        await committed;
        return 'accepted';
      },
    };
    const answering = receiver()(requestOf(parts, signedHeaders(parts, PUSH_KEY)), sink).finally(() => {
      answered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answered).toBe(false);
    commit();
    const response = await answering;
    expect(response.status).toBe(204);
    const timestamp = response.headers.get('onedoor-timestamp') ?? '';
    const expected = replyHeaders({ status: 204, body: '', nonce: parts.nonce, timestamp }, PUSH_KEY);
    expect(Object.fromEntries(response.headers)).toMatchObject(expected);
    expect(messages).toMatchObject([{ id: 'push-1', changes: CHANGES, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  it('a push to remote-http is a duplicate when it was caught and sent again, and when the hospital sends it again under a new nonce', async () => {
    const box = inbox();
    const parts = pushParts();
    const caught = () => requestOf(parts, signedHeaders(parts, PUSH_KEY));
    const answers = [caught(), caught(), genuine()].map(async (push) => (await receiver()(push, box.sink)).status);
    expect(await Promise.all(answers)).toEqual([204, 204, 204]);
    expect([...box.kept.keys()]).toEqual(['push-1']);
    expect(box.calls()).toBe(3);
  });

  it('a push to remote-http is answered 409 when its number belongs to another message', async () => {
    const box = inbox();
    await receiver()(genuine(), box.sink);
    const other = JSON.stringify({ id: 'push-1', changes: [CHANGES[1]] });
    expect((await receiver()(genuine({ body: other }), box.sink)).status).toBe(409);
  });

  it('a push to remote-http is answered 503 when the gateway can not keep it', async () => {
    const response = await receiver()(genuine(), { accept: () => Promise.reject(new Error('no room')) });
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('no room');
  });

  const old = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds);
  const parts = pushParts();
  const headers = signedHeaders(parts, PUSH_KEY);
  const signedBefore = String(Number(headers['onedoor-timestamp']) - 1);
  const refused: readonly (readonly [string, number, () => Request])[] = [
    ['that is not signed', 401, () => requestOf(parts, {})],
    ['that is signed with our own key for requests', 401, () => genuine({}, REQUEST_KEY)],
    ['that is signed with a stranger’s key', 401, () => genuine({}, { ...PUSH_KEY, secret: REQUEST_KEY.secret })],
    ['that is 301 s old', 401, () => genuine({ timestamp: old(-301) })],
    ['that is 301 s early', 401, () => genuine({ timestamp: old(301) })],
    ['whose body was altered', 401, () => requestOf({ ...parts, body: BODY.replace('k1', 'k2') }, headers)],
    ['whose path was altered', 401, () => requestOf({ ...parts, path: '/v1/hospitals/other/push' }, headers)],
    ['that got a query', 401, () => requestOf({ ...parts, query: 'a=b' }, headers)],
    ['whose nonce was altered', 401, () => requestOf(parts, { ...headers, 'onedoor-nonce': 'AAECAwQFBgcICQoLDA0ODw' })],
    ['whose timestamp was altered', 401, () => requestOf(parts, { ...headers, 'onedoor-timestamp': signedBefore })],
    ['that is a GET', 405, () => requestOf({ ...parts, method: 'GET' }, headers)],
    ['that is too long', 413, () => genuine({ body: ' '.repeat(4_194_305) })],
    ['that is no JSON', 400, () => genuine({ body: '{"id":' })],
    ['that says what a state is', 400, () => genuine({ body: BODY.replace('"ref":"s1"', '"ref":"s1","free":3') })],
    ['that changes nothing', 400, () => genuine({ body: '{"id":"push-1","changes":[]}' })],
  ];
  it.each(refused)('%s is answered %i, and the sink is not touched', async (_, status, push) => {
    const box = inbox();
    const response = await receiver()(push(), box.sink);
    expect(response.status).toBe(status);
    expect(response.headers.has('onedoor-signature')).toBe(status === 400);
    expect(box.calls()).toBe(0);
  });

  it('a push to remote-http that names a report by its file says what is to be read again, and nothing else is believed', async () => {
    const box = inbox();
    const change = { kind: 'report', patientRef: 'patient-1', ref: 'report-1' };
    const push = (changes: readonly object[]) => genuine({ body: JSON.stringify({ id: 'push-9', changes }) });
    expect((await receiver()(push([change]), box.sink)).status).toBe(204);
    expect([...box.kept.values()].map(({ changes }) => changes)).toEqual([[change]]);
    for (const wrong of [
      { ...change, text: 'HIV +' },
      { kind: 'report', ref: 'report-1' },
      { ...change, patientRef: '../1' },
    ])
      expect((await receiver()(push([wrong]), box.sink)).status).toBe(400);
    expect(box.calls()).toBe(1);
  });

  it('a push to remote-http is not there without a key for it', () => {
    const capabilities = { ...FEW, settleWindowMs: 0, readLagMs: 0 };
    const connection = { baseUrl: 'https://his.example', key: REQUEST_KEY, capabilities };
    expect(createRemoteHttpAdapter(connection, { fetch, now: Date.now }).inbound).toBeUndefined();
  });
});

describe('the simulated hospital', () => {
  let server: Server;
  let url: string;
  const box = inbox();
  let refuse = 0;

  beforeEach(async () => {
    // Each test has a hospital of its own, whose messages are counted from one.
    box.kept.clear();
    const inbound = receiver();
    server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', async () => {
        refuse -= 1;
        if (refuse >= 0) return outgoing.destroy();
        const body = Buffer.concat(chunks);
        const headers = incoming.headers as Record<string, string>;
        const push = new Request(`http://onedoor.example${incoming.url}`, { method: 'POST', headers, body });
        const response = await inbound(push, box.sink);
        outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`;
  });
  afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

  it('the simulated hospital pushes what was booked, cancelled and taken at its window, again and again until it is acknowledged', async () => {
    refuse = 2;
    const started = await startSimulatedRemoteHospital({ push: { url, key: PUSH_KEY, againAfterMs: 20 } });
    const truth = openSimulatorDatabase(started.databasePath);
    try {
      const { openSlot, newKey, request, call } = createCaseContext(started, DEFAULT_LIMITS, 'push');
      const [slot, other] = [await openSlot(), await openSlot()];
      const key = newKey();
      const booked = await facetsOf(started.adapter).booking.book(await request(key, slot.ref), call());
      const ref = booked.ok ? booked.value.ref : '';
      await facetsOf(started.adapter).cancellation.cancel({ key, ref }, call());
      const headers = { 'content-type': 'application/json' };
      await fetch(`${started.controlUrl}/window`, { method: 'POST', headers, body: JSON.stringify({ slot: other.ref }) });
      await expect.poll(() => truth.pushes().map(({ acknowledged }) => acknowledged)).toEqual([1, 1, 1]);
      expect(truth.pushes()[0]?.attempts).toBe(3);
      const about = [
        { kind: 'booking', key, ref },
        { kind: 'slot', ref: slot.ref },
      ];
      expect([...box.kept.values()].map(({ changes }) => changes)).toEqual([about, about, [{ kind: 'slot', ref: other.ref }]]);
    } finally {
      truth.close();
      await started.stop();
    }
  });

  it('the simulated hospital pushes what becomes of a report: issued, with a document, corrected, withdrawn', async () => {
    const started = await startSimulatedRemoteHospital({ push: { url, key: PUSH_KEY, againAfterMs: 20 } });
    const truth = openSimulatorDatabase(started.databasePath);
    try {
      const context = createCaseContext(started, DEFAULT_LIMITS, 'reports');
      const { records } = context;
      const whose = await somebody(context);
      const ref = await records.issue(whose, reportNamed('血糖'));
      await records.attach?.(ref, { title: '报告单', mediaType: 'application/pdf', content: Uint8Array.of(1) });
      await records.correct(ref, reportNamed('血糖', { conclusion: '更正' }));
      await records.withdraw(ref);
      await expect.poll(() => truth.pushes().map(({ acknowledged }) => acknowledged)).toEqual([1, 1, 1, 1]);
      const told = [...box.kept.values()].map(({ changes }) => changes);
      expect(told).toEqual(Array(4).fill([{ kind: 'report', patientRef: whose.patientRef, ref }]));
    } finally {
      truth.close();
      await started.stop();
    }
  });
});
