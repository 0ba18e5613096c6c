import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../bff/platform/clock.ts';
import { FULL } from '../support/sampled.ts';
import { type Engine, openTestStore, STORE_ENGINES } from '../support/test-store.ts';
import { guardScenarios } from './guard-scenarios.ts';
import { openGuardWorld } from './guard-world.ts';
import { inWords, storeGuarantees } from './store-guarantees.ts';

/** What was seen, by guarantee and engine. */
const seen = new Map<string, Partial<Record<Engine, string>>>();

function see(guarantee: string, engine: Engine, what: string): void {
  seen.set(guarantee, { ...seen.get(guarantee), [engine]: what });
}

/** Whether the scenario holds in a world from which a guard was taken away, or none. */
async function holds(engine: Engine, run: (typeof guardScenarios)[number]['run'], removed?: string): Promise<boolean> {
  const world = await openGuardWorld(removed, engine, (migrations) => openTestStore(engine, systemClock, migrations));
  try {
    await run(world);
    return true;
  } catch (error) {
    if (removed === undefined) throw error;
    return false;
  } finally {
    await world.stop();
  }
}

/**
 * Every guard on SQLite; every second one on PostgreSQL and, because each statement goes over HTTP here, every fourth on D1. All of them on
 * each by `npm run prove -- store`.
 */
const GUARDS_APART: Readonly<Record<Engine, number>> = { sqlite: 1, postgres: 2, d1: 4 };
const isLookedAt = (guard: number, engine: Engine) => FULL || guard % GUARDS_APART[engine] === 0;

describe.each(STORE_ENGINES)('%s', (engine) => {
  it.each(storeGuarantees.filter(({ fullOn }) => FULL || fullOn !== engine))('$guarantee', async ({ guarantee, see: look }) => {
    const db = await openTestStore(engine);
    try {
      see(guarantee, engine, await look(db));
    } finally {
      await db.drop();
    }
  });

  it.each(guardScenarios.filter((_, number) => isLookedAt(number, engine)))(
    'guard $guard: $guarantee',
    async ({ guard, guarantee, run }) => {
      expect(await holds(engine, run)).toBe(true);
      see(`${guard}: ${guarantee}`, engine, 'holds');
    },
  );

  // That the scenario would notice is shown on one engine here, and on each by `npm run prove -- store`.
  it.runIf(FULL || engine === 'sqlite').each(guardScenarios)('without guard $guard not: $guarantee', async ({ guard, run }) => {
    expect(await holds(engine, run, guard)).toBe(false);
  });
});

/** The same on every engine on which it was looked for. */
function onEach(guarantee: string, what: string | undefined): Partial<Record<Engine, string | undefined>> {
  const fullOn = FULL ? undefined : storeGuarantees.find((one) => one.guarantee === guarantee)?.fullOn;
  const guard = guardScenarios.findIndex((one) => `${one.guard}: ${one.guarantee}` === guarantee);
  const engines = STORE_ENGINES.filter((engine) => engine !== fullOn && (guard < 0 || isLookedAt(guard, engine)));
  return Object.fromEntries(engines.map((engine) => [engine, what]));
}

describe('all engines', () => {
  it('all engines of the store give the same, to the letter', () => {
    for (const [guarantee, by] of seen) {
      expect(by, guarantee).toEqual(onEach(guarantee, by.sqlite));
    }
    expect(seen.size).toBe(storeGuarantees.length + guardScenarios.length);
  });

  it.each([1, 3, 20])('all engines of the store book exactly %i of 200 in flight', (capacity) => {
    const places = { taken: capacity, live: capacity };
    const result = {
      booked: capacity,
      refused: ['409 slot-taken'],
      hospital: places,
      slot: { claimed: capacity, offered: capacity },
    };
    const booked = `200 bookings in flight on a slot of ${capacity} are exactly ${capacity}`;
    const row = seen.get(booked);
    expect(row).toEqual(onEach(booked, inWords(result)));
  });
});

/** One row a guarantee, one column an engine: what was seen, shortened to what fits. */
afterAll(() => {
  const cell = (text = '-') => (text.length > 42 ? `${text.slice(0, 41)}…` : text).padEnd(44);
  const rows = [...seen].map(([guarantee, by]) => `${STORE_ENGINES.map((engine) => cell(by[engine])).join('')}${guarantee}`);
  process.stdout.write(['', `${STORE_ENGINES.map((engine) => cell(engine)).join('')}guarantee`, ...rows, ''].join('\n'));
});
