import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openFloor } from './booking-floor.ts';
import { answerQuestions } from './child.ts';

export interface FloorParameters {
  /** A database that a gateway has prepared and closed. */
  readonly path: string;
}

/** How many bookings, and whether each unit has a savepoint of its own, as the gateway's have. */
export interface FloorRun {
  readonly bookings: number;
  readonly savepoints: boolean;
}

/** The floor of a booking in a process of its own, on the core of the servers. */
export async function serveFloor({ path }: FloorParameters): Promise<void> {
  const floor = openFloor(path);
  // Nothing is asked over HTTP; a child of the bench has a port all the same.
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answers = {
    listen: () => (server.address() as AddressInfo).port,
    'floor-bookings': ({ bookings, savepoints }: FloorRun) => floor.write(bookings, savepoints),
  };
  answerQuestions(answers, async () => {
    server.close();
    floor.close();
  });
}
