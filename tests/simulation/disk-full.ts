import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startGatewayProgram } from '../support/programs.ts';
import { agreement } from './agreement.ts';
import { Crowd } from './crowd.ts';
import { inspect } from './rebuilt.ts';

/** A disk of which somebody else can take all the room that is left. */
export interface FillableDisk {
  /** @param pid of the gateway that has its database there */
  fill(pid: number): void;
  free(pid: number): void;
  remove(): void;
}

export interface DiskFullOptions {
  readonly bookings: number;
  /** How long people search while it is full. */
  readonly searchMs: number;
  /** The disk in an empty folder. */
  readonly disk: (folder: string) => FillableDisk;
  readonly say: (line: string) => void;
}

export interface DiskFullResult {
  readonly acknowledged: number;
  readonly heard: Readonly<Record<string, number>>;
  readonly refusedWhileFull: number;
  readonly searchesWhileFull: number;
  /** From the moment that there was room again to the first booking. */
  readonly backAfterMs: number;
  readonly failures: readonly string[];
}

/** Little is written but bookings. */
const QUIET = { SYNC_WINDOW_DAYS: '3', SYNC_EVERY_SECONDS: '600', WATCH_EVERY_SECONDS: '5' };
/** What a booking may be answered with when nothing can be written. */
const HONEST = /^(201|202|409 idempotency-key-running|503 (store-unavailable|overloaded|hospital-unavailable))$/;
const CLIENTS = 6;

/** Takes the room away from a gateway that people book at, gives it back, and holds both sides together. */
export async function diskFull(options: DiskFullOptions): Promise<DiskFullResult> {
  const crowd = await Crowd.gather('disk-full');
  try {
    return await new FullDisk(options, crowd).run();
  } finally {
    await crowd.leave();
  }
}

class FullDisk {
  readonly #options: DiskFullOptions;
  readonly #crowd: Crowd;
  readonly #folder: string;
  readonly #failures: string[] = [];
  #address = '';
  #searches = 0;

  constructor(options: DiskFullOptions, crowd: Crowd) {
    this.#options = options;
    this.#crowd = crowd;
    this.#folder = join(crowd.folder, 'gateway');
  }

  async run(): Promise<DiskFullResult> {
    const { bookings, say } = this.#options;
    const disk = this.#options.disk(this.#folder);
    const settings = { ...this.#crowd.environment, ...QUIET };
    const database = { DATABASE_URL: `file:${join(this.#folder, 'onedoor.sqlite')}` };
    const start = async () => {
      const started = await startGatewayProgram({ ...settings, ...database }, 'lax-gateway');
      this.#address = `http://127.0.0.1:${started.ready.port}`;
      return started;
    };
    let gateway = await start();
    try {
      await this.#crowd.wantPlaces(this.#address, bookings + 1);
      await this.#crowd.openSessions(this.#address);
      await this.#book(Math.floor(bookings / 3));
      // One that has just begun has an empty WAL, which has to grow with every booking.
      await gateway.stop();
      gateway = await start();
      const refusedWhileFull = await this.#whileFull(() => disk.fill(gateway.ready.pid));
      say(`full: ${refusedWhileFull} bookings refused, ${this.#searches} searches answered`);
      disk.free(gateway.ready.pid);
      const backAfterMs = await this.#untilItBooks();
      say(`there is room again: bookings after ${backAfterMs} ms`);
      await this.#book(Math.floor(bookings / 3));
      if (!(await this.#crowd.insist([this.#address], 90_000))) this.#failures.push('some never heard a final answer');
      await this.#untilAtRest();
      return { ...(await this.#compare()), refusedWhileFull, searchesWhileFull: this.#searches, backAfterMs };
    } finally {
      await gateway.stop();
      disk.remove();
    }
  }

  #book(count: number): Promise<void> {
    return this.#crowd.send([this.#address], this.#crowd.newOrders(count), CLIENTS);
  }

  /** The room goes away in the middle of a rush; then people try again and again, and others search. */
  async #whileFull(fill: () => void): Promise<number> {
    const rush = this.#book(Math.floor(this.#options.bookings / 6));
    await new Promise((resolve) => setTimeout(resolve, 30));
    fill();
    await rush;
    const searching = this.#searchFor(this.#options.searchMs);
    const last = this.#crowd.newOrders(Math.floor(this.#options.bookings / 6));
    for (let tries = 0; tries < 3; tries += 1)
      await this.#crowd.send(
        [this.#address],
        last.filter(({ done }) => !done),
        CLIENTS,
      );
    await searching;
    this.#integrity();
    const refused = this.#crowd.orders.flatMap(({ heard }) => heard).filter((answer) => answer.startsWith('503')).length;
    if (refused === 0) this.#failures.push('nothing was refused: the disk was not full');
    return refused;
  }

  /** Nobody has to write in order to search. */
  async #searchFor(forMs: number): Promise<void> {
    const until = Date.now() + forMs;
    while (Date.now() < until) {
      for (const path of ['/v1/slots?limit=20', '/v1/hospitals', '/readyz']) {
        const { status } = await fetch(this.#address + path);
        this.#searches += 1;
        if (status !== 200) this.#failures.push(`${path} answered ${status} while the disk was full`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  #integrity(): void {
    const db = new Database(join(this.#folder, 'onedoor.sqlite'), { readonly: true });
    const integrity = db.pragma('integrity_check', { simple: true });
    db.close();
    if (integrity !== 'ok') this.#failures.push(`while full: ${integrity}`);
  }

  async #untilItBooks(): Promise<number> {
    const startedAt = Date.now();
    const orders = this.#crowd.newOrders(1);
    for (let tries = 0; tries < 100; tries += 1) {
      await this.#crowd.send([this.#address], orders, 1);
      if (orders.every(({ acknowledged }) => acknowledged !== undefined)) return Date.now() - startedAt;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    this.#failures.push('no booking after there was room again');
    return Date.now() - startedAt;
  }

  /** A claim whose task could not even be put down waits for its lease to end. */
  async #untilAtRest(): Promise<void> {
    const db = new Database(join(this.#folder, 'onedoor.sqlite'), { readonly: true });
    const busy = db.prepare("SELECT count(*) FROM claim WHERE state NOT IN ('confirmed', 'cancelled', 'released', 'refused')");
    for (let tries = 0; tries < 120 && Number(busy.pluck().get()) > 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 500));
    db.close();
  }

  async #compare() {
    const { orders } = this.#crowd;
    const acknowledged = orders.flatMap((order) => order.acknowledged ?? []);
    const { lost, failures } = await inspect(this.#folder, acknowledged);
    if (lost > 0) this.#failures.push(`${lost} acknowledged bookings are not there`);
    const heard = this.#crowd.heard();
    for (const answer of Object.keys(heard)) if (!HONEST.test(answer)) this.#failures.push(`somebody heard ${answer}`);
    const db = new Database(join(this.#folder, 'onedoor.sqlite'), { readonly: true });
    const read = async (sql: string) => db.prepare(sql).all() as Record<string, unknown>[];
    const apart = await agreement(read, this.#crowd);
    db.close();
    return { acknowledged: acknowledged.length, heard, failures: [...this.#failures, ...failures, ...apart] };
  }
}
