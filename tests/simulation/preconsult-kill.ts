import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeclaredCapabilities } from '../../adapters/hospitals/remote-http/adapter.ts';
import { hospitalsFileOf } from '../../fixtures/demo/city-files.ts';
import { makeCity } from '../../fixtures/hospitals/city.ts';
import { type Program, startProgram } from '../support/programs.ts';
import { roomyFileOf } from '../support/roomy-city.ts';
import { pick, seeded } from '../support/seeded.ts';
import { testPatient } from '../support/test-gateway.ts';
import type { Proof } from './evidence.ts';
import { PRECONSULT_KILL_POINTS, type PreconsultKillPoint } from './kill-points.ts';
import { KilledGateway, killRounds } from './killed-gateway.ts';
import { rowsOf } from './payment-kill-books.ts';
import { controlPartner, type Partner } from './payment-kill-city.ts';
import { KillSpeaker, type SpeakerPlan } from './preconsult-kill-speaker.ts';

export interface PreconsultKillOptions {
  readonly seed: number;
  /** People who say something before a visit, some of them several times. */
  readonly people: number;
  readonly points: readonly PreconsultKillPoint[];
  /** Times that the gateway is killed at each point. */
  readonly killsPerPoint: number;
  /** Of 100 summaries, how many are taken and not answered, and how many are neither. */
  readonly lost: { readonly after: number; readonly before: number };
  /** People who are at it at once. */
  readonly atOnce: number;
  /** Of how many passages of a point one is chosen. */
  readonly passages: number;
  readonly say: (line: string) => void;
}

export interface PreconsultKillResult {
  readonly people: number;
  readonly kills: Readonly<Record<string, number>>;
  readonly killedAt: Readonly<Record<string, number>>;
  readonly repliesLost: number;
  /** Yeses that were accepted. */
  readonly yeses: number;
  /** Summaries by how they ended here. */
  readonly summaries: Readonly<Record<string, number>>;
  readonly shownToDoctors: number;
  /** Single comparisons. */
  readonly compared: number;
  readonly failures: readonly string[];
}

interface OurSummary {
  readonly key: string;
  readonly preconsult: string;
  readonly appointment: string;
  readonly booking: string;
  readonly nth: number;
  readonly state: string;
  readonly reason: string | null;
}

interface TheirSummary {
  readonly key: string;
  readonly booking: string | null;
  readonly replaced: number;
  readonly withdrawn: number;
  readonly seq: number;
}

const SEED_OF_CITY = 1;
const KEY = { id: 'kill', secret: Buffer.alloc(32, 'a key of tests ').toString('base64') };
const REST_SECONDS = 240;
/** Of a hundred people, who does what. */
const PLANS: readonly (readonly [SpeakerPlan, number])[] = [
  ['say', 40],
  ['say-again', 40],
  ['say-and-cancel', 20],
];
const SUMMARIES = `SELECT delivery_key AS key, preconsult_id AS preconsult, preconsult.appointment_id AS appointment, booking_key AS booking, nth,
    summary_delivery.state, summary_delivery.reason
  FROM summary_delivery JOIN preconsult ON preconsult.id = preconsult_id JOIN appointment ON appointment.id = preconsult.appointment_id
  JOIN claim ON claim.id = claim_id ORDER BY preconsult_id, nth`;
const UNREST = "SELECT count(*) AS count FROM task WHERE kind IN ('deliver-summaries', 'settle-claim') AND state = 'ready'";

