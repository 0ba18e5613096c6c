import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callForHelp } from '../../../bff/scenes/assist/call-for-help.ts';
import { enrolTestDevice, type TestDevice } from '../../support/test-device.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { postAt } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { assistDependenciesOf } from './assist-dependencies.ts';
import { AssistHall } from './assist-hall.ts';

const MINUTE_MS = 60_000;

describe.each(SAMPLED_ENGINES)('%s: a call for help', (engine) => {
  let hall: AssistHall;
  let kiosk: TestDevice;

  beforeEach(async () => {
    hall = await AssistHall.open(engine);
    kiosk = await hall.kiosk();
  });
  afterEach(() => hall.stop());

  it('is told to every volunteer on duty in the hall: which kiosk, where, which step, which language, since when; and nothing of who calls', async () => {
    const [one, other] = [await hall.onDuty(), await hall.onDuty()];
    await hall.patient(kiosk);
    const called = await hall.call(kiosk, { step: 'department', language: 'en' });
    expect(called).toMatchObject({ status: 201, body: { state: 'open', stage: 'volunteers', urgent: false } });
    for (const member of [one, other]) {
      const { calls } = await hall.toldTo(member);
      expect(calls).toEqual([
        {
          id: called.body.id,
          stage: 'volunteers',
          since: '2026-11-24T08:00:00+08:00',
          urgent: false,
          kiosk: '大厅一号机',
          campus: expect.any(String),
          floor: '1F',
          step: 'department',
          language: 'en',
          mine: false,
        },
      ]);
    }
  });

  it('pressed again is the same call, and two presses at once make one', async () => {
    await hall.onDuty();
    const [one, other] = await Promise.all([hall.call(kiosk), hall.call(kiosk)]);
    const third = await hall.call(kiosk);
    expect([one.status, other.status].sort()).toEqual([200, 201]);
    expect(new Set([one.body.id, other.body.id, third.body.id]).size).toBe(1);
  });

  it('is answered by the first who says so; the kiosk shows who comes, and the second hears that somebody does', async () => {
    const [one, other] = [await hall.onDuty(), await hall.onDuty()];
    const { body } = await hall.call(kiosk);
    expect((await hall.by(one, `/v1/help-calls/${body.id}/answer`)).status).toBe(200);
    expect((await hall.by(one, `/v1/help-calls/${body.id}/answer`)).status).toBe(200);
    expect(await hall.by(other, `/v1/help-calls/${body.id}/answer`)).toMatchObject({
      status: 409,
      body: { code: 'help-call-answered' },
    });
    expect((await hall.toldAt(kiosk)).call).toMatchObject({ onTheirWay: '小李' });
  });

  it('rings once more after a minute without an answer, then at the desk, then sends to the window with a ticket; each at its millisecond', async () => {
    const volunteer = await hall.onDuty();
    const clerk = await hall.onDuty('clerk');
    await hall.call(kiosk);
    const stage = async () => (await hall.toldAt(kiosk)).call;
    expect((await hall.toldTo(clerk)).calls).toEqual([]);
    await hall.touching([volunteer, clerk], MINUTE_MS - 1);
    expect(await stage()).toMatchObject({ stage: 'volunteers' });
    await hall.touching([volunteer, clerk], MINUTE_MS);
    expect(await stage()).toMatchObject({ stage: 'again', state: 'open' });
    await hall.touching([volunteer, clerk], MINUTE_MS);
    expect(await stage()).toMatchObject({ stage: 'desk', state: 'open' });
    expect((await hall.toldTo(clerk)).calls).toMatchObject([{ stage: 'desk' }]);
    await hall.touching([volunteer, clerk], MINUTE_MS);
    expect(await stage()).toMatchObject({ state: 'ended', outcome: 'ticket', ticket: '001' });
    expect((await hall.toldTo(volunteer)).calls).toEqual([]);
  });

  it('with nobody on duty in the hall sends to the window at once, and never waits for those of another hall', async () => {
    await hall.onDuty('volunteer', undefined).then((member) => hall.by(member, '/v1/staff-sessions/current/presence'));
    const member = await hall.onDuty();
    const shifts = await hall.site.db.rows<{ id: string }>('SELECT id FROM shift WHERE ended_at IS NULL');
    for (const { id } of shifts) await hall.by(member, `/v1/shifts/${id}/end`);
    await hall.site.db.store.commit({
      id: 'unt_end-all',
      name: 'end-all',
      lane: 'background',
      deadline: hall.site.clock.now() + MINUTE_MS,
      parts: [{ sql: 'UPDATE shift SET ended_at = 1', parameters: [] }],
    });
    expect((await hall.call(kiosk)).body).toMatchObject({ stage: 'window' });
    await hall.site.clock.advance(1_000);
    await hall.rest();
    expect((await hall.toldAt(kiosk)).call).toMatchObject({ state: 'ended', outcome: 'ticket' });
  });

  it('is given to the others when whoever said that they come is not there in three minutes', async () => {
    const [one, other] = [await hall.onDuty(), await hall.onDuty()];
    const { body } = await hall.call(kiosk);
    await hall.by(one, `/v1/help-calls/${body.id}/answer`);
    await hall.touching([one, other], 3 * MINUTE_MS);
    expect((await hall.toldAt(kiosk)).call).toMatchObject({ stage: 'again', state: 'open' });
    expect((await hall.toldAt(kiosk)).call?.onTheirWay).toBeUndefined();
    expect((await hall.by(other, `/v1/help-calls/${body.id}/answer`)).status).toBe(200);
  });

  it('is made by no device but a kiosk: a phone or a desk of staff that lies about rings nobody', async () => {
    await hall.onDuty();
    for (const kind of ['phone', 'desk'] as const) {
      const device = await enrolTestDevice(hall.site.gateway, HOSPITAL, kind);
      const called = await postAt(device, '/v1/help-calls', { step: 'home', language: 'zh' });
      expect([called.status, called.body.code]).toEqual([403, 'device-refused']);
    }
    expect(await hall.site.db.rows('SELECT id FROM help_call')).toEqual([]);
  });

  it('is withdrawn at its kiosk, and ended by whoever answered it and by nobody else', async () => {
    const [one, other] = [await hall.onDuty(), await hall.onDuty()];
    const first = await hall.call(kiosk);
    const elsewhere = await hall.kiosk();
    expect((await hall.at(elsewhere, `/v1/help-calls/${first.body.id}/end`)).status).toBe(404);
    expect((await hall.by(one, `/v1/help-calls/${first.body.id}/end`)).status).toBe(404);
    expect((await hall.at(kiosk, `/v1/help-calls/${first.body.id}/end`)).status).toBe(204);
    expect((await hall.toldAt(kiosk)).call).toMatchObject({ state: 'ended', outcome: 'withdrawn' });
    await hall.site.clock.advance(1);
    const second = await hall.call(kiosk);
    expect(second).toMatchObject({ status: 201 });
    await hall.by(one, `/v1/help-calls/${second.body.id}/answer`);
    expect((await hall.by(other, `/v1/help-calls/${second.body.id}/end`)).status).toBe(404);
    expect((await hall.by(one, `/v1/help-calls/${second.body.id}/end`)).status).toBe(204);
    expect((await hall.toldAt(kiosk)).call).toMatchObject({ state: 'ended', outcome: 'helped' });
  });

  it('can be made twelve times an hour from a device, and not a thirteenth; a red flag is heard all the same, and brings a nurse', async () => {
    await hall.onDuty();
    for (let n = 0; n < 12; n += 1) {
      const { body, status } = await hall.call(kiosk);
      expect(status).toBe(201);
      await hall.at(kiosk, `/v1/help-calls/${body.id}/end`);
    }
    expect(await hall.call(kiosk)).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
    const flagged = await callForHelp(assistDependenciesOf(hall.site.gateway), {
      deviceId: kiosk.id,
      step: 'department',
      language: 'zh',
      cause: 'red-flag',
      requestId: 'req_test',
    });
    expect(flagged).toMatchObject({ made: true, row: { urgent: 1 } });
  });

  it('that is open becomes urgent with a red flag, whoever was on the way, and says nowhere why', async () => {
    const volunteer = await hall.onDuty();
    const { body } = await hall.call(kiosk);
    await hall.by(volunteer, `/v1/help-calls/${body.id}/answer`);
    const dependencies = assistDependenciesOf(hall.site.gateway);
    const call = { deviceId: kiosk.id, step: 'department', language: 'zh', cause: 'red-flag', requestId: 'req_test' } as const;
    expect(await callForHelp(dependencies, call)).toMatchObject({ made: false, row: { id: body.id, urgent: 1 } });
    const told = await hall.toldTo(volunteer);
    expect(told.calls).toMatchObject([{ urgent: true, mine: false }]);
    expect(JSON.stringify(told)).not.toContain('red-flag');
  });

  const redFlag = () =>
    callForHelp(assistDependenciesOf(hall.site.gateway), {
      deviceId: kiosk.id,
      step: 'hidden',
      language: 'zh',
      cause: 'red-flag',
      requestId: 'req_test',
    });

  it('that is urgent is not taken back at its kiosk, however often: whoever comes ends it', async () => {
    const volunteer = await hall.onDuty();
    const ids = new Set<string>();
    for (let n = 0; n < 5; n += 1) {
      const called = await redFlag();
      if ('problem' in called) throw new Error('refused');
      ids.add(called.row.id);
      expect((await hall.at(kiosk, `/v1/help-calls/${called.row.id}/end`)).status).toBe(404);
    }
    expect(ids.size).toBe(1);
    const [id] = [...ids];
    expect((await hall.toldTo(volunteer)).calls).toMatchObject([{ id, urgent: true }]);
    await hall.by(volunteer, `/v1/help-calls/${id}/answer`);
    expect((await hall.by(volunteer, `/v1/help-calls/${id}/end`)).status).toBe(204);
    expect((await hall.toldTo(volunteer)).calls).toEqual([]);
  });

  it('that is urgent stays open for half an hour where nobody is on duty: whoever comes on duty hears it, and a press for help joins it', async () => {
    const called = await redFlag();
    if ('problem' in called) throw new Error('refused');
    await hall.touching([], 20 * MINUTE_MS);
    expect(await hall.call(kiosk)).toMatchObject({ status: 200, body: { id: called.row.id, urgent: true, state: 'open' } });
    const volunteer = await hall.onDuty();
    expect((await hall.toldTo(volunteer)).calls).toMatchObject([{ id: called.row.id, urgent: true }]);
    await hall.touching([volunteer], 11 * MINUTE_MS);
    expect((await hall.toldTo(volunteer)).calls).toEqual([]);
  });

  it('of another hospital is not there for its staff, and one of this hospital is not theirs while they are off duty', async () => {
    const volunteer = await hall.onDuty();
    const { body } = await hall.call(kiosk);
    const [shift] = await hall.site.db.rows<{ id: string }>('SELECT id FROM shift');
    await hall.by(volunteer, `/v1/shifts/${shift?.id}/end`);
    expect(await hall.by(volunteer, `/v1/help-calls/${body.id}/answer`)).toMatchObject({
      status: 403,
      body: { code: 'not-on-duty' },
    });
    expect(await hall.toldTo(volunteer)).toMatchObject({ onDuty: false, calls: [] });
  });
});
