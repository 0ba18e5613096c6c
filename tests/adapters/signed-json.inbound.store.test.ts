import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createSignedJsonAdapter } from '../../adapters/hospitals/signed-json/adapter.ts';
import type { SignedJsonConfigInput } from '../../adapters/hospitals/signed-json/config.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { InboundMessage, Sink } from '../../adapters/port/inbound.ts';
import { encodeGb18030 } from '../../fixtures/simulators/wire/gb18030.ts';
import { constantSign, formOf, laxSign } from './signed-signer.ts';
import {
  configFor,
  HOSCODE,
  LAX_KEY,
  type StartedSignedHospital,
  startSimulatedSignedHospital,
} from './simulated-signed-hospital.ts';

type Fields = Record<string, string>;

const NOW = Date.parse('2031-03-01T09:00:00+08:00');
const SCHEDULE: Fields = {
  hoscode: HOSCODE,
  hosScheduleId: 's1',
  depcode: 'd01',
  title: '主任医师',
  docname: '曾静',
  skill: '骨科',
  workDate: '2031-03-03',
  workTime: '1',
  reservedNumber: '40',
  availableNumber: '12',
  amount: '100.0',
  status: '1',
};
const IDENTITY = ['hoscode', 'hosScheduleId', 'depcode', 'workDate', 'workTime', 'amount'];
const REMOVAL = Object.fromEntries(Object.entries(SCHEDULE).filter(([name]) => IDENTITY.includes(name)));
const SLOT = {
  ref: 'd01~s1~2031-03-03~1~100.0',
  departmentRef: 'd01',
  practitionerRef: 'p001',
  startsAt: Date.parse('2031-03-03T13:30:00+08:00'),
  endsAt: Date.parse('2031-03-03T17:00:00+08:00'),
  free: 12,
  feeFen: 10_000,
  clinic: { numbers: 40 },
};

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
  return { sink, kept, calls: () => calls, changes: () => [...kept.values()].flatMap(({ changes }) => changes) };
}

function receiver(config: Partial<SignedJsonConfigInput> = {}, now = () => NOW): NonNullable<HospitalAdapter['inbound']> {
  const { inbound } = createSignedJsonAdapter(configFor({ mode: 'lax', config }, 'https://his.example'), { fetch, now });
  if (inbound === undefined) throw new Error('a lax hospital pushes');
  return inbound;
}

const signed = (fields: Fields, at = NOW): Fields => {
  const stamped = { ...fields, timestamp: String(at) };
  return { ...stamped, sign: laxSign(stamped, LAX_KEY) };
};
const push = (body: string | Uint8Array, call = '?call=saveSchedule') =>
  new Request(`https://onedoor.example/inbound/kit${call}`, { method: 'POST', body: body as BodyInit });
const told = (fields: Fields, call?: string) => push(formOf(signed(fields)), call);
const answerOf = async (response: Response) => ({ status: response.status, ...((await response.json()) as object) });
const done = { status: 200, code: 200, data: null, ok: true };

