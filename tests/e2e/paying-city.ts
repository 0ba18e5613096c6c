import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ask } from '../../fixtures/demo/ask.ts';
import { insuredFileOf } from '../../fixtures/demo/bills.ts';
import {
  hospitalsFileOf,
  moneyOf,
  patientIdOf,
  peopleFileOf,
  remoteHospitalOf,
  signedHospitalOf,
} from '../../fixtures/demo/city-files.ts';
import { merchantsFileOf, openMoneyKeys, sharedSecret } from '../../fixtures/demo/money-keys.ts';
import type { BillName } from '../../fixtures/hospitals/bills.ts';
import { makeCity } from '../../fixtures/hospitals/city.ts';
import { openProviderTruth, type ProviderTruth } from '../../fixtures/simulators/wechat-pay/simulator-database.ts';
import { openOwnDevice } from '../../kiosk/client/device/own-device.ts';
import type { KeptDevice } from '../../kiosk/client/device/own-device-store.ts';
import { BridgePage } from '../fixtures/bridge-program.ts';
import { type Program, startGatewayProgram, startProgram } from '../support/programs.ts';
import { roomyFileOf } from '../support/roomy-city.ts';
import { commanded } from './commanded.ts';
import { type FhirHospital, type HospitalHand, remoteHand, startFhirHospital } from './hospital-hand.ts';
import { enrolledBridge, handAtKiosk, type KioskHand } from './real-bridge.ts';
import { freePort, slotsOpen } from './real-city.ts';

/** The hospital that leaves the insurer to Onedoor, and the one whose system knows no insurance. */
export const INSURED = 'linjiang-first';
export const UNINSURED = 'linjiang-north';
/** It has departments that the insured one has, too. */
const BESIDE = 'linjiang-university';

const SEED = 1;
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const KEY = { id: INSURED, secret: sharedSecret(SEED, 'request key') };
const NUMBERS = { hoscode: '1000_0', signKey: sharedSecret(SEED, 'sign key') };
/** Of the time between two attempts at a notice: 15 s become 150 ms. */
const NOTICE_SCALE = '0.01';
const PIN = '135790';

const dayAhead = (days: number) => new Date(Date.now() + SHANGHAI_MS + days * DAY_MS).toISOString().slice(0, 10);

interface Ready {
  readonly baseUrl: string;
  readonly controlUrl: string;
  readonly databasePath: string;
}
interface ProviderReady extends Ready {
  readonly platformKeys: readonly { readonly id: string; readonly pem: string }[];
  readonly pageUrl: string;
}

/** The books of a hospital, fen, as each of the two has them: the sums of everything, and what was paid to its own cashier. */
interface Books {
  readonly sums: { readonly total: number; readonly refunded: number };
  readonly settlements: readonly (
    | { readonly cashChannel: string | null; readonly cash: number }
    | { readonly way: string; readonly amount: number }
  )[];
}

/** What one hospital has, fen, as somebody else has written it down. */
export interface Money {
  readonly hospital: string;
  /** What its own books come to, less what was taken back. */
  readonly settled: number;
  /** What of it its own cashier was given, by its own books. */
  readonly inCash: number;
  /** What its merchant at the provider was paid, less what went back. */
  readonly byCode: number;
  /** What the insurer owes it. */
  readonly owed: number;
}

/** A request of a member of staff, with both proofs; throws with the status of a refusal. */
type StaffAsks = (path: string, body?: object) => Promise<Record<string, unknown>>;

