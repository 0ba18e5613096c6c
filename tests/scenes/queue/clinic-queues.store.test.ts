import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Booking } from '../../../adapters/port/booking.ts';
import type { HospitalAdapter } from '../../../adapters/port/hospital.ts';
import type { InboundChange } from '../../../adapters/port/inbound.ts';
import type { QueueCall } from '../../../adapters/port/queue.ts';
import type { SlotSnapshot } from '../../../adapters/port/slots.ts';
import { addInboundRoutes } from '../../../bff/main/inbound-routes.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { slotIdOf } from '../../../bff/scenes/slots/slot-id.ts';
import { HOSPITAL, startTestGateway, type TestGateway, testPatient } from '../../support/test-gateway.ts';
import { ENGINES, openTestStore, type TestStore } from '../../support/test-store.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The evening before. */
const NOW = Date.parse('2026-11-23T20:00:00+08:00');
const OPENS = Date.parse('2026-11-24T08:00:00+08:00');
const NUMBERS = 40;

/** A hospital that knows a morning and a number. It is told by the test what it says. */
class NumberHospital {
  readonly clinics = new Map<string, Omit<SlotSnapshot, 'free'>>();
  readonly bookings: Booking[] = [];
  calls: readonly QueueCall[] = [];
  ended = false;
  asked = 0;
  /** The number that the next booking gets, where it is not the next of the clinic. */
  given: number | undefined;

  open(ref: string, startsAt: number): void {
    const endsAt = startsAt + 200 * MINUTE_MS;
    this.clinics.set(ref, { ref, departmentRef: 'gk', practitionerRef: 'p1', startsAt, endsAt, clinic: { numbers: NUMBERS } });
  }

  snapshot(ref: string): SlotSnapshot {
    const clinic = this.clinics.get(ref) as SlotSnapshot;
    return { ...clinic, free: NUMBERS - 16 - this.bookings.length };
  }

  adapter(pushes: boolean): HospitalAdapter {
    return {
      ...(pushes
        ? {}
        : {
            slots: {
              readLagMs: 0,
              page: async () => ({ ok: true, value: { slots: [...this.clinics.keys()].map((ref) => this.snapshot(ref)) } }),
              one: async (ref) => ({ ok: true, value: this.snapshot(ref) }),
            },
          }),
      booking: {
        keyed: false,
        keyMaxLength: 64,
        places: 'enforced',
        settleWindowMs: 0,
        book: async ({ key, slotRef }) => {
          const queueNumber = this.given ?? 17 + this.bookings.length;
          const booking: Booking = { ref: `b${queueNumber}`, key, slotRef, status: 'booked', queueNumber };
          this.bookings.push(booking);
          return { ok: true, value: booking };
        },
      },
      queue: {
        read: async () => {
          this.asked += 1;
          return { ok: true, value: { calls: this.calls, ended: this.ended } };
        },
      },
      check: async () => [{ kind: 'reached' }],
      ...(pushes ? { inbound: takePush } : {}),
    };
  }
}

/** Genuineness is the adapter's matter; here every push is. */
const takePush: NonNullable<HospitalAdapter['inbound']> = async (request, sink) => {
  const { id, changes } = (await request.json()) as { id: string; changes: InboundChange[] };
  return new Response(await sink.accept({ id, hash: JSON.stringify(changes), changes }));
};

type Clinic = Record<string, unknown> & { window?: { from: string; to: string; basis: string; precision: string } };

