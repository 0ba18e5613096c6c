import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { HospitalEntry } from '../../../bff/scenes/directory/city-file.ts';
import { duringHoliday, maintenanceAt, withinHours } from '../../../bff/scenes/directory/opening.ts';
import { driven, expectNothingWritten, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { hospitalEntry, testPatient } from '../../support/test-gateway.ts';
import { ENGINES } from '../../support/test-store.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Day and minute in Shanghai, by the tables of the platform and not by arithmetic of ours. */
const shanghai = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function localOf(instant: number): { weekday: number; minute: number } {
  const parts = Object.fromEntries(shanghai.formatToParts(instant).map(({ type, value }) => [type, value]));
  return { weekday: WEEKDAYS.indexOf(String(parts.weekday)) + 1, minute: Number(parts.hour) * 60 + Number(parts.minute) };
}

/** Minute by minute: every minute of the visit lies in one and the same stretch of hours. */
function oracleWithin(hours: Parameters<typeof withinHours>[0], startsAt: number, endsAt: number): boolean {
  if (hours.length === 0) return true;
  return hours.some((open) => {
    for (let at = startsAt; at < endsAt; at += MINUTE_MS) {
      const { weekday, minute } = localOf(at);
      if (weekday !== open.weekday || minute < open.opensAt || minute >= open.closesAt) return false;
    }
    return true;
  });
}

const minutes = fc.integer({ min: 0, max: 1440 });
const hours = fc.record({ weekday: fc.integer({ min: 1, max: 7 }), opensAt: minutes, closesAt: minutes });
/** From 1992 on Shanghai has had one offset. */
const instant = fc.integer({ min: Date.UTC(1992, 0, 1) / MINUTE_MS, max: Date.UTC(2090, 0, 1) / MINUTE_MS });
const visit = fc.record({ start: instant, length: fc.integer({ min: 1, max: 200 }) });
const SEEDED = { seed: 20_261_124, numRuns: 300 };

describe('opening hours', () => {
  it('opening hours are those of Shanghai, on the minute, across midnights, weekdays and years', () => {
    const near = fc.record({
      day: instant,
      open: hours,
      before: fc.integer({ min: -3, max: 3 }),
      length: fc.integer({ min: 1, max: 90 }),
    });
    const check = (list: Parameters<typeof withinHours>[0], start: number, length: number) => {
      const [from, to] = [start * MINUTE_MS, (start + length) * MINUTE_MS];
      expect(withinHours(list, from, to)).toBe(oracleWithin(list, from, to));
    };
    fc.assert(
      fc.property(fc.array(hours, { maxLength: 14 }), visit, (list, { start, length }) => check(list, start, length)),
      SEEDED,
    );
    fc.assert(
      fc.property(near, ({ day, open, before, length }) => {
        // A visit that begins or ends within minutes of the edges of the stretch.
        const midnight = day - localOf(day * MINUTE_MS).minute;
        const { weekday } = localOf(midnight * MINUTE_MS);
        check([{ ...open, weekday }], midnight + open.opensAt + before, length);
        check([{ ...open, weekday }], midnight + open.closesAt + before - length, length);
      }),
      SEEDED,
    );
  });

  it('opening hours end for a holiday exactly while it lasts', () => {
    const closure = fc.record({
      kind: fc.constantFrom('holiday' as const, 'maintenance' as const),
      start: fc.integer({ min: 0, max: 400 }),
      length: fc.integer({ min: 1, max: 100 }),
    });
    const near = fc.record({ start: fc.integer({ min: 0, max: 500 }), length: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(fc.array(closure, { maxLength: 4 }), near, (given, at) => {
        const closures = given.map(({ kind, start, length }) => ({
          kind,
          startsAt: start * MINUTE_MS,
          endsAt: (start + length) * MINUTE_MS,
          note: '',
          englishNote: '',
        }));
        const during = (minute: number, kind: string) =>
          given.some((one) => one.kind === kind && minute >= one.start && minute < one.start + one.length);
        const expected = Array.from({ length: at.length }, (_, index) => at.start + index).some((minute) =>
          during(minute, 'holiday'),
        );
        expect(duringHoliday(closures, at.start * MINUTE_MS, (at.start + at.length) * MINUTE_MS)).toBe(expected);
        expect(maintenanceAt(closures, at.start * MINUTE_MS) !== undefined).toBe(during(at.start, 'maintenance'));
      }),
      SEEDED,
    );
  });
});

describe.each(ENGINES)('%s: a hospital that is closed', (engine) => {
  let site: QuietGateway;
  afterEach(() => site.stop());

  // Tuesday, 24 November 2026, eight in the morning.
  const campus = hospitalEntry().campuses[0] as HospitalEntry['campuses'][number];
  const weekdays = [1, 2, 3, 4, 5];
  const open = { ...campus, openingHours: [{ weekdays, opens: '08:00', closes: '12:00' }] };
  const note = { zh: '元旦', en: 'New Year' };
  const closed = (kind: 'holiday' | 'maintenance', from: string, to: string) => ({
    kind,
    from: `2026-11-${from}:00+08:00`,
    to: `2026-11-${to}:00+08:00`,
    note,
  });

  async function offered(): Promise<string[]> {
    const { items } = (await (await site.gateway.request('/v1/slots?limit=50')).json()) as { items: { start: string }[] };
    return items.map(({ start }) => start);
  }
  async function book(slotId: string, key: string) {
    const { id: patientId } = testPatient(0);
    const token = await site.gateway.signIn(patientId);
    return driven(site, site.gateway.book({ slotId, patientId, token, key }));
  }
  const hospital = async () => (await (await site.gateway.request('/v1/hospitals')).json()).items[0];

  it('a hospital that is closed offers nothing on a holiday or outside its hours, and refuses to book what the hospital opened there', async () => {
    const closures = [closed('holiday', '26T00:00', '27T00:00')];
    site = await startQuietGateway(engine, { entry: { campuses: [open], closures } });
    const fits = await site.gateway.openSlot(1, DAY_MS);
    const wrong = [
      await site.gateway.openSlot(1, DAY_MS - 30 * MINUTE_MS),
      await site.gateway.openSlot(1, DAY_MS + 225 * MINUTE_MS),
      await site.gateway.openSlot(1, 2 * DAY_MS),
      await site.gateway.openSlot(1, 4 * DAY_MS),
    ];
    expect(await offered()).toEqual(['2026-11-25T08:00:00+08:00']);
    expect((await hospital()).closures).toEqual([{ kind: 'holiday', from: closures[0]?.from, to: closures[0]?.to, note }]);
    for (const [index, { slotId }] of wrong.entries()) {
      expect(await book(slotId, `not-in-the-hours-${index}`)).toMatchObject({ status: 409, body: { code: 'booking-refused' } });
    }
    expect(await site.gateway.hospital.bookings()).toEqual([]);
    expect((await book(fits.slotId, 'in-the-hours')).status).toBe(201);
  });

  it('a hospital that is closed offers nothing while it is under maintenance and answers 503 to who books, and everything again afterwards', async () => {
    const closures = [closed('maintenance', '24T09:00', '24T10:00')];
    site = await startQuietGateway(engine, { entry: { closures } });
    const { slotId } = await site.gateway.openSlot(2, DAY_MS);
    await site.clock.leap(60 * MINUTE_MS - 1);
    expect(await offered()).toHaveLength(1);
    await site.clock.leap(1);
    expect(await offered()).toEqual([]);
    const before = await site.db.rows('SELECT id FROM appointment');
    const reply = await book(slotId, 'under-maintenance');
    expect(reply).toMatchObject({ status: 503, body: { code: 'hospital-unavailable', retryable: true } });
    expect(reply.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await site.db.rows('SELECT id FROM appointment')).toEqual(before);
    await site.clock.leap(60 * MINUTE_MS);
    expect(await offered()).toHaveLength(1);
    expect((await book(slotId, 'under-maintenance')).status).toBe(201);
    expect((await hospital()).closures).toEqual([]);
  });

  it('a hospital that does not answer is not offered, says since when, and is offered again once it answers', async () => {
    site = await startQuietGateway(engine);
    await site.gateway.openSlot(1, DAY_MS);
    expect(await hospital()).toMatchObject({ reachable: true });
    const { hospitals } = site.gateway.onedoor.dependencies;
    await site.clock.leap(5_000);
    await site.gateway.hospital.setFault('server-error-before-commit', 'read');
    for (let call = 0; call < 5; call += 1) {
      await hospitals.ask('test-first', 'bookings', 'find', 'a-key');
      await site.clock.leap(100);
    }
    expect(await expectNothingWritten(site, offered)).toEqual([]);
    expect(await hospital()).toMatchObject({ reachable: false, unreachableSince: '2026-11-24T08:00:05+08:00' });
    await site.gateway.hospital.setFault(null);
    await site.clock.leap(10_000);
    await hospitals.ask('test-first', 'bookings', 'find', 'a-key');
    expect(await offered()).toHaveLength(1);
    expect(await hospital()).not.toHaveProperty('unreachableSince');
  });
});
