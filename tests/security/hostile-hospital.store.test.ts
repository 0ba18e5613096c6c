import { afterEach, describe, expect, it } from 'vitest';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import { aroundCalls } from '../support/changed-adapter.ts';
import { ENGINES, type Engine } from '../support/test-store.ts';
import { driven, type QuietGateway, signedIn, startQuietGateway } from './quiet-gateway.ts';

const open: QuietGateway[] = [];

afterEach(async () => {
  for (const site of open.splice(0)) await site.stop();
});

type Operation = 'booking.book' | 'cancellation.cancel' | 'slots.page';
type Answer = (real: () => Promise<unknown>) => unknown;

/** Answers of an adapter that is broken or was taken over. The booking itself reached the hospital in some, and not in others. */
const ANSWERS: readonly (readonly [string, boolean, Answer])[] = [
  [
    'throws before the call',
    false,
    () => {
      throw new TypeError('broken');
    },
  ],
  [
    'throws after the call',
    true,
    async (real) => {
      await real();
      throw new Error('broken');
    },
  ],
  ['throws something that is no error', false, () => Promise.reject('broken')],
  ['answers undefined', true, async (real) => void (await real())],
  ['answers null', false, () => null],
  ['answers a text', false, () => '<html>'],
  [
    'answers {}',
    true,
    async (real) => {
      await real();
      return {};
    },
  ],
  [
    'answers ok without a value',
    true,
    async (real) => {
      await real();
      return { ok: true };
    },
  ],
  [
    'answers ok with an empty value',
    true,
    async (real) => {
      await real();
      return { ok: true, value: {} };
    },
  ],
  ['answers a failure without words', false, () => ({ ok: false })],
  [
    'answers a failure that is not in the list',
    true,
    async (real) => {
      await real();
      return { ok: false, failure: { kind: 'made-up' } };
    },
  ],
  [
    'answers malformed',
    true,
    async (real) => {
      await real();
      return { ok: false, failure: { kind: 'malformed', detail: 'unreadable' } };
    },
  ],
  [
    'never answers',
    true,
    async (real) => {
      await real();
      return new Promise(() => {});
    },
  ],
];

const OPEN = ['202 pending confirming', '202 pending asking'];

async function start(engine: Engine, operation: Operation, answer: Answer, times = 1) {
  let left = times;
  const wrap = (adapter: HospitalAdapter): HospitalAdapter =>
    aroundCalls(adapter, (name, _given, real) => {
      if (name !== operation || left === 0) return real();
      left -= 1;
      return answer(real) as ReturnType<typeof real>;
    });
  const site = await startQuietGateway(engine, { wrap });
  open.push(site);
  return site;
}

/** Lets the clock go on until the claim rests, for at most `hours`. */
async function untilSettled(site: QuietGateway, hours = 1) {
  const end = site.clock.now() + hours * 3_600_000;
  while (site.clock.now() < end) {
    const claims = await site.db.rows<{ state: string }>('SELECT state FROM claim');
    if (claims.every(({ state }) => ['confirmed', 'refused', 'released', 'cancelled', 'manual'].includes(state))) return;
    await site.clock.advance(250);
  }
  expect.fail('the claim did not come to rest');
}

async function show(site: QuietGateway, id: unknown, headers: Record<string, string>) {
  return (await (await site.gateway.request(`/v1/appointments/${id}`, { headers })).json()) as Record<string, unknown>;
}

describe.each(ENGINES)('%s: a hospital adapter that', (engine) => {
  it.each(ANSWERS)(
    "%s when it is to book: nobody is told a lie, and the hospital's ledger decides in the end",
    async (_, received, answer) => {
      const site = await start(engine, 'booking.book', answer);
      const { slotId, ref } = await site.gateway.openSlot(1);
      const person = await signedIn(site.gateway);
      const booked = await driven(site, site.gateway.book({ slotId, ...person, key: 'to-a-broken-one' }));
      // Within the time that a person waits, the hospital may have been asked and have said so; anything else is still open.
      const shown = `${booked.status} ${booked.body.status} ${booked.body.confirmation}`;
      expect(received ? ['201 booked confirmed', ...OPEN] : OPEN).toContain(shown);
      expect(await site.gateway.hospital.bookings()).toHaveLength(received ? 1 : 0);
      await untilSettled(site);
      const live = (await site.gateway.hospital.bookings()).filter((booking) => booking.live);
      expect(live).toHaveLength(1);
      expect((await site.gateway.hospital.slot(ref)).taken).toBe(1);
      expect(await show(site, booked.body.id, person.headers)).toMatchObject({ status: 'booked', confirmation: 'confirmed' });
    },
  );

  it.each(ANSWERS)(
    '%s when it is to cancel: the booking is shown as requested to cancel until the hospital has cancelled it',
    async (_, __, answer) => {
      const site = await start(engine, 'cancellation.cancel', answer);
      const { slotId } = await site.gateway.openSlot(1);
      const person = await signedIn(site.gateway);
      const booked = await driven(site, site.gateway.book({ slotId, ...person, key: 'then-cancel-it' }));
      expect(booked.status).toBe(201);
      const cancelled = await driven(
        site,
        site.gateway.cancel({ id: String(booked.body.id), token: person.token, key: 'cancel-broken' }),
      );
      expect([200, 202], JSON.stringify(cancelled.body)).toContain(cancelled.status);
      const stands = (await site.gateway.hospital.bookings()).some((booking) => booking.live);
      expect(`${cancelled.body.status} ${cancelled.body.cancellation}`).toMatch(
        stands ? /^booked requested$/ : /requested$|^cancelled done$/,
      );
      const end = site.clock.now() + 3_600_000;
      const cancelledNow = async () => (await site.db.rows("SELECT id FROM claim WHERE state = 'cancelled'")).length === 1;
      while (!(await cancelledNow()) && site.clock.now() < end) await site.clock.advance(250);
      expect((await site.gateway.hospital.bookings()).filter((booking) => booking.live)).toEqual([]);
      expect(await show(site, booked.body.id, person.headers)).toMatchObject({ status: 'cancelled', cancellation: 'done' });
    },
  );

  it.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['answers undefined', () => undefined],
    ['answers a page without slots', () => ({ ok: true, value: {} })],
    [
      'answers slots of the wrong types',
      () => ({
        ok: true,
        value: {
          slots: [{ ref: 'r', departmentRef: 'gk', practitionerRef: 'p1', startsAt: 'soon', endsAt: Number.NaN, free: -1 }],
        },
      }),
    ],
    [
      'answers departments that nobody knows',
      () => ({
        ok: true,
        value: { slots: [{ ref: 'r', departmentRef: 'x', practitionerRef: 'y', startsAt: 1, endsAt: 2, free: 1 }] },
      }),
    ],
    ['answers malformed', () => ({ ok: false, failure: { kind: 'malformed', detail: 'unreadable' } })],
  ] as readonly (readonly [string, Answer])[])(
    '%s when slots are read: what was known stays, and people are answered',
    async (_, answer) => {
      let broken = false;
      const site = await start(engine, 'slots.page', (real) => (broken ? answer(real) : real()), Number.POSITIVE_INFINITY);
      const { slotId } = await site.gateway.openSlot(1);
      broken = true;
      await site.gateway.sync().catch(() => {});
      const search = await site.gateway.request('/v1/slots');
      expect(search.status).toBe(200);
      expect(((await search.json()) as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([slotId]);
      const person = await signedIn(site.gateway);
      expect((await site.gateway.book({ slotId, ...person, key: 'booked-anyway' })).status).toBe(201);
      expect((await site.gateway.request('/readyz')).status).toBe(200);
    },
  );
});
