import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hospitalsFileOf, patientIdOf, peopleFileOf } from '../../fixtures/demo/city-files.ts';
import { makeCity } from '../../fixtures/hospitals/city.ts';
import { type HospitalBooking, openSimulatorDatabase } from '../../fixtures/simulators/fhir-r4/simulator-database.ts';
import { type Program, startProgram } from '../support/programs.ts';
import { roomyFileOf } from '../support/roomy-city.ts';

const SEED_OF_CITY = 1;
/** Longer than any answer may take; a client that hears nothing asks again with its key. */
const PATIENCE_MS = 15_000;

/** One person's wish for one place, and what was heard of it. */
export interface Order {
  readonly key: string;
  readonly patientId: string;
  readonly slotId: string;
  /** Statuses and codes of the answers, in their order; `nothing` where the connection broke. */
  readonly heard: string[];
  /** The appointment that a 201 named: from then on it was promised. */
  acknowledged?: string;
  /** Heard what no repetition will change. */
  done: boolean;
}

type Simulator = { hospitals: { id: string; baseUrl: string }[]; databasePath: string };

/** A city whose hospitals are a process of their own, and people who book at whatever gateway is named, each with one key. */
export class Crowd {
  /** Where the database files of gateways may lie; goes when the crowd goes. */
  readonly folder: string;
  /** The settings of a gateway for this city, but for its database. */
  readonly environment: Readonly<Record<string, string>>;
  readonly orders: Order[] = [];
  readonly #name: string;
  readonly #simulator: Program<Simulator>;
  readonly #patients: readonly string[];
  readonly #tokens = new Map<string, string>();
  readonly #free: string[] = [];

  private constructor(name: string, folder: string, firstDay: string, simulator: Program<Simulator>) {
    this.#name = name;
    this.folder = folder;
    this.#simulator = simulator;
    const city = makeCity({ seed: SEED_OF_CITY, size: 'small', firstDay });
    this.#patients = city.people.map(({ id }) => patientIdOf(SEED_OF_CITY, id));
    const addresses = new Map(simulator.ready.hospitals.map(({ id, baseUrl }) => [id, baseUrl]));
    writeFileSync(join(folder, 'hospitals.json'), JSON.stringify(roomyFileOf(hospitalsFileOf(city, addresses))));
    writeFileSync(join(folder, 'people.json'), JSON.stringify(peopleFileOf(city)));
    mkdirSync(join(folder, 'gateway'));
    this.environment = {
      KEY_FILE: join(folder, 'gateway', 'keys.json'),
      HOSPITALS_FILE: join(folder, 'hospitals.json'),
      PEOPLE_FILE: join(folder, 'people.json'),
      WATCH_EVERY_SECONDS: '5',
      SYNC_EVERY_SECONDS: '30',
      LOG_LEVEL: 'info',
    };
  }

  static async gather(name: string): Promise<Crowd> {
    const folder = mkdtempSync(join(tmpdir(), `onedoor-${name}-`));
    const firstDay = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
    const city = ['--size', 'small', '--seed', String(SEED_OF_CITY), '--first-day', firstDay];
    const args = [...city, '--database', join(folder, 'hospitals.sqlite')];
    const simulator = await startProgram<Simulator>('simulator-fhir-r4', { args, isReady: (line) => line.ready === true });
    return new Crowd(name, folder, firstDay, simulator);
  }

