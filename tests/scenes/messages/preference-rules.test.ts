import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canBeQuiet, mayBeOff, type QuietHours, quietUntil, wayOf } from '../../../bff/scenes/messages/preference-rules.ts';
import { MESSAGE_KINDS, type MessageKind } from '../../../bff/scenes/messages/rules.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** An instant by the clock on the wall of the city, written by hand: 30 November 2026, or a day after. */
const wall = (hour: number, minute = 0, day = 30) =>
  Date.parse(`2026-11-${day}T00:00:00+08:00`) + hour * HOUR_MS + minute * MINUTE_MS;

const NIGHT: QuietHours = { from: 22 * 60, until: 7 * 60 };
const NOON: QuietHours = { from: 12 * 60, until: 14 * 60 };

/** What may be switched off, and what may wait, by hand: absence, safety and money that waits for people never. */
const LEFT_TO_PEOPLE: Record<MessageKind, string> = {
  'booking-confirmed': 'off, waits',
  'booking-failed': 'waits',
  'booking-cancelled-by-hospital': 'waits',
  'booking-cancelled-at-desk': 'waits',
  'payment-money-back': 'off, waits',
  'payment-cash-back': 'waits',
  'payment-with-staff': '',
  'payment-paid': 'off, waits',
  'payment-not-paid': '',
  'records-opened': '',
  'grant-given': '',
  'grant-ended': '',
};

const ready = { startsAt: null, heldUntil: null, sends: 0 };

describe('what a person may say of messages', () => {
  it('which kinds may be switched off, and which wait for the morning, is as it was decided; a kind that is new may do neither', () => {
    const all = { phoneOff: MESSAGE_KINDS, quiet: null };
    const night = { phoneOff: [], quiet: NIGHT };
    for (const kind of MESSAGE_KINDS) {
      const off = wayOf({ ...ready, kind }, all, wall(23)).way === 'list';
      const waits = wayOf({ ...ready, kind }, night, wall(23)).way !== 'phone';
      expect([kind, [off ? 'off' : [], waits ? 'waits' : []].flat().join(', ')]).toEqual([kind, LEFT_TO_PEOPLE[kind]]);
      expect(mayBeOff(kind)).toBe(off);
    }
    const unheard = 'of-next-year' as MessageKind;
    expect(mayBeOff(unheard)).toBe(false);
    expect(wayOf({ ...ready, kind: unheard }, { phoneOff: [unheard], quiet: NIGHT }, wall(23)).way).toBe('phone');
  });

  it.each([
    ['a minute before they begin', NIGHT, wall(21, 59), undefined],
    ['as they begin', NIGHT, wall(22), wall(31)],
    ['before midnight', NIGHT, wall(23, 30), wall(31)],
    ['after midnight', NIGHT, wall(2), wall(7)],
    ['a minute before they end', NIGHT, wall(6, 59), wall(7)],
    ['as they end', NIGHT, wall(7), undefined],
    ['at noon', NIGHT, wall(12), undefined],
    ['in hours of the day', NOON, wall(13), wall(14)],
    ['before hours of the day', NOON, wall(11, 59), undefined],
    ['after hours of the day', NOON, wall(14), undefined],
  ])('quiet hours %s', (_, quiet, at, until) => {
    expect(quietUntil(quiet, at)).toBe(until);
  });

  it('quiet hours end where a walk over the minutes of the day finds that they do, whatever they are', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: 0, max: 3 * 1440 }), (from, until, after) => {
        fc.pre(from !== until);
        const at = wall(0) + after * MINUTE_MS;
        const isQuiet = (walked: number) => {
          const now = (after + walked) % 1440;
          return from < until ? now >= from && now < until : now >= from || now < until;
        };
        let walked = 0;
        while (isQuiet(walked)) walked += 1;
        expect(quietUntil({ from, until }, at)).toBe(walked === 0 ? undefined : at + walked * MINUTE_MS);
        const minutes = Array.from({ length: 1440 }, (_, n) => n).filter((n) => isQuiet(n - after + 4 * 1440)).length;
        expect(canBeQuiet({ from, until })).toBe(minutes <= 12 * 60);
      }),
    );
  });

  it('quiet hours from and until one minute are none, so that nobody means a day by them', () => {
    expect(canBeQuiet({ from: 0, until: 0 })).toBe(false);
  });
});

describe('how a message goes on', () => {
  const quiet = { phoneOff: [], quiet: NIGHT };
  const cancelled = { ...ready, kind: 'booking-cancelled-by-hospital' } as const;

  it.each([
    ['a visit at noon', wall(12, 0, 30) + DAY_MS, true],
    ['a visit that leaves the sender half an hour and the person an hour after the night', wall(8, 30) + DAY_MS, true],
    ['a visit a minute earlier', wall(8, 29) + DAY_MS, false],
    ['a visit in the night', wall(3) + DAY_MS, false],
    ['a visit that has begun', wall(22), false],
  ])('what is to be known of %s, and is said at eleven at night', (_, startsAt, waits) => {
    const { way } = wayOf({ ...cancelled, startsAt }, quiet, wall(23));
    expect(way).toEqual(waits ? { until: wall(31), deliverBy: wall(31, 30) } : 'phone');
  });

  it('a message waits once, and what may have gone out already goes on as it began', () => {
    expect(wayOf({ ...cancelled, heldUntil: wall(7) }, quiet, wall(23)).way).toBe('phone');
    const off = { phoneOff: MESSAGE_KINDS, quiet: NIGHT };
    expect(wayOf({ ...ready, kind: 'booking-confirmed', sends: 1 }, off, wall(23)).way).toBe('phone');
  });

  it('no message is held into another night, into its last hour before a visit, or longer than quiet hours may be', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MESSAGE_KINDS),
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 1, max: 720 }),
        fc.integer({ min: 0, max: 3 * DAY_MS }),
        fc.option(fc.integer({ min: -HOUR_MS, max: 2 * DAY_MS })),
        (kind, from, length, after, ahead) => {
          const now = wall(0) + after;
          const startsAt = ahead === null ? null : now + ahead;
          const hours = { from, until: (from + length) % 1440 };
          const { way } = wayOf({ ...ready, kind, startsAt }, { phoneOff: [], quiet: hours }, now);
          if (way === 'phone' || way === 'list') return;
          expect(way.until).toBeGreaterThan(now);
          expect(way.until - now).toBeLessThanOrEqual(12 * HOUR_MS);
          expect(way.deliverBy - way.until).toBe(30 * MINUTE_MS);
          if (startsAt !== null) expect(startsAt - way.deliverBy).toBeGreaterThanOrEqual(HOUR_MS);
          expect(wayOf({ ...ready, kind, startsAt, heldUntil: way.until }, { phoneOff: [], quiet: hours }, way.until).way).toBe(
            'phone',
          );
        },
      ),
    );
  });
});
