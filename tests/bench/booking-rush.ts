import { startChild } from './child.ts';
import { type Figure, ratio } from './figures.ts';
import { type BenchGateway, bare, startGateway } from './gateway-client.ts';
import type { SlotGroup } from './instant-hospital.ts';
import { answered, burst, type LoadResult, statusText } from './load.ts';
import { alternate } from './stats.ts';
import type { Bench } from './suite.ts';

const PEOPLE = 199;
/** Bursts a round: one is over in tens of milliseconds. */
const BURSTS = 4;

/**
 * Row 5: seven in the morning. As many new connections at once as there are people, all for one slot of three places: the time
 * until the last of them has an answer, ÷ the same number of new connections to bare hono.
 */
export async function rush(bench: Bench): Promise<readonly Figure[]> {
  const slots = rushSlots(bench.rounds);
  const gateway = await startGateway(await bench.databases.create('sqlite'), { groups: [slots] });
  const hello = await startChild('bare', {});
  try {
    const ours = rushOf(gateway, slots);
    const reference = () =>
      several(
        () => burst(hello.port, PEOPLE, bare.hello),
        (result) => answered(result, 200) === PEOPLE,
      );
    await reference();
    await ours();
    const sides = await alternate(bench.rounds, ours, reference);
    const what = `${PEOPLE} new connections on one slot of 3 places, all answered`;
    return [ratio({ row: 5, what, unit: 'ms', against: 'as many new connections to bare hono', goal: { atMost: 4 }, ...sides })];
  } finally {
    await Promise.all([gateway.stop(), hello.stop()]);
  }
}

/** Slots for so many rounds and the one before them; each is rushed once. */
export function rushSlots(rounds: number): SlotGroup {
  return { name: 'rush', count: (rounds + 1) * BURSTS, capacity: 3 };
}

/** Several bursts, each on the next slot; answers the mean time (ms) until everybody of a burst had an answer. */
export function rushOf(gateway: BenchGateway, slots: SlotGroup): () => Promise<number> {
  let slot = 0;
  return () =>
    several(
      () => {
        slot += 1;
        return burst(gateway.port, PEOPLE, (patient) => gateway.booking({ patient, group: slots.name, slot: slot - 1 }));
      },
      (result) => answered(result, 201) === slots.capacity && answered(result, 409) === PEOPLE - slots.capacity,
    );
}

async function several(one: () => Promise<LoadResult>, fits: (result: LoadResult) => boolean): Promise<number> {
  let seconds = 0;
  for (let count = 0; count < BURSTS; count += 1) {
    const result = await one();
    if (!fits(result)) throw new Error(`not everybody was answered: ${statusText(result)}`);
    seconds += result.seconds;
  }
  return (seconds / BURSTS) * 1000;
}
