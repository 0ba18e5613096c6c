import { afterEach, describe, expect, it } from 'vitest';
import type { Booking } from '../../../adapters/port/booking.ts';
import { atRest, driven, type QuietGateway, signedIn, startQuietGateway } from '../../security/quiet-gateway.ts';
import { changed } from '../../support/changed-adapter.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { ENGINES } from '../../support/test-store.ts';

const WATCH_MS = 60_000;

interface Page {
  readonly bookings: readonly Booking[];
  readonly cursor: string;
  readonly more: boolean;
}

let site: QuietGateway;
afterEach(() => site.stop());

describe.each(ENGINES)('%s: a list of bookings', (engine) => {
  let list: (cursor: string | undefined, calls: number) => Page;
  let pages = 0;

  async function start(listing: 'changes' | 'sweep') {
    list = () => ({ bookings: [], cursor: 'end', more: false });
    pages = 0;
    site = await startQuietGateway(engine, {
      settings: { watchEveryMs: WATCH_MS },
      wrap: (adapter) =>
        changed(adapter, {
          bookings: {
            listing,
            async list(cursor) {
              pages += 1;
              return { ok: true, value: list(cursor, pages) };
            },
          },
          cancellation: {
            async cancel() {
              return { ok: false, failure: { kind: 'rejected', reason: 'not-cancellable', detail: 'no' } };
            },
          },
        }),
    });
  }
  async function watch(times = 1): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      await site.clock.leap(WATCH_MS + 1_000);
      await driven(site, atRest(site.db, site.clock));
    }
  }
  const lines = (event: string) => site.gateway.logged.filter((line) => line.includes(`"${event}"`));
  const metrics = async () => (await site.gateway.request('/metrics')).text();
  const strayOf = (n: number): Booking => ({ ref: `ref-${n}`, key: `left-over-${n}`, status: 'booked' });

  it.each(['changes', 'sweep'] as const)(
    'a list of bookings (%s) that goes in a circle is left after one round, and operators see it until it ends',
    async (listing) => {
      await start(listing);
      await watch();
      list = (cursor) => ({ bookings: [], cursor: cursor === 'a' ? 'b' : 'a', more: true });
      pages = 0;
      await watch(3);
      expect(pages).toBeLessThanOrEqual(9);
      expect(lines('hospital.list-without-end')).toHaveLength(1);
      const ready = await (await site.gateway.request('/readyz')).json();
      expect(ready).toMatchObject({ ready: true, withoutEnd: { [HOSPITAL]: ['bookings'] } });
      list = () => ({ bookings: [], cursor: 'end', more: false });
      await watch();
      expect(await (await site.gateway.request('/readyz')).json()).not.toHaveProperty('withoutEnd');
    },
  );

  it('a list of bookings that is swept and always has more is left after a bound of bookings, with a handful of lines in the log', async () => {
    await start('sweep');
    // One page more than a hospital may hold: it is given up before it is looked at.
    const many = Array.from({ length: 200_001 }, () => strayOf(0));
    list = (_, n) => ({ bookings: many, cursor: `c${n}`, more: true });
    await watch();
    expect(pages).toBeLessThanOrEqual(3);
    expect(lines('hospital.list-without-end')).toHaveLength(1);
  });

  it('a list of bookings that has changes to tell for long is heard in pieces, and not taken for one without end at once', async () => {
    await start('changes');
    await watch();
    list = (_, n) => ({ bookings: [], cursor: `c${n}`, more: true });
    pages = 0;
    await watch(1);
    expect(pages).toBe(20);
    expect(lines('hospital.list-without-end')).toEqual([]);
  });

  it('a list of bookings that holds hundreds which nobody knows writes a handful of lines, and none for the same ones again', async () => {
    await start('sweep');
    list = () => ({ bookings: Array.from({ length: 200 }, (_, n) => strayOf(n)), cursor: 'end', more: false });
    await watch(3);
    const written = lines('watch.stray-booking').map((line) => JSON.parse(line) as { leftOut?: number });
    expect(written.length).toBeLessThanOrEqual(6);
    expect(written.reduce((sum, { leftOut }) => sum + (leftOut ?? 1), 0)).toBe(200);
  });

  it.each(['changes', 'sweep'] as const)(
    'a list of bookings (%s) that shows one key under ever new references: ten of them are kept, the rest is counted once and told',
    async (listing) => {
      await start(listing);
      const { slotId } = await site.gateway.openSlot(1);
      const person = await signedIn(site.gateway);
      const booked = await driven(site, site.gateway.book({ slotId, ...person, key: 'the-one-true-booking' }));
      expect(booked.status).toBe(201);
      const [claim] = await site.db.rows<{ key: string; ref: string }>(
        'SELECT booking_key AS key, hospital_ref AS ref FROM claim',
      );
      const [key, ref] = [claim?.key ?? '', claim?.ref ?? ''];
      const ghosts = (from: number, count: number) =>
        Array.from({ length: count }, (_, n): Booking => ({ ref: `ghost-${from + n}`, key, status: 'booked' }));
      list = () => ({ bookings: [{ ref, key, status: 'booked' }, ...ghosts(0, 4)], cursor: 'end', more: false });
      await watch(3);
      expect(await metrics()).toContain(`onedoor_ghost_bookings_total{hospital="${HOSPITAL}"} 4`);
      list = () => ({ bookings: [{ ref, key, status: 'booked' }, ...ghosts(0, 60)], cursor: 'end', more: false });
      await watch(3);
      const kept = await site.db.rows<{ state: string }>('SELECT state FROM claim WHERE ghost_of IS NOT NULL');
      expect(kept.map(({ state }) => state)).toEqual(Array.from({ length: 10 }, () => 'manual'));
      expect(await metrics()).toContain(`onedoor_ghost_bookings_total{hospital="${HOSPITAL}"} 10`);
      expect(await metrics()).toContain(`onedoor_ghost_bookings_left_total{hospital="${HOSPITAL}"} 50`);
      expect(lines('watch.ghost-left').length).toBeLessThanOrEqual(6);
      expect(await site.db.rows("SELECT id FROM claim WHERE state = 'confirmed'"), 'the true one stands').toHaveLength(1);
    },
  );
});
