import { z } from 'zod';

/** Every setting of the gateway, with its default. The README's table is checked against this. */
const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8787).describe('Port of the gateway; 0 takes a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'file:PATH or postgres://USER:PASSWORD@HOST/DATABASE')
    .default('file:.onedoor/onedoor.sqlite')
    .describe('file:PATH for SQLite, postgres://… for PostgreSQL'),
  KEY_FILE: z
    .string()
    .min(1)
    .default('.onedoor/keys.json')
    .describe('Encryption keys; made on first start. Lose it and what is encrypted is gone'),
  HOSPITALS_FILE: z.string().min(1).default('.onedoor/hospitals.json').describe('The hospitals, as JSON'),
  PEOPLE_FILE: z.string().min(1).optional().describe('Demo people, as JSON; only in demo mode'),
  DEMO: z.enum(['0', '1']).default('0').describe('1 accepts demo evidence for sessions; never where real people are'),
  ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((origin) => origin !== ''))
    .pipe(z.array(z.string().regex(/^https?:\/\/[^/]+$/, 'origins such as https://door.example.org, separated by commas')))
    .describe("Origins whose pages may use session cookies; empty: the gateway's own"),
  PUBLIC_URL: z
    .string()
    .regex(/^(https?:\/\/[^/]+)?$/, 'https://door.example.org, without a path')
    .default('')
    .describe('Where phones reach the gateway; stands in the QR code of slips. Empty: the QR code has no address'),
  KIOSK_FOLDER: z
    .string()
    .min(1)
    .default('dist/kiosk')
    .describe('The built page of the kiosk; none is served when it is not there'),
  BRIDGE_URL: z
    .string()
    .regex(/^ws:\/\/(127\.0\.0\.1|localhost):\d+\/$/, 'ws://127.0.0.1:PORT/, on the kiosk itself')
    .default('ws://127.0.0.1:8788/')
    .describe('Where the device bridge of a kiosk listens, as its page reaches it'),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe('Requests a session or an address may make in a minute'),
  METRICS_TOKEN: z.string().min(16).optional().describe('Bearer token for /metrics; without it only loopback may read them'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Least severe log lines that are written'),
  SYNC_EVERY_SECONDS: z.coerce.number().int().min(1).default(60).describe("How often each hospital's slots are read"),
  SYNC_WINDOW_DAYS: z.coerce.number().int().min(1).max(31).default(8).describe('How many days ahead slots are read'),
  WATCH_EVERY_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .default(30)
    .describe("How often each hospital's list of bookings is compared"),
  QUEUE_EVERY_SECONDS: z.coerce.number().int().min(1).default(30).describe('How often the queues of sessions are asked for'),
  HOSPITAL_CALLS_AT_ONCE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .describe('Calls to one hospital under way at once'),
});

export type Config = z.output<typeof settings>;

export const settingNames = Object.keys(settings.shape) as readonly (keyof Config)[];

export type ConfigRead = { readonly config: Config } | { readonly problems: readonly string[] };

/** The configuration, or every problem in it at once: key, what is wrong, what it is for. Values are not repeated. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigRead {
  const given = Object.fromEntries(settingNames.map((name) => [name, environment[name] === '' ? undefined : environment[name]]));
  const parsed = settings.safeParse(given);
  const problems = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map((issue) => describe(String(issue.path[0]), issue.message));
  return parsed.success && problems.length === 0 ? { config: parsed.data } : { problems };
}

function contradictions(config: Config): readonly string[] {
  return config.PEOPLE_FILE !== undefined && config.DEMO === '0' ? [describe('PEOPLE_FILE', 'only with DEMO=1')] : [];
}

function describe(name: string, message: string): string {
  const purpose = settings.shape[name as keyof Config]?.description ?? '';
  return `${name}: ${message} (${purpose})`;
}
