import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import { bookVisit, delivered, summaryOf } from '../../adapters/conformance/cases/preconsult/summaries.ts';
import { expectOk } from '../../adapters/conformance/expectations.ts';
import { nationalHistory } from '../../adapters/hospitals/remote-http/national-history.ts';
import { requestParts, signedHeaders } from './remote-signer.ts';
import { LIMITS, REQUEST_KEY, type StartedRemoteHospital, startSimulatedRemoteHospital } from './simulated-remote-hospital.ts';

let subject: StartedRemoteHospital;
beforeEach(async () => {
  subject = await startSimulatedRemoteHospital();
});
afterEach(() => subject.stop());
const contextOf = () => createCaseContext(subject, { ...DEFAULT_LIMITS, ...LIMITS }, 'doctor');

describe('the simulated hospital of the Onedoor hospital API, about summaries', () => {
  /** Signs and sends whatever body, past the adapter. */
  async function put(key: string, body: unknown) {
    const path = `/onedoor/v1/summaries/${key}`;
    const text = JSON.stringify(body);
    const signature = signedHeaders(requestParts({ method: 'PUT', path, body: text }), REQUEST_KEY);
    const headers = { 'content-type': 'application/json', ...signature };
    const response = await fetch(`${subject.baseUrl}${path}`, { method: 'PUT', headers, body: text });
    const { title = '', reason } = (await response.json()) as { readonly title?: string; readonly reason?: string };
    return { status: response.status, reason, title };
  }

  it('a summary that is not as the API has it is refused with the place, and no word of it', async () => {
    const { booking, patient, patientRef } = await bookVisit(contextOf());
    const { name, birthDate, document } = patient;
    const { at: _, ...summary } = summaryOf();
    const national = nationalHistory({ patient, summary: summaryOf() });
    const whose = { booking, patient: { name, birthDate, document }, patientRef };
    const right = { ...whose, at: '2031-02-03T09:30:00+08:00', ...summary, national };
    const line = { text: '无', abnormal: false, unsure: false };
    const wrong: readonly (readonly [where: string, more: object])[] = [
      ['the top', { diagnosis: '心律失常' }],
      ['national', { national: { ...national, main_diag: '心律失常' } }],
      ['national.chfcomp', { national: { ...national, chfcomp: '胸痛' } }],
      ['chiefComplaint', { chiefComplaint: '疼'.repeat(21) }],
      ['sections.0.lines.0.text', { sections: [{ code: 'allergies', lines: [{ ...line, text: 'a\u0007b' }] }] }],
      ['sections.0.lines.0.text', { sections: [{ code: 'allergies', lines: [{ ...line, text: '话'.repeat(501) }] }] }],
      ['sections.0.lines', { sections: [{ code: 'allergies', lines: [] }] }],
      ['sections.0.code', { sections: [{ code: 'diagnosis', lines: [line] }] }],
      ['sections', { sections: [1, 2].map(() => ({ code: 'allergies', lines: [line] })) }],
      ['saidBy.relationship', { saidBy: { who: 'clerk', relationship: '女儿' } }],
      ['response.resourceType', { response: { resourceType: 'Bundle' } }],
      ['response', { response: { resourceType: 'QuestionnaireResponse', id: 'x'.repeat(65_536) } }],
      ['at', { at: '2031-02-03' }],
    ];
    for (const [where, more] of wrong) {
      const refused = await put('sm-wrong', { ...right, ...more });
      expect(refused, where).toMatchObject({ status: 400, reason: 'request-refused' });
      expect(refused.title, where).toMatch(new RegExp(`^${where.replaceAll('.', '\\.')}: [a-z_ ]+`));
      expect(refused.title).not.toMatch(/心|疼|话|女儿/);
    }
    expect(await put('sm-right', right)).toMatchObject({ status: 201 });
    expect(await put('sm%20right', right)).toMatchObject({ status: 404 });
  });

  it('a hospital that says preconsult: false answers nothing about summaries, and its adapter does not have the facet', async () => {
    const other = await startSimulatedRemoteHospital({ abilities: { preconsult: false } });
    try {
      expect(other.adapter.preconsult).toBeUndefined();
      const path = '/onedoor/v1/summaries/sm-1';
      const headers = signedHeaders(requestParts({ method: 'GET', path }), REQUEST_KEY);
      expect((await fetch(`${other.baseUrl}${path}`, { headers })).status).toBe(404);
    } finally {
      await other.stop();
    }
  });

  it('of a summary that was withdrawn no word is kept in the hospital’s tables', async () => {
    const context = contextOf();
    const { key } = await delivered(context, await bookVisit(context));
    const database = new Database(subject.databasePath, { readonly: true });
    const contents = () => database.prepare('SELECT content FROM summary WHERE key = ?').pluck().all(key);
    expect(JSON.stringify(contents())).toContain('心慌');
    expectOk(await context.facets.preconsult.withdraw(key, context.call()));
    expect(contents()).toEqual([null]);
    database.close();
  });

  it.each<[string, string, RegExp]>([
    [
      'a second summary that stands for a booking',
      "INSERT INTO summary (key, booking, content, received_at) SELECT 'x', booking, 'x', 1 FROM summary",
      /UNIQUE/,
    ],
    [
      'a summary for a booking that was cancelled',
      "UPDATE booking SET status = 'cancelled'; INSERT INTO summary (key, booking, content, received_at) SELECT 'x', key, 'x', 1 FROM booking",
      /ahead/,
    ],
    [
      'a withdrawal that is undone',
      "UPDATE summary SET withdrawn = 1, content = NULL; UPDATE summary SET withdrawn = 0, content = 'x'",
      /stays so/,
    ],
    ['words that are kept of a withdrawn summary', 'UPDATE summary SET withdrawn = 1', /CHECK/],
    [
      'an answer to what nobody sees',
      "UPDATE summary SET withdrawn = 1, content = NULL; INSERT INTO summary_answer (summary, what, said_at) SELECT key, 'read', 1 FROM summary",
      /nobody sees/,
    ],
    [
      'a correction without its words',
      "INSERT INTO summary_answer (summary, what, said_at) SELECT key, 'corrected', 1 FROM summary",
      /CHECK/,
    ],
  ])('the hospital’s own tables refuse %s', async (_, sql, refusal) => {
    const context = contextOf();
    await delivered(context, await bookVisit(context));
    const database = new Database(subject.databasePath);
    expect(() => database.exec(sql)).toThrow(refusal);
    database.close();
  });
});