  /** Waits until the gateway offers `wanted` places, of all hospitals in turn, and makes an order for each. */
  async wantPlaces(address: string, wanted: number): Promise<void> {
    const perHospital = Math.ceil(wanted / this.#simulator.ready.hospitals.length);
    const lists = await Promise.all(this.#simulator.ready.hospitals.map(({ id }) => this.#slotsOf(address, id, perHospital)));
    for (let n = 0; n < perHospital; n += 1) this.#free.push(...lists.flatMap((list) => list.slice(n, n + 1)));
  }

  async #slotsOf(address: string, hospital: string, wanted: number): Promise<readonly string[]> {
    let found: string[] = [];
    for (let tries = 0; tries < 300 && found.length < wanted; tries += 1) {
      if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 100));
      found = [];
      let next: string | undefined = `/v1/slots?hospital=${hospital}&limit=50`;
      while (next !== undefined && found.length < wanted) {
        const page = (await (await fetch(address + next)).json()) as { items: { id: string }[]; next?: string };
        found.push(...page.items.map(({ id }) => id));
        next = page.next;
      }
    }
    return found;
  }

  /** Orders that nobody has sent yet. */
  newOrders(count: number): readonly Order[] {
    const slots = this.#free.splice(0, count);
    if (slots.length < count) throw new Error('the city has no slots left');
    const made = slots.map((slotId, n): Order => {
      const number = this.orders.length + n;
      const patientId = this.#patients[number % this.#patients.length] ?? '';
      return { key: `${this.#name}-${number}-${slotId}`, patientId, slotId, heard: [], done: false };
    });
    this.orders.push(...made);
    return made;
  }

  /** Sessions for everybody, so that what is booked later needs no more than a booking. */
  async openSessions(address: string): Promise<void> {
    for (const patientId of this.#patients) {
      for (let tries = 0; tries < 50 && !this.#tokens.has(patientId); tries += 1)
        await this.#session(address, patientId).catch(() => new Promise((resolve) => setTimeout(resolve, 100)));
    }
  }

  /** Sends each order once, `clients` at a time, to the addresses in turn. */
  async send(addresses: readonly string[], orders: readonly Order[], clients: number): Promise<void> {
    const waiting = [...orders];
    const client = async (_: unknown, number: number) => {
      for (let order = waiting.shift(); order; order = waiting.shift())
        await this.book(addresses[number % addresses.length] ?? '', order);
    };
    await Promise.all(Array.from({ length: clients }, client));
  }

  /** Sends again what has no final answer, until it has; false when some never got one. */
  async insist(addresses: readonly string[], forMs: number): Promise<boolean> {
    const until = Date.now() + forMs;
    for (;;) {
      const left = this.orders.filter(({ done }) => !done);
      if (left.length === 0) return true;
      if (Date.now() > until) return false;
      await this.send(addresses, left, 6);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  /** Sends the order and notes the answer. */
  async book(address: string, order: Order): Promise<void> {
    const { status, body, headers } = await this.#ask(address, order).catch(() => NOTHING);
    order.heard.push(status === 0 ? 'nothing' : `${status} ${body.code ?? ''}`.trim());
    if (status === 503 && headers?.get('retry-after') === null) order.heard.push('503 without Retry-After');
    if (status === 201 && body.id !== undefined) order.acknowledged = body.id;
    if (status === 401) this.#tokens.delete(order.patientId);
    order.done ||= status === 201 || (status === 409 && body.code !== 'idempotency-key-running');
  }

  async #ask(address: string, { patientId, key, slotId }: Order) {
    const token = await this.#session(address, patientId);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
    return post(`${address}/v1/appointments`, { slotId, patientId }, headers);
  }

  async #session(address: string, patientId: string): Promise<string> {
    const known = this.#tokens.get(patientId);
    if (known !== undefined) return known;
    const wanted = { evidence: { kind: 'demo', patientId }, carrier: 'bearer' };
    const { status, body } = await post(`${address}/v1/sessions`, wanted, { 'content-type': 'application/json' });
    if (body.token === undefined) throw new Error(`no session: ${status} ${body.code}`);
    this.#tokens.set(patientId, body.token);
    return body.token;
  }

  /** Every answer that was heard, with how often. */
  heard(): Readonly<Record<string, number>> {
    const count: Record<string, number> = {};
    for (const answer of this.orders.flatMap(({ heard }) => heard)) count[answer] = (count[answer] ?? 0) + 1;
    return count;
  }

  /** What the hospitals hold for us, from their own database. */
  hospitalBookings(): readonly HospitalBooking[] {
    const oracle = openSimulatorDatabase(this.#simulator.ready.databasePath);
    try {
      return oracle.bookings();
    } finally {
      oracle.close();
    }
  }

  async leave(): Promise<void> {
    await this.#simulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Answered {
  readonly status: number;
  readonly body: { readonly id?: string; readonly code?: string; readonly token?: string };
  readonly headers?: Headers;
}

const NOTHING: Answered = { status: 0, body: {} };

async function post(address: string, body: object, headers: Record<string, string>): Promise<Answered> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body), signal });
  return { status: response.status, body: (await response.json()) as Answered['body'], headers: response.headers };
}
