import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeStaff } from '../../../bff/scenes/identity/staff.ts';
import type { TestDevice } from '../../support/test-device.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { bearer, replyOf } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { AssistHall, CHOICES, type Member } from './assist-hall.ts';

const MINUTE_MS = 60_000;

describe.each(SAMPLED_ENGINES)('%s: an assist session', (engine) => {
  let hall: AssistHall;
  let kiosk: TestDevice;
  let volunteer: Member;

  beforeEach(async () => {
    hall = await AssistHall.open(engine);
    kiosk = await hall.kiosk();
    volunteer = await hall.onDuty();
  });
  afterEach(() => hall.stop());

  const ended = async () => (await hall.toldAt(kiosk)).session?.outcome;

  it('begins with the digits on the glass and the patient’s yes there; the helper sees where the journey stands, and of the patient one character', async () => {
    const patient = await hall.patient(kiosk);
    const joined = await hall.join(kiosk, volunteer);
    expect(joined).toMatchObject({ status: 201, body: { state: 'asked' } });
    expect((await hall.toldTo(volunteer)).session).not.toHaveProperty('journey');
    const id = String(joined.body.id);
    expect((await hall.act(volunteer, id)).body).toMatchObject({ code: 'act-refused', reason: 'not-running' });
    await hall.at(kiosk, `/v1/assist-sessions/${id}/accept`, {}, bearer(patient));
    await hall.at(kiosk, `/v1/assist-sessions/${id}/journey`, CHOICES);
    expect((await hall.toldTo(volunteer)).session).toMatchObject({
      state: 'running',
      patient: '王*',
      journey: { ...CHOICES, level: 'fill' },
    });
  });

  it.each([
    ['asked', 'refused'],
    ['running', 'alone'],
  ])(
    'ends with its call: whoever says at the kiosk that they need nobody any more is followed by nobody (%s)',
    async (state, outcome) => {
      const id = state === 'running' ? await hall.helped(kiosk, volunteer) : String((await hall.join(kiosk, volunteer)).body.id);
      const [call] = await hall.site.db.rows<{ id: string }>('SELECT id FROM help_call');
      expect((await hall.at(kiosk, `/v1/help-calls/${call?.id}/end`)).status).toBe(204);
      expect(await ended()).toBe(outcome);
      expect((await hall.act(volunteer, id)).status).not.toBe(204);
      const audit = await hall.site.db.rows<{ reason: string }>("SELECT reason FROM audit WHERE action = 'assist.end'");
      expect(audit).toHaveLength(1);
      expect((await hall.at(kiosk, '/v1/help-calls', { step: 'home', language: 'zh' })).status).toBe(201);
    },
  );

  it('tells a helper nothing of a hidden step, and no words of one that they may only see', async () => {
    const id = await hall.helped(kiosk, volunteer);
    const told = async (step: string) => {
      await hall.at(kiosk, `/v1/assist-sessions/${id}/journey`, { ...CHOICES, step, answers: { language: 'zh', mine: true } });
      return (await hall.toldTo(volunteer)).session?.journey;
    };
    expect(await told('child-name')).toMatchObject({ step: 'hidden', level: 'hidden', targets: [], answers: {} });
    expect(await told('check')).toMatchObject({ step: 'check', level: 'see', targets: [{ id: 't1' }, { id: 't2' }] });
    expect(JSON.stringify(await told('check'))).not.toContain('内科');
    expect(JSON.stringify(await hall.site.db.rows('SELECT journey FROM assist_session'))).not.toContain('内科');
  });

  it('points, fills, and changes letters and language on the glass, in the order of the acts', async () => {
    const id = await hall.helped(kiosk, volunteer);
    const acts = [
      { kind: 'point', version: 3, target: 't2' },
      { kind: 'fill', version: 3, target: 't1' },
      { kind: 'display', display: { text: 'standard', contrast: 'high', reach: 'low' } },
      { kind: 'language', language: 'en' },
    ];
    for (const act of acts) expect((await hall.act(volunteer, id, act)).status).toBe(204);
    const { session } = await hall.toldAt(kiosk);
    expect(session?.acts?.map(({ act }) => act)).toEqual(acts);
  });

  it.each([
    ['what is not on the glass', { kind: 'fill', version: 3, target: 't9' }, 'no-such-target'],
    ['a screen that is gone', { kind: 'point', version: 2, target: 't1' }, 'moved-on'],
  ])('refuses an act on %s', async (_, act, reason) => {
    const id = await hall.helped(kiosk, volunteer);
    expect(await hall.act(volunteer, id, act)).toMatchObject({ status: 409, body: { code: 'act-refused', reason } });
    expect(await hall.site.db.rows('SELECT * FROM assist_act')).toEqual([]);
  });

  it('fills nothing at a step that the patient answers alone, and takes no act before the kiosk has told anything', async () => {
    const id = await hall.helped(kiosk, volunteer);
    await hall.at(kiosk, `/v1/assist-sessions/${id}/journey`, { ...CHOICES, version: 4, step: 'check' });
    expect((await hall.act(volunteer, id, { kind: 'fill', version: 4, target: 't1' })).body).toMatchObject({
      reason: 'not-yours',
    });
    expect((await hall.act(volunteer, id, { kind: 'point', version: 4, target: 't1' })).status).toBe(204);
  });

  it('is joined only with the digits that stand on that glass: a wrong code, another kiosk’s, and one that was photographed a minute ago are refused', async () => {
    const other = await hall.kiosk();
    const [{ body }] = [await hall.call(kiosk)];
    await hall.call(other);
    const photographed = await hall.codeAt(kiosk);
    const join = (code: string) => hall.by(volunteer, '/v1/assist-sessions', { helpCallId: body.id, code });
    expect(await join(await hall.codeAt(other))).toMatchObject({ status: 403, body: { code: 'evidence-refused' } });
    await hall.touching([volunteer], 44_999);
    expect((await hall.codeAt(kiosk)) === photographed).toBe(false);
    await hall.site.clock.advance(1);
    expect((await join(photographed)).status).toBe(403);
    await hall.touching([volunteer], 15_000);
    expect((await join(photographed)).status).toBe(403);
    expect((await join(await hall.codeAt(kiosk))).status).toBe(201);
  });

  it('takes a code for fifteen seconds after it left the glass, for whoever was typing it', async () => {
    const { body } = await hall.call(kiosk);
    const code = await hall.codeAt(kiosk);
    await hall.touching([volunteer], 44_999);
    expect((await hall.by(volunteer, '/v1/assist-sessions', { helpCallId: body.id, code })).status).toBe(201);
  });

  it('lets nobody guess: after thirty codes in an hour a helper types no more', async () => {
    const { body } = await hall.call(kiosk);
    const right = Number(await hall.codeAt(kiosk));
    const wrong = String((right + 1) % 1_000_000).padStart(6, '0');
    for (let n = 0; n < 30; n += 1)
      expect((await hall.by(volunteer, '/v1/assist-sessions', { helpCallId: body.id, code: wrong })).status).toBe(403);
    const after = await hall.by(volunteer, '/v1/assist-sessions', { helpCallId: body.id, code: await hall.codeAt(kiosk) });
    expect(after).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
  });

  it('is one at a kiosk and one of a helper: a second helper and a second kiosk are refused', async () => {
    const second = await hall.onDuty();
    await hall.helped(kiosk, volunteer);
    const { call } = await hall.toldAt(kiosk);
    const code = await hall.codeAt(kiosk);
    expect(await hall.by(second, '/v1/assist-sessions', { helpCallId: call?.id, code })).toMatchObject({
      status: 409,
      body: { code: 'help-call-answered' },
    });
    const elsewhere = await hall.kiosk();
    expect(await hall.join(elsewhere, volunteer)).toMatchObject({ status: 409, body: { code: 'assist-session-running' } });
    expect(await hall.site.db.rows('SELECT id FROM assist_session')).toHaveLength(1);
  });

  it('is acted in by nobody but its helper, and ended by nobody but the two', async () => {
    const id = await hall.helped(kiosk, volunteer);
    const other = await hall.onDuty();
    const elsewhere = await hall.kiosk();
    expect((await hall.act(other, id)).status).toBe(404);
    expect((await hall.by(other, `/v1/assist-sessions/${id}/end`, { outcome: 'helped' })).status).toBe(404);
    expect((await hall.at(elsewhere, `/v1/assist-sessions/${id}/end`, { outcome: 'alone' })).status).toBe(404);
    expect((await hall.at(elsewhere, `/v1/assist-sessions/${id}/journey`, CHOICES)).status).toBe(404);
    expect((await hall.toldAt(kiosk)).session).toMatchObject({ state: 'running' });
  });

  it('ends when the patient goes on by themselves, with one press, and nothing of the journey stays', async () => {
    const id = await hall.helped(kiosk, volunteer);
    expect((await hall.at(kiosk, `/v1/assist-sessions/${id}/end`, { outcome: 'alone' })).status).toBe(204);
    expect(await hall.toldTo(volunteer)).toMatchObject({ session: { state: 'ended', outcome: 'alone' }, calls: [] });
    expect((await hall.act(volunteer, id)).body).toMatchObject({ reason: 'not-running' });
    expect(await hall.site.db.rows('SELECT journey FROM assist_session')).toEqual([{ journey: null }]);
  });

  it('that the patient does not want leaves the helper beside them: the call stays theirs', async () => {
    const joined = await hall.join(kiosk, volunteer);
    await hall.at(kiosk, `/v1/assist-sessions/${joined.body.id}/end`, { outcome: 'alone' });
    expect(await hall.toldTo(volunteer)).toMatchObject({ session: { outcome: 'refused' }, calls: [{ mine: true }] });
  });

  it('ends after three minutes in which neither did anything, and not a millisecond before', async () => {
    const id = await hall.helped(kiosk, volunteer);
    await hall.touching([volunteer], 3 * MINUTE_MS - 1);
    expect(await ended()).toBeUndefined();
    await hall.site.clock.advance(1);
    expect(await ended()).toBe('idle');
    expect((await hall.act(volunteer, id)).status).not.toBe(204);
    await hall.rest();
    expect((await hall.toldAt(kiosk)).call).toMatchObject({ state: 'ended', outcome: 'lapsed' });
  });

  it('ends after fifteen minutes, whatever they are doing', async () => {
    const id = await hall.helped(kiosk, volunteer);
    for (let minute = 0; minute < 14; minute += 1) {
      await hall.touching([volunteer], MINUTE_MS);
      expect((await hall.act(volunteer, id)).status).toBe(204);
    }
    await hall.touching([volunteer], MINUTE_MS - 1);
    expect(await ended()).toBeUndefined();
    await hall.site.clock.advance(1);
    expect(await ended()).toBe('time-over');
    expect((await hall.act(volunteer, id)).status).not.toBe(204);
  });

  it('ends with the patient’s session: after they left nobody sees or presses anything', async () => {
    const patient = await hall.patient(kiosk);
    const id = await hall.helped(kiosk, volunteer, patient);
    await kiosk.request('/v1/sessions/current', { method: 'DELETE', headers: bearer(patient) });
    expect((await hall.act(volunteer, id)).body).toMatchObject({ code: 'act-refused', reason: 'not-running' });
    const { session } = await hall.toldTo(volunteer);
    expect(session).toMatchObject({ state: 'ended', outcome: 'patient-left' });
    expect(session).not.toHaveProperty('journey');
    expect(session).not.toHaveProperty('patient');
  });

  it('is of one patient: with another one’s card it ends, and the helper never sees the second', async () => {
    const first = await hall.patient(kiosk, 1);
    const id = await hall.helped(kiosk, volunteer, first);
    await hall.patient(kiosk, 2);
    expect((await hall.toldTo(volunteer)).session).toMatchObject({ state: 'ended', outcome: 'another-patient' });
    expect((await hall.act(volunteer, id)).status).toBe(409);
  });

  it('is bound to whoever shows their card first, when it began before anybody had', async () => {
    const id = await hall.helped(kiosk, volunteer);
    expect((await hall.toldTo(volunteer)).session).not.toHaveProperty('patient');
    await hall.patient(kiosk, 1);
    expect((await hall.toldTo(volunteer)).session).toMatchObject({ patient: '王*' });
    await hall.patient(kiosk, 2);
    expect((await hall.toldTo(volunteer)).session).toMatchObject({ outcome: 'another-patient' });
    expect((await hall.act(volunteer, id)).status).toBe(409);
  });

  it('ends with the helper’s shift and with their membership, and the others are called', async () => {
    const id = await hall.helped(kiosk, volunteer);
    await removeStaff(hall.site.gateway.onedoor.dependencies, {
      hospitalId: HOSPITAL,
      number: volunteer.number,
      requestId: 'req_test',
    });
    expect((await hall.act(volunteer, id)).status).toBe(401);
    expect(await ended()).toBe('off-duty');
    const other = await hall.onDuty();
    await hall.touching([other], 15_000);
    expect((await hall.toldTo(other)).calls).toMatchObject([{ mine: false }]);
  });

  it('is not shown on a phone that was left unlocked for a minute: it rings, and nothing else', async () => {
    const id = await hall.helped(kiosk, volunteer);
    await hall.site.clock.advance(MINUTE_MS + 1);
    const told = await hall.toldTo(volunteer);
    expect(told).toMatchObject({ locked: true, calls: [{ mine: true }] });
    expect(told).not.toHaveProperty('session');
    expect(await hall.act(volunteer, id)).toMatchObject({ status: 401, body: { code: 'staff-locked' } });
  });

  it('lets nobody take a last step in the session that a helper had a hand in: book, cancel, register a child and withdraw need the card again', async () => {
    const before = await hall.patient(kiosk);
    const { slotId } = await hall.site.gateway.openSlot(3);
    const patientId = before.body.patientId;
    const booked = await hall.booked(kiosk, { slotId, patientId }, before);
    expect(booked.status, booked.text).toBe(201);
    const { slotId: another } = await hall.site.gateway.openSlot(3, 3 * 24 * 3_600_000);
    const id = await hall.helped(kiosk, volunteer, before);
    await hall.act(volunteer, id);
    const headers = bearer(before);
    const consents = (await replyOf(await kiosk.request('/v1/consents', { headers }))).body.items as { id: string }[];
    const person = {
      name: '王小',
      birthDate: '2026-10-01',
      sex: 'female',
      document: { type: 'birth-certificate', number: 'X990000001' },
    };
    const child = { person, relationship: 'parent', consents: await hall.consents() };
    const lastSteps: readonly [string, unknown][] = [
      ['/v1/appointments', { slotId: another, patientId }],
      [`/v1/appointments/${booked.body.id}/cancel`, {}],
      ['/v1/patients/me/dependants', child],
      [`/v1/consents/${consents[0]?.id}/withdraw`, {}],
    ];
    for (const [path, body] of lastSteps)
      expect(await hall.at(kiosk, path, body, headers), path).toMatchObject({
        status: 403,
        body: { code: 'presence-required' },
      });
    await hall.site.clock.advance(1_000);
    const again = await hall.patient(kiosk);
    expect((await hall.toldAt(kiosk)).session).toMatchObject({ state: 'running' });
    expect((await hall.booked(kiosk, { slotId: another, patientId }, again)).status).toBe(201);
    await hall.act(volunteer, id);
    expect((await hall.at(kiosk, `/v1/appointments/${booked.body.id}/cancel`, {}, bearer(again))).body).toMatchObject({
      code: 'presence-required',
    });
  });

  it('stands in the patient’s own log under the helper’s name, act for act', async () => {
    const patient = await hall.patient(kiosk);
    const id = await hall.helped(kiosk, volunteer, patient);
    await hall.act(volunteer, id);
    await hall.act(volunteer, id, { kind: 'point', version: 3, target: 't2' });
    await hall.by(volunteer, `/v1/assist-sessions/${id}/end`, { outcome: 'helped' });
    const { body } = await replyOf(await kiosk.request('/v1/access-log', { headers: bearer(patient) }));
    const acts = (body.items as { action: string; who: string; name?: string }[]).filter(({ action }) =>
      action.startsWith('assist.'),
    );
    expect(acts.map(({ action, who, name }) => `${action} ${who} ${name ?? ''}`).sort()).toEqual([
      'assist.accept you ',
      'assist.end staff 小李',
      'assist.fill staff 小李',
      'assist.follow staff 小李',
      'assist.point staff 小李',
    ]);
  });
});
