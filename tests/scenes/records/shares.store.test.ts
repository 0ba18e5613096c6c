import { SHLViewer } from 'kill-the-clipboard';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { shareWording } from '../../../bff/contract/records/share-wording.ts';
import { digest } from '../../../bff/platform/crypto/cipher.ts';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { driven, everythingIn } from '../../security/quiet-gateway.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { laboratoryValue, reportOf } from '../../support/test-reports.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type RecordsSite, SECOND, startRecordsSite } from './records-site.ts';

const HOUR = 3_600_000;
const PUBLIC = 'https://gateway.example';
const SETTINGS = { publicUrl: PUBLIC, hosts: ['gateway.example'], rateLimitPerMinute: 100_000 };
const AGREED = { version: shareWording.version, language: 'zh' };
const PASSCODE = '482913';

describe.each(SAMPLED_ENGINES)('%s: what a person shares', (engine) => {
  let site: RecordsSite;
  afterEach(() => site.stop());

  /** Somebody with one report, which lies here. */
  async function begin(): Promise<void> {
    let asked = 0;
    // Each request comes from somewhere else: what one address may do is for other tests.
    const address = () => {
      asked += 1;
      return `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`;
    };
    site = await startRecordsSite(engine, { settings: SETTINGS, address });
    const report = reportOf(site.clock.now() - HOUR, [laboratoryValue('14749-6', '5.50', 'mmol/L', { name: '葡萄糖' })]);
    await site.records(site.first).issue(site.whose, report);
    expect((await site.get(`/v1/results?patientId=${site.patientId}`)).body.items).toHaveLength(1);
  }
  const order = (link: object = {}, more: object = {}) => ({
    patientId: site.patientId,
    with: { kind: 'link', label: '给女儿', ...link },
    parts: { results: 'all' },
    agreed: AGREED,
    ...more,
  });
  const create = (link: object = {}, more: object = {}) => site.post('/v1/shares', order(link, more));
  /** What a link says, read by another implementation. */
  const payloadOf = (shlink: string) => new SHLViewer({ shlinkURI: shlink }).shl;
  const pathOf = (url: string) => url.slice(PUBLIC.length);
  const ask = (path: string, body: object) =>
    site.gateway.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const manifest = (path: string, body: object = { recipient: '女儿' }) => driven(site, ask(path, body));
  /** Many at once; the clock stands nearly still, so that nobody's patience ends. */
  const atOnce = (path: string, passcodes: readonly string[]) =>
    driven(site, Promise.all(passcodes.map((passcode) => ask(path, { recipient: 'x', passcode }))), 1);
  const shares = async () => (await site.get(`/v1/shares?patientId=${site.patientId}`)).body.items;

  /** A viewer of somebody else, which asks this gateway. */
  async function openedElsewhere(viewer: string, asked: { recipient: string; passcode?: string }) {
    const fetch = async (url: string, init?: RequestInit) => site.gateway.request(pathOf(url), init);
    const reader = new SHLViewer({ shlinkURI: viewer, fetch });
    // That implementation looks at the machine's clock.
    vi.useFakeTimers({ toFake: ['Date'], now: site.clock.now() });
    return driven(site, reader.resolveSHL({ ...asked })).finally(() => vi.useRealTimers());
  }

  it('by a link is opened by another implementation with the passcode, to the last digit, and stands in the list with who asked', async () => {
    await begin();
    const { status, body } = await create({ passcode: PASSCODE });
    expect(status).toBe(201);
    expect(body.receipt).toMatchObject({ version: shareWording.version, language: 'zh', receiver: '给女儿' });
    expect(body.link.viewer).toBe(`${PUBLIC}/view/#${body.link.shlink}`);
    const { fhirResources } = await openedElsewhere(body.link.shlink, { recipient: '女儿', passcode: PASSCODE });
    const text = JSON.stringify(fhirResources);
    expect(text).toContain('葡萄糖');
    expect(text).toContain(testPatient(0).patient.name);
    expect(text).not.toContain(testPatient(0).patient.document.number);
    expect((await shares())[0].reads).toMatchObject([{ outcome: 'read', who: '女儿', proved: false }]);
  });

  it('by a link is opened by nobody who has only the database: neither its key nor its address nor its passcode lies there', async () => {
    await begin();
    const { body } = await create({ passcode: PASSCODE });
    const { key, url } = payloadOf(body.link.shlink);
    const rows = JSON.stringify(await everythingIn(site.db));
    for (const secret of [key, url.split('/').at(-1), PASSCODE, '给女儿', '葡萄糖']) expect(rows).not.toContain(secret);
    // Whoever guesses what was asked for finds the hash of it nowhere, and so has nothing to try passcodes against.
    const { patientId, with: link, parts, agreed } = order({ passcode: PASSCODE });
    expect(rows).not.toContain(digest(JSON.stringify([patientId, link, null, parts, agreed])));
  });

  it('by a link holds the lists that nobody has looked at before, and names the hospitals that have not answered', async () => {
    const silent = { on: false };
    site = await startRecordsSite(engine, {
      settings: SETTINGS,
      wrap: (adapter, id) => {
        const { records } = adapter;
        if (id !== SECOND || !records?.allergies) return adapter;
        const { allergies } = records;
        const answer: typeof allergies = (query, call) =>
          silent.on
            ? Promise.resolve({ ok: false, failure: { kind: 'unavailable', detail: 'x' } })
            : allergies.call(records, query, call);
        return { ...adapter, records: { ...records, allergies: answer } };
      },
    });
    const row = (substance: string) =>
      ({ section: 'allergies', row: { substance, codes: [], criticality: 'high', verified: true } }) as const;
    await site.records(site.first).add(site.whose, row('青霉素'));
    await site.records(site.second).add(site.whose, row('花生'));
    const opened = async () => {
      const { body } = await create({}, { parts: { results: [], lists: ['allergies'] } });
      return JSON.stringify((await openedElsewhere(body.link.shlink, { recipient: '医生' })).fhirResources);
    };
    const whole = await opened();
    for (const substance of ['青霉素', '花生']) expect(whole).toContain(substance);
    expect(whole).not.toContain('OperationOutcome');
    silent.on = true;
    await site.clock.leap(120_000);
    const partly = await opened();
    expect(partly).toContain('青霉素');
    expect(partly).toContain('OperationOutcome');
    expect(partly).toContain(site.gateway.onedoor.dependencies.directory.hospital(SECOND).name);
  });

  it('is told its key once: whoever asks again with the same key hears of the share alone', async () => {
    await begin();
    const headers = { ...site.headers, 'idempotency-key': 'share-again-1', 'content-type': 'application/json' };
    const send = async () =>
      (
        await driven(site, site.gateway.request('/v1/shares', { method: 'POST', headers, body: JSON.stringify(order()) }))
      ).json() as Promise<Record<string, { id: string }>>;
    const [first, again] = [await send(), await send()];
    expect(first).toHaveProperty('link');
    expect(again.share?.id).toBe(first.share?.id);
    expect(again).not.toHaveProperty('link');
    expect(await shares()).toHaveLength(1);
  });

  it('counts exactly five of a thousand wrong passcodes that come at once, and is over for the right one too', async () => {
    await begin();
    const { body } = await create({ passcode: PASSCODE });
    const path = pathOf(payloadOf(body.link.shlink).url);
    const answers = await atOnce(
      path,
      Array.from({ length: 1_000 }, (_, n) => String(100_000 + n)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    // The others hear that it is over, or that too many come at once.
    expect(statuses.filter((status) => status === 404 || status === 503)).toHaveLength(995);
    const rows = (await everythingIn(site.db)).share_read ?? [];
    expect(rows.filter((row) => row.includes('wrong-passcode'))).toHaveLength(5);
    expect((await manifest(path, { recipient: 'x', passcode: PASSCODE })).status).toBe(404);
    expect(await shares()).toMatchObject([{ endedBecause: 'tries-used-up', with: { triesLeft: 0 } }]);
  });

  it('compares no more passcodes than there are tries, however many come at once with the right one among them', async () => {
    await begin();
    const { body } = await create({ passcode: PASSCODE });
    const path = pathOf(payloadOf(body.link.shlink).url);
    // The right one comes last: the tries are taken by those before it.
    const guesses = [...Array.from({ length: 200 }, (_, n) => String(100_000 + n)), PASSCODE];
    const answers = await atOnce(path, guesses);
    expect(answers.map(({ status }) => status)).not.toContain(200);
  });

  it('stands in the owner’s list with each reading, whoever asks in between for what they do not get', async () => {
    await begin();
    const { body } = await create({ passcode: PASSCODE });
    const path = pathOf(payloadOf(body.link.shlink).url);
    const passBy = async (times: number) => {
      for (let nth = 0; nth < times; nth += 1)
        expect((await driven(site, site.gateway.request(`${path}?recipient=bot${nth}`))).status).toBe(404);
    };
    await passBy(limits.shareRefusalsKept.figure + 10);
    expect((await manifest(path, { recipient: '王医生', passcode: PASSCODE })).status).toBe(200);
    expect((await manifest(path, { recipient: 'x', passcode: '000000' })).status).toBe(401);
    await passBy(10);
    const [{ reads }] = await shares();
    const told = (outcome: string) => reads.filter((read: { outcome: string }) => read.outcome === outcome);
    expect(told('read')).toMatchObject([{ who: '王医生' }]);
    expect(told('wrong-passcode')).toMatchObject([{ who: 'x' }]);
    expect(told('refused')).toHaveLength(limits.shareRefusalsKept.figure);
  });

  it('is over when it was read as often as its owner’s list holds: nothing is read that does not stand there', async () => {
    await begin();
    const { body } = await create();
    const path = pathOf(payloadOf(body.link.shlink).url);
    for (let nth = 0; nth < limits.shareReadsKept.figure; nth += 1)
      expect((await manifest(path, { recipient: `第${nth}个` })).status).toBe(200);
    const before = (await everythingIn(site.db)).share_location;
    expect((await manifest(path, { recipient: '再一个', embeddedLengthMax: 0 })).status).toBe(404);
    expect((await everythingIn(site.db)).share_location).toEqual(before);
    expect((await shares())[0].reads).toHaveLength(limits.shareReadsKept.figure);
  });

  it('tells the audit that a passcode was tried before anybody knows whether it is right, and who had a link is not the gateway', async () => {
    await begin();
    const { body } = await create({ passcode: PASSCODE });
    expect((await manifest(pathOf(payloadOf(body.link.shlink).url), { recipient: 'x', passcode: PASSCODE })).status).toBe(200);
    const { items } = (await site.get('/v1/access-log?limit=50')).body;
    const log = items.filter(({ action }: { action: string }) => /share\.(try|read)/.test(action));
    // Both of one instant.
    expect(log.map(({ action, who, reason }: Record<string, string>) => [action, who, reason]).sort()).toEqual([
      ['share.read', 'link', 'read'],
      ['share.try', 'link', 'passcode'],
    ]);
  });

  it.each([
    ['nothing that is seen', '\u200b\u200d'],
    ['controls', '\u0000'],
    ['more than a name', 'x'.repeat(201)],
    ['nothing', '  '],
  ])('gives nothing to whoever says %s for who they are, and notes nothing', async (_, recipient) => {
    await begin();
    const [plain, direct] = [await create(), await create({ direct: true })];
    const before = await everythingIn(site.db);
    const [ofPlain, ofDirect] = [plain, direct].map(({ body }) => pathOf(payloadOf(body.link.shlink).url));
    expect((await manifest(ofPlain ?? '', { recipient })).status).toBe(400);
    const asked = `${ofDirect}?recipient=${encodeURIComponent(recipient)}`;
    expect((await driven(site, site.gateway.request(asked))).status).toBe(400);
    expect(await everythingIn(site.db)).toEqual(before);
  });

  it('is not spent or noted by whoever only looks whether something is there', async () => {
    await begin();
    const [plain, direct] = [await create(), await create({ direct: true })];
    const path = pathOf(payloadOf(plain.body.link.shlink).url);
    const { files } = (await (await manifest(path, { recipient: 'x', embeddedLengthMax: 0 })).json()) as {
      files: { location: string }[];
    };
    const location = pathOf(files[0]?.location ?? '');
    const before = await everythingIn(site.db);
    for (const looked of [location, `${pathOf(payloadOf(direct.body.link.shlink).url)}?recipient=x`])
      expect((await driven(site, site.gateway.request(looked, { method: 'HEAD' }))).status).toBe(405);
    expect(await everythingIn(site.db)).toEqual(before);
    expect((await driven(site, site.gateway.request(location))).status).toBe(200);
  });

  it('does not count a right passcode, nor a request without one', async () => {
    await begin();
    const { body } = await create({ passcode: PASSCODE });
    const path = pathOf(payloadOf(body.link.shlink).url);
    for (let round = 0; round < 8; round += 1) {
      expect((await manifest(path, { recipient: 'x', passcode: PASSCODE })).status).toBe(200);
      expect((await manifest(path)).status).toBe(401);
    }
    const first = await manifest(path, { recipient: 'x', passcode: '000000' });
    expect(await first.json()).toEqual({ remainingAttempts: 4 });
  });

  it('is over at once when it is revoked, and the refusal stands in the list', async () => {
    await begin();
    const { body } = await create();
    const path = pathOf(payloadOf(body.link.shlink).url);
    const given = (await (await manifest(path, { recipient: 'x', embeddedLengthMax: 0 })).json()) as {
      files: { location: string }[];
    };
    const location = pathOf(given.files[0]?.location ?? '');
    const revoked = await site.post(`/v1/shares/${body.share.id}/revoke`, {});
    expect(revoked.body).toMatchObject({ endedBecause: 'revoked' });
    expect((await manifest(path)).status).toBe(404);
    expect((await driven(site, site.gateway.request(location))).status).toBe(404);
    expect((await shares())[0].reads).toMatchObject([{ outcome: 'refused' }, { outcome: 'read' }]);
    expect((await everythingIn(site.db)).share_file).toEqual([]);
    // Once more is the same.
    expect((await site.post(`/v1/shares/${body.share.id}/revoke`, {})).body).toMatchObject({ endedBecause: 'revoked' });
  });

  it('is over when its time is, and when the person does not agree any more', async () => {
    await begin();
    const short = await create({}, { hours: 1 });
    const long = await create({}, { hours: 48 });
    const paths = [short, long].map(({ body }) => pathOf(payloadOf(body.link.shlink).url));
    await site.clock.leap(HOUR);
    expect((await manifest(paths[0] ?? '')).status).toBe(404);
    expect((await manifest(paths[1] ?? '')).status).toBe(200);
    const again = { authorization: `Bearer ${await site.gateway.signIn(site.patientId)}` };
    const consents = await site.get('/v1/consents', again);
    expect((await site.post(`/v1/consents/${consents.body.items[0].id}/withdraw`, {}, again)).status).toBe(200);
    expect((await manifest(paths[1] ?? '')).status).toBe(404);
    const { share, share_file } = await everythingIn(site.db);
    expect(share_file).toEqual([]);
    expect(share?.join('')).toContain('consent-withdrawn');
  });

  it('has addresses of files that answer once, as a sealed file, for ten minutes', async () => {
    await begin();
    const { body } = await create();
    const path = pathOf(payloadOf(body.link.shlink).url);
    const asked = async () => {
      const { files } = (await (await manifest(path, { recipient: 'x', embeddedLengthMax: 0 })).json()) as {
        files: { location: string }[];
      };
      return pathOf(files[0]?.location ?? '');
    };
    const location = await asked();
    const first = await driven(site, site.gateway.request(location));
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/jose']);
    expect((await driven(site, site.gateway.request(location))).status).toBe(404);
    const late = await asked();
    await site.clock.leap(10 * 60_000);
    expect((await driven(site, site.gateway.request(late))).status).toBe(404);
  });

  it('is not spent by a chat program that looks at every address in a message', async () => {
    await begin();
    const { body } = await create({ direct: true });
    const { url } = payloadOf(body.link.shlink);
    const before = await everythingIn(site.db);
    for (let look = 0; look < 20; look += 1) expect((await driven(site, site.gateway.request(pathOf(url)))).status).toBe(400);
    expect(await everythingIn(site.db)).toEqual(before);
    const opened = await openedElsewhere(body.link.shlink, { recipient: '医生' });
    expect(opened.fhirResources.length).toBeGreaterThan(0);
    expect((await shares())[0].reads).toMatchObject([{ outcome: 'read', who: '医生' }]);
  });

  it('is refused where it holds nothing, where twenty are open, and where the words that were agreed to are others', async () => {
    await begin();
    const nothing = await create({}, { parts: { results: [`rpt_${'x'.repeat(22)}`] } });
    expect(nothing.body).toMatchObject({ code: 'share-refused', because: 'nothing' });
    expect((await create({}, { agreed: { ...AGREED, version: '2020-01-01' } })).body.code).toBe('consent-required');
    expect((await create({ passcode: '12345' })).status).toBe(400);
    expect((await create({ passcode: PASSCODE, direct: true })).status).toBe(400);
    const made = await Promise.all(Array.from({ length: 25 }, () => create()));
    const statuses = made.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(made.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'share-refused', because: 'too-many' });
  });

  it('tells before anybody chooses whether there are links, and where nobody outside can ask makes none', async () => {
    await begin();
    expect((await site.get(`/v1/shares?patientId=${site.patientId}`)).body.links).toBe(true);
    await site.stop();
    site = await startRecordsSite(engine, { settings: { ...SETTINGS, publicUrl: 'http://gateway.example' } });
    expect((await site.get(`/v1/shares?patientId=${site.patientId}`)).body).toMatchObject({ links: false, items: [] });
    expect((await create()).body).toMatchObject({ code: 'share-refused', because: 'no-address' });
  });

  it('with a doctor names the hospital, and no link', async () => {
    await begin();
    const { status, body } = await site.post('/v1/shares', {
      ...order(),
      with: { kind: 'doctor', hospital: 'test-second' },
      hours: 24,
    });
    expect(status).toBe(201);
    expect(body).not.toHaveProperty('link');
    expect(body.share.with).toMatchObject({ kind: 'doctor', hospital: 'test-second' });
  });

  it('is nobody else’s to see or to end', async () => {
    await begin();
    const { body } = await create();
    const stranger = { authorization: `Bearer ${await site.gateway.signIn(testPatient(1).id)}` };
    const [other, none] = [
      await site.post(`/v1/shares/${body.share.id}/revoke`, {}, stranger),
      await site.post(`/v1/shares/shr_${'x'.repeat(22)}/revoke`, {}, stranger),
    ];
    expect(other.status).toBe(404);
    expect({ ...other.body, instance: '' }).toEqual({ ...none.body, instance: '' });
    expect((await site.get(`/v1/shares?patientId=${site.patientId}`, stranger)).status).toBe(404);
  });
});