/** Gateway, two hospitals of two protocols, insurer and WeChat Pay: each a process of its own. */
export interface PayingCity {
  readonly origin: string;
  /** The gateway's settings. */
  readonly env: Record<string, string>;
  /** `onedoor …` with these settings; answers what it said. */
  onedoor(args: readonly string[], input?: string): Promise<string>;
  /** A person of the city, as `person-07`, by the gateway's id. */
  patientIdOf(person: string): string;
  /** The cashier of the insured hospital charges somebody. */
  charge(person: string, bill: BillName): Promise<void>;
  /** Somebody's phone pays a code. */
  pay(code: string): Promise<void>;
  /** The insured hospital books the next settlement, and its answer is lost. */
  loseNextSettlement(): Promise<void>;
  /** Past the gateway's interface: the states of the parts of a payment. */
  partStates(paymentId: string): readonly string[];
  /** SIGKILL; what is done meanwhile; and a start on the same port and database. */
  whileDead(work: () => Promise<void>): Promise<void>;
  /** A cashier of the insured hospital, on duty at a desk of their own, or a volunteer with a phone: asks as their page does. */
  cashier(): Promise<StaffAsks>;
  volunteer(): Promise<StaffAsks>;
  /** Everything that the gateway printed. */
  lines(): readonly string[];
  /** The insured hospital past its interface. */
  readonly hospital: HospitalHand;
  /** The one beside the two that charge, where there is one. */
  readonly beside: FhirHospital | undefined;
  /** The page of the provider to which a link leads, and its own book of orders. */
  readonly provider: { readonly pageUrl: string; orders(): ReturnType<ProviderTruth['trades']> };
  /** Of each hospital, asked of its cashier, the provider and the insurer. */
  money(): Promise<readonly Money[]>;
  /** How the provider's notices to a hospital's merchant were answered. */
  notices(hospital: string): Promise<readonly (number | null)[]>;
  /** What the insurer finds wrong with its own ledger. */
  disagreements(): Promise<readonly string[]>;
  /** `onedoor ledger`: what the accounts of a hospital hold, fen. */
  ledger(): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>>;
  stop(): Promise<void>;
}

const isReady = (line: Record<string, unknown>) => line.ready === true;

/** A kiosk in the hall of the insured hospital beside it. */
export interface PayingHall extends PayingCity, KioskHand {
  /** Says to the bridge that the machine's clock is right. */
  tellTime(): Promise<void>;
}

