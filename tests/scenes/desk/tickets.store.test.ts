import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { ticketNumber, ticketParts } from '../../../bff/scenes/desk/tickets.ts';
import { enrolTestDevice, type TestDevice } from '../../support/test-device.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { postAt } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type Clerk, DeskHall } from './desk-hall.ts';

const MINUTE_MS = 60_000;

describe.each(SAMPLED_ENGINES)('%s: numbers of a desk', (engine) => {
  let hall: DeskHall;
  let kiosk: TestDevice;
  let clerk: Clerk;

  beforeEach(async () => {
    hall = await DeskHall.open(engine);
    kiosk = await hall.kiosk();
    clerk = await hall.clerk();
  });
  afterEach(() => hall.stop());

  it('are given by no device of staff by itself: a phone or a desk that lies about takes nobody’s place', async () => {
    for (const kind of ['phone', 'desk'] as const) {
      const device = await enrolTestDevice(hall.site.gateway, HOSPITAL, kind);
      const given = await postAt(device, '/v1/desk/tickets', { priority: true });
      expect([given.status, given.body.code]).toEqual([403, 'device-refused']);
    }
    expect((await hall.by(clerk, '/v1/desk/tickets', { priority: true })).status).toBe(201);
  });

  it('is given to whom nobody came at a kiosk, each with a number of its own, among those that are drawn', async () => {
    const { dependencies } = hall.site.gateway.onedoor;
    await hall.draw(kiosk);
    const numbers: (string | undefined)[] = [];
    for (const id of ['tkt_first', 'tkt_second']) {
      const given = {
        id,
        hospitalId: HOSPITAL,
        campusRef: 'main',
        reason: 'help-call',
        priority: true,
        now: hall.site.clock.now(),
      } as const;
      expect((await commit(dependencies, 'give-ticket', 'interactive', ticketParts(given))).ok).toBe(true);
      numbers.push(await ticketNumber(dependencies, id));
    }
    expect(numbers).toEqual(['002', '003']);
  });

  const end = (id: unknown, outcome: string, by = clerk) => hall.by(by, `/v1/desk/tickets/${id}/end`, { outcome });
  /** Draws tickets in this order, `p` with priority, and answers their ids. */
  async function drawn(kinds: string): Promise<string[]> {
    const ids: string[] = [];
    for (const kind of kinds) ids.push(String((await hall.draw(kiosk, kind === 'p')).body.id));
    return ids;
  }
  /** Numbers in the order in which one clerk calls them. */
  async function calledBy(by: Clerk, count: number): Promise<string[]> {
    const numbers: string[] = [];
    let serving: unknown;
    for (let n = 0; n < count; n += 1) {
      const { body } = await hall.call(by, serving);
      serving = body.id;
      numbers.push(String(body.number));
    }
    return numbers;
  }

  it('is drawn at a kiosk or by a clerk without a name, one after the other, and says how many are called before it', async () => {
    expect(await hall.draw(kiosk)).toMatchObject({ status: 201, body: { number: '001', priority: false, ahead: 0 } });
    const byClerk = await hall.by(clerk, '/v1/desk/tickets', { priority: false });
    expect(byClerk).toMatchObject({ status: 201, body: { number: '002', ahead: 1 } });
    expect(await hall.draw(kiosk, true)).toMatchObject({ status: 201, body: { number: '003', priority: true, ahead: 0 } });
    expect(Object.keys(byClerk.body).sort()).toEqual(['ahead', 'id', 'number', 'priority']);
    const actors = await hall.rows("SELECT actor_kind FROM audit WHERE action = 'ticket.issue' ORDER BY actor_kind");
    expect(actors).toEqual([{ actor_kind: 'device' }, { actor_kind: 'device' }, { actor_kind: 'staff' }]);
  });

  it('is called with priority first, at most three in a row between two others, in the order that the list shows', async () => {
    await drawn('oopppppo');
    const { body } = await hall.tickets(clerk);
    const order = ['003', '004', '005', '001', '006', '007', '002', '008'];
    expect((body.waiting as { number: string }[]).map(({ number }) => number)).toEqual(order);
    expect(body.counts).toEqual({ waiting: 8, waitingPriority: 5 });
    expect(await calledBy(clerk, 8)).toEqual(order);
    expect((await hall.call(clerk)).body.number, 'nobody else waits: the one who is served').toBe('008');
  });

  it('remembers in its rows how many with priority were called, whichever clerk called them', async () => {
    const other = await hall.clerk();
    await drawn('oppppp');
    const numbers = [await calledBy(clerk, 2), await calledBy(other, 2)].flat();
    expect(numbers).toEqual(['002', '003', '004', '001']);
  });

  it('is never called by two clerks, who call at the same moment', async () => {
    const clerks = [clerk, await hall.clerk(), await hall.clerk(), await hall.clerk()];
    await drawn('opopop');
    const called = await Promise.all(clerks.map((one) => hall.call(one)));
    expect(called.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(called.map(({ body }) => body.id)).size).toBe(4);
    expect(called.map(({ body }) => body.number).sort()).toEqual(['001', '002', '004', '006']);
  });

  it('a clerk serves one at a time: with the next call the former has been served', async () => {
    const [first, second] = await drawn('oo');
    await hall.call(clerk);
    expect((await hall.call(clerk, first)).body).toMatchObject({ id: second, counter: '3', clerk: '小李', mine: true });
    expect((await hall.tickets(clerk)).body).toMatchObject({ waiting: [], serving: [{ id: second }] });
    expect(await hall.rows(`SELECT outcome FROM desk_ticket WHERE id = '${first}'`)).toEqual([{ outcome: 'served' }]);
    const last = await hall.call(clerk, second);
    expect(last.status).toBe(204);
    expect((await hall.tickets(clerk)).body).toMatchObject({ serving: [] });
  });

  it('a call that is sent twice, because its answer was lost, calls one; and so do two at the same moment', async () => {
    const [first, second] = await drawn('ooo');
    const [one, other] = await Promise.all([hall.call(clerk), hall.call(clerk)]);
    expect([one.body.id, other.body.id]).toEqual([first, first]);
    expect((await hall.call(clerk, first)).body.id).toBe(second);
    expect((await hall.call(clerk, first)).body.id).toBe(second);
    expect((await hall.tickets(clerk)).body.counts).toMatchObject({ waiting: 1 });
  });

  it('who was not there is shown for half an hour, and served with their number when they come back; after it they are not', async () => {
    const [first, second] = await drawn('oo');
    await hall.call(clerk);
    expect((await end(first, 'not-there')).status).toBe(200);
    expect((await end(first, 'not-there')).status, 'twice is no error').toBe(200);
    expect((await hall.tickets(clerk)).body).toMatchObject({ serving: [], missed: [{ id: first, number: '001' }] });
    await hall.call(clerk);
    await end(second, 'not-there');
    expect((await end(first, 'served')).status).toBe(200);
    expect((await end(first, 'not-there')).status).toBe(404);
    await hall.site.clock.leap(30 * MINUTE_MS);
    const back = await hall.unlock(clerk);
    expect((await hall.tickets(back)).body.missed).toEqual([]);
    expect((await end(second, 'served', back)).status).toBe(404);
  });

  it('is not ended before it was called, nor from another hall; any clerk of the hall may end it', async () => {
    const [first] = await drawn('o');
    expect((await end(first, 'served')).status).toBe(404);
    expect((await end(`tkt_${'u'.repeat(22)}`, 'served')).status).toBe(404);
    await hall.call(clerk);
    const other = await hall.clerk();
    await hall.change(`UPDATE device SET campus_ref = 'elsewhere' WHERE id = '${other.device.id}'`);
    await hall.by(other, '/v1/shifts');
    expect((await end(first, 'served', other)).status).toBe(404);
    expect(await end(first, 'served', await hall.clerk())).toMatchObject({ status: 200, body: { mine: false } });
  });

  it('is nothing to a clerk of another hospital, who neither calls nor sees nor ends it', async () => {
    const [first] = await drawn('o');
    const stranger = await hall.clerk({ of: 'test-second' });
    expect((await hall.call(stranger)).status).toBe(204);
    expect((await hall.tickets(stranger)).body).toMatchObject({ waiting: [], serving: [], counts: { waiting: 0 } });
    await hall.call(clerk);
    expect((await end(first, 'served', stranger)).status).toBe(404);
    expect((await hall.tickets(stranger)).body).toMatchObject({ serving: [] });
    expect((await hall.get(stranger, '/v1/desk/day')).body.tickets).toMatchObject({ others: { issued: 0 } });
  });

  it('is called, listed, ended and counted by clerks on duty in the hall alone; a volunteer finds nothing', async () => {
    const [first] = await drawn('o');
    const off = await hall.clerk({ duty: false });
    const volunteer = await hall.clerk({ role: 'volunteer' });
    const asked = (by: Clerk) =>
      Promise.all([hall.call(by), hall.tickets(by), end(first, 'served', by), hall.get(by, '/v1/desk/day')]);
    for (const { status, body } of await asked(off)) expect([status, body.code]).toEqual([403, 'not-on-duty']);
    for (const { body } of await asked(volunteer)) expect(body.code).toBe('not-found');
    await hall.site.clock.leap(MINUTE_MS);
    for (const { body } of await asked(clerk)) expect(body.code).toBe('staff-locked');
    expect((await hall.rows('SELECT called_at FROM desk_ticket'))[0]).toEqual({ called_at: null });
  });

  it('a device draws three hundred an hour, and a hall two thousand a day; the next hour and the next day begin anew', async () => {
    await hall.draw(kiosk);
    await hall.change(`UPDATE bound_use SET used = ${limits.ticketsOfDevice.figure} WHERE bound = 'ticketsOfDevice'`);
    const over = await hall.draw(kiosk);
    expect([over.status, over.headers.get('retry-after')]).toEqual([429, '3600']);
    const other = await hall.kiosk();
    await hall.change(`UPDATE desk_day SET last_number = ${limits.ticketsOfHall.figure - 1}`);
    expect((await hall.draw(other)).body.number).toBe('2000');
    const full = await hall.draw(other);
    expect([full.status, full.headers.get('retry-after')]).toEqual([429, String(16 * 3600)]);
    await hall.site.clock.leap(16 * 60 * MINUTE_MS);
    expect((await hall.draw(kiosk)).body.number).toBe('001');
  });

  it('what a clerk left unended yesterday does not stand in the way of today, and is not waited for', async () => {
    const [first] = await drawn('oo');
    await hall.call(clerk);
    await hall.site.clock.leap(24 * 60 * MINUTE_MS);
    const today = await hall.unlock(clerk);
    await hall.by(today, '/v1/shifts');
    expect((await hall.tickets(today)).body).toMatchObject({ waiting: [], serving: [], counts: { waiting: 0 } });
    const next = await hall.draw(kiosk);
    expect((await hall.call(today)).body).toMatchObject({ id: next.body.id, number: '001' });
    expect(await hall.rows(`SELECT outcome FROM desk_ticket WHERE id = '${first}'`)).toEqual([{ outcome: 'served' }]);
  });

  it('the day of a desk is told in counts: tickets by class, the longest wait of each, and calls for help by outcome', async () => {
    const [first] = await drawn('opp');
    await postAt(kiosk, '/v1/help-calls', { step: 'home', language: 'zh' });
    await hall.site.clock.leap(30_000);
    const called = await hall.call(clerk);
    await end(called.body.id, 'not-there');
    await hall.call(clerk);
    await hall.site.clock.leap(20_000);
    expect((await hall.get(clerk, '/v1/desk/day')).body).toEqual({
      day: '2026-11-24',
      tickets: {
        priority: { issued: 2, waiting: 0, serving: 1, served: 0, notThere: 1, longestWaitSeconds: 30 },
        others: { issued: 1, waiting: 1, serving: 0, served: 0, notThere: 0, longestWaitSeconds: 50 },
      },
      helpCalls: { open: 1, helped: 0, withdrawn: 0, ticket: 0, lapsed: 0 },
      bookings: 0,
      cancellations: 0,
      prints: 0,
    });
    expect(called.body.id).not.toBe(first);
  });

  it('is forgotten after two days; the audit keeps who called it', async () => {
    const [first] = await drawn('o');
    await hall.call(clerk);
    const { deskScene } = await import('../../../bff/scenes/desk/scene.ts');
    const { store, ids, clock, ...rest } = hall.site.gateway.onedoor.dependencies;
    const forget = deskScene({ ...rest, store, ids, clock }).forget;
    const forgotten = async () => {
      const parts = forget?.(clock.now()) ?? [];
      await store.commit({ id: ids.next('unt'), name: 'forget', lane: 'background', deadline: clock.now() + 60_000, parts });
      return (await hall.rows('SELECT id FROM desk_ticket')).length;
    };
    await hall.site.clock.leap(48 * 60 * MINUTE_MS);
    expect(await forgotten()).toBe(1);
    await hall.site.clock.leap(1);
    expect(await forgotten()).toBe(0);
    const calls = await hall.rows("SELECT actor_id, subject_id FROM audit WHERE action = 'ticket.call'");
    expect(calls).toEqual([{ actor_id: clerk.staffId, subject_id: first }]);
  });
});
