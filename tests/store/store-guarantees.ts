import { guarded, type Lane, type Part, type Store, type Unit } from '../../bff/platform/store/store.ts';
import { type RaceResult, raceForSlot } from '../scenes/appointments/race-for-slot.ts';
import type { TestStore } from '../support/test-store.ts';

/** One promise of the store, and what one sees of it: the same on every engine, to the letter. */
export interface StoreGuarantee {
  readonly guarantee: string;
  /** Engines on which only `npm run prove -- store` looks: D1 gets one of three sizes of a crowd, each statement goes over HTTP here. */
  readonly fullOn?: 'd1';
  see(db: TestStore): Promise<string>;
}

let count = 0;

export function unitOf(parts: readonly Part[], more: Partial<Unit> = {}): Unit {
  count += 1;
  return { id: `unt_${count}`, name: 'test', lane: 'interactive', deadline: Date.now() + 60_000, parts, ...more };
}

export const note = (id: string): Part => ({
  sql: "INSERT INTO audit (id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id) VALUES (?, 0, 't', 't', 't', 't', 't', 't')",
  parameters: [id],
});

export const hospital = (id: string): Part => ({
  sql: "INSERT INTO hospital (id, name, english_name, initials, duty_desk_name, duty_desk_phone) VALUES (?, 'n', 'n', 'n', '0', 'n')",
  parameters: [id],
});

/** Adds one to a number that stands in a row, unless it has reached `limit`. */
export const increment = (limit: number): Part =>
  guarded(
    {
      sql: "UPDATE hospital SET duty_desk_name = CAST(CAST(duty_desk_name AS BIGINT) + 1 AS TEXT) WHERE id = 'h' AND CAST(duty_desk_name AS BIGINT) < ?",
      parameters: [limit],
    },
    'limit-reached',
  );

const refused = (name: string): Part =>
  guarded({ sql: "UPDATE hospital SET name = 'x' WHERE id = 'nobody'", parameters: [] }, name);

export const audits = async (db: Pick<TestStore, 'rows'>) =>
  (await db.rows<{ id: string }>('SELECT id FROM audit ORDER BY id')).map(({ id }) => id);

/** What a commit came to: the guard's name, the error's class, or `ok`. */
async function fate(store: Store, unit: Unit): Promise<string> {
  try {
    const commit = await store.commit(unit);
    return commit.ok ? 'ok' : commit.guard;
  } catch (error) {
    return (error as Error).name;
  }
}

const onD1InFull = (size: number): Pick<StoreGuarantee, 'fullOn'> => (size === 3 ? {} : { fullOn: 'd1' });

export const storeGuarantees: readonly StoreGuarantee[] = [
  {
    guarantee: 'all parts or none; the first guard that does not hold has the word',
    async see(db) {
      const fates = [
        await fate(db.store, unitOf([note('a'), refused('first'), refused('second')])),
        await fate(db.store, unitOf([note('a')])),
      ];
      return `${fates.join(', ')}; ${await audits(db)}`;
    },
  },
  {
    guarantee: 'a unit sent three times at once, and again, is applied once',
    async see(db) {
      const once = unitOf([note('once'), guarded(hospital('h'), 'hospital-is-new')]);
      const fates = await Promise.all([once, once, once].map((unit) => fate(db.store, unit)));
      return `${fates.join(', ')}, ${await fate(db.store, once)}; ${await audits(db)}`;
    },
  },
  {
    guarantee: 'a unit can be asked for by its id; a refused one was never there',
    async see({ store }) {
      const [kept, gone] = [unitOf([note('kept')]), unitOf([refused('nobody-there')])];
      const fates = [await fate(store, kept), await fate(store, gone)];
      return `${fates.join(', ')}; ${await store.committed(kept.id)}, ${await store.committed(gone.id)}`;
    },
  },
  {
    guarantee: 'a broken constraint undoes its own unit and no other',
    async see(db) {
      await fate(db.store, unitOf([note('there')]));
      const units = [unitOf([note('left')]), unitOf([note('half'), note('there')]), unitOf([note('right')])];
      const fates = await Promise.all(units.map((unit) => fate(db.store, unit)));
      return `${fates.join(', ')}; ${await audits(db)}`;
    },
  },
  {
    guarantee: 'a unit whose deadline has passed is not begun',
    async see(db) {
      return `${await fate(db.store, unitOf([note('late')], { deadline: Date.now() - 1 }))}; ${await audits(db)}`;
    },
  },
  {
    guarantee: 'every lane is served, and every unit answered once',
    async see(db) {
      const lanes: readonly Lane[] = ['background', 'sync', 'access', 'outcomes', 'interactive'];
      const units = Array.from({ length: 50 }, (_, n) => unitOf([note(`n${n}`)], { lane: lanes[n % 5] as Lane }));
      const fates = await Promise.all(units.map((unit) => fate(db.store, unit)));
      return `${[...new Set(fates)]}; ${(await audits(db)).length}`;
    },
  },
  {
    guarantee: 'an audit row is never changed and never deleted',
    async see(db) {
      await fate(db.store, unitOf([note('a')]));
      const change = { sql: 'UPDATE audit SET at = 1', parameters: [] };
      const remove = { sql: 'DELETE FROM audit', parameters: [] };
      const fates = [await fate(db.store, unitOf([change])), await fate(db.store, unitOf([remove]))];
      return `${fates.join(', ')}; ${await audits(db)}`;
    },
  },
  {
    guarantee: 'a unit of a hundred parts, each guarded, is one unit',
    async see(db) {
      const parts = Array.from({ length: 100 }, (_, n) => guarded(note(`p${n}`), 'written'));
      const fates = [await fate(db.store, unitOf([...parts, refused('the-last')])), await fate(db.store, unitOf(parts))];
      return `${fates.join(', ')}; ${(await audits(db)).length}`;
    },
  },
  ...[1, 3, 20].map(
    (limit): StoreGuarantee => ({
      guarantee: `200 units at once add to a row up to ${limit}`,
      ...onD1InFull(limit),
      async see(db) {
        await fate(db.store, unitOf([hospital('h')]));
        const fates = await Promise.all(Array.from({ length: 200 }, () => fate(db.store, unitOf([increment(limit)]))));
        const [row] = await db.rows<{ n: string }>("SELECT duty_desk_name AS n FROM hospital WHERE id = 'h'");
        const times = (word: string) => fates.filter((one) => one === word).length;
        return `${times('ok')} ok, ${times('limit-reached')} refused; ${row?.n}`;
      },
    }),
  ),
  ...[1, 3, 20].map(
    (capacity): StoreGuarantee => ({
      guarantee: `200 bookings in flight on a slot of ${capacity} are exactly ${capacity}`,
      ...onD1InFull(capacity),
      see: async (db) => inWords(await raceForSlot(db, capacity)),
    }),
  ),
];

/** Booked and refused as callers were told, then places taken and bookings held at the hospital, then the gateway's own count. */
export function inWords({ booked, refused: words, hospital: truth, slot }: RaceResult): string {
  return `${booked} × 201, ${words}; ${truth.taken} ${truth.live}; ${slot?.claimed}/${slot?.offered}`;
}
