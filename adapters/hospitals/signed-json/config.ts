import * as z from 'zod';
import { REPLY_MAX_BYTES } from '../../port/json.ts';
import { codeSchema, DOCUMENT_TYPES } from './wire.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const hours = z
  .strictObject({ opens: timeOfDay, closes: timeOfDay })
  .refine(({ opens, closes }) => opens < closes, 'a clinic closes after it opens');

/** The hours behind `workTime`, in +08:00: the contract knows mornings and afternoons only. */
const clinicsSchema = z
  .strictObject({ morning: hours, afternoon: hours })
  .default({ morning: { opens: '08:00', closes: '11:30' }, afternoon: { opens: '13:30', closes: '17:00' } });

const doctorSchema = z.strictObject({
  /** The practitioner's reference in the file of hospitals. */
  ref: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  depcode: codeSchema,
  docname: z.string().min(1).max(100),
  /** Needed only where two in one department have one name. */
  title: z.string().min(1).max(100).optional(),
});

const shared = {
  /** The hospital's `apiUrl`, without a query; `/order/submitOrder` and the like are put behind it. */
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/[?#@]/.test(url), 'no query, fragment or credentials')
    .transform((url) => url.replace(/\/+$/, '')),
  hoscode: codeSchema,
  clinics: clinicsSchema,
  /** Who is who: the contract names doctors and has no number for them. One who is not listed can not be booked. */
  doctors: z.array(doctorSchema).default([]),
  /** Codes of documents that differ from the mode's own table. */
  certificatesTypes: z.partialRecord(z.enum(DOCUMENT_TYPES), z.string().regex(/^[A-Za-z0-9]{1,8}$/)).default({}),
  /** Largest reply or push that is read, in bytes. */
  maxBodyBytes: z.int().min(1024).default(REPLY_MAX_BYTES),
  settleWindowMs: z.int().min(0).default(60_000),
  /** See `BookingFacet.places`. */
  places: z.enum(['enforced', 'advisory']).default('enforced'),
  /** See `BookingFacet.keyMaxLength`. A lax hospital is not told the key: of it, only its digest is in a reference. */
  keyMaxLength: z.int().min(1).max(64).default(64),
};

const strictSchema = z.strictObject({
  mode: z.literal('strict'),
  ...shared,
  /** Base64 of at least 32 random bytes, the same on both sides. */
  signKey: z.base64().refine((text) => atob(text).length >= 32, 'at least 32 bytes'),
  /** Entries asked for a page. */
  pageSize: z.int().min(1).max(500).default(100),
  readLagMs: z.int().min(0).default(0),
});

const laxSchema = z.strictObject({
  mode: z.literal('lax'),
  ...shared,
  /** The operator has read "What lax mode risks" in README.md. */
  acceptRisk: z.literal(true),
  signKey: z.string().min(1).max(256),
  /** `values`: as the contract says. `constant`: MD5 of the key alone, which some hospitals take for a signature. */
  signature: z.enum(['values', 'constant']).default('values'),
  /** Of the hospital's replies and pushes, whatever their header says. We always send UTF-8. */
  charset: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  /** The hospital reads the date from `reserveTime` and the half of the day from `reserveDate`. */
  swappedReserveFields: z.boolean().default(false),
  /** How far the timestamp of a push may be from our clock. */
  pushWindowSeconds: z.int().min(1).max(86_400).default(300),
});

/** Configuration of one hospital with 尚医通's interface. A fault in it is the operator's, so it throws. */
export const signedJsonConfigSchema = z
  .discriminatedUnion('mode', [strictSchema, laxSchema])
  .refine(({ doctors }) => new Set(doctors.map(whoIs)).size === doctors.length, {
    message: 'a doctor is listed once',
    path: ['doctors'],
  })
  .readonly();

const whoIs = ({ depcode, docname, title }: z.output<typeof doctorSchema>) => JSON.stringify([depcode, docname, title]);

export type SignedJsonConfigInput = z.input<typeof signedJsonConfigSchema>;
export type SignedJsonConfig = z.output<typeof signedJsonConfigSchema>;
export type StrictConfig = Extract<SignedJsonConfig, { readonly mode: 'strict' }>;
export type LaxConfig = Extract<SignedJsonConfig, { readonly mode: 'lax' }>;

/** What an operator must be told at every start, in stable words; nothing for a strict hospital. */
export function warnings(config: SignedJsonConfig): readonly string[] {
  if (config.mode === 'strict') return [];
  return [
    'lax mode: signatures cover values only, replies are not signed, and a lost booking goes to the duty desk',
    ...(config.signature === 'constant' ? ['constant signature: whoever has seen one message can write any other'] : []),
    ...(config.baseUrl.startsWith('http:') ? ['no TLS: particulars of patients cross the line in plain text'] : []),
  ];
}
