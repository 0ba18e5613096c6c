import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commit } from '../../../bff/platform/store/commit.ts';
import { type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { OPERATOR_TOKEN, testPatient } from '../../support/test-gateway.ts';
import { bearer, fresh, post, postAt, type Reply } from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';

type Headers = Record<string, string>;

const HOUR_MS = 3_600_000;
/** Beyond the four hours. */
const LATER_MS = 4 * HOUR_MS + 1;

interface Asked {
  readonly id: string;
  readonly options: readonly { readonly code: string }[];
}

/** What somebody answers to a question; `none` or `unknown` where they have nothing of it to say. */
type Says = Readonly<Record<string, readonly string[]>>;

describe.each(ENGINES)('%s: triage', (engine) => {
  let site: QuietGateway;
  let kiosk: TestDevice;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    kiosk = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  async function session(at?: TestDevice, number = 0): Promise<Headers> {
    const evidence = { evidence: { kind: 'demo', patientId: testPatient(number).id }, carrier: 'bearer' };
    return bearer(at ? await postAt(at, '/v1/sessions', evidence) : await post(site.gateway, '/v1/sessions', evidence));
  }

  /** Answers until there is something else than a question. */
  async function walk(
    headers: Headers,
    complaint: unknown,
    says: Says,
    { at, number = 0 }: { at?: TestDevice; number?: number } = {},
  ): Promise<Reply> {
    const answers: { question: string; answer: readonly string[] }[] = [];
    for (let step = 0; step < 12; step += 1) {
      const body = { patientId: testPatient(number).id, complaint, answers };
      const reply = at ? await postAt(at, '/v1/triage', body, headers) : await post(site.gateway, '/v1/triage', body, headers);
      if (reply.status !== 200 || reply.body.outcome !== 'question') return reply;
      const { id, options } = reply.body.question as Asked;
      const none = options.some(({ code }) => code === 'none') ? ['none'] : ['unknown'];
      answers.push({ question: id, answer: says[id] ?? none });
    }
    throw new Error('triage does not come to an end');
  }

  async function book(headers: Headers, number = 0): Promise<Reply> {
    const { slotId } = await site.gateway.openSlot(1);
    const order = { slotId, patientId: testPatient(number).id };
    const reply = await post(site.gateway, '/v1/appointments', order, fresh(headers));
    return reply;
  }

  const CHEST = { kind: 'listed', code: 'chest' };

  it('nothing is booked for somebody who said what has to be looked at first, until four hours are over', async () => {
    const headers = await session();
    const stopped = await walk(headers, CHEST, { 'signs-chest': ['chest-sweat'], onset: ['today'] });
    expect(stopped.body).toMatchObject({ outcome: 'red-flag', manner: 'loud', helpCalled: false, content: { approved: false } });
    expect(stopped.body.rules).not.toEqual([]);
    const refused = await book(headers);
    expect([refused.status, refused.body.code]).toEqual([409, 'red-flag']);
    expect(await site.db.rows('SELECT id FROM appointment')).toEqual([]);
    await site.clock.leap(LATER_MS);
    expect((await book(await session())).status).not.toBe(409);
  });

  it('what was taken back afterwards still counts, and who said nothing of the kind can book', async () => {
    const headers = await session();
    const body = {
      patientId: testPatient(0).id,
      complaint: CHEST,
      answers: [
        { question: 'signs-chest', answer: ['chest-sweat'] },
        { question: 'signs-chest', answer: ['none'] },
      ],
    };
    expect((await post(site.gateway, '/v1/triage', body, headers)).body.outcome).toBe('red-flag');
    expect((await book(headers)).body.code).toBe('red-flag');
    expect((await book(await session(undefined, 1), 1)).status).toBe(201);
  });

  it('what was said under a name that somebody only typed stops nobody who shows the document of that name', async () => {
    expect((await walk(await session(undefined, 1), CHEST, { 'signs-chest': ['chest-sweat'] }, { number: 1 })).body.outcome).toBe(
      'red-flag',
    );
    const [claim, person] = [testPatient(1).id, testPatient(0).id];
    const sql = `UPDATE patient SET level = 'claimed', superseded_by = '${person}', superseded_at = 1 WHERE id = '${claim}'`;
    await commit(site.gateway.onedoor.dependencies, 'probe', 'interactive', [{ sql, parameters: [] }]);
    expect((await book(await session())).status).toBe(201);
  });

  it('says that somebody was called only where somebody is on duty', async () => {
    const stopped = await walk(await session(kiosk), CHEST, { 'signs-chest': ['chest-sweat'] }, { at: kiosk });
    expect(stopped.body).toMatchObject({ outcome: 'red-flag', helpCalled: false });
  });

  it('a volunteer hears that somebody is needed at once, and not why', async () => {
    const { device, staff } = await signedInStaff(site.gateway, undefined, 'volunteer');
    expect((await postAt(device, '/v1/shifts', {}, fresh(staff))).status).toBe(201);
    const headers = await session(kiosk);
    const stopped = await walk(headers, CHEST, { 'signs-chest': ['chest-sweat'] }, { at: kiosk });
    expect(stopped.body.helpCalled).toBe(true);
    const [call, ...others] = await site.db.rows<Record<string, unknown>>('SELECT cause, urgent, step FROM help_call');
    expect([call, others]).toEqual([{ cause: 'red-flag', urgent: 1, step: 'hidden' }, []]);
  });

  it('what was said lies sealed: no word of it and no rule stands in the database or the log', async () => {
    const headers = await session(kiosk);
    const canary = '胸口像被CanaryComplaint7Q压着';
    const stopped = await walk(headers, { kind: 'words', text: canary }, { 'signs-chest': ['chest-sweat'] }, { at: kiosk });
    expect(stopped.body.outcome).toBe('red-flag');
    const rows = JSON.stringify(await site.db.rows('SELECT * FROM red_flag'));
    const audit = JSON.stringify(await site.db.rows('SELECT * FROM audit'));
    const told = [rows, audit, site.gateway.logged.join('\n')].join('\n');
    expect(rows).not.toBe('[]');
    for (const word of ['CanaryComplaint7Q', 'chest', 'loud', ...(stopped.body.rules as string[])])
      expect(told).not.toContain(word);
  });

  it("nobody asks about somebody for whom they do not act, and nobody's flag is raised by another", async () => {
    const stranger = await session(undefined, 1);
    expect((await walk(stranger, CHEST, { 'signs-chest': ['chest-sweat'] })).status).toBe(404);
    expect(await site.db.rows('SELECT patient_id FROM red_flag')).toEqual([]);
  });

  it('says the department with its reason, its rule and that this is no diagnosis; and nothing is kept of it', async () => {
    const found = await walk(await session(), { kind: 'listed', code: 'joints' }, { onset: ['months'] });
    expect(found.body).toMatchObject({ outcome: 'departments', noDiagnosis: { zh: expect.stringContaining('不是诊断') } });
    const [first] = found.body.suggestions as { reason: { zh: string; en: string }; rule: string }[];
    expect([first?.reason.zh, first?.reason.en, first?.rule].every((text) => (text ?? '') !== '')).toBe(true);
    expect(await site.db.rows('SELECT patient_id FROM red_flag')).toEqual([]);
  });
});

describe.each(ENGINES)('%s: what no clinician has signed', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { settings: { demo: false } });
  });
  afterEach(() => site.stop());

  const operator = async (command: string, body: unknown) => {
    const response = await site.gateway.request(`/operator/${command}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const listed = async () => (await site.gateway.request('/v1/questionnaires')).json() as Promise<Record<string, unknown>>;

  it('outside demo mode nothing is asked before a named clinician has signed this very version', async () => {
    expect(await listed()).toMatchObject({ triage: { on: false, approved: false }, topics: [] });
    const { triage } = (await listed()) as { triage: { id: string; version: string } };
    const unnamed = await operator('clinical-approve', { content: triage.id, version: triage.version, by: '', on: '2026-11-20' });
    const undated = await operator('clinical-approve', { content: triage.id, version: triage.version, by: '王医生' });
    const other = await operator('clinical-approve', { content: triage.id, version: '99', by: '王医生', on: '2026-11-20' });
    const ahead = await operator('clinical-approve', {
      content: triage.id,
      version: triage.version,
      by: '王医生',
      on: '2027-01-01',
    });
    expect([unnamed.status, undated.status, other.status, ahead.status]).toEqual([400, 400, 404, 400]);
    expect((await listed()).topics).toEqual([]);
    const signed = { content: triage.id, version: triage.version, by: '王医生', on: '2026-11-20' };
    expect((await operator('clinical-approve', signed)).status).toBe(200);
    expect((await operator('clinical-approve', signed)).status).toBe(409);
    expect(await listed()).toMatchObject({ triage: { on: true, approved: true } });
  });

  it('a table that was changed after it was signed is off again', async () => {
    const { triage } = (await listed()) as { triage: { id: string; version: string } };
    await operator('clinical-approve', { content: triage.id, version: triage.version, by: '王医生', on: '2026-11-20' });
    await commit(site.gateway.onedoor.dependencies, 'change-in-test', 'outcomes', [
      { sql: `UPDATE clinical_approval SET content_hash = '${'0'.repeat(43)}'`, parameters: [] },
    ]);
    expect(await listed()).toMatchObject({ triage: { on: false, approved: false } });
  });
});
