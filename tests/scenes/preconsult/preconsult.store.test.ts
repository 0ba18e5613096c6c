import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { bearer, fresh, post, type Reply, replyOf } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

type Headers = Record<string, string>;

const CANARY = 'general-history';

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
    for (let sent = 0; sent < limits.summariesOfPreconsult.figure; sent += 1) expect((await submit(id)).status).toBe(200);
    expect((await submit(id)).status).toBe(429);
  });
});
