import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { hospitalsFileOf, patientIdOf, peopleFileOf } from '../../fixtures/demo/city-files.ts';
import { makeCity } from '../../fixtures/hospitals/city.ts';
import { openSimulatorDatabase } from '../../fixtures/simulators/fhir-r4/simulator-database.ts';
import { type Program, startGatewayProgram, startProgram } from '../support/programs.ts';
import { roomyFileOf } from '../support/roomy-city.ts';
import { pick, seeded } from '../support/seeded.ts';
import { BETWEEN_SEND_AND_OUTCOME, type KillPoint } from './kill-points.ts';

export interface KillLoopOptions {
  readonly seed: number;
  readonly bookings: number;
  readonly points: readonly KillPoint[];
  /** Times that the gateway is killed at each point. */
  readonly killsPerPoint: number;
  readonly say: (line: string) => void;
}

export interface KillLoopResult {
  readonly bookings: number;
  readonly kills: Readonly<Record<string, number>>;
  /** Kills after which a claim stood between sending and outcome. */
  readonly killsBetweenSendAndOutcome: number;
  readonly hospitalRepliesDropped: number;
  readonly gateway: Readonly<Record<string, number>>;
  readonly liveAtHospitals: number;
  readonly failures: readonly string[];
}

type Simulator = { hospitals: { id: string; baseUrl: string }[]; controlUrl: string; databasePath: string };

const SEED_OF_CITY = 1;
const CLIENTS = 6;

