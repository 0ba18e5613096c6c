import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { hospitalsFileOf, patientIdOf, peopleFileOf } from '../../fixtures/demo/city-files.ts';
import { makeCity } from '../../fixtures/hospitals/city.ts';
import { readMessages } from '../../fixtures/simulators/sms-gateway/ledger.ts';
import { type Program, startGatewayProgram, startProgram } from '../support/programs.ts';
import { roomyFileOf } from '../support/roomy-city.ts';
import { seeded } from '../support/seeded.ts';
import { MESSAGE_KILL_POINTS, type MessageKillPoint } from './kill-points.ts';

export interface MessagesKillOptions {
  readonly seed: number;
  readonly points: readonly MessageKillPoint[];
  /** Times that the gateway is killed at each point. */
  readonly killsPerPoint: number;
  /** Whether the gateway for short messages makes one message of a key that is repeated. */
  readonly keyed: boolean;
  readonly say: (line: string) => void;
}

export interface MessagesKillResult {
  readonly kills: Readonly<Record<string, number>>;
  readonly messages: Readonly<Record<string, number>>;
  /** Messages that went out to a phone. */
  readonly goneOut: number;
  readonly goneOutTwice: number;
  readonly answersDropped: number;
  readonly failures: readonly string[];
}

type Sms = { baseUrl: string; controlUrl: string; databasePath: string };
type Hospitals = { hospitals: { id: string; baseUrl: string }[] };
type Gateway = Program<{ port: number; pid: number }>;

const KEY = { id: 'kill', secret: Buffer.alloc(32, 'a key of tests ').toString('base64') };
const SEED_OF_CITY = 1;
/** Where a key makes one message of two it goes out again after ten seconds; elsewhere once a third of its half hour is over. */
const REST_SECONDS = { keyed: 150, unkeyed: 690 };
/** It went out as often as it may, and nobody knows whether it did: it is asked about until its time is over, and is the desk's then. */
const SPENT = "message_attempt.state = 'unknown' AND message_attempt.sends >= 2";

