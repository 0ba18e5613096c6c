import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDeclaredCapabilities } from '../../adapters/hospitals/remote-http/adapter.ts';
import { type Program, startProgram } from '../support/programs.ts';
import { roomyFileOf } from '../support/roomy-city.ts';
import { hospitalEntry, testPatient } from '../support/test-gateway.ts';
import { type MovingAddress, startMovingAddress } from './moving-address.ts';

/** A partner as a program of its own, with its own books. */
export interface Partner {
  readonly baseUrl: string;
  readonly controlUrl: string;
  readonly databasePath: string;
}

/** One hospital, its merchant at the provider, and its code at the insurer. */
export interface KillSite {
  readonly id: string;
  readonly charges: 'insurer' | 'hospital' | 'uninsured';
  readonly merchant: string;
  readonly hospital: Partner;
}

export interface PaymentKillCity {
  readonly sites: readonly KillSite[];
  readonly provider: Partner;
  readonly insurer: Partner;
  /** Where the provider sends its notices, whichever gateway runs. */
  readonly notices: MovingAddress;
  /** Settings of the gateway. */
  readonly environment: Record<string, string>;
  close(): Promise<void>;
}

const KINDS = ['insurer', 'hospital', 'uninsured'] as const;
const secretOf = (word: string) => Buffer.alloc(32, word).toString('base64');
const KEY = { id: 'kill', secret: secretOf('a key of tests ') };
/** Every partner of this city shows a write at once. */
const SETTLE_WINDOW_MS = 1_000;
/** In their own account with the insurer, fen. */
const BALANCE = 100_000;

/** Starts three hospitals, a provider and an insurer as programs, and writes the files of a gateway for so many people. */
export async function startPaymentKillCity(folder: string, people: number): Promise<PaymentKillCity> {
  const programs: Program<Partner>[] = [];
  const start = async (name: string, args: Readonly<Record<string, string>>): Promise<Partner> => {
    const given = Object.entries(args).flatMap(([option, value]) => [`--${option}`, value]);
    const program = await startProgram<Partner>(name, { args: given, isReady: (line) => line.ready === true });
    programs.push(program);
    return program.ready;
  };
  const write = (name: string, content: unknown): string => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const notices = await startMovingAddress(1);
  const hospitals = await Promise.all(
    KINDS.map((charges) =>
      start('simulator-remote-http', {
        charges,
        'key-id': KEY.id,
        'key-secret': KEY.secret,
        database: join(folder, `hospital-${charges}.sqlite`),
      }),
    ),
  );
  const sites = hospitals.map((hospital, index): KillSite => {
    const charges = KINDS[index] as KillSite['charges'];
    return { id: `kill-${charges}`, charges, merchant: `KILL000${index}`, hospital };
  });
  const merchants = sites.map(({ id, merchant }) => ({
    code: merchant,
    secret: secretOf(merchant),
    noticeUrl: `http://127.0.0.1:${notices.port}/inbound/payments/sandbox/${id}`,
  }));
  const provider = await start('simulator-payment-sandbox', {
    merchants: write('merchants.json', merchants),
    'notice-again-ms': '1000',
    database: join(folder, 'provider.sqlite'),
  });
  const patients = Array.from({ length: people }, (_, number) => testPatient(number));
  const insurer = await start('simulator-insurer', {
    institutions: write(
      'institutions.json',
      sites.map(({ merchant }) => ({ code: merchant, secret: secretOf(merchant) })),
    ),
    people: write(
      'insured.json',
      patients.map(({ patient: { document, name } }) => ({ document, name, balance: BALANCE })),
    ),
    database: join(folder, 'insurer.sqlite'),
  });
  const entries = await Promise.all(sites.map((site) => entryOf(site, { provider, insurer })));
  const environment = {
    DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: write('hospitals.json', roomyFileOf(entries)),
    PEOPLE_FILE: write('people.json', patients),
    LOG_LEVEL: 'info',
  };
  return {
    sites,
    provider,
    insurer,
    notices,
    environment,
    async close() {
      await notices.close();
      for (const program of programs) await program.stop();
    },
  };
}

async function entryOf(
  { id, charges, merchant, hospital }: KillSite,
  { provider, insurer }: { readonly provider: Partner; readonly insurer: Partner },
): Promise<object> {
  const connection = { baseUrl: hospital.baseUrl, key: KEY };
  const environment = { fetch: (input: string, init?: RequestInit) => fetch(input, init), now: Date.now };
  const declared = await readDeclaredCapabilities(connection, environment, { signal: AbortSignal.timeout(5_000) });
  if (!declared.ok) throw new Error('a hospital did not say what it can do');
  // Nothing is booked here: of what the hospital can do, what it charges is used.
  const capabilities = {
    ...declared.value,
    slots: false,
    book: false,
    listBookings: 'no',
    cancel: false,
    findPatient: false,
    registerPatient: false,
    settleWindowMs: SETTLE_WINDOW_MS,
  };
  const secret = secretOf(merchant);
  const sandbox = { baseUrl: provider.baseUrl, merchant, secret, settleWindowMs: SETTLE_WINDOW_MS };
  const insured = { baseUrl: insurer.baseUrl, institution: merchant, secret, settleWindowMs: SETTLE_WINDOW_MS };
  return {
    ...hospitalEntry(id),
    protocol: 'remote-http',
    connection: { ...connection, capabilities },
    payments: [{ channel: 'sandbox', connection: sandbox }],
    ...(charges === 'insurer' ? { insurer: { protocol: 'sandbox', connection: insured } } : {}),
  };
}

/** An order to the control port of a partner; its answer, and whether it was carried out. */
export async function controlPartner(
  { controlUrl }: Partner,
  name: string,
  body?: object,
): Promise<{ readonly ok: boolean; readonly told: Readonly<Record<string, unknown>> }> {
  const [method = 'GET', path = ''] = name.split(' ');
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${controlUrl}${path}`, { method, ...sent });
  return { ok: response.ok, told: (await response.json()) as Record<string, unknown> };
}
