import * as z from 'zod';
import { carriesWhite } from '../contract/contrast.ts';
import { limits } from '../platform/limits/limits.ts';
import type { Settings } from './settings.ts';

/** Every setting of the gateway, with its default. The README's table is checked against this. */
export const settings = z.object({
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
  DEMO_CONTROL: z
    .string()
    .regex(/^(http:\/\/127\.0\.0\.1:\d+)?$/, 'http://127.0.0.1:PORT, on this machine')
    .default('')
    .describe("Where the demo's cards, paper and faults are; with it `/demo` is there. Only in demo mode"),
  DEMO_PHONE: z
    .string()
    .regex(/^(http:\/\/127\.0\.0\.1:\d+)?$/, 'http://127.0.0.1:PORT, on this machine')
    .default('')
    .describe("Where the patient's phone on the demo's table is, which that page may show in a frame. Only in demo mode"),
  MESSAGES: z
    .enum(['log', 'none', 'sms-http'])
    .optional()
    .describe('How messages go to phones; not given: `log` in demo mode, which prints them, otherwise `none`'),
  SMS_URL: z
    .string()
    .regex(/^(https:\/\/.+|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?.*)?$/, 'https://sms.example.org')
    .default('')
    .describe('Where the gateway for short messages is, with MESSAGES=sms-http'),
  SMS_KEY_ID: z.string().default('').describe('Name of the key that signs what is sent there'),
  SMS_SECRET: z.string().default('').describe('That key: base64 of 32 bytes or more'),
  SMS_KEYED: z.enum(['0', '1']).default('0').describe('1 where its contract says that a repeated key is one message'),
  SMS_RECEIPTS: z.enum(['0', '1']).default('0').describe('1 where it tells what became of a message'),
  ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((origin) => origin !== ''))
    .pipe(z.array(z.string().regex(/^https?:\/\/[^/]+$/, 'origins such as https://door.example.org, separated by commas')))
    .describe("Origins whose pages may use session cookies; empty: the gateway's own"),
  HOSTS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((host) => host !== ''))
    .pipe(z.array(z.string().regex(/^[^/@\s]+$/, 'hosts such as gateway-1 or gateway-1:8787, separated by commas')))
    .describe(
      'More names under which the gateway is asked, as by a probe or Prometheus; under names it does not know it answers 421',
    ),
  PUBLIC_URL: z
    .string()
    .regex(/^(https?:\/\/[^/]+)?$/, 'https://door.example.org, without a path')
    .default('')
    .describe(
      'Where phones reach the gateway; stands in the QR codes of slips and receipts, and of the paper by which somebody pays from home. Empty: the codes have no address, and nobody pays from home',
    ),
  KIOSK_FOLDER: z
    .string()
    .min(1)
    .default('dist/kiosk')
    .describe('The built page of the kiosk; none is served when it is not there'),
  PHONE_FOLDER: z
    .string()
    .min(1)
    .default('dist/phone')
    .describe("The built page of people's own phones, at /phone/; none is served when it is not there"),
  HELPER_FOLDER: z
    .string()
    .min(1)
    .default('dist/helper')
    .describe('The built page of whoever helps at kiosks, at /helper/; none is served when it is not there'),
  DESK_FOLDER: z
    .string()
    .min(1)
    .default('dist/desk')
    .describe('The built page of a desk, at /desk/; none is served when it is not there'),
  VIEWER_FOLDER: z
    .string()
    .min(1)
    .default('dist/viewer')
    .describe('The built page that opens links to results, at /view/; none is served when it is not there'),
  BRIDGE_URL: z
    .string()
    .regex(/^ws:\/\/(127\.0\.0\.1|localhost):\d+\/$/, 'ws://127.0.0.1:PORT/, on the kiosk itself')
    .default('ws://127.0.0.1:8788/')
    .describe('Where the device bridge of a kiosk listens, as its page reaches it'),
  KIOSK_ACCENT: z
    .string()
    .regex(/^(#[0-9a-fA-F]{6})?$/, '#rrggbb')
    .refine((colour) => colour === '' || carriesWhite(colour), 'darker: white words must stand out 7:1')
    .default('')
    .describe("The hospital's colour on its kiosks, dark enough for white words (7:1); empty: Onedoor's own"),
  KIOSK_PAPER: z.enum(['receipt', 'a4']).default('receipt').describe('What the printers of the kiosks take'),
  KIOSK_IDLE_SECONDS: z.coerce
    .number()
    .int()
    .min(30)
    .max(300)
    .default(60)
    .describe('Seconds without a touch until a kiosk asks whether somebody is there'),
  KIOSK_TAP_GUARD_MS: z.coerce
    .number()
    .int()
    .min(300)
    .max(800)
    .default(400)
    .describe('Milliseconds in which a second tap, and every tap on a new screen, is taken for a tremor'),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(limits.requestsAMinute.figure)
    .describe('Requests a session, a proved device or an address may make in a minute'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((range) => range !== ''))
    .pipe(
      z.array(
        z
          .union(
            [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
            'addresses or ranges such as 10.0.0.5 or 10.1.0.0/24, separated by commas',
          )
          .refine((range) => !range.endsWith('/0'), 'not everybody can be trusted'),
      ),
    )
    .describe('Proxies whose X-Forwarded-For is believed; empty: addresses are taken from the socket only'),
  METRICS_TOKEN: z.string().min(16).optional().describe('Bearer token for /metrics; without it only loopback may read them'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .regex(/^(https?:\/\/.+)?$/, 'http://collector:4318')
    .default('')
    .describe('Collector that takes OTLP over HTTP; empty: no traces leave the gateway'),
  DRAIN_NOTICE_SECONDS: z.coerce
    .number()
    .min(0)
    .max(5)
    .default(2)
    .describe('How long a gateway that ends says so at /readyz before it takes no connection any more'),
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
    .default(limits.hospitalCalls.figure)
    .describe('Calls to one hospital under way at once'),
});

export type Config = z.output<typeof settings>;

export const settingNames = Object.keys(settings.shape) as readonly (keyof Config)[];

export type Read<C> = { readonly config: C } | { readonly problems: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** What would do harm where real people are. */
const DEMO_ONLY = ['PEOPLE_FILE', 'DEMO_CONTROL', 'DEMO_PHONE'] as const;

/** The configuration, or every problem in it at once: key, what is wrong, what it is for. Values are not repeated. */
export function readConfig(environment: Environment): Read<Config> {
  const read = readSettings(settings, environment);
  if ('problems' in read) return read;
  const problems = [...demoProblems(read.config), ...senderProblems(read.config)];
  return problems.length === 0 ? read : { problems };
}

function demoProblems(config: Config): readonly string[] {
  if (config.DEMO === '1') return [];
  const given = DEMO_ONLY.filter((name) => (config[name] ?? '') !== '');
  const printed = config.MESSAGES === 'log' ? [describe(settings, 'MESSAGES', '`log` only with DEMO=1')] : [];
  return [...given.map((name) => describe(settings, name, 'only with DEMO=1')), ...printed];
}

/** What a sender can not be without. */
const SENDER_NEEDS = ['SMS_URL', 'SMS_KEY_ID', 'SMS_SECRET'] as const;

function senderProblems(config: Config): readonly string[] {
  if (config.MESSAGES !== 'sms-http') return [];
  return SENDER_NEEDS.filter((name) => config[name] === '').map((name) =>
    describe(settings, name, 'missing, with MESSAGES=sms-http'),
  );
}

/** Reads what a schema knows, and nothing else. */
export function readSettings<S extends z.ZodObject>(schema: S, environment: Environment): Read<z.output<S>> {
  const given = Object.keys(schema.shape).map((name) => [name, environment[name] === '' ? undefined : environment[name]]);
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return { config: parsed.data };
  return { problems: parsed.error.issues.map((issue) => describe(schema, String(issue.path[0]), problemOf(issue))) };
}

/** A value that is itself a document: where in it something is wrong. */
function problemOf({ path, message }: z.core.$ZodIssue): string {
  return path.length > 1 ? `${message} at ${path.slice(1).join('.')}` : message;
}

export function describe(schema: z.ZodObject, name: string, message: string): string {
  return `${name}: ${message} (${(schema.shape[name] as z.ZodType | undefined)?.description ?? ''})`;
}

/** What both kinds of gateway are told. */
type Shared = Pick<Config, keyof typeof SHARED>;

/** Settings that mean the same on a server and on Workers. */
export const SHARED = {
  DEMO: true,
  ORIGINS: true,
  HOSTS: true,
  PUBLIC_URL: true,
  RATE_LIMIT_PER_MINUTE: true,
  METRICS_TOKEN: true,
  LOG_LEVEL: true,
  SYNC_EVERY_SECONDS: true,
  SYNC_WINDOW_DAYS: true,
  WATCH_EVERY_SECONDS: true,
  QUEUE_EVERY_SECONDS: true,
  HOSPITAL_CALLS_AT_ONCE: true,
} as const;

/** The settings of a composition. */
export function settingsOf(config: Shared): Settings {
  return {
    demo: config.DEMO === '1',
    origins: config.ORIGINS,
    hosts: config.HOSTS,
    rateLimitPerMinute: config.RATE_LIMIT_PER_MINUTE,
    syncEveryMs: config.SYNC_EVERY_SECONDS * 1000,
    syncWindowMs: config.SYNC_WINDOW_DAYS * 24 * 3600 * 1000,
    watchEveryMs: config.WATCH_EVERY_SECONDS * 1000,
    queueEveryMs: config.QUEUE_EVERY_SECONDS * 1000,
    hospitalCallsAtOnce: config.HOSPITAL_CALLS_AT_ONCE,
    forgetEveryMs: 60_000,
    rewrapEveryMs: 30_000,
    sealEveryMs: 10_000,
    pollEveryMs: 250,
    checkReplies: config.DEMO === '1',
    publicUrl: config.PUBLIC_URL,
  };
}
