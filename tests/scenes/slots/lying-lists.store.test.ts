import { afterEach, describe, expect, it } from 'vitest';
import type { SlotPage, SlotSnapshot } from '../../../adapters/port/slots.ts';
import type { Outcome } from '../../../adapters/port/terms.ts';
import { slotIdOf } from '../../../bff/scenes/slots/slot-id.ts';
import { atRest, driven, MORNING, type QuietGateway, signedIn, startQuietGateway } from '../../security/quiet-gateway.ts';
import { changed } from '../../support/changed-adapter.ts';
import { HALF_HOUR_MS, HOSPITAL, hospitalEntry, OPERATOR_TOKEN } from '../../support/test-gateway.ts';
import { ENGINES } from '../../support/test-store.ts';

const SYNC_MS = 60_000;
const HOUR_MS = 3_600_000;

let site: QuietGateway;
afterEach(() => site.stop());

function slotOf(ref: string, changes: Partial<SlotSnapshot> = {}): SlotSnapshot {
  const startsAt = MORNING + 48 * HOUR_MS;
  return { ref, departmentRef: 'gk', practitionerRef: 'p1', startsAt, endsAt: startsAt + HALF_HOUR_MS, free: 1, ...changes };
}

const slotsOf = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => slotOf(`${prefix}-${n}`));
const pageOf = (slots: readonly SlotSnapshot[], next?: string): Outcome<SlotPage> => ({
  ok: true,
  value: { slots, ...(next === undefined ? {} : { next }) },
});