describe('the doctor’s workstation of a simulated hospital', () => {
  const say = (body: object | string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    fetch(`${subject.workstationUrl}/answers`, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
    });

  it('the page shows a summary whole, marks what is abnormal and unsure, and says what the doctor has said', async () => {
    const context = contextOf();
    const visit = await bookVisit(context);
    const { key } = await delivered(context, visit, {
      summary: summaryOf('心慌两个月', { saidBy: { who: 'relative', relationship: '女儿' } }),
    });
    expect((await say({ key, what: 'read' })).status).toBe(201);
    const page = await (await fetch(subject.workstationUrl)).text();
    expect(page).toContain(`data-booking="${visit.booking.ref}"`);
    for (const words of ['家属：女儿', '心慌两个月', '现病史', '不是诊断', '已阅', visit.patient.name])
      expect(page).toContain(words);
    expect(page).toContain('<li class="abnormal">心慌，每次几分钟</li>');
    expect(page).toContain('<li class="abnormal unsure">青霉素：皮疹（不确定）</li>');
  });

  it('the form of the page corrects a part, and the answer comes back to whoever asks for it', async () => {
    const context = contextOf();
    const { key } = await delivered(context, await bookVisit(context));
    const form = new URLSearchParams({ key, what: 'corrected', code: 'allergies', text: '皮试阳性' });
    const kind = { 'content-type': 'application/x-www-form-urlencoded', origin: subject.workstationUrl };
    expect((await say(form.toString(), kind)).status).toBe(303);
    const { answers } = expectOk(await context.facets.preconsult.answers(undefined, context.call()));
    expect(answers).toMatchObject([{ key, what: 'corrected', corrections: [{ code: 'allergies', text: '皮试阳性' }] }]);
  });

  it('what no doctor can say, or says of what is not shown, is refused, and nothing is told of it', async () => {
    const context = contextOf();
    const { key } = await delivered(context, await bookVisit(context));
    const withdrawn = await delivered(context, await bookVisit(context));
    expectOk(await context.facets.preconsult.withdraw(withdrawn.key, context.call()));
    const part = { code: 'allergies', text: '无' };
    const wrong: readonly (readonly [number, object | string, Record<string, string>?])[] = [
      [400, { key, what: 'liked' }],
      [400, { key, what: 'corrected' }],
      [400, { key, what: 'read', corrections: [part] }],
      [400, { key, what: 'corrected', corrections: [part, part] }],
      [400, 'no JSON'],
      [400, { key, what: 'read', more: 'x'.repeat(200_000) }],
      [409, { key: 'never', what: 'read' }],
      [409, { key: withdrawn.key, what: 'read' }],
      [403, { key, what: 'read' }, { 'content-type': 'application/json', origin: 'https://attacker.invalid' }],
    ];
    for (const [status, body, headers] of wrong) expect((await say(body, headers)).status).toBe(status);
    expect((await fetch(`${subject.workstationUrl}/admin`)).status).toBe(404);
    expect(expectOk(await context.facets.preconsult.answers(undefined, context.call())).answers).toEqual([]);
  });
});