describe('a push of a lax hospital', () => {
  it('a push of a lax hospital says what a half day is: hours, fee in fen, numbers, and as of when', async () => {
    const box = inbox();
    expect(await answerOf(await receiver()(told(SCHEDULE), box.sink))).toMatchObject(done);
    expect(box.changes()).toEqual([{ kind: 'snapshot', slot: SLOT, asOf: NOW }]);
    const [message] = box.kept.values();
    expect(message?.id).toMatch(/^[!-~]{1,128}$/);
    expect(message?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('a push of a lax hospital has nothing free when it is closed or stopped, whatever else it says', async () => {
    for (const status of ['0', '-1']) {
      const box = inbox();
      await receiver()(told({ ...SCHEDULE, status }), box.sink);
      expect(box.changes()).toMatchObject([{ kind: 'snapshot', slot: { free: 0 } }]);
    }
  });

  it('a push of a lax hospital never has more free than there are numbers', async () => {
    const box = inbox();
    await receiver()(told({ ...SCHEDULE, availableNumber: '99' }), box.sink);
    expect(box.changes()).toMatchObject([{ slot: { free: 40 } }]);
  });

  it('a push of a lax hospital is as of now at the latest, and as of its own time when that is earlier', async () => {
    const box = inbox();
    for (const at of [NOW + 60_000, NOW - 60_000]) await receiver()(push(formOf(signed(SCHEDULE, at))), box.sink);
    expect(box.changes()).toMatchObject([{ asOf: NOW }, { asOf: NOW - 60_000 }]);
  });

  it('a push of a lax hospital names doctors by the configuration; one who is not there has a reference that nobody has', async () => {
    const box = inbox();
    await receiver()(told({ ...SCHEDULE, docname: '谁' }), box.sink);
    expect(box.changes()).toMatchObject([{ slot: { practitionerRef: 'unlisted.d01' } }]);
  });

  it('a push of a lax hospital takes a schedule away, and says so at the address that hospitals use as well', async () => {
    for (const call of ['?call=schedule/remove', '/api/hosp/schedule/remove']) {
      const box = inbox();
      expect(await answerOf(await receiver()(told(REMOVAL, call), box.sink))).toMatchObject(done);
      expect(box.changes()).toEqual([{ kind: 'withdrawn', ref: SLOT.ref }]);
    }
  });

  it('a push of a lax hospital is one message when it comes twice, and another one when anything differs', async () => {
    const box = inbox();
    for (let round = 0; round < 2; round += 1)
      expect(await answerOf(await receiver()(told(SCHEDULE), box.sink))).toMatchObject(done);
    expect(box.kept.size).toBe(1);
    await receiver()(told({ ...SCHEDULE, availableNumber: '11' }), box.sink);
    expect(box.kept.size).toBe(2);
    expect(box.calls()).toBe(3);
  });

  it('a push of a lax hospital is acknowledged only when the gateway has committed', async () => {
    let commit: () => void = () => {};
    const committed = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let answered = false;
    const sink: Sink = { accept: () => committed.then(() => 'accepted' as const) };
    const answering = receiver()(told(SCHEDULE), sink).finally(() => {
      answered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answered).toBe(false);
    commit();
    expect(await answerOf(await answering)).toMatchObject(done);
  });

  it('a push of a lax hospital is answered 201 when the gateway can not keep it, without a word of why', async () => {
    const response = await receiver()(told(SCHEDULE), { accept: () => Promise.reject(new Error('no room')) });
    expect(await answerOf(response)).toEqual({
      status: 200,
      code: 201,
      message: 'not kept; send it again',
      data: null,
      ok: false,
    });
  });

  it.each(['saveHospital', 'saveDepartment', 'department/remove'])(
    'a push of a lax hospital is acknowledged and not taken as %s',
    async (call) => {
      const box = inbox();
      const fields = { hoscode: HOSCODE, hosname: '试验医院' };
      expect(await answerOf(await receiver()(told(fields, `?call=${call}`), box.sink))).toMatchObject(done);
      const forged = { ...fields, timestamp: String(NOW), sign: 'x' };
      expect(await answerOf(await receiver()(push(formOf(forged), `?call=${call}`), box.sink))).toMatchObject({ code: 300 });
      expect(box.calls()).toBe(0);
    },
  );

  const good = signed(SCHEDULE);
  const refused: readonly (readonly [string, number, () => Request])[] = [
    ['with a wrong signature', 300, () => push(formOf({ ...good, sign: laxSign(good, 'another key') }))],
    ['without a signature', 201, () => push(formOf({ ...SCHEDULE, timestamp: String(NOW) }))],
    ['with the constant signature of others', 300, () => push(formOf({ ...good, sign: constantSign(LAX_KEY) }))],
    ['with a value that was altered', 300, () => push(formOf({ ...good, availableNumber: '40' }))],
    ['that is 301 s old', 300, () => push(formOf(signed(SCHEDULE, NOW - 301_000)))],
    ['that is 301 s early', 300, () => push(formOf(signed(SCHEDULE, NOW + 301_000)))],
    ['without a time', 201, () => push(formOf({ ...SCHEDULE, sign: laxSign(SCHEDULE, LAX_KEY) }))],
    ['of another hospital', 201, () => told({ ...SCHEDULE, hoscode: '1000_1' })],
    ['that is a GET', 201, () => new Request('https://onedoor.example/inbound/kit?call=saveSchedule')],
    ['that is too long', 201, () => told({ ...SCHEDULE, skill: 'x'.repeat(4_194_304) })],
    ['with a field twice', 201, () => push(`${formOf(good)}&status=1`)],
    ['with a field that nobody knows', 201, () => told({ ...SCHEDULE, nickname: 'x' })],
    ['with an amount that is no amount', 201, () => told({ ...SCHEDULE, amount: '1e3' })],
    ['with a day that is none', 201, () => told({ ...SCHEDULE, workDate: '2031-02-30' })],
    ['with bytes that are not UTF-8', 201, () => push(encodeGb18030(decodeURIComponent(formOf(good))))],
    ['that says nothing of what it is', 201, () => told(SCHEDULE, '')],
    ['that is another call', 201, () => told(SCHEDULE, '?call=schedule/list')],
    ['that removes what it should show', 201, () => told(SCHEDULE, '?call=schedule/remove')],
    ['that removes by its number alone', 201, () => told({ hoscode: HOSCODE, hosScheduleId: 's1' }, '?call=schedule/remove')],
  ];
  it.each(refused)('%s is answered %i, and the sink is not touched', async (_, code, request) => {
    const box = inbox();
    const answer = await answerOf(await receiver()(request(), box.sink));
    expect(answer).toMatchObject({ status: 200, code, data: null, ok: false });
    expect(JSON.stringify(answer)).not.toContain(LAX_KEY);
    expect(box.calls()).toBe(0);
  });

  it('a push of a lax hospital may be older where the configuration says so', async () => {
    const box = inbox();
    const inbound = receiver({ pushWindowSeconds: 900 });
    expect(await answerOf(await inbound(push(formOf(signed(SCHEDULE, NOW - 800_000))), box.sink))).toMatchObject(done);
  });

  it('a push of a lax hospital does not exist in strict mode: who can be asked is asked', () => {
    const strict = createSignedJsonAdapter(configFor({ mode: 'strict' }, 'https://his.example'), { fetch, now: Date.now });
    expect(strict.inbound).toBeUndefined();
  });
});

describe('the simulated hospital', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  /** What a gateway is to a hospital, over a socket; it hangs up `refusals` times first. */
  async function listen(inbound: () => NonNullable<HospitalAdapter['inbound']>, sink: Sink, refusals: number): Promise<string> {
    let refuse = refusals;
    const server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', async () => {
        refuse -= 1;
        if (refuse >= 0) return outgoing.destroy();
        const request = new Request(`http://onedoor.example${incoming.url}`, { method: 'POST', body: Buffer.concat(chunks) });
        const response = await inbound()(request, sink);
        outgoing.writeHead(response.status).end(await response.text());
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/inbound/kit`;
  }

  const act = ({ controlUrl }: StartedSignedHospital, name: string) =>
    fetch(`${controlUrl}/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ act: name, hosScheduleId: 's1' }),
    });

  it.each(['utf-8', 'gb18030'] as const)(
    'the simulated hospital tells in %s what was booked, taken and stopped, until it is acknowledged',
    async (charset) => {
      const box = inbox();
      const url = await listen(() => receiver({ charset }, Date.now), box.sink, 2);
      const hospital = { push: { url, againAfterMs: 20 } };
      const started = await startSimulatedSignedHospital({ mode: 'lax', quirks: { charset }, hospital });
      closing.push(() => started.stop());
      const names = { hosScheduleId: 's1', depcode: 'd01', docname: '曾静', title: '主任医师' };
      const [slotRef = ''] = started.open({ ...names, workDate: '2031-03-03', workTime: 0, reservedNumber: 3, amount: '12.20' });
      const document = { type: 'resident-id', number: '11010519491231002X' } as const;
      const patient = { name: '林小满', birthDate: '1949-12-31', sex: 'female', document } as const;
      const acknowledged = () => started.truth.pushes().map((sent) => sent.acknowledged);
      await act(started, 'push');
      await expect.poll(acknowledged).toEqual([1]);
      expect(started.truth.pushes()[0]?.attempts).toBe(3);
      await facetsOf(started.adapter).booking.book({ key: 'k1', slotRef, patient }, { signal: AbortSignal.timeout(5_000) });
      await expect.poll(acknowledged, { timeout: 5_000 }).toEqual([1, 1]);
      await act(started, 'window');
      await expect.poll(acknowledged).toEqual([1, 1, 1]);
      await act(started, 'remove');
      await expect.poll(acknowledged).toEqual([1, 1, 1, 1]);
      const snapshot = (free: number) => ({
        kind: 'snapshot',
        slot: { ref: slotRef, practitionerRef: 'p001', feeFen: 1220, clinic: { numbers: 3 }, free },
      });
      expect(box.changes()).toMatchObject([snapshot(3), snapshot(2), snapshot(1), { kind: 'withdrawn', ref: slotRef }]);
    },
  );
});
