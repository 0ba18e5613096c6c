import type { Engine } from './databases.ts';
import { type Figure, property } from './figures.ts';
import { type BenchGateway, startGateway } from './gateway-client.ts';
import type { SlotGroup } from './instant-hospital.ts';
import { answered, burst, closedLoop, type LoadResult, statusText } from './load.ts';
import type { Bench } from './suite.ts';

const PEOPLE = 200;
const FEW: SlotGroup = { name: 'few', count: 1, capacity: 3 };
const CROWD: SlotGroup = { name: 'crowd', count: 100, capacity: 1 };
const ONCE: SlotGroup = { name: 'once', count: 1, capacity: 50 };
const CONNECTIONS = 400;
const REPLAYS = 200;
const SETTLE_EVERY_MS = 250;
const SETTLE_TRIES = 120;

/**
 * Row 1: as many bookings as there are places, whoever counts: the replies, the gateway's rows and the hospital. 200 people at once
 * for one slot of three places; 200 people for each of 100 slots of one place; one key sent 200 times at once.
 * That each 201 survives a killed process is proven by the project's own killing test, not here.
 */
export async function exactlyBooked(bench: Bench, engine: Engine): Promise<readonly Figure[]> {
  const database = await bench.databases.create(engine);
  const gateway = await startGateway(database, { groups: [FEW, CROWD, ONCE], patients: PEOPLE });
  try {
    const few = await burst(gateway.port, PEOPLE, (n) => gateway.booking({ patient: n, group: FEW.name, slot: 0 }));
    const places = CROWD.count * CROWD.capacity;
    const crowd = await closedLoop(gateway.port, CONNECTIONS, PEOPLE * CROWD.count, (n) =>
      gateway.booking({ patient: n % PEOPLE, group: CROWD.name, slot: Math.floor(n / PEOPLE) }),
    );
    const same = gateway.booking({ patient: 0, group: ONCE.name, slot: 0, key: 'bench-the-same-key' });
    const replayed = await burst(gateway.port, REPLAYS, () => same);
    return [
      await exact(gateway, `${PEOPLE} requests at once for ${FEW.capacity} places, ${engine}`, FEW, FEW.capacity, few),
      await exact(gateway, `${PEOPLE * CROWD.count} requests for ${places} places, ${engine}`, CROWD, places, crowd),
      await exact(gateway, `one key sent ${REPLAYS} times at once, ${engine}`, ONCE, 1, replayed),
    ];
  } finally {
    await gateway.stop();
  }
}

/** Bookings at the hospital, once they are as many as they should be or half a minute has passed. */
async function settled(gateway: BenchGateway, group: SlotGroup, wanted: number): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const atHospital = await gateway.ask<number>('booked-at-hospital', group.name);
    if (atHospital >= wanted || tries === SETTLE_TRIES) return atHospital;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_EVERY_MS));
  }
}

/** Holds when everybody counts the same. A repeated key is answered 201 many times and booked once. */
async function exact(gateway: BenchGateway, what: string, group: SlotGroup, wanted: number, result: LoadResult): Promise<Figure> {
  const atHospital = await settled(gateway, group, wanted);
  const claimed = (await gateway.ask<Record<string, number>>('claimed-places'))[group.name] ?? 0;
  // 202 is said to who waited for three seconds; the booking is made all the same.
  const replies = answered(result, 201) + answered(result, 202);
  const holds = atHospital === wanted && claimed === wanted && (group === ONCE ? replies >= 1 : replies === wanted);
  const counts = `hospital ${atHospital}, rows ${claimed}, replies ${statusText(result)}`;
  const note = group === FEW ? `${counts}; that a 201 survives SIGKILL is proven elsewhere` : counts;
  return property({ row: 1, what, unit: 'booked', ours: atHospital, reference: wanted, against: 'places', note }, holds);
}
