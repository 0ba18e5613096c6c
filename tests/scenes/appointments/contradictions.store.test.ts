import { afterEach, describe, expect, it } from 'vitest';
import { type EveryFacet, facetsOf } from '../../../adapters/conformance/facets.ts';
import type { MemoryHospitalOptions } from '../../../adapters/hospitals/memory/config.ts';
import type { Booking } from '../../../adapters/port/booking.ts';
import type { Outcome } from '../../../adapters/port/terms.ts';
import { readClaim, updateClaimPart } from '../../../bff/scenes/appointments/appointment-rows.ts';
import { driven, type QuietGateway, signedIn, startQuietGateway } from '../../security/quiet-gateway.ts';
import { changed } from '../../support/changed-adapter.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { ENGINES } from '../../support/test-store.ts';

const WATCH_MS = 30_000;
const LOST: Outcome<never> = { ok: false, failure: { kind: 'unknown-outcome', detail: 'lost' } };

/** Answers that differ from what the hospital holds. */
interface Says {
  book?: EveryFacet['booking']['book'];
  find?: EveryFacet['bookings']['find'];
  list?: EveryFacet['bookings']['list'];
  cancel?: EveryFacet['cancellation']['cancel'];
}

describe.each(ENGINES)('%s: a hospital that contradicts itself', (engine) => {
  let site: QuietGateway;
  /** The hospital as it is. */
  let truth: EveryFacet;
  /** What it says, for a test to change. */
  let says: Says;
  let cancellations: number;

  afterEach(() => site.stop());

  async function start(hospital: Partial<MemoryHospitalOptions> = {}) {
    says = {};
    cancellations = 0;
    site = await startQuietGateway(engine, {
      hospital: { without: ['patients'], settleWindowMs: 0, ...hospital },
      settings: { watchEveryMs: WATCH_MS },
      wrap(adapter) {
        truth = facetsOf(adapter);
        const { booking, bookings } = truth;
        const cancels = adapter.cancellation;
        return changed(adapter, {
          booking: { book: (request, call) => (says.book ?? booking.book)(request, call) },
          bookings: {
            find: (key, call) => (says.find ?? bookings.find)(key, call),
            list: (cursor, call) => (says.list ?? bookings.list)(cursor, call),
          },
          ...(cancels
            ? {
                cancellation: {
                  cancel(request, call) {
                    cancellations += 1;
                    return (says.cancel ?? cancels.cancel)(request, call);
                  },
                },
              }
            : {}),
        });
      },
    });
    const person = await signedIn(site.gateway);
    return { person, slot: await site.gateway.openSlot(2), other: await site.gateway.openSlot(2, 26 * 3_600_000) };
  }

  const book = (order: { slotId: string; patientId: string; token: string }, key = 'a-booking-of-somebody') =>
    driven(site, site.gateway.book({ ...order, key }));
  const live = async () => (await site.gateway.hospital.bookings()).filter((booking) => booking.live).map(({ ref }) => ref);
  const claims = () =>
    site.db.rows<{ state: string; hospital_ref: string | null; reason: string | null; ghost_of: string | null }>(
      'SELECT claim.state, hospital_ref, reason, ghost_of FROM appointment JOIN claim ON claim.id = claim_id ORDER BY appointment.created_at',
    );
  async function until(holds: () => Promise<boolean>): Promise<void> {
    const look = async () => {
      while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
    };
    await driven(site, look(), 1_000);
  }
  const untilState = (state: string) => until(async () => (await claims()).at(-1)?.state === state);
  /** Nothing that is due is left, after the hospital's list was read so many times. */
  async function watched(times: number): Promise<void> {
    for (let round = 0; round < times * 6; round += 1) {
      await site.clock.advance(WATCH_MS / 6);
      const due = `SELECT id FROM task WHERE state = 'ready' AND (run_at <= ${site.clock.now()} OR lease_token IS NOT NULL)`;
      await until(async () => (await site.db.rows(due)).length === 0);
    }
  }
  async function shown(appointment: unknown, headers: Record<string, string>) {
    return (await (await site.gateway.request(`/v1/appointments/${appointment}`, { headers })).json()) as Record<string, unknown>;
  }
  const counted = async (kind: string) =>
    (await (await site.gateway.request('/metrics')).text()).includes(
      `onedoor_contradictions_total{hospital="test-first",kind="${kind}"}`,
    );

  it('that answers with another slot than the one asked for has not booked: the person hears no, and the stray is cancelled', async () => {
    const { person, slot, other } = await start();
    says.book = (request, call) => truth.booking.book({ ...request, slotRef: other.ref }, call);
    const reply = await book({ slotId: slot.slotId, ...person });
    expect([reply.status, reply.body.code]).toEqual([409, 'booking-refused']);
    expect(await claims()).toMatchObject([{ state: 'refused', reason: 'not-booked' }]);
    await until(async () => (await live()).length === 0);
    expect(await counted('other-slot')).toBe(true);
  });

  it('that finds another slot under the key after a lost answer has not booked either', async () => {
    const { person, slot, other } = await start();
    says.book = async (request, call) => {
      await truth.booking.book({ ...request, slotRef: other.ref }, call);
      return LOST;
    };
    await book({ slotId: slot.slotId, ...person });
    await untilState('refused');
    await until(async () => (await live()).length === 0);
  });

  it('that books another slot and can not be asked to cancel is left to the duty desk, and nothing is told as booked', async () => {
    const { person, slot, other } = await start({ without: ['patients', 'cancellation'] });
    says.book = (request, call) => truth.booking.book({ ...request, slotRef: other.ref }, call);
    await book({ slotId: slot.slotId, ...person });
    await untilState('manual');
  });

  it('that lists a confirmed booking in another slot is left to the duty desk, and nothing is cancelled', async () => {
    const { person, slot, other } = await start({ listing: 'sweep' });
    const reply = await book({ slotId: slot.slotId, ...person });
    says.list = async (cursor, call) => {
      const page = await truth.bookings.list(cursor, call);
      if (!page.ok) return page;
      return {
        ok: true,
        value: { ...page.value, bookings: page.value.bookings.map((held) => ({ ...held, slotRef: other.ref })) },
      };
    };
    await untilState('manual');
    expect(await shown(reply.body.id, person.headers)).toMatchObject({ status: 'pending', confirmation: 'with-staff' });
    expect(await live()).toHaveLength(1);
  });

  it('that names another booking as cancelled has cancelled nothing: the person is told so when theirs is named', async () => {
    const { person, slot } = await start();
    const booked = await book({ slotId: slot.slotId, ...person });
    says.cancel = async ({ key }) => ({ ok: true, value: { ref: 'somebody-else', key, status: 'cancelled' } });
    const reply = await driven(site, site.gateway.cancel({ id: String(booked.body.id), ...person, key: 'cancel-it-please' }));
    expect([reply.status, reply.body.cancellation]).toEqual([202, 'requested']);
    expect(await live()).toHaveLength(1);
    expect(await counted('other-booking-cancelled')).toBe(true);
    delete says.cancel;
    await untilState('cancelled');
    expect(await live()).toEqual([]);
  });

  it.each(['live', 'first'] as const)(
    'that cancels by key, and finds the %s one, leaves the person the one booking that it keeps',
    async (finds) => {
      const { person, slot } = await start({ without: ['patients', 'keys'] });
      const booked = await book({ slotId: slot.slotId, ...person });
      const [first] = await site.gateway.hospital.bookings();
      const key = first?.key ?? '';
      // The one that was confirmed goes, whichever was named.
      says.cancel = (_request, call) => truth.cancellation.cancel({ key, ref: first?.ref ?? '' }, call);
      if (finds === 'first')
        says.find = async (given, call) => {
          const found = await truth.bookings.find(given, call);
          const gone: Booking = { ref: first?.ref ?? '', key, slotRef: slot.ref, status: 'cancelled' };
          return cancellations === 0 ? found : { ok: true, value: gone };
        };
      const { patient } = testPatient(0);
      await truth.booking.book({ key, slotRef: slot.ref, patient }, { signal: AbortSignal.timeout(5_000) });
      await until(async () => (await claims())[0]?.hospital_ref !== first?.ref);
      await watched(4);
      expect(await live()).toEqual([(await claims())[0]?.hospital_ref]);
      expect(await shown(booked.body.id, person.headers)).toMatchObject({ status: 'booked', cancellation: 'none' });
    },
  );

  it('that goes on listing what it called cancelled is asked again, and the person is told when it is gone', async () => {
    const { person, slot } = await start({ listing: 'sweep' });
    const booked = await book({ slotId: slot.slotId, ...person });
    says.cancel = async ({ key, ref }) => ({ ok: true, value: { ref, key, status: 'cancelled' } });
    const reply = await driven(site, site.gateway.cancel({ id: String(booked.body.id), ...person, key: 'cancel-it-please' }));
    expect(reply.body).toMatchObject({ status: 'cancelled' });
    delete says.cancel;
    await until(async () => (await live()).length === 0);
    await watched(2);
    expect(await shown(booked.body.id, person.headers)).toMatchObject({ status: 'cancelled', cancellation: 'done' });
    expect(cancellations).toBe(2);
    expect(await counted('held-though-cancelled')).toBe(true);
    expect(await site.db.rows('SELECT claimed FROM slot WHERE claimed <> 0')).toEqual([]);
  });

  it.each(['cancelled', 'unknown'] as const)(
    'that says %s to every cancellation and keeps the booking is asked three times, then a duty desk looks',
    async (word) => {
      const { person, slot } = await start({ listing: 'sweep' });
      const booked = await book({ slotId: slot.slotId, ...person });
      says.cancel = async ({ key, ref }) =>
        word === 'cancelled'
          ? { ok: true, value: { ref, key, status: 'cancelled' } }
          : { ok: false, failure: { kind: 'rejected', reason: 'booking-unknown', detail: 'unknown' } };
      await driven(site, site.gateway.cancel({ id: String(booked.body.id), ...person, key: 'cancel-it-please' }));
      await untilState('manual');
      await watched(4);
      expect(cancellations).toBe(3);
      expect(await shown(booked.body.id, person.headers)).toMatchObject({
        confirmation: 'with-staff',
        cancellation: 'requested',
      });
      expect(site.gateway.logged.filter((line) => line.includes('claim.needs-staff'))).toHaveLength(1);
    },
  );

  it('that cancels a booking by itself and takes that back is shown as it is, each time, and then by a duty desk', async () => {
    const { person, slot } = await start();
    const booked = await book({ slotId: slot.slotId, ...person });
    const [there] = await site.gateway.hospital.bookings();
    const set = (status: 'cancelled' | 'booked') => site.gateway.hospital.statuses?.set(there?.ref ?? '', status);
    for (const state of ['confirmed', 'confirmed', 'manual']) {
      await set('cancelled');
      await untilState('cancelled');
      expect(await shown(booked.body.id, person.headers)).toMatchObject({ status: 'cancelled' });
      await site.clock.advance(1_000);
      await set('booked');
      await untilState(state);
    }
    expect(cancellations).toBe(0);
    expect(await site.db.rows('SELECT claimed FROM slot WHERE claimed <> 0')).toEqual([{ claimed: 1 }]);
  });

  it('that takes back its cancellation after the person has booked the slot anew holds one booking in the end', async () => {
    const { person, slot } = await start();
    await book({ slotId: slot.slotId, ...person });
    const [there] = await site.gateway.hospital.bookings();
    await site.gateway.hospital.statuses?.set(there?.ref ?? '', 'cancelled');
    await untilState('cancelled');
    expect((await book({ slotId: slot.slotId, ...person }, 'booked-once-more')).status).toBe(201);
    await site.gateway.hospital.statuses?.set(there?.ref ?? '', 'booked');
    await until(async () => cancellations === 1);
    await watched(2);
    expect((await claims()).map(({ state }) => state)).toEqual(['cancelled', 'confirmed']);
    expect(await live()).toEqual([(await claims())[1]?.hospital_ref]);
  });

  it('that gives one booking to two people has booked for the first: the second is asked about, and left to the duty desk', async () => {
    const { person, slot } = await start();
    await book({ slotId: slot.slotId, ...person });
    const [first] = await site.gateway.hospital.bookings();
    const same = (key: string): Booking => ({ ref: first?.ref ?? '', key, slotRef: slot.ref, status: 'booked' });
    says.book = async ({ key }) => ({ ok: true, value: same(key) });
    says.find = async (key) => ({ ok: true, value: same(key) });
    const second = await signedIn(site.gateway, 1);
    const reply = await book({ slotId: slot.slotId, ...second }, 'somebody-else-books');
    expect(reply.status).toBe(202);
    await untilState('manual');
    expect(await claims()).toMatchObject([
      { state: 'confirmed', hospital_ref: first?.ref },
      { state: 'manual', hospital_ref: null },
    ]);
    expect(await counted('booking-of-another-person')).toBe(true);
    await watched(2);
    expect(cancellations).toBe(0);
  });

  it('that gives one booking to two people at the same moment has booked for one of them', async () => {
    const { person, slot } = await start();
    says.book = async () => LOST;
    says.find = async () => LOST;
    const second = await signedIn(site.gateway, 1);
    await book({ slotId: slot.slotId, ...person });
    await book({ slotId: slot.slotId, ...second }, 'somebody-else-books');
    const { store, ids } = site.gateway.onedoor.dependencies;
    const rows = await site.db.rows<{ id: string }>('SELECT claim_id AS id FROM appointment');
    const both = (await Promise.all(rows.map(({ id }) => readClaim(store, id)))).filter((claim) => claim !== undefined);
    expect(both.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
    const outcomes = await Promise.allSettled(
      both.map((claim) =>
        store.commit({
          id: ids.inOrder('unt'),
          name: 'probe',
          lane: 'outcomes',
          deadline: site.clock.now() + 5_000,
          parts: [updateClaimPart('unknown', { ...claim, state: 'confirmed', hospitalRef: 'the-same' })],
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value.ok)).toHaveLength(1);
    expect((await claims()).filter(({ state }) => state === 'confirmed')).toHaveLength(1);
  });
});