describe.each(ENGINES)('%s: a clinic that is called by number', (engine) => {
  let db: TestStore;
  let gateway: TestGateway;
  let clock: VirtualClock;
  let hospital: NumberHospital;
  const person = testPatient(0).id;
  let token: string;

  async function start(pushes = false) {
    clock = new VirtualClock(NOW);
    db = await openTestStore(engine, clock);
    hospital = new NumberHospital();
    hospital.open('s1', OPENS);
    const adapters = new Map([[HOSPITAL, hospital.adapter(pushes)]]);
    const settings = { syncEveryMs: 365 * DAY_MS, pollEveryMs: 1_000, queueEveryMs: 5_000 };
    gateway = await startTestGateway({ store: db.store, clock, adapters, settings });
    addInboundRoutes(gateway.onedoor);
    if (!pushes) await gateway.sync();
    token = await gateway.signIn(person);
  }
  beforeEach(() => start());
  afterEach(async () => {
    await stop();
  });

  /** A call may be under way, and ends when its deadline has come. */
  async function stop() {
    await driven(gateway.stop());
    await db.drop();
  }
  async function driven<T>(promise: Promise<T>): Promise<T> {
    let open = true;
    const settled = promise.finally(() => {
      open = false;
    });
    settled.catch(() => {});
    while (open) {
      await clock.advance(5);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return settled;
  }

  /** Lets the clock and the database go on until it is so. */
  const until = (holds: () => Promise<void>) =>
    expect
      .poll(async () => {
        await clock.advance(1_000);
        return holds().then(
          () => 'so',
          (error: unknown) => String(error),
        );
      })
      .toBe('so');

  /** Past everything that looks at it. */
  const write = (sql: string) =>
    driven(commit({ store: db.store, clock, ids: gateway.ids }, 'write-by-hand', 'background', [{ sql, parameters: [] }]));

  async function clinic(path: string): Promise<Clinic> {
    const response = await gateway.request(path, { headers: { authorization: `Bearer ${token}` } });
    const body = (await response.json()) as { clinic: Clinic; items?: { clinic: Clinic }[] };
    return body.items?.[0]?.clinic ?? body.clinic;
  }
  async function book() {
    const order = { slotId: slotIdOf(HOSPITAL, 's1'), patientId: person, token, key: 'wish-for-a-number' };
    const { status, body } = await driven(gateway.book(order));
    expect(status).toBe(201);
    return `/v1/appointments/${body.id}`;
  }
  const passed = async (ms: number) => {
    await clock.leap(ms);
    token = await gateway.signIn(person);
  };

  it('a clinic that is called by number is searched with about the number that one would get, and about when it will be called', async () => {
    expect(await clinic('/v1/slots?department=A04.03')).toMatchObject({
      half: 'morning',
      numbers: NUMBERS,
      number: 17,
      state: 'waiting',
      window: { precision: 'broad', basis: 'schedule' },
    });
  });

  it('a clinic that is called by number gives the number of the hospital, in the appointment and on the slip', async () => {
    const path = await book();
    expect(await clinic(path)).toMatchObject({ half: 'morning', number: 17, state: 'waiting' });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const slip = await driven(gateway.request(`${path}/slip`, { method: 'POST', body: '{}', headers }));
    expect(((await slip.json()) as { clinic: Clinic }).clinic).toMatchObject({ number: 17, window: { basis: 'schedule' } });
  });

  it('a clinic that is called by number corrects the window as the queue moves, says when the number is called, and learns from the whole', async () => {
    const path = await book();
    const before = (await clinic(path)).window;
    await passed(OPENS - NOW + 40 * MINUTE_MS);
    // Twice as fast as planned, so far.
    hospital.calls = Array.from({ length: 14 }, (_, n) => ({ number: n + 1, at: OPENS + (2 + n * 2.5) * MINUTE_MS }));
    await until(async () => expect((await clinic(path)).window?.basis).toBe('queue'));
    const after = (await clinic(path)).window;
    expect(after?.precision).toBe('half-hour');
    expect(Date.parse(after?.from ?? '')).toBeLessThan(Date.parse(before?.from ?? ''));

    await passed(10 * MINUTE_MS);
    hospital.calls = [...hospital.calls, { number: 17, at: clock.now() - MINUTE_MS }];
    await until(async () => expect((await clinic(path)).state).toBe('called'));

    await passed(60 * MINUTE_MS);
    hospital.calls = [...hospital.calls, { number: 30, at: clock.now() - MINUTE_MS }];
    hospital.ended = true;
    await passed(90 * MINUTE_MS);
    await until(async () => expect(await db.rows('SELECT * FROM clinic_lesson')).toHaveLength(1));
    const asked = hospital.asked;
    await passed(5 * MINUTE_MS);
    await clock.advance(5_000);
    expect(hospital.asked, 'a session that has ended is not asked for').toBe(asked);

    hospital.open('s2', OPENS + DAY_MS);
    hospital.clinics.delete('s1');
    await gateway.sync();
    const next = await clinic(`/v1/slots?department=A04.03&from=${encodeURIComponent('2026-11-25T00:00:00+08:00')}`);
    expect(next.window?.basis).toBe('history');
  });

  it('a clinic that is called by number takes no nonsense for a call: numbers that are none, calls to come, a number called twice', async () => {
    await book();
    await passed(OPENS - NOW + 30 * MINUTE_MS);
    const first = { number: 1, at: OPENS + MINUTE_MS };
    const nonsense = [0, -1, 1.5, Number.NaN, 1e9].map((number) => ({ number, at: OPENS + MINUTE_MS }));
    hospital.calls = [...nonsense, { number: 2, at: clock.now() + DAY_MS }, first, { ...first, at: first.at + MINUTE_MS }];
    await until(async () => expect(await db.rows('SELECT * FROM clinic_call')).toHaveLength(1));
    expect(await db.rows('SELECT number, called_at FROM clinic_call')).toEqual([{ number: 1, called_at: first.at }]);
  });

  it.each([
    ['with a date in front', 20_261_129_001],
    ['of a hundred million', 100_000_000],
    ['one more than there are', NUMBERS + 1],
  ])('a number of a clinic %s is shown as it is, and no window for it', async (_, number) => {
    hospital.given = number;
    const shown = await clinic(await book());
    expect(shown).toMatchObject({ number, state: 'waiting' });
    expect(shown).not.toHaveProperty('window');
  });

  it('a number of a clinic that no one could write down is none: the person gets theirs at the desk', async () => {
    hospital.given = Number.MAX_SAFE_INTEGER;
    const shown = await clinic(await book());
    expect(shown).toMatchObject({ state: 'waiting' });
    expect(shown).not.toHaveProperty('number');
    expect(shown).not.toHaveProperty('window');
  });

  it('what was kept of a clinic before it was looked at, numbers and lessons without measure, is shown without a window and hurts no search', async () => {
    const path = await book();
    await write(`INSERT INTO clinic_lesson
      (slot_id, practitioner_id, starts_at, delay_ms, pace_ms, planned_pace_ms, plan_surprise, queue_surprise)
      SELECT id, practitioner_id, ${NOW - DAY_MS}, 0, 300000, 0, 1000, 1000 FROM slot`);
    expect((await clinic('/v1/slots?department=A04.03')).window).toMatchObject({ basis: 'schedule' });
    await write(`UPDATE claim SET queue_number = ${Number.MAX_SAFE_INTEGER}`);
    await write(`UPDATE slot SET numbers = ${Number.MAX_SAFE_INTEGER}`);
    for (const address of [path, '/v1/slots?department=A04.03']) expect(await clinic(address)).not.toHaveProperty('window');
  });

  it('a clinic that was said to have ended goes on when the hospital takes it back, and teaches nothing before its half day is over', async () => {
    const path = await book();
    await passed(OPENS - NOW + 40 * MINUTE_MS);
    hospital.calls = Array.from({ length: 10 }, (_, n) => ({ number: n + 1, at: OPENS + n * 3 * MINUTE_MS }));
    hospital.ended = true;
    await until(async () => expect((await clinic(path)).state).toBe('ended'));
    hospital.ended = false;
    await until(async () => expect((await clinic(path)).state).toBe('waiting'));
    hospital.ended = true;
    await until(async () => expect((await clinic(path)).state).toBe('ended'));
    hospital.ended = false;
    hospital.calls = [...hospital.calls, { number: 17, at: clock.now() }];
    await until(async () => expect((await clinic(path)).state).toBe('called'));
    expect(await db.rows('SELECT * FROM clinic_lesson')).toEqual([]);
  });

  it('a clinic that is called by number keeps so many calls and no more, whatever the hospital tells', async () => {
    await book();
    await passed(OPENS - NOW + 30 * MINUTE_MS);
    await write('UPDATE slot SET numbers = 10000');
    await write(`INSERT INTO clinic_call (slot_id, number, called_at)
      WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 990)
      SELECT id, n, ${OPENS} + n FROM slot, counted`);
    hospital.calls = Array.from({ length: 1_100 }, (_, n) => ({ number: n + 1, at: OPENS + n }));
    const kept = async () => (await db.rows<{ count: number }>('SELECT count(*) AS count FROM clinic_call'))[0]?.count;
    await until(async () => expect(Number(await kept())).toBe(1_000));
    // What was asked for last may not be written yet: after some more of them it is still so many.
    const { asked } = hospital;
    await until(async () => expect(hospital.asked).toBeGreaterThan(asked + 2));
    expect(Number(await kept())).toBe(1_000);
  });

  it('a clinic that is called by number is closed when the hospital does not say so until late', async () => {
    await book();
    await passed(OPENS - NOW + 200 * MINUTE_MS + 3 * 3_600_000 + 1);
    await until(async () => expect(await db.rows('SELECT ended FROM clinic_progress')).toEqual([{ ended: 1 }]));
  });

  it('a clinic that is called by number tells whoever follows the appointment that the estimate has moved', async () => {
    const path = await book();
    const controller = new AbortController();
    const headers = { authorization: `Bearer ${token}` };
    const response = await gateway.request(`${path}/events`, { headers, signal: controller.signal });
    let text = '';
    void (async () => {
      for await (const chunk of response.body ?? []) text += new TextDecoder().decode(chunk);
    })().catch(() => {});
    await until(async () => expect(text.match(/event: clinic\ndata: .*"number":17/g)).toHaveLength(1));
    controller.abort();
  });

  describe('of a hospital that can not be asked and pushes its schedule', () => {
    beforeEach(async () => {
      await stop();
      await start(true);
    });

    const push = async (id: string, change: InboundChange) =>
      (
        await gateway.request(`http://localhost/inbound/${HOSPITAL}`, {
          method: 'POST',
          body: JSON.stringify({ id, changes: [change] }),
        })
      ).text();
    const offered = () => db.rows('SELECT state, offered, claimed, numbers FROM slot');

    it('a clinic of a hospital that can not be asked is offered as it was pushed, once, and an older push changes nothing', async () => {
      expect(await offered()).toEqual([]);
      expect(await push('m1', { kind: 'snapshot', slot: hospital.snapshot('s1'), asOf: NOW - 1_000 })).toBe('accepted');
      expect(await offered()).toEqual([{ state: 'open', offered: 24, claimed: 0, numbers: 40 }]);
      expect(await push('m2', { kind: 'snapshot', slot: { ...hospital.snapshot('s1'), free: 39 }, asOf: NOW - 2_000 })).toBe(
        'accepted',
      );
      expect(await offered()).toEqual([{ state: 'open', offered: 24, claimed: 0, numbers: 40 }]);
      expect(await push('m1', { kind: 'snapshot', slot: hospital.snapshot('s1'), asOf: NOW - 1_000 })).toBe('duplicate');
      await book();
      expect(await offered()).toEqual([{ state: 'open', offered: 24, claimed: 1, numbers: 40 }]);
    });

    it('a clinic of a hospital that can not be asked is not sold any more once it was withdrawn', async () => {
      await push('m1', { kind: 'snapshot', slot: hospital.snapshot('s1'), asOf: NOW - 1_000 });
      await push('m2', { kind: 'withdrawn', ref: 's1' });
      expect(await offered()).toMatchObject([{ state: 'gone', offered: 0 }]);
    });

    it('a clinic of a hospital that can not be asked takes a push from the time to come for one of now', async () => {
      await push('m1', { kind: 'snapshot', slot: hospital.snapshot('s1'), asOf: NOW + DAY_MS });
      await clock.advance(1_000);
      await push('m2', { kind: 'snapshot', slot: { ...hospital.snapshot('s1'), free: 3 }, asOf: NOW + 500 });
      expect(await offered()).toMatchObject([{ offered: 3 }]);
    });
  });
});
