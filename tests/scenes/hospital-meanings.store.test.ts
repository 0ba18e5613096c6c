import { afterEach, describe, expect, it } from 'vitest';
import { type EveryFacet, facetsOf } from '../../adapters/conformance/facets.ts';
import type { MemoryHospitalOptions } from '../../adapters/hospitals/memory/config.ts';
import type { BookingStatus } from '../../adapters/port/booking.ts';
import { BOOKING_KEY_LENGTH, createBookingKeys } from '../../bff/platform/crypto/booking-key.ts';
import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import { applySnapshot } from '../../bff/scenes/slots/sync-slots.ts';
import { driven, type QuietGateway, signedIn, startQuietGateway } from '../security/quiet-gateway.ts';
import { changed } from '../support/changed-adapter.ts';
import { HALF_HOUR_MS, testPatient } from '../support/test-gateway.ts';
import { ENGINES } from '../support/test-store.ts';

const WATCH_MS = 60_000;

describe.each(ENGINES)('%s: a hospital', (engine) => {
  let site: QuietGateway;
  /** The cursors from which its bookings were listed. */
  const asked: (string | undefined)[] = [];
  /** What the hospital's own people do at their window. */
  let window: EveryFacet;
  /** The next answer to a booking is lost, although it was made. */
  let loseAnswer = false;
  /** Rows that its next lists of bookings leave out. */
  let unreadable = 0;

  afterEach(() => site.stop());

  async function start(hospital: Partial<MemoryHospitalOptions> = {}) {
    loseAnswer = false;
    unreadable = 0;
    site = await startQuietGateway(engine, {
      hospital: { without: ['patients'], ...hospital },
      settings: { watchEveryMs: WATCH_MS },
      wrap(adapter) {
        window = facetsOf(adapter);
        return changed(adapter, {
          bookings: {
            async list(cursor, call) {
              asked.push(cursor);
              const outcome = await window.bookings.list(cursor, call);
              if (!outcome.ok || unreadable === 0) return outcome;
              return { ok: true, value: { ...outcome.value, leftOut: { count: unreadable, detail: 'unexpected at 0.ref' } } };
            },
          },
          booking: {
            async book(request, call) {
              const outcome = await window.booking.book(request, call);
              return loseAnswer ? { ok: false, failure: { kind: 'unknown-outcome', detail: 'lost' } } : outcome;
            },
          },
        });
      },
    });
    return { person: await signedIn(site.gateway), ...(await site.gateway.openSlot(1)) };
  }

  const claim = async () =>
    (
      await site.db.rows<{ state: string; key: string; ref: string }>(
        'SELECT state, booking_key AS key, hospital_ref AS ref FROM claim',
      )
    )[0];
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  /** The hospital has the booking. */
  async function atHospital(): Promise<void> {
    while ((await site.gateway.hospital.bookings()).length === 0) await turn();
  }
  async function untilClaim(state: string): Promise<void> {
    while ((await claim())?.state !== state) await turn();
  }
  /** The hospital was asked so many times what became of the booking. */
  async function untilAsked(times: number): Promise<void> {
    const tries = async () => (await site.db.rows<{ tries: number }>('SELECT tries FROM claim'))[0]?.tries ?? 0;
    while ((await tries()) < times) await turn();
  }
  const call = () => ({ signal: AbortSignal.timeout(5_000) });
  const setStatus = async (status: BookingStatus) => {
    const [booking] = await site.gateway.hospital.bookings();
    await site.gateway.hospital.statuses?.set(booking?.ref ?? '', status);
  };
  const ready = async () => (await (await site.gateway.request('/readyz')).json()) as { hospitals: Record<string, string> };

  it('that does not take our credentials any more is told to operators at once, and people are told that it is away', async () => {
    const { person, slotId } = await start();
    site.gateway.hospital.takeCredentials(false);
    const first = await driven(site, site.gateway.book({ slotId, ...person, key: 'to-one-who-knows-us-not' }));
    expect([first.status, first.body.code]).toEqual([503, 'hospital-unavailable']);
    expect(await site.gateway.hospital.bookings()).toEqual([]);
    expect((await ready()).hospitals).toEqual({ 'test-first': 'credentials' });
    const second = await site.gateway.book({ slotId, ...person, key: 'and-once-more-soon' });
    expect([second.status, second.body.code]).toEqual([503, 'hospital-unavailable']);
    expect(await (await site.gateway.request('/metrics')).text()).toContain(
      'onedoor_hospital_credentials_refused{hospital="test-first"} 1',
    );
    expect(site.gateway.logged.filter((line) => line.includes('hospital.credentials-refused'))).toHaveLength(1);
    site.gateway.hospital.takeCredentials(true);
    await site.clock.advance(10_001);
    expect((await driven(site, site.gateway.book({ slotId, ...person, key: 'now-it-knows-us' }))).status).toBe(201);
    expect((await ready()).hospitals).toEqual({ 'test-first': 'ok' });
  });

  it.each(['completed', 'missed'] as const)('that says %s of a booking whose answer was lost has booked it', async (status) => {
    const { person, slotId } = await start();
    loseAnswer = true;
    const booked = site.gateway.book({ slotId, ...person, key: 'lost-and-then-over' });
    await atHospital();
    await setStatus(status);
    await driven(site, booked);
    await driven(site, untilClaim('confirmed'));
  });

  it('that has put somebody on a waiting list has not booked: it is asked again, and nobody is told that they have a place', async () => {
    const { person, slotId } = await start();
    loseAnswer = true;
    const booked = site.gateway.book({ slotId, ...person, key: 'lost-and-then-listed' });
    await atHospital();
    await setStatus('wait-listed');
    expect((await driven(site, booked)).status).toBe(202);
    await driven(site, untilAsked(4), 500);
    expect(await claim()).toMatchObject({ state: 'unknown' });
    await setStatus('booked');
    await driven(site, untilClaim('confirmed'));
  });

  it('that can only be swept tells by what it does not hold any more what it cancelled', async () => {
    const { person, slotId } = await start({ listing: 'sweep', settleWindowMs: 0 });
    expect((await driven(site, site.gateway.book({ slotId, ...person, key: 'booked-and-swept' }))).status).toBe(201);
    await site.clock.advance(2 * WATCH_MS);
    expect(await claim()).toMatchObject({ state: 'confirmed' });
    const held = await claim();
    await window.cancellation.cancel({ key: held?.key ?? '', ref: held?.ref ?? '' }, call());
    await driven(site, untilClaim('cancelled'));
  });

  it('that is swept while it leaves a booking out of its list, and knows it when asked, keeps the booking', async () => {
    const { person, slotId } = await start({ listing: 'sweep', settleWindowMs: 0 });
    expect((await driven(site, site.gateway.book({ slotId, ...person, key: 'booked-and-unlisted' }))).status).toBe(201);
    const { list } = window.bookings;
    window.bookings.list = async (cursor, given) => {
      const page = await list(cursor, given);
      return page.ok ? { ok: true, value: { ...page.value, bookings: [] } } : page;
    };
    await site.clock.advance(3 * WATCH_MS);
    expect(await claim()).toMatchObject({ state: 'confirmed' });
  });

  it('that enters what it is asked for is read right before, and not asked where its window has taken the last place', async () => {
    const { person, slotId, ref } = await start({ places: 'advisory' });
    await window.booking.book({ key: 'window', slotRef: ref, patient: testPatient(2).patient }, call());
    const refused = await driven(site, site.gateway.book({ slotId, ...person, key: 'one-too-many' }));
    expect([refused.status, refused.body.code]).toEqual([409, 'slot-taken']);
    expect(await site.gateway.hospital.slot(ref)).toEqual({ capacity: 1, taken: 1 });
    const other = await driven(site, site.gateway.openSlot(1, 26 * 3_600_000));
    expect((await driven(site, site.gateway.book({ slotId: other.slotId, ...person, key: 'one-that-fits' }))).status).toBe(201);
  });

  it('that books a department and nobody in particular: its slots are left out and counted, and the others are offered', async () => {
    const { slotId } = await start();
    const startsAt = site.clock.now() + 30 * 3_600_000;
    const slot = { startsAt, endsAt: startsAt + HALF_HOUR_MS, capacity: 1, departmentRef: 'gk', practitionerRef: null };
    await site.gateway.hospital.openSlot(slot);
    await site.gateway.sync();
    const found = (await (await site.gateway.request('/v1/slots')).json()) as { items: { id: string }[] };
    expect(found.items.map(({ id }) => id)).toEqual([slotId]);
    expect(await (await site.gateway.request('/metrics')).text()).toContain(
      'onedoor_slots_left_out_total{hospital="test-first",reason="no-practitioner"} 1',
    );
    expect(site.gateway.logged.filter((line) => line.includes('sync.no-practitioner'))).toHaveLength(1);
    expect(site.gateway.logged.filter((line) => line.includes('sync.unknown-references'))).toEqual([]);
  });

  it('that sends a row of bookings which can not be read: what it cancelled is seen, the row is counted, and read again until it is mended', async () => {
    const { person, slotId } = await start();
    const booked = await driven(site, site.gateway.book({ slotId, ...person, key: 'cancelled-beside-a-bad-row' }));
    expect(booked.status).toBe(201);
    unreadable = 2;
    await setStatus('cancelled');
    const round = async () => {
      const before = asked.length;
      while (asked.length === before) await site.clock.advance(WATCH_MS / 4);
      await driven(site, turn());
      return asked.at(-1);
    };
    const first = await round();
    await driven(site, untilClaim('cancelled'));
    expect(await round()).toBe(first);
    expect(await (await site.gateway.request('/metrics')).text()).toContain(
      'onedoor_bookings_left_out_total{hospital="test-first",reason="unreadable"}',
    );
    expect(site.gateway.logged.find((line) => line.includes('watch.left-out'))).toContain(
      '"count":2,"detail":"unexpected at 0.ref"',
    );
    unreadable = 0;
    // A round that was under way may still have read the bad row, and a store of its own process may write the cursor a round later.
    let cursor = await round();
    for (let rounds = 1; rounds < 8 && cursor === first; rounds++) cursor = await round();
    expect(cursor).not.toBe(first);
  });

  it('that tells of slots which can be none: they are left out and counted, the others are offered, and nothing is withdrawn where that is all', async () => {
    const { slotId } = await start();
    const startsAt = site.clock.now() + 30 * 3_600_000;
    const slot = { ref: 'odd', departmentRef: 'gk', practitionerRef: 'p1', startsAt, endsAt: startsAt + HALF_HOUR_MS, free: 1 };
    const odd = [
      { ...slot, endsAt: startsAt },
      { ...slot, feeFen: 1e9 },
      { ...slot, free: -1 },
      { ...slot, clinic: { numbers: 1e15 } },
    ];
    const shown = async () => {
      const found = (await (await site.gateway.request('/v1/slots')).json()) as { items: { id: string }[] };
      return found.items.map(({ id }) => id);
    };
    for (const one of odd) {
      const onedoor = site.gateway.onedoor.dependencies;
      expect(await applySnapshot(onedoor, { hospitalId: 'test-first', askedAt: site.clock.now(), slots: [one] })).toBe(false);
      const right = { ...slot, ref: 'right' };
      expect(await applySnapshot(onedoor, { hospitalId: 'test-first', askedAt: site.clock.now(), slots: [one, right] })).toBe(
        true,
      );
    }
    expect(await shown()).toEqual([slotId, slotIdOf('test-first', 'right')]);
    expect(await (await site.gateway.request('/metrics')).text()).toContain(
      'onedoor_slots_left_out_total{hospital="test-first",reason="unreadable"} 8',
    );
  });
});

describe('a booking key', () => {
  it('has the length that hospitals are held against', () => {
    const keys = createBookingKeys('E'.repeat(42).concat('A'), (length) => new Uint8Array(length).fill(7), Date.now);
    expect(keys.make({ patientId: testPatient(0).id, coverage: 'self-pay', hospitalId: 'test-first' })).toHaveLength(
      BOOKING_KEY_LENGTH,
    );
  });
});
