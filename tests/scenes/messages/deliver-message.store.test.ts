import { afterEach, describe, expect, it } from 'vitest';
import { commit } from '../../../bff/platform/store/commit.ts';
import { forgetOldMessages } from '../../../bff/scenes/messages/message-rows.ts';
import { pick, seeded } from '../../support/seeded.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { agreed } from '../../support/test-people.ts';
import { type MessageWorld, startMessageWorld } from './message-world.ts';
import { type ScriptedSender, scriptedSender, TURNS, type Turn } from './scripted-sender.ts';

const MINUTE_MS = 60_000;
const PHONE = '13900000001';

const running: MessageWorld[] = [];
afterEach(async () => {
  for (const world of running.splice(0)) await world.site.stop();
});

async function start(scripted: ScriptedSender): Promise<MessageWorld> {
  const world = await startMessageWorld(scripted);
  running.push(world);
  return world;
}

const able = { keyed: true, receipts: true };
const plain = (turn: Turn = 'taken') => scriptedSender(() => turn, able);

describe('what becomes of a message', () => {
  it('a booking that came about is told to the phone of its person, in their language, once', async () => {
    const scripted = plain();
    const world = await start(scripted);
    const consents = await agreed(world.site.gateway, 'en');
    const who = await world.somebody(1, { phone: PHONE, consents });
    await world.booked(who);
    await world.pass(MINUTE_MS);
    expect(scripted.gone.map(({ to }) => to)).toEqual([PHONE]);
    expect(scripted.gone[0]?.text).toMatch(/^\[Onedoor\] Your appointment of 25 Nov, \d+:\d\d, is confirmed\./);
    const [row] = await world.site.db.rows('SELECT kind, state, seen FROM message');
    expect(row).toEqual({ kind: 'booking-confirmed', state: 'delivered', seen: 1 });
  });

  it('a person without a phone stands on the list of calls at once, but not about what they were told where they booked', async () => {
    const scripted = plain();
    const world = await start(scripted);
    const token = await world.site.gateway.signIn(testPatient(0).id);
    const who = { patientId: testPatient(0).id, headers: { authorization: `Bearer ${token}` } };
    const appointmentId = await world.booked(who);
    const id = await world.tell(appointmentId);
    const since = world.site.clock.now();
    await world.pass(1_000);
    const { state, unreached_at: at, due_by: dueBy } = await world.message(id);
    expect(state).toBe('unreached');
    expect(Number(at) - since).toBeLessThanOrEqual(1_000);
    expect(Number(dueBy) - Number(at)).toBe(30 * MINUTE_MS);
    expect(await world.site.db.rows("SELECT state FROM message WHERE kind = 'booking-confirmed'")).toEqual([{ state: 'shown' }]);
    expect(scripted.calls()).toBe(0);
  });

  it("what a child is told goes to the phone of the guardian, and names nobody's child", async () => {
    const scripted = plain();
    const world = await start(scripted);
    const who = await world.somebody(1, { phone: PHONE });
    const document = { type: 'birth-certificate', number: 'X990000001' };
    const child = { name: '试小', birthDate: '2026-10-01', sex: 'female', document };
    const body = { person: child, relationship: 'parent', consents: await agreed(world.site.gateway) };
    const registered = await world.send(who, '/v1/patients/me/dependants', body);
    await world.booked(who, String(registered.body.patientId));
    await world.pass(MINUTE_MS);
    expect(scripted.gone).toHaveLength(1);
    expect(scripted.gone[0]).toMatchObject({ to: PHONE, text: expect.stringMatching(/^【一门】您家人 /) });
    expect(scripted.gone[0]?.text).not.toContain('试小');
  });

  it('a message that a newer one of the same appointment overtakes goes out no more, so that the last word on the phone is the true one', async () => {
    let reachable = false;
    const scripted = scriptedSender(() => (reachable ? 'taken' : 'not connected'), able);
    const world = await start(scripted);
    const appointmentId = await world.booked(await world.somebody(1, { phone: PHONE }));
    const first = (await world.site.db.rows<{ id: string }>('SELECT id FROM message'))[0]?.id ?? '';
    await world.pass(30_000);
    const cancelled = await world.tell(appointmentId);
    reachable = true;
    await world.pass(10 * MINUTE_MS);
    expect((await world.message(first)).state).toBe('stopped');
    expect((await world.message(cancelled)).state).toBe('delivered');
    expect(scripted.gone.map(({ text }) => /已被取消/.test(text))).toEqual([true]);
  });

  it('nothing of a visit that has begun goes to a phone: what to do about it is of no use any more', async () => {
    const scripted = plain();
    const world = await start(scripted);
    const appointmentId = await world.booked(await world.somebody(1, { phone: PHONE }));
    await world.pass(MINUTE_MS);
    const { gone } = scripted;
    const before = gone.length;
    await world.site.clock.leap(26 * 60 * MINUTE_MS);
    const late = await world.tell(appointmentId);
    await world.pass(MINUTE_MS);
    expect((await world.message(late)).state).toBe('stopped');
    expect(gone).toHaveLength(before);
  });

  it('what came before a visit and reached nobody by its beginning is on the list of calls, and goes to no phone any more', async () => {
    const scripted = plain('not connected');
    const world = await start(scripted);
    const appointmentId = await world.booked(await world.somebody(1, { phone: PHONE }));
    const [slot] = await world.site.db.rows<{ at: number }>('SELECT starts_at AS at FROM slot');
    await world.site.clock.leap(Number(slot?.at) - world.site.clock.now() - 2 * MINUTE_MS);
    const late = await world.tell(appointmentId);
    await world.pass(10 * MINUTE_MS);
    expect((await world.message(late)).state).toBe('unreached');
    const calls = scripted.calls();
    await world.pass(10 * MINUTE_MS);
    expect(scripted.calls()).toBe(calls);
  });

  it('who withdraws their consent gets nothing that was not sent yet', async () => {
    const scripted = plain('not connected');
    const world = await start(scripted);
    const who = await world.somebody(1, { phone: PHONE });
    const id = await world.tell(await world.booked(who));
    await world.pass(5_000);
    const calls = scripted.calls();
    const [consent] = await world.site.db.rows<{ id: string }>(`SELECT id FROM consent WHERE patient_id = '${who.patientId}'`);
    await world.send(who, `/v1/consents/${consent?.id}/withdraw`, {});
    await world.pass(10 * MINUTE_MS);
    const consented = `SELECT consented FROM patient WHERE id = '${who.patientId}'`;
    expect(await world.site.db.rows(consented)).toEqual([{ consented: null }]);
    expect((await world.message(id)).state).toBe('stopped');
    expect(scripted.calls()).toBe(calls);
  });

  it('a message that was read at the kiosk is called about by nobody', async () => {
    const world = await start(plain('refused'));
    const who = await world.somebody(1, { phone: PHONE });
    const id = await world.tell(await world.booked(who));
    await world.pass(MINUTE_MS);
    expect((await world.message(id)).state).toBe('unreached');
    const { status, body } = await world.send(who, `/v1/messages/${id}/read`, {});
    expect([status, typeof body.readAt]).toEqual([200, 'string']);
    expect((await world.message(id)).state).toBe('read');
  });

  it('nothing that is logged tells the number or the text of a message', async () => {
    const world = await start(plain('refused'));
    const who = await world.somebody(1, { phone: PHONE });
    await world.tell(await world.booked(who));
    await world.pass(MINUTE_MS);
    expect(world.site.gateway.logged.filter((line) => /message\.not-sent/.test(line)).length).toBeGreaterThan(0);
    expect(world.site.gateway.logged.filter((line) => /13900000001|【一门】/.test(line))).toEqual([]);
  });

  it('a message is forgotten with its attempts and its task when it is older than it is kept', async () => {
    const world = await start(plain());
    await world.tell(await world.booked(await world.somebody(1, { phone: PHONE })));
    await world.pass(MINUTE_MS);
    const { store, ids } = world.site.gateway.onedoor.dependencies;
    const clock = world.site.clock;
    const left = async (later: number) => {
      await commit({ store, ids, clock }, 'forget', 'background', [...forgetOldMessages('deliver-message', clock.now() + later)]);
      return world.site.db.rows(`SELECT (SELECT count(*) FROM message) AS messages, (SELECT count(*) FROM message_attempt) AS attempts,
        (SELECT count(*) FROM task WHERE kind = 'deliver-message') AS tasks`);
    };
    expect(await left(91 * 24 * 60 * MINUTE_MS)).toEqual([{ messages: 2, attempts: 2, tasks: 2 }]);
    expect(await left(93 * 24 * 60 * MINUTE_MS)).toEqual([{ messages: 0, attempts: 0, tasks: 0 }]);
  });
});