/** Kills the gateway again and again while people book at hospitals that drop replies after committing, then holds both sides together. */
export async function killLoop(options: KillLoopOptions): Promise<KillLoopResult> {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-kill-'));
  const firstDay = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
  const args = [
    '--size',
    'small',
    '--seed',
    String(SEED_OF_CITY),
    '--first-day',
    firstDay,
    '--database',
    join(folder, 'hospitals.sqlite'),
  ];
  const simulator = await startProgram<Simulator>('simulator-fhir-r4', { args, isReady: (line) => line.ready === true });
  try {
    const loop = new KillLoop(options, folder, firstDay, simulator.ready);
    return await loop.run();
  } finally {
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Order {
  readonly key: string;
  readonly patientId: string;
  readonly slotId: string;
  done: boolean;
  /** Status and code of the last answer. */
  heard?: string;
  appointmentId?: string;
}

class KillLoop {
  readonly #options: KillLoopOptions;
  readonly #environment: Record<string, string>;
  readonly #databasePath: string;
  readonly #simulator: Simulator;
  readonly #random: () => number;
  readonly #patients: readonly string[];
  readonly #orders: Order[] = [];
  readonly #kills: Record<string, number> = {};
  readonly #failures: string[] = [];
  #between = 0;
  #gateway: Program<{ port: number; pid: number }> | undefined;

  constructor(options: KillLoopOptions, folder: string, firstDay: string, simulator: Simulator) {
    this.#options = options;
    this.#simulator = simulator;
    this.#random = seeded(options.seed);
    const city = makeCity({ seed: SEED_OF_CITY, size: 'small', firstDay });
    this.#patients = city.people.map(({ id }) => patientIdOf(SEED_OF_CITY, id));
    mkdirSync(folder, { recursive: true });
    const addresses = new Map(simulator.hospitals.map(({ id, baseUrl }) => [id, baseUrl]));
    writeFileSync(join(folder, 'hospitals.json'), JSON.stringify(roomyFileOf(hospitalsFileOf(city, addresses))));
    writeFileSync(join(folder, 'people.json'), JSON.stringify(peopleFileOf(city)));
    this.#databasePath = join(folder, 'onedoor.sqlite');
    this.#environment = {
      DATABASE_URL: `file:${this.#databasePath}`,
      KEY_FILE: join(folder, 'keys.json'),
      HOSPITALS_FILE: join(folder, 'hospitals.json'),
      PEOPLE_FILE: join(folder, 'people.json'),
      WATCH_EVERY_SECONDS: '2',
      SYNC_EVERY_SECONDS: '30',
      LOG_LEVEL: 'info',
    };
  }

  async run(): Promise<KillLoopResult> {
    await this.#start();
    await this.#slots();
    const plan = this.#plan();
    const perRound = Math.ceil(this.#options.bookings / plan.length);
    await this.#drop(0.3);
    for (const [round, point] of plan.entries()) {
      const left = this.#options.bookings - this.#orders.length;
      await this.#round(point, Math.max(3, Math.min(perRound, left)), `round ${round + 1} of ${plan.length}`);
    }
    await this.#start();
    await this.#finishOrders();
    await this.#drop(0);
    await this.#untilAtRest();
    await this.#gateway?.stop();
    this.#collectErrors();
    return this.#compare();
  }

  /** Every point as often as asked, in an order that the seed gives. */
  #plan(): readonly KillPoint[] {
    const plan = this.#options.points.flatMap((point) => Array.from({ length: this.#options.killsPerPoint }, () => point));
    return plan
      .map((point) => ({ point, at: this.#random() }))
      .sort((left, right) => left.at - right.at)
      .map(({ point }) => point);
  }

  async #round(point: KillPoint, bookings: number, name: string): Promise<void> {
    const nth = 1 + Math.floor(this.#random() * Math.min(6, bookings / 2));
    await this.#start(`${point}:${nth}`);
    let ended = 'alive';
    // The n-th passage of a point may need more bookings than planned, because dropped replies lead past it.
    for (let more = bookings, tries = 0; ended === 'alive' && tries < 6; more = 3, tries += 1) {
      await this.#work(await this.#newOrders(more), point === 'before-cancel-outcome');
      ended = await Promise.race([
        this.#gateway?.ended ?? 'never started',
        new Promise<string>((resolve) => setTimeout(() => resolve('alive'), 1_000)),
      ]);
    }
    if (ended === 'SIGKILL') {
      this.#kills[point] = (this.#kills[point] ?? 0) + 1;
      const sent =
        this.#query<{ count: number }>("SELECT count(*) AS count FROM claim WHERE state IN ('sent', 'cancel-sent')")[0]?.count ??
        0;
      if (sent > 0 && BETWEEN_SEND_AND_OUTCOME.includes(point)) this.#between += 1;
      this.#options.say(`${name}: killed at ${point} (${nth}), ${sent} claims had been sent`);
    } else {
      this.#failures.push(`the gateway was not killed at ${point} (${ended})`);
    }
  }

  async #start(killAt = 'none:0'): Promise<void> {
    await this.#gateway?.stop();
    this.#collectErrors();
    this.#gateway = await startGatewayProgram({ ...this.#environment, KILL_AT: killAt }, 'kill-gateway');
  }

  /** A gateway that was killed, or restarted, has nothing to complain about: every error that it logged is a bug. */
  #collectErrors(): void {
    for (const line of this.#gateway?.lines ?? []) {
      const { level, event, error, detail } = JSON.parse(line) as Record<string, string>;
      if (level === 'error') this.#failures.push(`the gateway logged ${event} ${error ?? ''} ${detail ?? ''}`.trim());
    }
  }

  get #address(): string {
    return `http://127.0.0.1:${this.#gateway?.ready.port}`;
  }

  readonly #free: string[] = [];

  /** Slots of plain and IHE hospitals in turn; each is asked for once, so that no booking is refused for want of a place. */
  async #slots(): Promise<void> {
    const lists = await Promise.all(this.#simulator.hospitals.map(({ id }) => this.#slotsOf(id)));
    for (let index = 0; index < Math.max(...lists.map((list) => list.length)); index += 1) {
      this.#free.push(...lists.flatMap((list) => list.slice(index, index + 1)));
    }
  }

  async #slotsOf(hospital: string): Promise<string[]> {
    const wanted = Math.ceil(this.#options.bookings / 2) + 30;
    const found: string[] = [];
    for (let tries = 0; tries < 300 && found.length < wanted; tries += 1) {
      found.length = 0;
      let next: string | undefined = `/v1/slots?hospital=${hospital}&limit=50`;
      while (next !== undefined && found.length < wanted) {
        const page = (await (await fetch(this.#address + next)).json()) as { items: { id: string }[]; next?: string };
        found.push(...page.items.map(({ id }) => id));
        next = page.next;
      }
      if (found.length < wanted) await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return found;
  }

  async #newOrders(count: number): Promise<readonly Order[]> {
    const orders = Array.from({ length: count }, (): Order => {
      const slotId = this.#free.shift();
      if (slotId === undefined) throw new Error('the city has no slots left');
      return {
        key: `kill-${this.#options.seed}-${this.#orders.length}-${slotId}`,
        patientId: pick(this.#random, this.#patients),
        slotId,
        done: false,
      };
    });
    this.#orders.push(...orders);
    return orders;
  }

  /** Clients send until the process dies; what was not answered is sent again, with its key, in a later round. */
  async #work(orders: readonly Order[], cancel: boolean): Promise<void> {
    const waiting = [...this.#orders.filter(({ done }) => !done), ...orders.filter(({ done }) => done)];
    const client = async () => {
      for (let order = waiting.shift(); order; order = waiting.shift()) {
        try {
          await this.#send(order, cancel);
        } catch {
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
  }

  async #send(order: Order, cancel: boolean): Promise<void> {
    const token = await this.#session(order.patientId);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': order.key };
    const body = JSON.stringify({ slotId: order.slotId, patientId: order.patientId });
    const response = await fetch(`${this.#address}/v1/appointments`, { method: 'POST', headers, body });
    const reply = (await response.json()) as { id?: string; code?: string };
    order.heard = `${response.status} ${reply.code ?? ''}`.trim();
    if (reply.id !== undefined) order.appointmentId = reply.id;
    order.done = response.status === 201 || (response.status === 409 && reply.code !== 'idempotency-key-running');
    if (!cancel || response.status !== 201) return;
    const address = `${this.#address}/v1/appointments/${reply.id}/cancel`;
    await (await fetch(address, { method: 'POST', headers: { ...headers, 'idempotency-key': `${order.key}-c` } })).text();
  }

  async #session(patientId: string): Promise<string> {
    const body = JSON.stringify({ evidence: { kind: 'demo', patientId }, carrier: 'bearer' });
    const response = await fetch(`${this.#address}/v1/sessions`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    return ((await response.json()) as { token: string }).token;
  }

  async #drop(probability: number): Promise<void> {
    await fetch(`${this.#simulator.controlUrl}/faults`, { method: 'DELETE' });
    if (probability === 0) return;
    for (const { id } of this.#simulator.hospitals) {
      const order = { hospital: id, operation: 'book', fault: 'reset-after-commit', probability };
      const response = await fetch(`${this.#simulator.controlUrl}/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(order),
      });
      if (!response.ok) throw new Error(`the fault switch refused: ${response.status}`);
    }
  }

  /** Clients that heard nothing final ask again until they do. */
  async #finishOrders(): Promise<void> {
    for (let tries = 0; tries < 150 && this.#orders.some(({ done }) => !done); tries += 1) {
      this.#options.say(`${this.#orders.filter(({ done }) => !done).length} clients still wait for an answer`);
      await this.#work([], false);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    const left = this.#orders.filter(({ done }) => !done);
    if (left.length > 0)
      this.#failures.push(`${left.length} clients never heard a final answer, but ${left.map(({ heard }) => heard).join(', ')}`);
  }

  async #untilAtRest(): Promise<void> {
    const busy = "SELECT count(*) AS count FROM task WHERE kind = 'settle-claim' AND state = 'ready'";
    for (let tries = 0; tries < 180; tries += 1) {
      if ((this.#query<{ count: number }>(busy)[0]?.count ?? 0) === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    // Two more rounds of the watch, for bookings that came late.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  }

  #query<Row>(sql: string): Row[] {
    const database = new Database(this.#databasePath, { readonly: true });
    try {
      return database.prepare(sql).all() as Row[];
    } finally {
      database.close();
    }
  }

  /** Both sides from their own databases: every booking once or not at all, and no place counted that nobody holds. */
  #compare(): KillLoopResult {
    const oracle = openSimulatorDatabase(this.#simulator.databasePath);
    const bookings = oracle.bookings();
    const live = bookings.filter(({ status }) => status === 'booked');
    const claims = this.#query<{ state: string; booking_key: string; appointment_id: string; hospital_id: string }>(
      'SELECT state, booking_key, appointment_id, hospital_id FROM claim WHERE ghost_of IS NULL',
    );
    const count: Record<string, number> = {};
    for (const claim of claims) {
      count[claim.state] = (count[claim.state] ?? 0) + 1;
      const held = live.filter(({ key }) => key === claim.booking_key).length;
      const expected = claim.state === 'confirmed' ? 1 : 0;
      if (!['confirmed', 'cancelled', 'released', 'refused'].includes(claim.state))
        this.#failures.push(`a claim is left in ${claim.state}`);
      if (held !== expected) this.#failures.push(`a claim is ${claim.state} and the hospital holds ${held}`);
    }
    const known = new Set(claims.map(({ booking_key }) => booking_key));
    const strays = live.filter(({ key }) => !known.has(key)).length;
    if (strays > 0) this.#failures.push(`${strays} bookings at hospitals that we do not know`);
    this.#compareOrders(claims);
    this.#compareSlots();
    const dropped = oracle.requests({ operation: 'book' }).filter(({ fault }) => fault === 'reset-after-commit').length;
    oracle.close();
    if (this.#between === 0) this.#failures.push('no kill fell between send and outcome');
    return {
      bookings: this.#orders.length,
      kills: this.#kills,
      killsBetweenSendAndOutcome: this.#between,
      hospitalRepliesDropped: dropped,
      gateway: count,
      liveAtHospitals: live.length,
      failures: this.#failures,
    };
  }

  /** One order made one appointment at most, and what the client was told is what stands. */
  #compareOrders(claims: readonly { state: string; appointment_id: string }[]): void {
    const rows = this.#query<{ idempotency_key: string; resource_id: string | null }>(
      "SELECT idempotency_key, resource_id FROM idempotency WHERE route = '/v1/appointments'",
    );
    const byKey = new Map(rows.map((row) => [createHash('sha256').update(row.idempotency_key).digest('hex'), row.resource_id]));
    for (const order of this.#orders) {
      if (order.appointmentId === undefined) continue;
      const kept = byKey.get(createHash('sha256').update(order.key).digest('hex'));
      if (kept !== order.appointmentId) this.#failures.push('a client was told of an appointment that its key does not lead to');
      if (!claims.some(({ appointment_id }) => appointment_id === order.appointmentId))
        this.#failures.push('a client was told of an appointment that does not exist');
    }
  }

  #compareSlots(): void {
    const leaks = this.#query<{ id: string }>(
      `SELECT slot.id FROM slot WHERE claimed <> (SELECT count(*) FROM claim WHERE claim.slot_id = slot.id AND places = 1
       AND state NOT IN ('refused', 'released', 'cancelled'))`,
    );
    if (leaks.length > 0) this.#failures.push(`${leaks.length} slots count places that no claim holds`);
  }
}
