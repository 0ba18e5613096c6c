import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { lockScreenText } from '../../../bff/scenes/messages/rules.ts';
import { atRest, driven, everythingIn } from '../../security/quiet-gateway.ts';
import { HOSPITAL, testPatient } from '../../support/test-gateway.ts';
import { laboratoryValue, reportOf } from '../../support/test-reports.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type RecordsSite, SECOND, startRecordsSite } from './records-site.ts';
import { type AtWork, atWork } from './staff-at-work.ts';

const HOUR = 3_600_000;
const WORDS = '急诊送来时叫不醒，家属还没有到';

describe.each(SAMPLED_ENGINES)('%s: records that a clinician opens in an emergency', (engine) => {
  let site: RecordsSite;
  let clinician: AtWork;
  afterEach(() => site.stop());

  async function begin(patients = 3): Promise<void> {
    site = await startRecordsSite(engine, { settings: { rateLimitPerMinute: 100_000 }, patients });
    const value = laboratoryValue('14749-6', '2.10', 'mmol/L', { name: '葡萄糖' });
    await site.records(site.second).issue(site.whose, reportOf(site.clock.now() - HOUR, [value]));
    clinician = await atWork(site, 'clinician');
  }
  const bodyFor = (number = 0) => ({
    person: { document: testPatient(number).patient.document },
    reason: 'unconscious',
    words: WORDS,
  });
  const open = (by = clinician, number = 0) => by.post('/v1/break-glass', bodyFor(number));
  const heard = ({ status, text }: { status: number; text: string }) => ({
    status,
    text: text.replace(/req_[\w-]{22}/g, 'req').replace(/brk_[\w-]{22}/g, 'brk'),
  });
  const audited = (action: string) =>
    site.db.rows<{ actor_kind: string; actor_id: string; subject_id: string }>(
      `SELECT actor_kind, actor_id, subject_id FROM audit WHERE action = '${action}' ORDER BY at, id`,
    );

  it('are read whole by that clinician, and the person is told at once and sees who it was, when and why', async () => {
    await begin();
    const opened = await open();
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({ id: expect.stringMatching(/^brk_/) });
    expect(opened.text).not.toContain(testPatient(0).patient.name);
    // The message stands with the opening, before anything is read.
    const messages = await site.db.rows('SELECT kind, patient_id, break_glass_id, appointment_id, payment_id FROM message');
    const about = { break_glass_id: opened.body.id, appointment_id: null, payment_id: null };
    expect(messages).toEqual([{ kind: 'records-opened', patient_id: site.patientId, ...about }]);
    const read = await clinician.get(`/v1/break-glass/${opened.body.id}`);
    expect(read.status).toBe(200);
    expect(read.body.person.name).toBe(testPatient(0).patient.name);
    expect(read.body.results.items).toMatchObject([{ items: [{ name: '葡萄糖', text: '2.10' }] }]);
    expect(Object.keys(read.body.lists)).toHaveLength(4);
    await driven(site, atRest(site.db, site.clock));
    expect((await site.get('/v1/messages')).body.items).toMatchObject([{ kind: 'records-opened', dutyDesk: {} }]);
    const log = (await site.get('/v1/access-log?limit=50')).body.items;
    for (const action of ['break-glass.open', 'break-glass.read'])
      expect(log).toContainEqual(expect.objectContaining({ action, who: 'staff', name: '小李' }));
    expect(log.find((one: { action: string }) => one.action === 'break-glass.open').reason).toBe('unconscious');
    const by = { actor_kind: 'staff', actor_id: clinician.staffId, subject_id: site.patientId };
    expect([await audited('break-glass.open'), await audited('break-glass.read')]).toEqual([[by], [by]]);
    // Why, in the clinician's words, lies sealed.
    expect(JSON.stringify(await everythingIn(site.db))).not.toContain(WORDS);
    expect(site.gateway.logged.join('')).not.toContain(WORDS);
  });

  it('are found by the file of the person at the clinician’s own hospital, and by that of no other', async () => {
    site = await startRecordsSite(engine, {
      settings: { rateLimitPerMinute: 100_000 },
      first: { without: [] },
      second: { without: [] },
    });
    const { records } = site.first;
    await records?.issue(site.whose, reportOf(site.clock.now() - HOUR, [laboratoryValue('14749-6', '5.50', 'mmol/L')]));
    const ref = await site.gateway.onedoor.dependencies.hospitals.ask(HOSPITAL, 'patients', 'register', testPatient(0).patient);
    await site.get(`/v1/results?patientId=${site.patientId}`);
    if (!ref.ok) throw new Error('nobody was registered');
    const file = (ref.value as { ref: string }).ref;
    const asked = { person: { file }, reason: 'cannot-answer', words: WORDS };
    clinician = await atWork(site, 'clinician');
    expect((await clinician.post('/v1/break-glass', asked)).status).toBe(201);
    const elsewhere = await atWork(site, 'clinician', SECOND);
    const none = await elsewhere.post('/v1/break-glass', { ...asked, person: { file: 'nobody-s' } });
    expect(heard(await elsewhere.post('/v1/break-glass', asked))).toEqual(heard(none));
  });

  it('are open for four hours and for nobody else, and each reading counts', async () => {
    await begin();
    const { id } = (await open()).body;
    const path = `/v1/break-glass/${id}`;
    const none = heard(await clinician.get(`/v1/break-glass/brk_${'x'.repeat(22)}`));
    expect(none.status).toBe(404);
    for (const hospital of [undefined, SECOND]) {
      const other = await atWork(site, 'clinician', hospital);
      const told = heard(await other.get(path));
      expect({ ...told, text: told.text }).toEqual({ ...none, text: none.text });
    }
    for (const role of ['clerk', 'volunteer', 'reviewer'] as const)
      expect([role, (await (await atWork(site, role)).get(path)).status]).toEqual([role, 404]);
    expect((await clinician.get(path)).status).toBe(200);
    await site.clock.leap(4 * HOUR - 60_000);
    expect((await clinician.get(path)).status).toBe(200);
    await site.clock.leap(60_000);
    expect(heard(await clinician.get(path))).toEqual(none);
    expect(await site.db.rows('SELECT reads FROM break_glass')).toEqual([{ reads: 2 }]);
    expect(await audited('break-glass.read')).toHaveLength(2);
  });

  it('are of nobody whom nobody here knows, nor of anybody who does not agree, and both are answered alike', async () => {
    await begin();
    const stranger = { type: 'passport', number: 'E00000017' };
    const none = heard(await clinician.post('/v1/break-glass', { ...bodyFor(), person: { document: stranger } }));
    expect(none.status).toBe(404);
    const consents = await site.get('/v1/consents');
    await site.post(`/v1/consents/${consents.body.items[0].id}/withdraw`, {});
    expect(heard(await open())).toEqual(none);
    expect(await site.db.rows('SELECT id FROM break_glass')).toEqual([]);
    expect(await site.db.rows('SELECT id FROM message')).toEqual([]);
    expect(await audited('break-glass.miss')).toHaveLength(2);
  });

  it('are read no more when the person withdraws their consent while they are open', async () => {
    await begin();
    const { id } = (await open()).body;
    const consents = await site.get('/v1/consents');
    await site.post(`/v1/consents/${consents.body.items[0].id}/withdraw`, {});
    expect((await clinician.get(`/v1/break-glass/${id}`)).status).toBe(404);
    // Whoever agrees anew, or is said to, opens nothing again by that.
    const [{ reads, expires_at: end } = {}] = await site.db.rows('SELECT reads, expires_at FROM break_glass');
    expect([reads, Number(end) <= site.clock.now()]).toEqual([0, true]);
  });

  it('are opened once however often it is asked for: one row, one message, and the same answer', async () => {
    await begin();
    const answers = await Promise.all(Array.from({ length: 8 }, () => open()));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await site.db.rows('SELECT id FROM break_glass')).toHaveLength(1);
    expect(await site.db.rows('SELECT id FROM message')).toHaveLength(1);
  });

  it('are of no more people in a day than the bound says, under fifty requests at once, and of as many again tomorrow', async () => {
    await begin(30);
    const people = Array.from({ length: 25 }, (_, number) => number);
    const answers = await Promise.all([...people, ...people].map((number) => open(clinician, number)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(limits.breakGlassOfDay.figure);
    expect(statuses.filter((status) => ![200, 201, 429].includes(status))).toEqual([]);
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toMatch(/^[0-9]+$/);
    const kept = await site.db.rows<{ patient_id: string }>('SELECT patient_id FROM break_glass');
    expect(kept).toHaveLength(limits.breakGlassOfDay.figure);
    expect(await site.db.rows('SELECT id FROM message')).toHaveLength(limits.breakGlassOfDay.figure);
    // A colleague is not held up by it.
    expect((await open(await atWork(site, 'clinician'), 26)).status).toBe(201);
    await site.clock.leap(24 * HOUR);
    expect((await open(clinician, 27)).status).toBe(201);
  });

  it('are asked for no more than the bound of tries says, also where nobody is found', async () => {
    await begin();
    const numbers = Array.from({ length: 50 }, (_, n) => `E${String(10_000_000 + n)}`);
    const answers = await Promise.all(
      numbers.map((number) =>
        clinician.post('/v1/break-glass', { ...bodyFor(), person: { document: { type: 'passport', number } } }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 404)).toHaveLength(limits.breakGlassTries.figure);
    expect(statuses.filter((status) => status === 429)).toHaveLength(50 - limits.breakGlassTries.figure);
  });

  it('are reviewed by another member of staff of that hospital, once, and the person sees that it was', async () => {
    await begin();
    const { id } = (await open()).body;
    const reviewer = await atWork(site, 'reviewer');
    const listed = await reviewer.get('/v1/break-glass');
    expect(listed.body.items).toMatchObject([{ id, openedBy: '小李', why: 'unconscious', words: WORDS, reads: 0 }]);
    expect(listed.text).not.toContain(testPatient(0).patient.name);
    expect((await (await atWork(site, 'reviewer', SECOND)).get('/v1/break-glass')).body.items).toEqual([]);
    const verdict = { verdict: 'justified', note: '当时确实叫不醒' };
    const elsewhere = await atWork(site, 'reviewer', SECOND);
    expect((await elsewhere.post(`/v1/break-glass/${id}/review`, verdict)).status).toBe(404);
    expect((await clinician.post(`/v1/break-glass/${id}/review`, verdict)).status).toBe(404);
    expect((await reviewer.post(`/v1/break-glass/${id}/review`, verdict)).body.review).toMatchObject({ ...verdict, by: '小李' });
    const again = await (await atWork(site, 'reviewer')).post(`/v1/break-glass/${id}/review`, {
      verdict: 'not-justified',
      note: '再看一次',
    });
    expect(again.body.review).toMatchObject(verdict);
    expect(await site.db.rows('SELECT verdict, reviewed_by FROM break_glass')).toEqual([
      { verdict: 'justified', reviewed_by: reviewer.staffId },
    ]);
    expect(await audited('break-glass.review')).toHaveLength(1);
    const log = (await site.get('/v1/access-log?limit=50')).body.items;
    expect(log).toContainEqual(expect.objectContaining({ action: 'break-glass.review', reason: 'justified' }));
  });

  it('that it was not right to open are closed by that, and those that it was stay open for their time', async () => {
    await begin();
    const { id } = (await open()).body;
    const reviewer = await atWork(site, 'reviewer');
    expect((await clinician.get(`/v1/break-glass/${id}`)).status).toBe(200);
    const verdict = { verdict: 'not-justified', note: '没有这回事' };
    expect((await reviewer.post(`/v1/break-glass/${id}/review`, verdict)).status).toBe(200);
    expect((await clinician.get(`/v1/break-glass/${id}`)).status).toBe(404);
    const another = (await open()).body;
    expect(another.id).not.toBe(id);
    await reviewer.post(`/v1/break-glass/${another.id}/review`, { verdict: 'justified', note: '当时确实叫不醒' });
    expect((await clinician.get(`/v1/break-glass/${another.id}`)).status).toBe(200);
  });

  it('ring the operator when nobody has reviewed them for three days, each day until somebody does', async () => {
    await begin();
    const { id } = (await open()).body;
    const rings = () => site.gateway.logged.filter((line) => line.includes('break-glass.unreviewed')).length;
    const gauge = async () => (await (await site.gateway.request('/metrics')).text()).match(/^onedoor_break_glass_\w+{.*/gm);
    await site.clock.leap(72 * HOUR - 60_000);
    await driven(site, atRest(site.db, site.clock), 1);
    expect(rings()).toBe(0);
    await site.clock.leap(120_000);
    await driven(site, atRest(site.db, site.clock), 1);
    expect(rings()).toBe(1);
    expect((await gauge())?.join('\n')).toMatch(/overdue{hospital="[a-z-]+"} 1/);
    await site.clock.leap(24 * HOUR + 60_000);
    await driven(site, atRest(site.db, site.clock), 1);
    expect(rings()).toBe(2);
    const reviewer = await atWork(site, 'reviewer');
    await reviewer.post(`/v1/break-glass/${id}/review`, { verdict: 'not-justified', note: '没有急诊记录' });
    await site.clock.leap(24 * HOUR + 60_000);
    await driven(site, atRest(site.db, site.clock), 1);
    expect(rings()).toBe(2);
  });
});

it('what a phone says of records that were opened names neither the hospital nor an illness, and says when', () => {
  const at = Date.UTC(2026, 10, 24, 6, 5);
  const said = (language: 'zh' | 'en', forOther = false) =>
    lockScreenText({ kind: 'records-opened', language, at, timed: true, forOther, fen: 0, undone: false });
  expect(said('zh')).toContain('11月24日 14:05');
  expect(said('zh', true)).toContain('您家人的信息');
  expect(said('en')).toContain('24 Nov, 14:05');
});
