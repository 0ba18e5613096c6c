import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pick, seeded } from '../support/seeded.ts';
import type { Proof } from './evidence.ts';
import { PAYMENT_KILL_POINTS, type PaymentKillPoint } from './kill-points.ts';
import { KilledGateway, killRounds } from './killed-gateway.ts';
import { type Found, type OrderBefore, PaymentKillBooks, rowsOf, UNREST } from './payment-kill-books.ts';
import { controlPartner, type PaymentKillCity, startPaymentKillCity } from './payment-kill-city.ts';
import { KillPayer, type PayerPlan } from './payment-kill-payer.ts';

export interface PaymentKillOptions {
  readonly seed: number;
  readonly payments: number;
  readonly points: readonly PaymentKillPoint[];
  /** Times that the gateway is killed at each point. */
  readonly killsPerPoint: number;
  /** Of 100 writes at partners, how many are carried out and not answered, and how many are neither. */
  readonly lost: { readonly after: number; readonly before: number };
  /** Payers who are at it at once. */
  readonly atOnce: number;
  /** Of how many passages of a point one is chosen. */
  readonly passages: number;
  readonly say: (line: string) => void;
}

/** What a restore forgot, and what became of it. */
interface Forgotten {
  readonly parts: number;
  /** Their bills were settled before: whoever looks sees nothing left to pay. */
  readonly settledBefore: number;
  /** Made again under their keys, when their payers came back. */
  readonly foundAgain: number;
  /** Of which the provider had the money already. */
  readonly foundPaid: number;
}

export interface PaymentKillResult extends Found {
  readonly payments: number;
  readonly kills: Readonly<Record<string, number>>;
  /** Units and calls at which it was killed. */
  readonly killedAt: Readonly<Record<string, number>>;
  readonly ends: Readonly<Record<string, number>>;
  readonly repliesLost: number;
  readonly forgotten: Forgotten;
}

const REST_SECONDS = 400;

const ORDERS_BEFORE = `SELECT p.visit_ref AS visit, o.order_key AS key, p.state FROM payment_order o JOIN payment_part p ON p.id = o.part_id
  ORDER BY p.rowid`;

/** Of a hundred people, who does what. */
const PLANS: readonly (readonly [PayerPlan, number])[] = [
  ['pay', 76],
  ['cancel', 6],
  ['pay-and-cancel', 8],
  ['suspended', 6],
  ['stuck', 4],
];