/** The same, with the bridge of a kiosk. */
export async function startPayingHall(options: PayingOptions = {}): Promise<PayingHall> {
  const bridgePort = await freePort();
  const settings = { BRIDGE_URL: `ws://127.0.0.1:${bridgePort}/`, KIOSK_TAP_GUARD_MS: '300' };
  const city = await startPayingCity(settings, options);
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-paying-hall-'));
  const { origin, env } = city;
  const seeded = ['--seed', String(SEED), '--first-day', dayAhead(1)];
  const at = { origin, env, folder, port: bridgePort, seeded, hospitalId: INSURED, campusRef: 'c1' };
  const bridge = await enrolledBridge(at);
  return {
    ...city,
    ...handAtKiosk(bridge.ready),
    async tellTime() {
      const page = await BridgePage.connect(bridgePort, { origin });
      await page.ask({ type: 'hello', protocol: 1 });
      page.send({ type: 'clock', id: 'k1', aheadMs: 0 });
      // An answer means that what was said before has been heard.
      await page.ask({ type: 'printer', id: 'p1' });
      await page.close();
    },
    async stop() {
      await Promise.all([bridge.stop(), city.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface PayingOptions {
  /** Phones reach the gateway, so that there are links, and a way back from the provider's page. */
  readonly outside?: boolean;
  /** One more hospital, which charges nothing here, and whose doctors hear what is told beforehand. */
  readonly beside?: boolean;
}

/** Starts everything and waits until slots can be booked. @param settings of the gateway, beside its own */
export async function startPayingCity(
  settings: Readonly<Record<string, string>> = {},
  { outside = false, beside = false }: PayingOptions = {},
): Promise<PayingCity> {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-paying-'));
  const file = (name: string, content: object) => {
    writeFileSync(join(folder, name), JSON.stringify(content), { mode: 0o600 });
    return join(folder, name);
  };
  const firstDay = dayAhead(1);
  const city = makeCity({ seed: SEED, size: 'small', firstDay });
  const keys = openMoneyKeys(join(folder, 'money.json'), { merchants: [INSURED, UNINSURED], insured: [INSURED] });
  const seeded = ['--seed', String(SEED), '--first-day', firstDay];
  const institutions = file('institutions.json', Object.values(keys.agreements));
  const insured = file('insured.json', insuredFileOf(city.people, dayAhead(0)));
  const merchants = file('merchants.json', merchantsFileOf(keys));
  const [remote, numbers, insurer, provider, port, third] = await Promise.all([
    startProgram<Ready>('simulator-remote-http', {
      args: ['--hospital', INSURED, ...seeded, '--key-id', KEY.id, '--key-secret', KEY.secret, '--charges', 'insurer'],
      isReady,
    }),
    startProgram<Ready>('simulator-signed-json', {
      args: ['--hospital', UNINSURED, ...seeded, '--hoscode', NUMBERS.hoscode, '--sign-key', NUMBERS.signKey],
      isReady,
    }),
    startProgram<Ready>('simulator-insurer', { args: ['--institutions', institutions, '--people', insured], isReady }),
    startProgram<ProviderReady>('simulator-wechat-pay', {
      args: ['--merchants', merchants, '--notice-scale', NOTICE_SCALE],
      isReady,
    }),
    freePort(),
    beside
      ? startFhirHospital(
          BESIDE,
          city.hospitals.map(({ id }) => id).filter((id) => id !== BESIDE),
          seeded,
        )
      : undefined,
  ]);
  const origin = `http://127.0.0.1:${port}`;
  const { baseUrl, platformKeys, pageUrl } = provider.ready;
  const wechatPay = { baseUrl, platformKeys, linkOrigins: [pageUrl] };
  const money = { insurer: { baseUrl: insurer.ready.baseUrl }, wechatPay, gatewayUrl: origin };
  const entries = hospitalsFileOf(city, new Map(third ? [[third.id, third.baseUrl]] : [])).flatMap(
    (entry, index): readonly object[] => {
      const hospital = city.hospitals[index];
      const paid = { ...entry, ...moneyOf(hospital?.id ?? '', keys, money) };
      if (hospital?.id === INSURED) return [{ ...paid, ...remoteHospitalOf({ baseUrl: remote.ready.baseUrl, key: KEY }) }];
      if (hospital?.id === third?.id) return [entry];
      if (hospital?.id !== UNINSURED) return [];
      return [{ ...paid, ...signedHospitalOf(hospital, { baseUrl: numbers.ready.baseUrl, ...NUMBERS }) }];
    },
  );
  const env = {
    PORT: String(port),
    DEMO: '1',
    DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: file('hospitals.json', roomyFileOf(entries)),
    PEOPLE_FILE: file('people.json', peopleFileOf(city)),
    ...(outside ? { PUBLIC_URL: origin } : {}),
    ...settings,
  };
  let gateway = await startGatewayProgram(env);
  await slotsOpen(origin);
  const partners = [remote, numbers, insurer, provider, ...(third ? [third.program] : [])];
  const booksAt = ({ ready }: Program<Ready>) => ask<Books>(`${ready.controlUrl}/charges`);
  return {
    origin,
    env,
    onedoor: (args, input) => commanded(env, args, input),
    patientIdOf: (person) => patientIdOf(SEED, person),
    async charge(person, bill) {
      const document = city.people.find(({ id }) => id === person)?.document;
      await ask(`${remote.ready.controlUrl}/charges`, { method: 'POST', body: { act: 'open', document, charge: bill } });
    },
    async pay(codeUrl) {
      await ask(`${provider.ready.controlUrl}/pay`, { method: 'POST', body: { codeUrl } });
    },
    async loseNextSettlement() {
      const order = { operation: 'settle', fault: 'reset-after-commit', times: 1 };
      await ask(`${remote.ready.controlUrl}/faults`, { method: 'POST', body: order });
    },
    partStates(paymentId) {
      const sql = 'SELECT state FROM payment_part WHERE payment_id = ? ORDER BY id';
      return readFrom(join(folder, 'onedoor.sqlite'), (database) => database.prepare(sql).pluck().all(paymentId) as string[]);
    },
    async whileDead(work) {
      gateway.kill('SIGKILL');
      await gateway.ended;
      await work();
      gateway = await startGatewayProgram(env);
    },
    cashier: () => staffAt(origin, env, CASHIER),
    volunteer: () => staffAt(origin, env, VOLUNTEER),
    lines: () => gateway.lines,
    hospital: remoteHand(remote.ready),
    beside: third,
    provider: { pageUrl, orders: () => ordersIn(provider.ready.databasePath) },
    async money() {
      const books = [
        [INSURED, await booksAt(remote)],
        [UNINSURED, await booksAt(numbers)],
      ] as const;
      return books.map(([hospital, { sums, settlements }]) => ({
        hospital,
        settled: sums.total - sums.refunded,
        inCash: settlements.reduce((sum, one) => sum + inCash(one), 0),
        byCode: keptBy(provider.ready.databasePath, keys.merchants[hospital]?.merchant ?? ''),
        owed: owedTo(insurer.ready.databasePath, keys.agreements[hospital]?.code ?? ''),
      }));
    },
    async notices(hospital) {
      const { notices } = await ask<{ notices: readonly { merchant: string; answered: number | null }[] }>(
        `${provider.ready.controlUrl}/notices`,
      );
      const own = keys.merchants[hospital]?.merchant;
      return notices.filter(({ merchant }) => merchant === own).map(({ answered }) => answered);
    },
    disagreements: async () =>
      (await ask<{ disagreements: readonly string[] }>(`${insurer.ready.controlUrl}/audit`)).disagreements,
    ledger: () => ledgerOf(env),
    async stop() {
      await Promise.all([gateway, ...partners].map((program) => program.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** 尚医通's code 2 is cash. */
function inCash(settlement: Books['settlements'][number]): number {
  if ('way' in settlement) return settlement.way === '2' ? settlement.amount : 0;
  return settlement.cashChannel === 'cash' ? settlement.cash : 0;
}

/** Past the provider's interface: what it was asked to take, and what became of it. */
function ordersIn(databasePath: string): ReturnType<ProviderTruth['trades']> {
  const truth = openProviderTruth(databasePath);
  const orders = truth.trades();
  truth.close();
  return orders;
}

/** Past the provider's interface: what a merchant was paid and kept, fen. */
function keptBy(databasePath: string, merchant: string): number {
  const truth = openProviderTruth(databasePath);
  const kept = truth.keptBy(merchant);
  truth.close();
  return kept;
}

/** Past the insurer's interface: what it owes a hospital, fen. */
function owedTo(databasePath: string, code: string): number {
  const sql = 'SELECT owed FROM institution WHERE code = ?';
  return readFrom(databasePath, (database) => (database.prepare(sql).pluck().get(code) as number | undefined) ?? 0);
}

function readFrom<Found>(path: string, read: (database: Database.Database) => Found): Found {
  const database = new Database(path, { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

async function ledgerOf(env: Record<string, string>): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  const { fen } = JSON.parse(await commanded(env, ['ledger', '--day', dayAhead(0)])) as {
    fen: readonly { hospital: string; account: string; after: number }[];
  };
  const hospitals = [...new Set(fen.map(({ hospital }) => hospital))];
  const accounts = (of: string) => fen.filter(({ hospital }) => hospital === of).map(({ account, after }) => [account, after]);
  return new Map(hospitals.map((hospital) => [hospital, Object.fromEntries(accounts(hospital)) as Record<string, number>]));
}

const CASHIER = { role: 'cashier', number: 'K1', name: '收费员', kind: 'desk', device: '收费处' } as const;
const VOLUNTEER = { role: 'volunteer', number: 'V1', name: '志愿者', kind: 'phone', device: '志愿者手机' } as const;

/** Enrols a device as its browser does, and signs somebody in there. */
async function staffAt(
  origin: string,
  env: Record<string, string>,
  { role, number, name, kind, device }: typeof CASHIER | typeof VOLUNTEER,
): Promise<StaffAsks> {
  const place = ['--hospital', INSURED, '--campus', 'c1', '--floor', '1F', '--name', device, '--window', '5 号窗口'];
  const staff = ['--hospital', INSURED, '--number', number, '--name', name, '--role', role];
  const [code = ''] = (await commanded(env, ['device', 'enrol', '--kind', kind, ...place])).split('\n');
  await commanded(env, ['staff', 'add', ...staff], `${PIN}\n`);
  let kept: KeptDevice | undefined;
  const store = {
    async update(change: (kept: KeptDevice | undefined) => KeptDevice | undefined) {
      kept = change(kept) ?? kept;
      return kept;
    },
  };
  const newId = () => randomUUID().replaceAll('-', '');
  const fresh = await openOwnDevice({ origin, fetch, now: Date.now, newId, store });
  const own = 'enrol' in fresh ? await fresh.enrol(code) : fresh;
  if (own.state !== 'enrolled') throw new Error(`the device is ${own.state}`);
  let token: string | undefined;
  const request = async (path: string, body?: object) => {
    const shown: Record<string, string> = token === undefined ? {} : { 'onedoor-staff': token };
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...shown };
    const sent = body === undefined ? { headers: shown } : { method: 'POST', body: JSON.stringify(body), headers };
    const answer = await own.fetch(`${origin}${path}`, sent);
    const told = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(told)}`);
    return told;
  };
  token = String((await request('/v1/staff-sessions', { number, pin: PIN, carrier: 'bearer' })).token);
  await request('/v1/shifts', {});
  return request;
}