describe.each(ENGINES)('%s: a list of slots', (engine) => {
  /** What the hospital answers to a question for a page, and for one slot. */
  let list: (page: string | undefined, calls: number) => Outcome<SlotPage>;
  let one: (ref: string) => SlotSnapshot | null;
  let pages = 0;
  let asked: string[] = [];

  async function start(rowsMax?: number) {
    list = () => pageOf([]);
    one = () => null;
    pages = 0;
    asked = [];
    const policy = hospitalEntry().policy;
    site = await startQuietGateway(engine, {
      settings: { syncEveryMs: SYNC_MS },
      ...(rowsMax === undefined ? {} : { entry: { policy: { ...policy, slots: { rowsMax } } as typeof policy } }),
      wrap: (adapter) =>
        changed(adapter, {
          slots: {
            async page(request) {
              pages += 1;
              return list(request.page, pages);
            },
            async one(ref) {
              asked.push(ref);
              return { ok: true, value: one(ref) };
            },
          },
        }),
    });
  }
  async function sync(times = 1): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      await site.clock.leap(SYNC_MS + 1_000);
      await driven(site, atRest(site.db, site.clock));
    }
  }
  const rows = (where = '1 = 1') =>
    site.db.rows<{ ref: string; state: string; offered: number; starts_at: number }>(
      `SELECT hospital_slot_ref AS ref, state, offered, starts_at FROM slot WHERE ${where} ORDER BY hospital_slot_ref`,
    );
  const onOffer = async () => (await rows("state = 'open' AND claimed < offered")).map(({ ref }) => ref);
  const lines = (event: string) => site.gateway.logged.filter((line) => line.includes(`"${event}"`));
  const ready = async () => (await (await site.gateway.request('/readyz')).json()) as Record<string, unknown>;
  const metrics = async () => (await site.gateway.request('/metrics')).text();
  const book = async (ref: string, number = 0) => {
    const person = await signedIn(site.gateway, number);
    const slotId = slotIdOf(HOSPITAL, ref);
    return driven(site, site.gateway.book({ slotId, ...person, key: `wish-for-${ref}-of-${number}` }));
  };

  it('the operator hears once an hour, and counts each time, that a slot that people have booked is said to be another one', async () => {
    await start();
    const { startsAt, endsAt } = slotOf('');
    const ref = await site.gateway.hospital.openSlot({
      startsAt,
      endsAt,
      capacity: 3,
      departmentRef: 'gk',
      practitionerRef: 'p1',
    });
    const free = slotOf(ref, { free: 3 });
    list = () => pageOf([free]);
    await sync();
    expect((await book(ref)).status).toBe(201);
    let hour = 0;
    list = () => pageOf([{ ...free, startsAt: free.startsAt + ++hour * HOUR_MS, endsAt: free.endsAt + hour * HOUR_MS }]);
    await sync(3);
    expect(lines('hospital.contradicted').filter((line) => line.includes('booked-slot-changed'))).toHaveLength(1);
    expect(await metrics()).toMatch(/onedoor_contradictions_total\{hospital="[^"]+",kind="booked-slot-changed"\} [3-9]/);
    await site.clock.leap(HOUR_MS);
    await sync();
    expect(lines('hospital.contradicted').filter((line) => line.includes('booked-slot-changed'))).toHaveLength(2);
  });

  it.each([
    ['goes in a circle of two pages', (page?: string) => pageOf(slotsOf(`new-${page}`, 3), page === 'a' ? 'b' : 'a'), 5],
    ['goes in a circle of five', (page = '0') => pageOf([], String((Number(page) + 1) % 5)), 10],
    ['names ever new pages with ever new slots', (_: unknown, n: number) => pageOf(slotsOf(`n-${n}`, 20), `p${n}`), 11],
    ['names ever new pages with nothing on them', (_: unknown, n: number) => pageOf([], `p${n}`), 2_000],
    ['has more slots on one page than a hospital has', () => pageOf(slotsOf('many', 201)), 1],
  ] as const)(
    'a list of slots that %s is no list: nothing of it is taken, and operators see it until it ends',
    async (_, lie, most) => {
      await start(200);
      list = () => pageOf(slotsOf('true', 2));
      await sync();
      const before = await rows();
      expect(before).toHaveLength(2);
      pages = 0;
      list = lie as typeof list;
      await sync();
      expect(pages).toBeLessThanOrEqual(most);
      await sync();
      expect(await rows()).toEqual(before);
      expect(lines('hospital.list-without-end')).toHaveLength(1);
      expect(await ready()).toMatchObject({ ready: true, withoutEnd: { [HOSPITAL]: ['slots'] } });
      expect(await metrics()).toContain(`onedoor_list_without_end_seconds{hospital="${HOSPITAL}",list="slots"}`);
      expect(await metrics()).toContain(`onedoor_lists_without_end_total{hospital="${HOSPITAL}",list="slots"} 2`);
      list = () => pageOf(slotsOf('true', 2));
      await sync();
      await site.clock.advance(6_000);
      expect(await ready()).not.toHaveProperty('withoutEnd');
      expect(await metrics()).not.toContain('onedoor_list_without_end_seconds{');
    },
  );

  it('a list of slots that is another one each time does not fill the database, and what is known is read on', async () => {
    await start(100);
    for (let n = 0; n < 6; n += 1) {
      list = () => pageOf([slotOf('true', { free: n + 1 }), ...slotsOf(`made-up-${n}`, 90)]);
      await sync();
    }
    expect((await rows()).length).toBeLessThanOrEqual(200);
    expect(await rows("hospital_slot_ref = 'true'")).toMatchObject([{ offered: 6 }]);
    expect(await metrics()).toMatch(/onedoor_slots_left_out_total\{hospital="test-first",reason="too-many"\} [1-9]/);
  });

  it('a list of slots that mentions one twice is taken, with the smaller number of places, on one page and over two', async () => {
    await start();
    const later = MORNING + 72 * HOUR_MS;
    const moved = { startsAt: later, endsAt: later + HALF_HOUR_MS };
    list = (page) =>
      page === undefined
        ? pageOf([slotOf('a', { free: 3 }), slotOf('b', { free: 1 }), slotOf('a', { free: 2, ...moved })], 'second')
        : pageOf([slotOf('b', { free: 4 }), slotOf('c', { free: 5 }), slotOf('c', { free: 5 })]);
    await sync();
    expect((await rows()).map(({ ref, offered }) => [ref, offered])).toEqual([
      ['a', 2],
      ['b', 1],
      ['c', 5],
    ]);
    expect((await rows())[0]?.starts_at, 'the last word says when').toBe(later);
    expect(lines('task.failed')).toEqual([]);
  });

  it('a list of slots that lacks one in which somebody has a place: it is asked for by itself, and the person is shown the new time', async () => {
    await start();
    const { startsAt, endsAt } = slotOf('');
    const opened = { startsAt, endsAt, capacity: 1, departmentRef: 'gk', practitionerRef: 'p1' };
    const ref = await site.gateway.hospital.openSlot(opened);
    list = () => pageOf([slotOf(ref)]);
    await sync();
    const booked = await book(ref);
    expect(booked.status).toBe(201);
    const moved = MORNING + 12 * 24 * HOUR_MS;
    list = () => pageOf([]);
    one = () => slotOf(ref, { startsAt: moved, endsAt: moved + HALF_HOUR_MS, free: 0 });
    asked = [];
    await sync();
    expect(asked).toEqual([ref]);
    const { headers } = await signedIn(site.gateway);
    const shown = (await (await site.gateway.request(`/v1/appointments/${booked.body.id}`, { headers })).json()) as {
      start: string;
    };
    expect(Date.parse(shown.start)).toBe(moved);
    await sync(3);
    expect(asked, 'beyond the window it is asked for now and then only').toEqual([ref]);
    await sync(10);
    expect(asked).toEqual([ref, ref]);
  });

  it('a list of slots that is suddenly much shorter: what is missing is not sold, and comes back when it is mentioned', async () => {
    await start();
    list = () => pageOf([...slotsOf('true', 20), ...slotsOf('other', 20)]);
    await sync();
    expect(await onOffer()).toHaveLength(40);
    list = () => pageOf(slotsOf('true', 20));
    await sync();
    expect(
      (await onOffer()).every((ref) => ref.startsWith('true')),
      'at once',
    ).toBe(true);
    expect(await rows("state = 'gone'"), 'and nothing is withdrawn').toEqual([]);
    expect(lines('sync.too-many-missing')).toHaveLength(1);
    expect(await metrics()).toContain(`onedoor_slots_doubted{hospital="${HOSPITAL}"} 20`);
    list = () => pageOf([...slotsOf('true', 20), ...slotsOf('other', 20)]);
    await sync();
    expect(await onOffer()).toHaveLength(40);
    await site.clock.advance(6_000);
    expect(await metrics()).not.toContain('onedoor_slots_doubted{');
  });

  it('a list of slots that stays shorter for three readings is believed, but for what one of them mentioned', async () => {
    await start();
    list = () => pageOf([...slotsOf('true', 20), ...slotsOf('other', 20)]);
    await sync();
    list = () => pageOf(slotsOf('true', 20));
    await sync(2);
    expect(await rows("state = 'gone'")).toEqual([]);
    await sync();
    expect(await rows("state = 'gone'")).toHaveLength(20);
    expect(await onOffer()).toHaveLength(20);
    await sync();
    expect(lines('sync.too-many-missing')).toHaveLength(2);
    expect(lines('sync.missing-believed')).toHaveLength(1);
  });

  it('a list of slots that names one which the hospital does not know: whoever books it hears that it is not offered, and not that it was taken', async () => {
    await start();
    list = () => pageOf([...slotsOf('phantom', 12), ...slotsOf('true', 12)]);
    await sync();
    const refused = await book('phantom-0');
    expect([refused.status, refused.body.code]).toEqual([409, 'slot-gone']);
    expect((refused.body.alternatives as unknown[]).length).toBeGreaterThan(0);
    expect(await onOffer()).not.toContain('phantom-0');
    // It is read again once the refusal was told.
    await expect.poll(() => rows("state = 'gone'")).toHaveLength(1);
    expect((await book('phantom-0', 1)).body.code, 'withdrawn').toBe('slot-gone');
    list = () => pageOf(slotsOf('true', 12));
    await sync();
    expect((await book('phantom-1')).body.code, 'withheld').toBe('slot-gone');
  });

  it('a list of slots that is shorter is accepted at once by an operator, and only while it is doubted', async () => {
    await start();
    const accept = async () => {
      const headers = { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ hospital: HOSPITAL });
      const response = await site.gateway.request('/operator/hospital-accept-slots', { method: 'POST', headers, body });
      return [response.status, await response.json()];
    };
    list = () => pageOf([...slotsOf('true', 5), ...slotsOf('other', 20)]);
    await sync();
    expect(await accept()).toMatchObject([409, { say: expect.stringContaining('nothing') }]);
    list = () => pageOf(slotsOf('true', 5));
    await sync();
    expect(await accept()).toEqual([200, { accepted: HOSPITAL, withdrawn: 20 }]);
    expect(await rows("state = 'gone'")).toHaveLength(20);
    expect(await site.db.rows("SELECT subject_id FROM audit WHERE action = 'hospital.accept-slots'")).toHaveLength(1);
    expect((await accept())[0]).toBe(409);
  });
});