/** Kills the gateway between any two steps of payments, restores an older backup in the middle, and holds all books together at rest. */
export async function paymentKill(options: PaymentKillOptions): Promise<PaymentKillResult> {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-payment-kill-'));
  const city = await startPaymentKillCity(folder, options.payments);
  try {
    const proof = new PaymentKill(options, folder, city);
    return await proof.run().finally(() => proof.end());
  } finally {
    await city.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

class PaymentKill {
  readonly #options: PaymentKillOptions;
  readonly #folder: string;
  readonly #city: PaymentKillCity;
  readonly #random: () => number;
  readonly #payers: readonly KillPayer[];
  readonly #gateway: KilledGateway;
  readonly #failures: string[] = [];
  #begun = 0;
  #restored = false;
  #before: readonly OrderBefore[] = [];
  #forgotten: readonly { readonly id: string; readonly state: string; readonly paid: boolean }[] = [];

  constructor(options: PaymentKillOptions, folder: string, city: PaymentKillCity) {
    this.#options = options;
    this.#folder = folder;
    this.#city = city;
    this.#random = seeded(options.seed);
    this.#gateway = new KilledGateway(city.environment, (port) => city.notices.moveTo(port));
    const address = () => this.#gateway.address;
    this.#payers = Array.from({ length: options.payments }, (_, number) => {
      const plan = this.#planOf(number);
      // What is planted to get stuck is a bill that people pay whole.
      const site = plan === 'stuck' ? city.sites[2] : plan === 'suspended' ? city.sites[0] : pick(this.#random, city.sites);
      if (site === undefined) throw new Error('a city of fewer hospitals');
      return new KillPayer({ number, plan, site, city, address });
    });
  }

  async run(): Promise<PaymentKillResult> {
    const { points, killsPerPoint, payments, say } = this.#options;
    const rounds = killRounds(points, killsPerPoint, this.#random);
    const [backupAfter, restoreAfter] = [Math.floor(rounds.length / 3), Math.floor((rounds.length * 2) / 3)];
    await this.#lose();
    const allowed = { payers: 0 };
    const working = this.#work(allowed);
    for (const [round, point] of rounds.entries()) {
      allowed.payers = Math.ceil((payments * (round + 1)) / (rounds.length + 1));
      if (round >= restoreAfter && !this.#restored && this.#newParts() > 0) await this.#restore();
      await this.#gateway.start(`${point}:${1 + Math.floor(this.#random() * this.#options.passages)}`);
      if (round === backupAfter) await this.#command('backup', '--to', join(this.#folder, 'backup'));
      await this.#gateway.untilKilled(point, () => {
        allowed.payers = Math.min(payments, allowed.payers + 1);
      });
      say(`round ${round + 1} of ${rounds.length}: ${point}, ${this.#begun} payers have begun`);
    }
    allowed.payers = payments;
    if (!this.#restored) await this.#restoreLate();
    await this.#gateway.start();
    await working;
    say('everybody has ended');
    for (const { hospital } of this.#city.sites) await controlPartner(hospital, 'DELETE /faults');
    for (const partner of [this.#city.provider, this.#city.insurer]) await controlPartner(partner, 'DELETE /faults');
    await this.#untilAtRest();
    await this.#gateway.stop();
    return this.#compare();
  }

  /** Also where it did not come to its end. */
  async end(): Promise<void> {
    await this.#gateway.kill();
  }

  #planOf(number: number): PayerPlan {
    if (number === 0) return 'pay';
    // What somebody had stopped, or can not get back, before a backup is restored, is asked of those who come after it.
    let left = this.#random() * 100;
    for (const [plan, share] of PLANS) {
      left -= share;
      if (left < 0) return plan === 'stuck' && number < (this.#options.payments * 3) / 4 ? 'pay' : plan;
    }
    return 'pay';
  }

  /** Some at once, each whole, and no more than may have begun by now. */
  async #work(allowed: { payers: number }): Promise<void> {
    const waiting = [...this.#payers];
    const one = async () => {
      for (;;) {
        while (waiting.length > 0 && this.#begun >= allowed.payers) await new Promise((resolve) => setTimeout(resolve, 20));
        const payer = waiting.shift();
        if (payer === undefined) return;
        this.#begun += 1;
        await payer.run();
      }
    };
    await Promise.all(Array.from({ length: this.#options.atOnce }, one));
  }

  /** Few were killed so early that there was nothing to forget yet: it goes on until there is. */
  async #restoreLate(): Promise<void> {
    await this.#gateway.start();
    for (let tries = 0; tries < 600 && this.#newParts() === 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await this.#gateway.kill();
    await this.#restore();
  }

  /** Parts that the backup does not know. */
  #newParts(): number {
    const ids = 'SELECT id FROM payment_part';
    const known = new Set(rowsOf<{ id: string }>(join(this.#folder, 'backup', 'onedoor.sqlite'), ids).map(({ id }) => id));
    return rowsOf<{ id: string }>(this.#ours, ids).filter(({ id }) => !known.has(id)).length;
  }

  /** As an operator does it, with the gateway gone and the disk lost: what the backup does not know is forgotten. */
  async #restore(): Promise<void> {
    const parts = `SELECT id, state, EXISTS (SELECT 1 FROM payment_order WHERE part_id = payment_part.id AND state = 'paid') AS paid
      FROM payment_part`;
    const before = rowsOf<{ id: string; state: string; paid: number }>(this.#ours, parts);
    this.#before = rowsOf<OrderBefore>(this.#ours, ORDERS_BEFORE);
    this.#restored = true;
    await this.#command('restore', '--from', join(this.#folder, 'backup'), '--aside', 'yes');
    const known = new Set(rowsOf<{ id: string }>(this.#ours, parts).map(({ id }) => id));
    this.#forgotten = before.filter(({ id }) => !known.has(id)).map((part) => ({ ...part, paid: part.paid === 1 }));
    this.#options.say(`restored: ${before.length} parts are ${known.size}`);
  }

  #command(...args: readonly string[]): Promise<void> {
    const env = { PATH: process.env.PATH ?? '', DEMO: '1', ...this.#city.environment };
    return new Promise((resolve, reject) => {
      execFile(process.execPath, ['dist/onedoor.js', ...args], { env }, (error, _, said) =>
        error ? reject(new Error(`onedoor ${args[0]}: ${said}`)) : resolve(),
      );
    });
  }

  async #lose(): Promise<void> {
    const { after, before } = this.#options.lost;
    const { sites, provider, insurer } = this.#city;
    for (const partner of [...sites.map(({ hospital }) => hospital), provider, insurer])
      for (const [fault, share] of [
        ['reset-after-commit', after],
        ['reset-before-commit', before],
      ] as const) {
        if (share === 0) continue;
        const { ok } = await controlPartner(partner, 'POST /faults', { operation: 'write', fault, probability: share / 100 });
        if (!ok) throw new Error('a partner did not take a fault');
      }
  }

  async #untilAtRest(): Promise<void> {
    for (let tries = 0; tries < REST_SECONDS * 4; tries += 1) {
      if (rowsOf<{ count: number }>(this.#ours, UNREST)[0]?.count === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    this.#failures.push(`payments are not at rest after ${REST_SECONDS} s`);
  }

  get #ours(): string {
    return (this.#city.environment.DATABASE_URL ?? '').slice('file:'.length);
  }

  async #compare(): Promise<PaymentKillResult> {
    const found = await new PaymentKillBooks(this.#city, this.#payers, this.#ours, this.#before).compare();
    const again = new Set(rowsOf<{ id: string }>(this.#ours, 'SELECT id FROM payment_part').map(({ id }) => id));
    const ends: Record<string, number> = {};
    for (const { options, end = 'gave up' } of this.#payers)
      ends[`${options.plan}: ${end}`] = (ends[`${options.plan}: ${end}`] ?? 0) + 1;
    const { sites, provider, insurer } = this.#city;
    const lost = "SELECT count(*) AS count FROM request_log WHERE fault = 'reset-after-commit'";
    const books = [...sites.map(({ hospital }) => hospital), provider, insurer];
    const made = this.#forgotten.filter(({ id }) => again.has(id));
    return {
      payments: this.#payers.length,
      kills: this.#gateway.kills,
      killedAt: this.#gateway.killedAt,
      repliesLost: books.reduce(
        (sum, { databasePath }) => sum + (rowsOf<{ count: number }>(databasePath, lost)[0]?.count ?? 0),
        0,
      ),
      forgotten: {
        parts: this.#forgotten.length,
        settledBefore: this.#forgotten.filter(({ state }) => state === 'settled').length,
        foundAgain: made.length,
        foundPaid: made.filter(({ paid }) => paid).length,
      },
      ends,
      ...found,
      failures: [...this.#failures, ...this.#gateway.failures, ...found.failures],
    };
  }
}

/** 200 payments, each point six times, a backup after a third of the kills and its restore after two thirds. */
export const provePaymentKill: Proof = async (seed, say) => {
  const lost = { after: 12, before: 3 };
  const points = PAYMENT_KILL_POINTS;
  const { failures, ...counts } = await paymentKill({
    seed,
    payments: 200,
    points,
    killsPerPoint: 6,
    lost,
    atOnce: 24,
    passages: 60,
    say,
  });
  return { counts, failures };
};
