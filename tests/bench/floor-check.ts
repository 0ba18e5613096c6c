import { countWrites, type Writes, writesOf, writesThatDiffer } from './booking-writes.ts';
import { startChild } from './child.ts';
import { startGateway } from './gateway-client.ts';
import { answered, closedLoop, statusText } from './load.ts';
import type { FloorParameters, FloorRun } from './serve-floor.ts';

/** What a booking over HTTP and one of the floor write. */
export interface FloorCheck {
  readonly booking: Writes;
  readonly floor: Writes;
  /** Where they are not the same, a line each. */
  readonly differ: readonly string[];
}

/** Bookings one after the other of which the least that is written counts. */
const BOOKINGS_WATCHED = 8;

/**
 * Books through a gateway and by the floor, on one database that counts what is written. A floor that writes something else is none.
 * @param databaseUrl a new SQLite file
 * @param program the bench of which build; this one's when absent
 */
export async function checkFloor(databaseUrl: string, program?: string): Promise<FloorCheck> {
  const path = await prepareDatabase(databaseUrl, program);
  countWrites(path);
  const gateway = await startGateway(databaseUrl, { program });
  const book = async () => {
    const result = await closedLoop(gateway.port, 1, 1, gateway.bookings);
    if (answered(result, 201) !== 1) throw new Error(`no booking was made: ${statusText(result)}`);
  };
  const booking = await writesOf(path, BOOKINGS_WATCHED, book).finally(gateway.stop);
  const child = await startChild('floor', { path } satisfies FloorParameters, { program });
  const one: FloorRun = { bookings: 1, savepoints: true };
  const floor = await writesOf(path, 1, () => child.ask('floor-bookings', one)).finally(child.stop);
  return { booking, floor, differ: writesThatDiffer(booking, floor) };
}

/** Lets a gateway migrate and fill a new SQLite file, and close it again. Answers its path. */
export async function prepareDatabase(databaseUrl: string, program?: string): Promise<string> {
  await (await startGateway(databaseUrl, { program })).stop();
  return databaseUrl.slice('file:'.length);
}