const SEEDS = 4;
const MESSAGES = 8;

describe.each([
  { keyed: true, receipts: true, most: 1 },
  { keyed: true, receipts: false, most: 1 },
  { keyed: false, receipts: true, most: 2 },
  { keyed: false, receipts: false, most: 2 },
])('a sender that is keyed: $keyed, tells receipts: $receipts', ({ keyed, receipts, most }) => {
  it(`loses no message and sends none more than ${most} times, whatever breaks, through ${SEEDS} seeds`, {
    timeout: 240_000,
  }, async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = seeded(seed);
      const scripted = scriptedSender(() => (random() < 0.4 ? 'taken' : pick(random, TURNS)), {
        keyed,
        receipts,
        silent: () => random() < 0.3,
      });
      const world = await start(scripted);
      const appointmentId = await world.booked(await world.somebody(1, { phone: PHONE }));
      const told: string[] = [];
      for (let count = 0; count < MESSAGES; count += 1) {
        told.push(await world.tell(appointmentId));
        await world.pass(random() * 20_000);
      }
      await world.pass(31 * MINUTE_MS);
      const order = await world.site.db.rows<{ key: string }>(
        'SELECT send_key AS key FROM message_attempt JOIN message ON message.id = message_id ORDER BY version',
      );
      const turns = scripted.gone.map(({ key }) => order.findIndex((one) => one.key === key));
      expect(turns, `seed ${seed}: nothing older after something newer`).toEqual([...turns].sort((one, other) => one - other));
      for (const id of told) {
        const [attempt] = await world.site.db.rows<{ key: string }>(
          `SELECT send_key AS key FROM message_attempt WHERE message_id = '${id}'`,
        );
        const gone = scripted.gone.filter(({ key }) => key === attempt?.key).length;
        const { state } = await world.message(id);
        expect(gone, `seed ${seed}: went out`).toBeLessThanOrEqual(most);
        // What a newer one overtakes goes out no more; the newest reaches them, or the desk calls.
        const ends = id === told.at(-1) ? ['delivered', 'unreached'] : ['delivered', 'unreached', 'stopped'];
        expect(ends, `seed ${seed}: an end`).toContain(state);
        // Where the sender tells, what is taken for delivered is; the others are called.
        if (receipts && state === 'delivered') expect(gone, `seed ${seed}: at the phone`).toBeGreaterThan(0);
      }
      await world.site.stop();
      running.pop();
    }
  });
});