/** Kills the gateway between any two steps of a form and its summaries, and holds our rows against what the hospital's doctors have. */
export async function preconsultKill(options: PreconsultKillOptions): Promise<PreconsultKillResult> {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-preconsult-kill-'));
  const firstDay = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
  const given = {
    'key-id': KEY.id,
    'key-secret': KEY.secret,
    charges: 'no',
    'first-day': firstDay,
    database: join(folder, 'hospital.sqlite'),
  };
  const hospital = await startProgram<Partner>('simulator-remote-http', {
    args: Object.entries(given).flatMap(([option, value]) => [`--${option}`, value]),
    isReady: (line) => line.ready === true,
  });
  try {
    const proof = new PreconsultKill(
      options,
      await writeCity(folder, firstDay, { hospital, people: options.people }),
      hospital.ready,
    );
    return await proof.run().finally(() => proof.end());
  } finally {
    await hospital.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files of a gateway of one hospital with its own interface. */
async function writeCity(
  folder: string,
  firstDay: string,
  { hospital, people }: { readonly hospital: Program<Partner>; readonly people: number },
): Promise<Record<string, string>> {
  const connection = { baseUrl: hospital.ready.baseUrl, key: KEY };
  const environment = { fetch: (input: string, init?: RequestInit) => fetch(input, init), now: Date.now };
  const declared = await readDeclaredCapabilities(connection, environment, { signal: AbortSignal.timeout(5_000) });
  if (!declared.ok) throw new Error('the hospital did not say what it can do');
  const [first] = hospitalsFileOf(makeCity({ seed: SEED_OF_CITY, size: 'small', firstDay }), new Map());
  // This hospital shows a write at once.
  const capabilities = { ...declared.value, settleWindowMs: 1_000 };
  const entry = { ...first, protocol: 'remote-http', connection: { ...connection, capabilities } };
  const write = (name: string, content: unknown): string => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  return {
    DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: write('hospitals.json', roomyFileOf([entry])),
    PEOPLE_FILE: write(
      'people.json',
      Array.from({ length: people }, (_, number) => testPatient(number)),
    ),
    WATCH_EVERY_SECONDS: '2',
    LOG_LEVEL: 'info',
  };
}

class PreconsultKill {
  readonly #options: PreconsultKillOptions;
  readonly #environment: Record<string, string>;
  readonly #hospital: Partner;
  readonly #random: () => number;
  readonly #gateway: KilledGateway;
  readonly #failures: string[] = [];
  #speakers: readonly KillSpeaker[] = [];
  #begun = 0;
  #compared = 0;

  constructor(options: PreconsultKillOptions, environment: Record<string, string>, hospital: Partner) {
    this.#options = options;
    this.#environment = environment;
    this.#hospital = hospital;
    this.#random = seeded(options.seed);
    this.#gateway = new KilledGateway(environment);
  }

  async run(): Promise<PreconsultKillResult> {
    const { points, killsPerPoint, people, passages, say } = this.#options;
    await this.#gateway.start();
    await this.#invite();
    await this.#lose();
    const allowed = { people: 0 };
    await this.#gateway.kill();
    const working = this.#work(allowed);
    const rounds = killRounds(points, killsPerPoint, this.#random);
    for (const [round, point] of rounds.entries()) {
      allowed.people = Math.max(allowed.people, Math.ceil((people * (round + 1)) / (rounds.length + 1)));
      await this.#gateway.start(`${point}:${1 + Math.floor(this.#random() * passages)}`);
      await this.#gateway.untilKilled(point, () => {
        allowed.people = Math.min(people, allowed.people + 1);
      });
      say(`round ${round + 1} of ${rounds.length}: ${point}, ${this.#begun} people have begun`);
    }
    allowed.people = people;
    await this.#gateway.start();
    await working;
    say('everybody has ended');
    await controlPartner(this.#hospital, 'DELETE /faults');
    await this.#untilAtRest();
    await this.#gateway.stop();
    return this.#compare();
  }

  /** Also where it did not come to its end. */
  async end(): Promise<void> {
    await this.#gateway.kill();
  }

  /** Gives everybody a plan and a slot of their own. */
  async #invite(): Promise<void> {
    const { people } = this.#options;
    const slots = await this.#slots(people);
    this.#speakers = slots.slice(0, people).map((slotId, number) => {
      const plan = pick(
        this.#random,
        PLANS.flatMap(([name, share]) => Array.from({ length: share }, () => name)),
      );
      return new KillSpeaker({ number, plan, slotId, address: () => this.#gateway.address });
    });
  }

  async #slots(wanted: number): Promise<readonly string[]> {
    for (let tries = 0; tries < 300; tries += 1) {
      const found: string[] = [];
      let next: string | undefined = '/v1/slots?limit=50';
      while (next !== undefined && found.length < wanted) {
        const response = await fetch(this.#gateway.address + next);
        const page = (await response.json()) as { items: { id: string }[]; next?: string };
        found.push(...page.items.map(({ id }) => id));
        next = page.next;
      }
      if (found.length >= wanted) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the hospital has too few slots');
  }

  async #work(allowed: { people: number }): Promise<void> {
    const waiting = [...this.#speakers];
    const one = async () => {
      for (;;) {
        while (waiting.length > 0 && this.#begun >= allowed.people) await new Promise((resolve) => setTimeout(resolve, 20));
        const speaker = waiting.shift();
        if (speaker === undefined) return;
        this.#begun += 1;
        await speaker.run();
      }
    };
    await Promise.all(Array.from({ length: this.#options.atOnce }, one));
  }

  async #lose(): Promise<void> {
    const { after, before } = this.#options.lost;
    for (const operation of ['deliver', 'withdraw'])
      for (const [fault, share] of [
        ['reset-after-commit', after],
        ['reset-before-commit', before],
      ] as const) {
        if (share === 0) continue;
        const { ok } = await controlPartner(this.#hospital, 'POST /faults', { operation, fault, probability: share / 100 });
        if (!ok) throw new Error('the hospital did not take a fault');
      }
  }

  async #untilAtRest(): Promise<void> {
    for (let tries = 0; tries < REST_SECONDS * 4; tries += 1) {
      if (rowsOf<{ count: number }>(this.#ours, UNREST)[0]?.count === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    this.#failures.push(`summaries are not at rest after ${REST_SECONDS} s`);
  }

  get #ours(): string {
    return (this.#environment.DATABASE_URL ?? '').slice('file:'.length);
  }

  /** By the hospital's own rows: each yes once, in the order in which they were said, and of an appointment that was given back nothing. */
  #compare(): PreconsultKillResult {
    const ours = rowsOf<OurSummary>(this.#ours, SUMMARIES);
    const theirs = rowsOf<TheirSummary>(
      this.#hospital.databasePath,
      'SELECT key, booking, replaced, withdrawn, seq FROM summary ORDER BY seq',
    );
    // Whoever gives back what was never received has no booking there at all.
    const standing = new Set(
      rowsOf<{ key: string }>(this.#hospital.databasePath, "SELECT key FROM booking WHERE status = 'booked'").map(
        ({ key }) => key,
      ),
    );
    for (const speaker of this.#speakers) this.#compareSpeaker(speaker, { ours, theirs, standing });
    for (const { key } of theirs)
      this.#hold(
        ours.some((one) => one.key === key),
        'a doctor has a summary that we do not know',
      );
    const summaries: Record<string, number> = {};
    for (const { state, reason } of ours) {
      const end = reason === null ? state : `${state}: ${reason}`;
      summaries[end] = (summaries[end] ?? 0) + 1;
    }
    const lost = "SELECT count(*) AS count FROM request_log WHERE fault = 'reset-after-commit'";
    return {
      people: this.#speakers.length,
      kills: this.#gateway.kills,
      killedAt: this.#gateway.killedAt,
      repliesLost: rowsOf<{ count: number }>(this.#hospital.databasePath, lost)[0]?.count ?? 0,
      yeses: this.#speakers.reduce((sum, { yeses }) => sum + yeses, 0),
      summaries,
      shownToDoctors: theirs.filter(({ withdrawn, replaced }) => withdrawn === 0 && replaced === 0).length,
      compared: this.#compared,
      failures: [...this.#failures, ...this.#gateway.failures],
    };
  }

  #compareSpeaker(
    { appointmentId, yeses, options: { plan } }: KillSpeaker,
    books: {
      readonly ours: readonly OurSummary[];
      readonly theirs: readonly TheirSummary[];
      readonly standing: ReadonlySet<string>;
    },
  ): void {
    const own = books.ours.filter(({ appointment }) => appointment === appointmentId);
    this.#hold(yeses > 0 || plan === 'say-and-cancel', 'somebody could not say yes');
    this.#hold(own.length === yeses, `somebody said yes ${yeses} times, and ${own.length} summaries are there`);
    if (own.length === 0) return;
    const over = !own.some(({ booking }) => books.standing.has(booking));
    this.#hold(over === (plan === 'say-and-cancel'), 'an appointment is given back, or it is not, as nobody wanted');
    for (const { key, state } of own) {
      const held = books.theirs.filter((one) => one.key === key);
      const live = held.filter(({ withdrawn }) => withdrawn === 0);
      if (over) {
        this.#hold(live.length === 0, `a doctor still has a summary of an appointment that was given back; here it is ${state}`);
        this.#hold(['withdrawn', 'dropped', 'refused'].includes(state), `a summary of an appointment that is over is ${state}`);
      } else
        this.#hold(
          state === 'delivered' && live.length === 1,
          `a yes ended ${state}, and the hospital holds it ${live.length} times`,
        );
    }
    if (over) return;
    const order = own.map(({ key }) => books.theirs.find((one) => one.key === key)?.seq ?? 0);
    this.#hold(
      order.every((seq, place) => seq > (order[place - 1] ?? 0)),
      'summaries came in another order than they were said in',
    );
    const shown = books.theirs.filter(
      ({ booking, withdrawn, replaced }) => booking === own[0]?.booking && withdrawn === 0 && replaced === 0,
    );
    this.#hold(shown.length === 1 && shown[0]?.key === own.at(-1)?.key, 'the doctor is not shown what was said last');
  }

  #hold(condition: boolean, otherwise: string): void {
    this.#compared += 1;
    if (!condition) this.#failures.push(otherwise);
  }
}

/** 200 people, each point six times. */
export const provePreconsultKill: Proof = async (seed, say) => {
  const lost = { after: 20, before: 3 };
  const { failures, ...counts } = await preconsultKill({
    seed,
    people: 200,
    points: PRECONSULT_KILL_POINTS,
    killsPerPoint: 6,
    lost,
    atOnce: 12,
    passages: 40,
    say,
  });
  return { counts, failures };
};