/** Kills the gateway at the steps of a message while people book, with a third of the answers lost, then holds both books together. */
export async function messagesKill(options: MessagesKillOptions): Promise<MessagesKillResult> {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-messages-kill-'));
  const firstDay = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
  const cityArgs = ['--size', 'small', '--seed', String(SEED_OF_CITY), '--first-day', firstDay];
  const isReady = (line: Record<string, unknown>) => line.ready === true;
  const hospitals = await startProgram<Hospitals>('simulator-fhir-r4', {
    args: [...cityArgs, '--database', join(folder, 'hospitals.sqlite')],
    isReady,
  });
  const sms = await startProgram<Sms>('simulator-sms-gateway', {
    args: [
      '--key-id',
      KEY.id,
      '--key-secret',
      KEY.secret,
      '--unkeyed',
      options.keyed ? '0' : '1',
      '--database',
      join(folder, 'sms.sqlite'),
    ],
    isReady,
  });
  try {
    const environment = writeCity(folder, firstDay, { hospitals: hospitals.ready, sms: sms.ready, keyed: options.keyed });
    return await new MessagesKill(options, environment, sms.ready).run();
  } finally {
    await sms.stop();
    await hospitals.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The city's files, with a phone for each of its people; and the settings of its gateway. */
function writeCity(
  folder: string,
  firstDay: string,
  at: { hospitals: Hospitals; sms: Sms; keyed: boolean },
): Record<string, string> {
  const city = makeCity({ seed: SEED_OF_CITY, size: 'small', firstDay });
  const addresses = new Map(at.hospitals.hospitals.map(({ id, baseUrl }) => [id, baseUrl]));
  const known = peopleFileOf(city) as readonly { readonly id: string; readonly patient: object }[];
  const people = known.map(({ id, patient }, n) => ({ id, patient: { ...patient, phone: `139${String(n).padStart(8, '0')}` } }));
  writeFileSync(join(folder, 'hospitals.json'), JSON.stringify(roomyFileOf(hospitalsFileOf(city, addresses))));
  writeFileSync(join(folder, 'people.json'), JSON.stringify(people));
  return {
    DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: join(folder, 'hospitals.json'),
    PEOPLE_FILE: join(folder, 'people.json'),
    MESSAGES: 'sms-http',
    SMS_URL: at.sms.baseUrl,
    SMS_KEY_ID: KEY.id,
    SMS_SECRET: KEY.secret,
    SMS_KEYED: at.keyed ? '1' : '0',
    SMS_RECEIPTS: '1',
  };
}

class MessagesKill {
  readonly #options: MessagesKillOptions;
  readonly #environment: Record<string, string>;
  readonly #sms: Sms;
  readonly #random: () => number;
  readonly #patients: readonly string[];
  readonly #kills: Record<string, number> = {};
  readonly #failures: string[] = [];
  #slots: string[] = [];
  #booked = 0;
  #gateway: Gateway | undefined;

  constructor(options: MessagesKillOptions, environment: Record<string, string>, sms: Sms) {
    this.#options = options;
    this.#environment = environment;
    this.#sms = sms;
    this.#random = seeded(options.seed);
    const city = makeCity({ seed: SEED_OF_CITY, size: 'small', firstDay: '2026-11-24' });
    // Grown-ups of their own phone, each for a few bookings.
    this.#patients = city.people.filter(({ birthDate }) => birthDate < '2000').map(({ id }) => patientIdOf(SEED_OF_CITY, id));
  }

  async run(): Promise<MessagesKillResult> {
    await this.#start('none:0');
    await this.#readSlots();
    await this.#drop();
    for (const point of this.#options.points)
      for (let count = 0; count < this.#options.killsPerPoint; count += 1) await this.#round(point);
    await this.#start('none:0');
    await this.#untilAtRest();
    await this.#gateway?.stop();
    return this.#compare();
  }

  async #start(killAt: string): Promise<void> {
    await this.#gateway?.stop();
    this.#gateway = await startGatewayProgram({ ...this.#environment, KILL_AT: killAt }, 'kill-gateway');
  }

  /** People book until the gateway dies of a message. */
  async #round(point: MessageKillPoint): Promise<void> {
    await this.#start(`${point}:${1 + Math.floor(this.#random() * 3)}`);
    const dead = this.#gateway?.ended ?? Promise.resolve('never started');
    let ended = 'alive';
    for (let tries = 0; ended === 'alive' && tries < 12; tries += 1) {
      await this.#book().catch(() => undefined);
      ended = await Promise.race([dead, new Promise<string>((resolve) => setTimeout(() => resolve('alive'), 700))]);
    }
    if (ended === 'SIGKILL') this.#kills[point] = (this.#kills[point] ?? 0) + 1;
    else this.#failures.push(`the gateway was not killed at ${point} (${ended})`);
    this.#options.say(`${point}: ${ended}`);
  }

  async #ask(path: string, body?: object, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
    const init = body
      ? { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
      : {};
    const response = await fetch(`http://127.0.0.1:${this.#gateway?.ready.port}${path}`, init);
    return (await response.json()) as Record<string, unknown>;
  }

  async #readSlots(): Promise<void> {
    for (let tries = 0; tries < 200 && this.#slots.length < 40; tries += 1) {
      const { items } = await this.#ask('/v1/slots?limit=50');
      this.#slots = (items as { id: string }[]).map(({ id }) => id);
      if (this.#slots.length < 40) await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #book(): Promise<void> {
    const patientId = this.#patients[this.#booked % this.#patients.length] ?? '';
    const slotId = this.#slots[this.#booked] ?? '';
    this.#booked += 1;
    const { token } = await this.#ask('/v1/sessions', { evidence: { kind: 'demo', patientId }, carrier: 'bearer' });
    const headers = { authorization: `Bearer ${String(token)}`, 'idempotency-key': `messages-kill-${this.#booked}` };
    await this.#ask('/v1/appointments', { slotId, patientId }, headers);
  }

  /** A third of the answers to what is sent are lost after the message was taken. */
  async #drop(): Promise<void> {
    const order = { operation: 'send', fault: 'reset-after-commit', probability: 0.3 };
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.#sms.controlUrl}/faults`, { method: 'POST', headers, body: JSON.stringify(order) });
    if (!response.ok) throw new Error(`the fault switch refused: ${response.status}`);
  }

  async #untilAtRest(): Promise<void> {
    const busy = `SELECT count(*) AS count FROM task WHERE kind IN ('settle-claim', 'deliver-message') AND state = 'ready'
      AND NOT EXISTS (SELECT 1 FROM message_attempt WHERE message_id = task.subject_id AND ${SPENT})`;
    const seconds = this.#options.keyed ? REST_SECONDS.keyed : REST_SECONDS.unkeyed;
    for (let tries = 0; tries < seconds; tries += 1) {
      if (this.#query<{ count: number }>(busy)[0]?.count === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    this.#failures.push(`messages are not at rest after ${seconds} s`);
  }

  #query<Row>(sql: string): Row[] {
    return queried(this.#environment.DATABASE_URL?.slice('file:'.length) ?? '', sql);
  }

  /** Both sides from their own databases: who was booked was told, as often as a key lets them be. */
  #compare(): MessagesKillResult {
    const confirmed = this.#query<{ id: string }>(
      "SELECT appointment_id AS id FROM claim WHERE state = 'confirmed' AND ghost_of IS NULL",
    );
    const messages = this.#query<{
      appointmentId: string;
      state: string;
      key: string;
      spent: number;
    }>(
      `SELECT message.appointment_id AS appointmentId, message.state, send_key AS key, ${SPENT} AS spent FROM message JOIN message_attempt ON message_id = id WHERE kind = 'booking-confirmed'`,
    );
    const sms = new Database(this.#sms.databasePath, { readonly: true });
    const gone = readMessages(sms).map(({ key }) => key);
    const dropped = sms.prepare("SELECT count(*) FROM request_log WHERE fault = 'reset-after-commit'").pluck().get() as number;
    sms.close();
    const most = this.#options.keyed ? 1 : 2;
    const count: Record<string, number> = {};
    let twice = 0;
    for (const { state: kept, key, spent } of messages) {
      const state = spent === 1 && kept === 'waiting' ? 'forTheDesk' : kept;
      count[state] = (count[state] ?? 0) + 1;
      const times = gone.filter((one) => one === key).length;
      if (times > 1) twice += 1;
      if (times > most) this.#failures.push(`a message went out ${times} times`);
      if (state !== 'forTheDesk' && (state !== 'delivered' || times === 0))
        this.#failures.push(`a message is ${state} and went out ${times} times`);
    }
    for (const { id } of confirmed)
      if (messages.filter(({ appointmentId }) => appointmentId === id).length !== 1)
        this.#failures.push('a booking without its one message');
    if (gone.some((one) => !messages.some(({ key }) => key === one)))
      this.#failures.push('a message went out that we do not know');
    if (confirmed.length === 0) this.#failures.push('nothing was booked');
    return {
      kills: this.#kills,
      messages: count,
      goneOut: gone.length,
      goneOutTwice: twice,
      answersDropped: dropped,
      failures: this.#failures,
    };
  }
}

function queried<Row>(path: string, sql: string): Row[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}

/** With a gateway that knows keys and with one that does not, at every point. */
export async function messagesKillBoth(options: Omit<MessagesKillOptions, 'keyed' | 'points'>) {
  const withKeys = await messagesKill({ ...options, points: MESSAGE_KILL_POINTS, keyed: true });
  const without = await messagesKill({ ...options, points: MESSAGE_KILL_POINTS, keyed: false });
  return { counts: { withKeys, without }, failures: [...withKeys.failures, ...without.failures] };
}
