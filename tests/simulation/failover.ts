import { startGatewayProgram } from '../support/programs.ts';
import { seeded } from '../support/seeded.ts';
import { agreement } from './agreement.ts';
import { Crowd } from './crowd.ts';
import { startMovingAddress } from './moving-address.ts';
import { PostgresPair } from './postgres-pair.ts';

export interface FailoverOptions {
  readonly seed: number;
  readonly failovers: number;
  /** People who book in the rush in which the primary dies. */
  readonly bookings: number;
  readonly say: (line: string) => void;
}

export interface FailoverResult {
  readonly database: string;
  readonly failovers: number;
  readonly acknowledged: number;
  /** Acknowledged bookings that a new primary did not have when it was promoted. */
  readonly lost: number;
  readonly heard: Readonly<Record<string, number>>;
  /** From the primary's death to the first booking after it. */
  readonly backAfterMs: readonly number[];
  readonly failures: readonly string[];
}

const HONEST = /^(201|202|409 idempotency-key-running|503 (store-unavailable|overloaded)|nothing)$/;
const CLIENTS = 16;

/** Two gateways at one address of PostgreSQL; again and again its primary dies in a rush, and its standby takes the address over. */
export async function failover(options: FailoverOptions): Promise<FailoverResult> {
  const crowd = await Crowd.gather('failover');
  const pair = await PostgresPair.start();
  const database = await startMovingAddress(pair.primaryPort);
  const environment = { ...crowd.environment, DATABASE_URL: `postgres://onedoor@127.0.0.1:${database.port}/postgres` };
  const gateways = [await startGatewayProgram(environment), await startGatewayProgram(environment)];
  const addresses = gateways.map(({ ready }) => `http://127.0.0.1:${ready.port}`);
  try {
    await crowd.wantPlaces(addresses[0] ?? '', options.failovers * options.bookings + 60);
    await crowd.openSessions(addresses[0] ?? '');
    const run = new Failovers(options, { crowd, pair, database, addresses });
    return await run.all();
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await database.close();
    await pair.stop();
    await crowd.leave();
  }
}

interface City {
  readonly crowd: Crowd;
  readonly pair: PostgresPair;
  readonly database: { moveTo(port: number): void };
  readonly addresses: readonly string[];
}

class Failovers {
  readonly #options: FailoverOptions;
  readonly #city: City;
  readonly #failures: string[] = [];
  readonly #backAfterMs: number[] = [];
  readonly #random: () => number;
  #lost = 0;

  constructor(options: FailoverOptions, city: City) {
    this.#options = options;
    this.#city = city;
    this.#random = seeded(options.seed);
  }

  async all(): Promise<FailoverResult> {
    const { crowd, pair } = this.#city;
    const { failovers, say } = this.#options;
    for (let n = 1; n <= failovers; n += 1) {
      await this.#one();
      const acknowledged = crowd.orders.filter((order) => order.acknowledged !== undefined).length;
      say(
        `failover ${n} of ${failovers}: ${acknowledged} acknowledged, ${this.#lost} lost, back after ${this.#backAfterMs.at(-1)} ms`,
      );
    }
    // A task whose process could not even put it down waits for its lease to end.
    await this.#untilAtRest();
    const heard = crowd.heard();
    for (const answer of Object.keys(heard)) if (!HONEST.test(answer)) this.#failures.push(`somebody heard ${answer}`);
    if (this.#lost > 0) this.#failures.push(`${this.#lost} acknowledged bookings were lost`);
    const apart = await agreement((sql) => pair.rows(sql), crowd);
    return {
      database: pair.version,
      failovers,
      acknowledged: crowd.orders.filter((order) => order.acknowledged !== undefined).length,
      lost: this.#lost,
      heard,
      backAfterMs: this.#backAfterMs,
      failures: [...this.#failures, ...apart],
    };
  }

  /** The address moves before the standby is promoted: for a moment it leads to a server that takes no writes. */
  async #one(): Promise<void> {
    const { crowd, pair, database, addresses } = this.#city;
    const rush = crowd.send(addresses, crowd.newOrders(this.#options.bookings), CLIENTS);
    await new Promise((resolve) => setTimeout(resolve, 200 + this.#random() * 500));
    const diedAt = Date.now();
    await pair.killPrimary();
    const promised = crowd.orders.flatMap((order) => order.acknowledged ?? []);
    database.moveTo(pair.standbyPort);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await pair.promote();
    await this.#lookFor(promised);
    await pair.addStandby();
    await this.#untilItBooks(diedAt);
    await rush;
    if (!(await crowd.insist(addresses, 90_000))) this.#failures.push('some never heard a final answer');
  }

  async #lookFor(promised: readonly string[]): Promise<void> {
    const rows = await this.#city.pair.rows(`SELECT appointment_id FROM claim WHERE state = 'confirmed' AND EXISTS
      (SELECT 1 FROM audit WHERE subject_id = appointment_id AND action = 'appointment.book')`);
    const there = new Set(rows.map((row) => row.appointment_id));
    this.#lost += promised.filter((id) => !there.has(id)).length;
  }

  async #untilItBooks(diedAt: number): Promise<void> {
    const { crowd, addresses } = this.#city;
    const orders = crowd.newOrders(1);
    for (let tries = 0; tries < 200 && orders[0]?.acknowledged === undefined; tries += 1) {
      await crowd.send(addresses, orders, 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.#backAfterMs.push(Date.now() - diedAt);
  }

  async #untilAtRest(): Promise<void> {
    const busy = "SELECT 1 FROM claim WHERE state NOT IN ('confirmed', 'cancelled', 'released', 'refused')";
    for (let tries = 0; tries < 120 && (await this.#city.pair.rows(busy)).length > 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
