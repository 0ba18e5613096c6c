import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { bearer, fresh, post, type Reply, replyOf } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

type Headers = Record<string, string>;

const CANARY = 'general-history';

interface Step {
  readonly question: {
    readonly path: string;
    readonly options: readonly { readonly value: unknown }[];
    readonly answered: unknown[];
  };
}

describe.each(SAMPLED_ENGINES)('%s: what a doctor is told before a visit', (engine) => {
  let site: QuietGateway;
  let headers: Headers;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    headers = await session(0);
  });
  afterEach(() => site.stop());

  async function session(number: number): Promise<Headers> {
    const evidence = { evidence: { kind: 'demo', patientId: testPatient(number).id }, carrier: 'bearer' };
    return bearer(await post(site.gateway, '/v1/sessions', evidence));
  }
  const summaries = () => {
    const known = site.gateway.hospital.summaries;
    if (!known) throw new Error('the hospital takes no summaries');
    return known;
  };
  const ask = (path: string, body: unknown, more: Headers = {}) => post(site.gateway, path, body, { ...headers, ...more });
  const get = async (path: string) => replyOf(await site.gateway.request(path, { headers }));

  async function book(): Promise<string> {
    const { slotId } = await site.gateway.openSlot(1, 24 * 3_600_000);
    const order = { slotId, patientId: testPatient(0).id };
    const booked = await driven(site, post(site.gateway, '/v1/appointments', order, fresh(headers)));
    expect(booked.status, booked.text).toBe(201);
    return String(booked.body.id);
  }
  const refOf = async (appointmentId: string) => {
    const [row] = await site.db.rows<{ ref: string }>(
      `SELECT claim.hospital_ref AS ref FROM claim WHERE claim.appointment_id = '${appointmentId}'`,
    );
    return row?.ref ?? '';
  };
  const begin = (appointmentId: string, more = {}) =>
    ask('/v1/preconsults', { appointmentId, questionnaire: 'general-history', saidBy: { who: 'patient' }, ...more });

  /** Answers what is asked, with the first option, until nothing is left. */
  async function fillIn(id: string): Promise<number> {
    let step = await ask(`/v1/preconsults/${id}/next-question`, {});
    for (let asked = 0; asked < 20; asked += 1) {
      const question = step.body.question as { path: string; options: { value: unknown }[] } | undefined;
      if (!question) return asked;
      const [first] = question.options;
      const answer = first ? { path: question.path, values: [first.value] } : { path: question.path, declined: 'unknown' };
      step = await ask(`/v1/preconsults/${id}/next-question`, { answer });
      expect(step.status, step.text).toBe(200);
      expect(step.body.faults).toEqual([]);
    }
    throw new Error('there is no end to the questions');
  }
  const submit = (id: string): Promise<Reply> =>
    driven(site, post(site.gateway, `/v1/preconsults/${id}/submit`, {}, fresh(headers)));
  const put = async (id: string, body: object, more: Headers = {}) =>
    replyOf(
      await site.gateway.request(`/v1/preconsults/${id}/response`, {
        method: 'PUT',
        headers: { ...headers, 'content-type': 'application/json', ...more },
        body: JSON.stringify(body),
      }),
    );
  const write = (sql: string) => commit(site.gateway.onedoor.dependencies, 'probe', 'interactive', [{ sql, parameters: [] }]);
  const next = async (id: string) =>
    ((await ask(`/v1/preconsults/${id}/next-question`, {})).body.question as { path: string }).path;
  /** Another answer than the one before: the first question is skipped, or not known. */
  let changes = 0;
  async function change(id: string): Promise<void> {
    changes += 1;
    const { question } = (await ask(`/v1/preconsults/${id}/next-question`, { before: 'no-such-question' }))
      .body as unknown as Step;
    const answer = { path: question.path, declined: changes % 2 === 0 ? 'skipped' : 'unknown' };
    expect((await ask(`/v1/preconsults/${id}/next-question`, { answer })).status).toBe(200);
  }
  const settled = () => driven(site, atRest(site.db, site.clock));

  it('asks at most twelve questions, one at a time, and hands the summary to the doctor with the yes', async () => {
    const appointmentId = await book();
    const begun = await begin(appointmentId);
    expect(begun).toMatchObject({
      status: 201,
      body: { state: 'open', delivery: 'not-yet', questionnaire: { approved: false } },
    });
    const id = String(begun.body.id);
    expect(await fillIn(id)).toBeLessThanOrEqual(12);
    const agreed = await submit(id);
    expect(agreed).toMatchObject({ status: 200, body: { state: 'submitted', delivery: 'acknowledged' } });
    const shown = await summaries().shown(await refOf(appointmentId));
    expect(shown).toHaveLength(1);
    const told = (await get(`/v1/preconsults/${id}/summary`)).body as { chiefComplaint: { zh: string }; sections: unknown[] };
    expect([...told.chiefComplaint.zh].length).toBeLessThanOrEqual(20);
    expect(JSON.stringify(shown)).toContain(told.chiefComplaint.zh);
  });

  it('what was begun is gone on with, and one answer is not lost to another that is older', async () => {
    const appointmentId = await book();
    const { body } = await begin(appointmentId);
    const id = String(body.id);
    const first = await ask(`/v1/preconsults/${id}/next-question`, {});
    const { path } = first.body.question as { path: string };
    const etag = (await site.gateway.request(`/v1/preconsults/${id}`, { headers })).headers.get('etag') ?? '';
    const answered = await ask(
      `/v1/preconsults/${id}/next-question`,
      { answer: { path, declined: 'skipped' } },
      { 'if-match': etag },
    );
    expect(answered.status).toBe(200);
    const again = await begin(appointmentId);
    expect(again).toMatchObject({ status: 200, body: { id, progress: { answered: 1 } } });
    const stale = await ask(
      `/v1/preconsults/${id}/next-question`,
      { answer: { path, declined: 'unknown' } },
      { 'if-match': etag },
    );
    expect(stale).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    const before = await ask(`/v1/preconsults/${id}/next-question`, { before: 'no-such-question' });
    expect((before.body.question as { path: string }).path).toBe(path);
  });

  it('a summary that the hospital can not take now comes later, once, and behind the one before it', async () => {
    const appointmentId = await book();
    const id = String((await begin(appointmentId)).body.id);
    await fillIn(id);
    await site.gateway.hospital.setFault('timeout-after-commit');
    expect((await submit(id)).body).toMatchObject({ state: 'submitted', delivery: 'sent' });
    await change(id);
    expect((await submit(id)).body.state).toBe('submitted');
    await site.gateway.hospital.setFault(null);
    for (let minute = 0; minute < 12; minute += 1) {
      await site.clock.leap(60_000);
      await settled();
    }
    const rows = await site.db.rows('SELECT nth, state FROM summary_delivery ORDER BY nth');
    expect(rows).toEqual([
      { nth: 1, state: 'delivered' },
      { nth: 2, state: 'delivered' },
    ]);
    expect(await summaries().shown(await refOf(appointmentId)), 'the newer one stands for the older one').toHaveLength(1);
  });

  it('nothing is handed over after the appointment was given back, and what was is taken back', async () => {
    const appointmentId = await book();
    const ref = await refOf(appointmentId);
    const id = String((await begin(appointmentId)).body.id);
    await fillIn(id);
    await submit(id);
    expect(await summaries().shown(ref)).toHaveLength(1);
    await driven(site, post(site.gateway, `/v1/appointments/${appointmentId}/cancel`, {}, fresh(headers)));
    await site.clock.leap(10_000);
    await settled();
    expect(await summaries().shown(ref)).toHaveLength(0);
    expect(await site.db.rows('SELECT state FROM summary_delivery')).toEqual([{ state: 'withdrawn' }]);
    expect((await submit(id)).body.code).toBe('appointment-over');
    expect((await begin(appointmentId)).body.code).toBe('appointment-over');
    expect((await get(`/v1/preconsults/${id}`)).body.delivery).toBe('withdrawn');
  });

  it('what the doctor said of it comes back to the person', async () => {
    const appointmentId = await book();
    const id = String((await begin(appointmentId)).body.id);
    await fillIn(id);
    await submit(id);
    const [row] = await site.db.rows<{ key: string }>('SELECT delivery_key AS key FROM summary_delivery');
    await summaries().answer({ key: row?.key ?? '', what: 'not-useful' });
    await site.clock.leap(24 * 3_600_000);
    await settled();
    headers = await session(0);
    expect((await get(`/v1/preconsults/${id}`)).body.doctor).toMatchObject({ answer: 'not-useful' });
  });

  it('nobody reads or writes what another said, and no answer stands in the database in words', async () => {
    const appointmentId = await book();
    const id = String((await begin(appointmentId)).body.id);
    await fillIn(id);
    await submit(id);
    const rows = JSON.stringify(await site.db.rows('SELECT sealed FROM preconsult UNION SELECT sealed FROM summary_delivery'));
    expect(rows).not.toContain('linkId');
    expect(rows).not.toContain(CANARY);
    headers = await session(1);
    const tried = [
      await get(`/v1/preconsults/${id}`),
      await get(`/v1/preconsults/${id}/summary`),
      await ask(`/v1/preconsults/${id}/next-question`, {}),
      await begin(appointmentId),
      await submit(id),
    ];
    expect(tried.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });

  it('an answer that can not stand is not kept, and is asked again with what is wrong', async () => {
    const appointmentId = await book();
    const id = String((await begin(appointmentId)).body.id);
    const { body } = await ask(`/v1/preconsults/${id}/next-question`, {});
    const { path } = body.question as { path: string };
    const wrong = { path, values: [{ coding: { system: 'urn:onedoor:preconsult-answer', code: 'no-such-option' } }] };
    const step = await ask(`/v1/preconsults/${id}/next-question`, { answer: wrong });
    expect(step).toMatchObject({ status: 200, body: { question: { path, answered: [] }, faults: [{ path }] } });
    const put = await site.gateway.request(`/v1/preconsults/${id}/response`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ answers: [wrong] }),
    });
    expect(put.status).toBe(400);
    expect(await put.text()).not.toContain('no-such-option');
  });

  it('so many summaries of one form go out, and no more', async () => {
    const appointmentId = await book();
    const id = String((await begin(appointmentId)).body.id);
    for (let sent = 0; sent < limits.summariesOfPreconsult.figure; sent += 1) {
      await change(id);
      expect((await submit(id)).status).toBe(200);
    }
    await change(id);
    expect((await submit(id)).status).toBe(429);
  });

  it('a yes that is said again to the same answers is the same summary, and its key answers at once', async () => {
    const id = String((await begin(await book())).body.id);
    await fillIn(id);
    const key = fresh(headers);
    const first = await driven(site, post(site.gateway, `/v1/preconsults/${id}/submit`, {}, key));
    const again = await post(site.gateway, `/v1/preconsults/${id}/submit`, {}, key);
    expect([first.status, again.status, again.body.delivery]).toEqual([200, 200, 'acknowledged']);
    await Promise.all([submit(id), submit(id), submit(id)]);
    expect(await site.db.rows('SELECT nth FROM summary_delivery')).toEqual([{ nth: 1 }]);
  });

  it('what is changed after the yes is not agreed to, and says so, until the person agrees once more', async () => {
    const id = String((await begin(await book())).body.id);
    await fillIn(id);
    await submit(id);
    await change(id);
    expect((await get(`/v1/preconsults/${id}`)).body).toMatchObject({ state: 'open', delivery: 'acknowledged' });
    expect((await submit(id)).body).toMatchObject({ state: 'submitted', delivery: 'acknowledged' });
    expect(await site.db.rows('SELECT nth FROM summary_delivery ORDER BY nth')).toEqual([{ nth: 1 }, { nth: 2 }]);
  });

  it('an appointment has one form: another takes its place only while nobody has answered, and who says it can be put right', async () => {
    const appointmentId = await book();
    const id = String((await begin(appointmentId)).body.id);
    await write("UPDATE preconsult SET content_id = 'fever-and-cough'");
    expect((await begin(appointmentId)).body).toMatchObject({ id, questionnaire: { id: 'general-history' } });
    await change(id);
    const relative = { who: 'relative', relationship: '女儿' };
    expect((await begin(appointmentId, { saidBy: relative })).body).toMatchObject({
      saidBy: relative,
      progress: { answered: 1 },
    });
    await write("UPDATE preconsult SET content_id = 'fever-and-cough'");
    expect((await begin(appointmentId)).body).toMatchObject({ id, questionnaire: { id: 'fever-and-cough' } });
    expect(await site.db.rows('SELECT id FROM preconsult')).toEqual([{ id }]);
  });

  it('answers that are given at once without a version are all kept, and those with one only where nothing changed', async () => {
    const id = String((await begin(await book())).body.id);
    const path = await next(id);
    const given = { answers: [{ path, declined: 'skipped' }] };
    const many = await Promise.all(Array.from({ length: 8 }, () => put(id, given)));
    expect(many.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const stale = await put(id, given, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
  });

  it('of four hundred answers to one question the last one stands', async () => {
    const id = String((await begin(await book())).body.id);
    const { question } = (await ask(`/v1/preconsults/${id}/next-question`, {})).body as unknown as Step;
    const [first, second] = question.options;
    const of = (option: { value: unknown } | undefined) => ({ path: question.path, values: [option?.value] });
    const answers = [...Array.from({ length: 399 }, () => of(first)), of(second)];
    expect((await put(id, { answers })).status).toBe(200);
    const shown = await ask(`/v1/preconsults/${id}/next-question`, { before: 'no-such-question' });
    expect((shown.body as unknown as Step).question.answered).toEqual([second?.value]);
  });

  it('what is written in a session that a clerk opened says so to the doctor, and stands in the log of the person', async () => {
    const appointmentId = await book();
    const id = String((await begin(appointmentId)).body.id);
    const path = await next(id);
    const changes = () => site.db.rows("SELECT action FROM audit WHERE action = 'preconsult.change'");
    await change(id);
    expect(await changes()).toEqual([]);
    await put(id, { answers: [{ path, declined: 'skipped' }] });
    expect(await changes()).toHaveLength(1);
    await write("UPDATE session SET evidence = 'staff-present'");
    await change(id);
    expect(await changes()).toHaveLength(2);
    await write("UPDATE session SET evidence = 'demo'");
    await submit(id);
    expect(JSON.stringify(await summaries().shown(await refOf(appointmentId)))).toContain('工作人员代为登录后填写');
  });

  it('a summary in a name that somebody only typed says so, first of all that the doctor reads', async () => {
    const appointmentId = await book();
    const id = String((await begin(appointmentId)).body.id);
    await fillIn(id);
    const summary = async () =>
      (await get(`/v1/preconsults/${id}/summary`)).body as {
        text: { zh: string };
        sections: { lines: { text: { zh: string } }[] }[];
      };
    expect((await summary()).text.zh).not.toContain('未出示证件');
    await write(`UPDATE patient SET level = 'claimed' WHERE id = '${testPatient(0).id}'`);
    expect((await summary()).sections[0]?.lines[0]?.text.zh).toContain('未出示证件');
    await submit(id);
    expect(JSON.stringify(await summaries().shown(await refOf(appointmentId)))).toContain('未出示证件');
  });
});
