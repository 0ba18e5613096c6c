import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, pageOf } from '../../bff/platform/http/paging.ts';
import { type QuietGateway, signedIn, startQuietGateway } from '../security/quiet-gateway.ts';
import { HALF_HOUR_MS, type TestGateway } from '../support/test-gateway.ts';
import { ENGINES } from '../support/test-store.ts';

const SEED = 20_261_124;

interface Page {
  readonly items: readonly { readonly id: string }[];
  readonly next?: string;
}

/** Follows `next` to the end; the pages as they came. */
async function follow(gateway: TestGateway, path: string, headers: Record<string, string> = {}): Promise<Page[]> {
  const pages: Page[] = [];
  let next: string | undefined = path;
  while (next !== undefined && pages.length < 200) {
    const response = await gateway.request(next, { headers });
    expect(response.status, next).toBe(200);
    const page = (await response.json()) as Page;
    pages.push(page);
    next = page.next;
  }
  return pages;
}

/** Opens slots that start in these half hours, some of them at the same instant. */
async function openSlots(site: QuietGateway, halfHours: readonly number[]) {
  const now = site.clock.now();
  for (const [index, halfHour] of halfHours.entries()) {
    const startsAt = now + (halfHour + 1) * HALF_HOUR_MS;
    const place = { departmentRef: 'gk', practitionerRef: 'p1', ref: `s-${index}` };
    await site.gateway.hospital.openSlot({ startsAt, endsAt: startsAt + HALF_HOUR_MS, capacity: 1, ...place });
  }
  await site.gateway.sync();
}

describe.each(ENGINES)('%s: pages', (engine) => {
  it('pages show every slot once, in order, whatever the size of the page, also when many begin at the same time', async () => {
    const halfHours = fc.array(fc.nat({ max: 5 }), { minLength: 0, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(halfHours, fc.integer({ min: 1, max: 50 }), async (starts, limit) => {
        const site = await startQuietGateway(engine);
        try {
          await openSlots(site, starts);
          const pages = await follow(site.gateway, `/v1/slots?limit=${limit}`);
          const shown = pages.flatMap(({ items }) => items.map(({ id }) => id));
          const truth = await site.db.rows<{ id: string; at: number }>('SELECT id, starts_at AS at FROM slot');
          const expected = truth.sort((left, right) => left.at - right.at || (left.id < right.id ? -1 : 1)).map(({ id }) => id);
          expect(shown).toEqual(expected);
          expect(pages.slice(0, -1).every(({ items }) => items.length === limit)).toBe(true);
        } finally {
          await site.stop();
        }
      }),
      { seed: SEED, numRuns: engine === 'sqlite' ? 25 : 6 },
    );
  });

  it('pages show every appointment of a person once, the newest first, also those that were made in the same millisecond', async () => {
    const site = await startQuietGateway(engine);
    const person = await signedIn(site.gateway);
    await openSlots(
      site,
      Array.from({ length: 23 }, (_, index) => index),
    );
    const slots = await site.db.rows<{ id: string }>('SELECT id FROM slot');
    for (const [index, { id }] of slots.entries()) await site.gateway.book({ slotId: id, ...person, key: `page-key-${index}` });
    const truth = await site.db.rows<{ id: string }>('SELECT id FROM appointment');
    const expected = truth.map(({ id }) => id).sort((left, right) => (left < right ? 1 : -1));
    for (const limit of [1, 7, 22, 23, 50]) {
      const pages = await follow(site.gateway, `/v1/appointments?limit=${limit}`, person.headers);
      expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(expected);
    }
    await site.stop();
  });

  it('pages go on where they ended when slots come and go between two of them', async () => {
    const site = await startQuietGateway(engine);
    await openSlots(site, [0, 1, 2, 3, 4, 5]);
    const [first] = await follow(site.gateway, '/v1/slots?limit=3').then((pages) => pages);
    const person = await signedIn(site.gateway);
    await site.gateway.book({ slotId: first?.items[0]?.id ?? '', ...person, key: 'in-between-1' });
    const rest = await follow(site.gateway, first?.next ?? '');
    const seen = [...(first?.items ?? []), ...rest.flatMap(({ items }) => items)].map(({ id }) => id);
    expect(new Set(seen).size).toBe(6);
    expect(seen).toHaveLength(6);
    await site.stop();
  });

  it('pages keep the question in the address of the next one', async () => {
    const site = await startQuietGateway(engine);
    await openSlots(site, [0, 1, 2]);
    const to = new Date(site.clock.now() + 3 * HALF_HOUR_MS).toISOString();
    const pages = await follow(site.gateway, `/v1/slots?limit=1&department=A04.03&to=${encodeURIComponent(to)}`);
    expect(pages.map(({ items }) => items.length)).toEqual([1, 1]);
    expect(pages[0]?.next).toMatch(/^\/v1\/slots\?/);
    await site.stop();
  });
});

describe('a page of a list in memory', () => {
  const key = fc.string({ unit: fc.constantFrom(...'abzAZ019._-'), minLength: 1, maxLength: 12 });

  it('a page of a list in memory shows every item once, in whatever order the list comes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 60 }), fc.integer({ min: 1, max: 50 }), (keys, limit) => {
        const shown: string[] = [];
        let cursor: string | undefined;
        do {
          const page = pageOf(keys, { cursor, limit }, '/v1/list', (item) => item);
          shown.push(...(page?.items ?? []));
          cursor =
            page?.next === undefined ? undefined : (new URLSearchParams(page.next.split('?')[1]).get('cursor') ?? undefined);
        } while (cursor !== undefined);
        expect(shown).toEqual([...keys].sort());
      }),
      { seed: SEED },
    );
  });

  it('a page of a list in memory reads back what it wrote and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), key, (at, id) => {
        const cursor = encodeCursor([at, id]);
        expect(cursor).toMatch(/^[\w-]{1,200}$/);
        expect(decodeCursor(cursor, ['instant', 'id'])).toEqual([at, id]);
        expect(decodeCursor(cursor, ['id', 'instant'])).toBeUndefined();
        expect(decodeCursor(cursor, ['instant'])).toBeUndefined();
      }),
      { seed: SEED },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => decodeCursor(text, ['instant', 'id'])).not.toThrow();
      }),
      { seed: SEED },
    );
  });
});
