import { deflateSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type RecordsSite, SECOND } from './records-site.ts';
import { bundleOf, startWrittenFhir, type WrittenFhir, type WrittenReport, writtenReport } from './written-fhir.ts';

const MARKUP = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
const FHIR = { headers: { 'content-type': 'application/fhir+json' } };
const quantity = (number: string, unit = 'mmol/L') => ({ valueQuantity: `{"value":${number},"unit":${JSON.stringify(unit)}}` });
const good = (id: string, more: WrittenReport = {}) => writtenReport(id, { values: [quantity('5.50')], ...more });

describe.each(SAMPLED_ENGINES)('%s: results that somebody made to do harm', (engine) => {
  let site: RecordsSite;
  let fhir: WrittenFhir;
  afterEach(() => site.stop());

  const begin = async (resources: readonly string[]) => {
    ({ site, fhir } = await startWrittenFhir(engine));
    fhir.resources = resources;
  };
  const look = async (more = '&limit=50') => (await site.get(`/v1/results?patientId=${site.patientId}${more}`)).body;
  const names = async () => ((await look()).items as { name: string }[]).map(({ name }) => name).sort();
  const read = async (name: string) => {
    const { items } = await look();
    const { id } = items.find((one: { name: string }) => one.name === name);
    return site.get(`/v1/results/${id}`);
  };
  /** Everything that the gateway ever said of rows that it left out, and nothing that was thrown. */
  const leftOut = () => {
    const lines = site.gateway.logged.map((line) => JSON.parse(line) as { event: string; count?: number; detail?: string });
    expect(lines.filter(({ event }) => /threw|not-read$|unexpected/.test(event))).toEqual([]);
    return lines.filter(({ event }) => event === 'records.left-out').reduce((sum, { count = 0 }) => sum + count, 0);
  };
  const everything = async () => (await site.get(`/fhir/Patient/${site.patientId.replaceAll('_', '.')}/$everything`)).body;

  it('narrative is read by nobody, and markup in a name, a word, a note and a conclusion is text and stays so', async () => {
    const narrative = JSON.stringify({
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml">CANARY${MARKUP}</div>`,
    });
    const said = JSON.stringify(MARKUP);
    await begin([
      good('a', {
        name: MARKUP,
        values: [
          {
            text: narrative,
            code: JSON.stringify({ text: MARKUP }),
            valueString: said,
            note: `[{"text":${said}}]`,
            referenceRange: `[{"text":${said}}]`,
          },
        ],
        more: { text: narrative, conclusion: said },
      }),
    ]);
    const { body, text, headers } = await read(MARKUP);
    expect(headers.get('content-type')).toContain('application/json');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(text).not.toContain('CANARY');
    expect(body).toMatchObject({ name: MARKUP, conclusion: MARKUP, items: [{ name: MARKUP, text: MARKUP, note: MARKUP }] });
    expect(JSON.stringify(await everything())).not.toMatch(/CANARY|"div"/);
    expect(leftOut()).toBe(0);
  });

  it('what turns the direction of what stands beside it, or shows nothing, is left out and counted, and hides nothing else', async () => {
    await begin([
      good('a'),
      good('e', { name: '\u061C1-80' }),
      good('f', { name: '\u200E血糖' }),
      good('g', { name: '\u200B\u2060' }),
      good('b', { name: '血糖\u202E05.5' }),
      good('c', { name: '\u2066血糖' }),
      good('d', { name: 'a\u0000b' }),
    ]);
    expect(await names()).toEqual(['a']);
    expect(leftOut()).toBe(6);
  });

  it('one report that can not be read hides none of the hundred beside it, and is counted', async () => {
    const odd = good('odd', { more: { status: '"no-such-status"' } });
    const hundred = Array.from({ length: 100 }, (_, nth) => good(`r${nth}`));
    await begin([...hundred.slice(0, 50), odd, '{"resourceType":"DiagnosticReport","id":"worse"}', ...hundred.slice(50)]);
    const first = await look();
    const toldOf = ({ sources }: { sources: { hospital: string; leftOut?: true }[] }) =>
      sources.flatMap(({ hospital, leftOut: isLeftOut }) => (isLeftOut ? [hospital] : []));
    expect(toldOf(first)).toEqual([HOSPITAL]);
    const second = await look(`&limit=50&cursor=${new URL(first.next, 'http://x').searchParams.get('cursor')}`);
    expect([...first.items, ...second.items]).toHaveLength(100);
    expect(leftOut()).toBe(2);
    // The person is told at each look, and in the whole of their record, until the hospital was read anew from its beginning.
    await site.clock.leap(61_000);
    expect(toldOf(await look())).toEqual([HOSPITAL]);
    const { entry } = await everything();
    const { issue } = entry.find(({ search }: { search: { mode: string } }) => search.mode === 'outcome').resource;
    expect(issue).toMatchObject([{ code: 'incomplete' }]);
    fhir.resources = hundred;
    await site.clock.leap(61_000);
    expect(toldOf(await look())).toEqual([HOSPITAL]);
    await site.clock.leap(limits.askedResultsKept.figure);
    const anew = { authorization: `Bearer ${await site.gateway.signIn(site.patientId)}` };
    expect(toldOf((await site.get(`/v1/results?patientId=${site.patientId}`, anew)).body)).toEqual([]);
  });

  it('a number of ten thousand digits, one with an exponent and a unit of 200 characters are shown as text, or left out and counted', async () => {
    const digits = `1.${'3'.repeat(9_999)}`;
    await begin([
      good('exponent', { values: [quantity('1e400')] }),
      good('unit', { values: [quantity('5.50', '单'.repeat(200))] }),
      good('too-long-a-unit', { values: [quantity('5.50', '单'.repeat(201))] }),
      good('digits', { values: [quantity(digits)] }),
      good('zz'),
    ]);
    const listed = await names();
    expect(listed).toEqual(expect.arrayContaining(['exponent', 'unit', 'zz']));
    expect(listed.length + leftOut()).toBe(5);
    expect((await read('unit')).body.items).toMatchObject([{ text: '5.50', unit: '单'.repeat(200) }]);
    expect((await read('exponent')).body.items).toMatchObject([{ text: '1e400 mmol/L' }]);
    expect((await everything()).resourceType).toBe('Bundle');
  });

  it('dates of the year 1, of the year 9999 and beyond, and days to come are shown as far as they can be known, in their order', async () => {
    const when = (issued: string) => ({ more: { issued: `"${issued}"`, effectiveDateTime: `"${issued}"` } });
    await begin([
      good('first', when('0001-01-01T00:00:00+08:00')),
      good('last', when('9999-12-31T23:59:59+08:00')),
      good('beyond', when('9999-12-31T23:59:59Z')),
      good('before', when('0000-01-01T00:00:00Z')),
      good('tomorrow', when('2026-11-25T10:00:00+08:00')),
      good('today', when('2026-11-23T10:00:00+08:00')),
    ]);
    const { items } = await look();
    const told = Object.fromEntries(items.map(({ name, issuedAt }: { name: string; issuedAt: string }) => [name, issuedAt]));
    // A clock may be ahead by a day; nobody has issued anything in the year 9999: it stands where it was told.
    const [last, tomorrow, today, ...rest] = Object.keys(told);
    expect(new Set([last, tomorrow])).toEqual(new Set(['last', 'tomorrow']));
    expect([today, rest.pop()]).toEqual(['today', 'first']);
    expect(told.last).not.toContain('9999');
    // Both are told as of when the hospital wrote them down.
    expect(rest.sort()).toEqual(['before', 'beyond']);
    for (const issuedAt of Object.values(told)) expect(issuedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    expect(told).toMatchObject({ first: '0001-01-01T00:00:00+08:00' });
    expect(leftOut()).toBe(0);
    for (const { id } of items) expect((await site.get(`/v1/results/${id}`)).status).toBe(200);
    expect(JSON.stringify(await everything())).not.toMatch(/[+-]\d{6}-/);
  });

  it('pages without end are read up to a bound, the person is told that there is more, and the operator hears it', async () => {
    let pages = 0;
    await begin([]);
    fhir.answer = (path) => {
      if (!path.startsWith('/page') && !path.startsWith('/DiagnosticReport')) return undefined;
      pages += 1;
      return bundleOf([good(`r${pages}`)], `/page/${pages}`);
    };
    // A hospital may call it an end now and then, and go on at the next look: that counts on.
    for (let looks = 0; looks < 50; looks += 1) {
      await look();
      await site.clock.leap(looks < 44 ? 15_000 : 61_000);
    }
    const read = pages;
    // 10,000 reports; what is read in one go counts as fifty at least.
    expect(read).toBeLessThan(1_000);
    const { items, sources } = await look();
    expect(items.length).toBeGreaterThan(0);
    expect(sources).toContainEqual(expect.objectContaining({ hospital: HOSPITAL, state: 'read', leftOut: true }));
    await site.clock.leap(120_000);
    await look();
    expect(pages).toBe(read);
    expect(site.gateway.logged.filter((line) => line.includes('records.without-end'))).toHaveLength(1);
  });

  it('twenty thousand values of one report are left out and counted; in forty reports they are all there, a page at a time', async () => {
    const values = (many: number) => Array.from({ length: many }, () => quantity('5.50'));
    const many = Array.from({ length: 40 }, (_, nth) => good(`r${String(nth).padStart(2, '0')}`, { values: values(500) }));
    await begin([good('huge', { values: values(20_000) }), good('small')]);
    // As a server does that makes pages of four.
    const pages = [fhir.resources, ...Array.from({ length: 10 }, (_, nth) => many.slice(nth * 4, nth * 4 + 4))];
    fhir.answer = (path) => {
      const page = Number(/^\/page\/(\d+)/.exec(path)?.[1] ?? 0);
      if (!path.startsWith('/page') && !path.startsWith('/DiagnosticReport')) return undefined;
      return bundleOf(pages[page] ?? [], page + 1 < pages.length ? `/page/${page + 1}` : undefined);
    };
    for (let looks = 0; looks < 60 && (await names()).length < 41; looks += 1) await site.clock.leap(20_000);
    expect(await names()).toEqual([...many.map((_, nth) => `r${String(nth).padStart(2, '0')}`), 'small']);
    expect((await site.get(`/v1/results/${(await look()).items[0].id}`)).body.items.length).toBeGreaterThan(0);
    expect(leftOut()).toBeGreaterThanOrEqual(1);
    // Nothing without a code is on any line.
    expect(await site.db.rows('SELECT 1 FROM result_point')).toEqual([]);
  });

  it('a server that answers four megabytes of brackets, or leads round in a circle, is one that does not answer, and the others are shown', async () => {
    await begin([]);
    await site.records(site.second).issue(site.whose, {
      kind: 'laboratory',
      name: 'b',
      issuedAt: site.clock.now() - 86_400_000,
      results: [],
      documents: [],
    });
    fhir.answer = () => new Response('['.repeat(4 * 1024 * 1024), FHIR);
    const brackets = await look();
    expect(brackets.items).toMatchObject([{ name: 'b', hospital: SECOND }]);
    expect(brackets.sources[0].state).toBe('unavailable');
    await site.clock.leap(20_000);
    fhir.asked.length = 0;
    fhir.answer = (path) => bundleOf([good('a')], path.startsWith('/page/1') ? '/page/2' : '/page/1');
    const circle = await look();
    expect(['unavailable', 'asking']).toContain(circle.sources[0].state);
    expect(circle.items.map(({ name }: { name: string }) => name).sort()).toEqual(['a', 'b']);
    expect(fhir.asked.length).toBeLessThan(200);
    const kept = await site.db.rows('SELECT 1 FROM result');
    expect(kept).toHaveLength(2);
    // It is whole again.
    await site.clock.leap(20_000);
    fhir.answer = undefined;
    fhir.resources = [good('a'), good('c')];
    for (let looks = 0; looks < 5; looks += 1) {
      await site.clock.leap(61_000);
      await look();
    }
    expect(await names()).toEqual(['a', 'b', 'c']);
    expect((await look()).sources[0].state).toBe('read');
  });

  it('a document that is no PDF, or a PDF that is a bomb, is handed on as bytes of a bounded length in JSON, and opened by nobody here', async () => {
    const bomb = Buffer.concat([
      Buffer.from('%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n'),
      deflateSync(Buffer.alloc(64 * 1024 * 1024)),
      Buffer.from('\nendstream\nendobj\n%%EOF'),
    ]);
    const html = Buffer.from(`<html>${MARKUP}</html>`);
    const form = (type: string, content: Buffer, title: string) =>
      JSON.stringify({ contentType: type, data: content.toString('base64'), title });
    await begin([
      good('a', {
        more: {
          presentedForm: `[${form('application/pdf', html, MARKUP)},${form('application/pdf', bomb, '报告单')},${form('text/html; charset=utf-8', html, '网页')}]`,
        },
      }),
    ]);
    const { body } = await read('a');
    expect(body.attached).toMatchObject([
      { title: MARKUP, mediaType: 'application/pdf' },
      { title: '报告单' },
      { mediaType: 'text/html' },
    ]);
    for (const [id, content] of [
      ['0', html],
      ['1', bomb],
      ['2', html],
    ] as const) {
      const told = await site.get(`/v1/results/${body.id}/documents/${id}`);
      expect(told.status).toBe(200);
      expect(told.headers.get('content-type')).toContain('application/json');
      expect(Buffer.from(told.body.content, 'base64').equals(content)).toBe(true);
    }
    expect((await site.get(`/v1/results/${body.id}/documents/3`)).status).toBe(404);
    // Nine megabytes are more than is handed on.
    const large = form('application/pdf', Buffer.alloc(9 * 1024 * 1024), '大');
    fhir.answer = () => bundleOf([good('a', { more: { presentedForm: `[${large}]` } })]);
    expect((await site.get(`/v1/results/${body.id}/documents/0`)).status).toBe(503);
  });
});
