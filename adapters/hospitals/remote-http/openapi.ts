import * as z from 'zod';
import {
  chargeChangesSchema,
  chargeKeySchema,
  chargesQuerySchema,
  openChargesSchema,
  quoteRequestSchema,
  quoteSchema,
  quoteWithdrawalSchema,
  refundableSchema,
  refundRequestSchema,
  refundSchema,
  settlementSchema,
  settleRequestSchema,
  withdrawnQuoteSchema,
} from './charges-wire.ts';
import { signingRules } from './signing-rules.ts';
import {
  bookingChangesSchema,
  bookingSchema,
  bookRequestSchema,
  cancellationSchema,
  capabilitiesSchema,
  keySchema,
  patientMatchSchema,
  patientQuerySchema,
  patientRecordSchema,
  patientSchema,
  problemSchema,
  pushSchema,
  type reasonSchema,
  refSchema,
  slotPageSchema,
  slotSchema,
  tokenSchema,
} from './wire.ts';

type Reason = z.infer<typeof reasonSchema>;

interface ApiOperation {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put';
  readonly path: string;
  readonly summary: string;
  readonly parameters?: Readonly<Record<string, z.ZodType>>;
  readonly query?: Readonly<Record<string, z.ZodType>>;
  readonly body?: z.ZodType;
  readonly replies: Readonly<Record<string, readonly [what: string, schema: z.ZodType]>>;
  /** Refusals besides those of every operation, by status. */
  readonly refusals?: Readonly<Record<string, readonly Reason[]>>;
}

const instant = z.iso.datetime({ offset: true });
const limit = z.int().min(1).max(1000).describe('Entries a page at most');
const key = { key: keySchema };
const chargeKey = { key: chargeKeySchema };
const noCharges = ['charges-unknown', 'patient-unknown'] as const;

/** The API as a table, in the order in which it is best implemented. */
const OPERATIONS: readonly ApiOperation[] = [
  {
    id: 'capabilities',
    method: 'get',
    path: '/capabilities',
    summary: 'What this hospital can do. Read when it is registered; Onedoor asks for nothing else',
    replies: { 200: ['What is true of this hospital', capabilitiesSchema] },
  },
  {
    id: 'slots',
    method: 'get',
    path: '/slots',
    summary: 'Slots that start in [from, to), in a steady order, page by page; full ones may be left out',
    query: { from: instant, to: instant, limit, page: tokenSchema.optional().describe('`next` of the page before') },
    replies: { 200: ['One page', slotPageSchema] },
  },
  {
    id: 'slot',
    method: 'get',
    path: '/slots/{ref}',
    summary: 'One slot as it stands now',
    parameters: { ref: refSchema },
    replies: { 200: ['The slot', slotSchema] },
    refusals: { 404: ['slot-unknown'] },
  },
  {
    id: 'book',
    method: 'put',
    path: '/bookings/{key}',
    summary: 'Books one place under the key, once',
    parameters: key,
    body: bookRequestSchema,
    replies: { 200: ['The booking that stands under this key already', bookingSchema], 201: ['Booked', bookingSchema] },
    refusals: {
      404: ['slot-unknown'],
      409: ['slot-taken', 'slot-closed', 'key-reused', 'patient-ambiguous'],
      422: ['patient-refused', 'patient-unknown', 'other'],
    },
  },
  {
    id: 'findBooking',
    method: 'get',
    path: '/bookings/{key}',
    summary: 'The booking under the key, a cancelled one too; the question after an unknown outcome',
    parameters: key,
    replies: { 200: ['The booking', bookingSchema] },
    refusals: { 404: ['booking-unknown'] },
  },
  {
    id: 'cancel',
    method: 'put',
    path: '/bookings/{key}/cancellation',
    summary: 'Cancels the booking and frees its place. One that is cancelled already is a success',
    parameters: key,
    body: cancellationSchema,
    replies: { 200: ['Cancelled', bookingSchema] },
    refusals: { 404: ['booking-unknown'], 409: ['not-cancellable'] },
  },
  {
    id: 'listBookings',
    method: 'get',
    path: '/bookings',
    summary:
      "Onedoor's bookings that changed since the cursor, oldest change first, from the beginning without one; or, swept, all that are held now, page by page",
    query: { limit, cursor: tokenSchema.optional() },
    replies: { 200: ['Changes, and where to go on', bookingChangesSchema] },
  },
  {
    id: 'findPatient',
    method: 'post',
    path: '/patients/search',
    summary: 'Whether there is a file of this person. A POST, so that no number stands in an address; it changes nothing',
    body: patientQuerySchema,
    replies: { 200: ['The match; nothing personal in it', patientMatchSchema] },
  },
  {
    id: 'registerPatient',
    method: 'post',
    path: '/patients',
    summary: 'Opens a file, or answers the one that the person has',
    body: patientSchema,
    replies: {
      200: ['The file that the person has already', patientRecordSchema],
      201: ['A new file', patientRecordSchema],
    },
    refusals: { 409: ['patient-ambiguous'], 422: ['patient-refused', 'other'] },
  },
  {
    id: 'openCharges',
    method: 'post',
    path: '/charges/search',
    summary:
      'What is open for a person, visit by visit, every one with all its lines. A POST, so that no number stands in an address; it changes nothing',
    body: chargesQuerySchema,
    replies: { 200: ['What is open; empty when nothing is', openChargesSchema] },
    refusals: { 404: ['patient-unknown'] },
  },
  {
    id: 'quote',
    method: 'put',
    path: '/quotes/{key}',
    summary: 'What insurance would pay of one visit, where it is settled here. May reserve it; settles nothing',
    parameters: chargeKey,
    body: quoteRequestSchema,
    replies: { 200: ['The quote that stands under this key already', quoteSchema], 201: ['Quoted', quoteSchema] },
    refusals: { 404: [...noCharges, 'quote-unknown'], 409: ['charges-changed', 'charges-settled', 'key-reused'] },
  },
  {
    id: 'withdrawQuote',
    method: 'put',
    path: '/quotes/{key}/withdrawal',
    summary: 'Nobody will settle this quote. One that is gone, or never was, is a success',
    parameters: chargeKey,
    body: quoteWithdrawalSchema,
    replies: { 200: ['Withdrawn', withdrawnQuoteSchema] },
  },
  {
    id: 'settle',
    method: 'put',
    path: '/settlements/{key}',
    summary: 'Settles one visit whole, under the key, once',
    parameters: chargeKey,
    body: settleRequestSchema,
    replies: {
      200: ['The settlement that stands under this key already', settlementSchema],
      201: ['Settled; its split may differ from the one that was asked for', settlementSchema],
    },
    refusals: {
      404: [...noCharges, 'quote-unknown'],
      409: ['charges-changed', 'charges-settled', 'quote-expired', 'key-reused'],
      422: ['other'],
    },
  },
  {
    id: 'findSettlement',
    method: 'get',
    path: '/settlements/{key}',
    summary: 'The settlement under the key; the question after an unknown outcome',
    parameters: chargeKey,
    replies: { 200: ['The settlement', settlementSchema] },
    refusals: { 404: ['settlement-unknown'] },
  },
  {
    id: 'refundable',
    method: 'get',
    path: '/settlements/{key}/refundable',
    summary: 'What would be taken back of a settlement now; alone no line whose cost insurance has borne',
    parameters: chargeKey,
    query: { ref: refSchema },
    replies: { 200: ['What would be taken back', refundableSchema] },
    refusals: { 404: ['settlement-unknown'] },
  },
  {
    id: 'refund',
    method: 'put',
    path: '/refunds/{key}',
    summary: 'Takes back a settlement under the key, once: some lines, or all that is left',
    parameters: chargeKey,
    body: refundRequestSchema,
    replies: { 200: ['The refund that stands under this key already', refundSchema], 201: ['Taken back', refundSchema] },
    refusals: { 404: ['settlement-unknown'], 409: ['charges-changed', 'not-refundable', 'key-reused'] },
  },
  {
    id: 'findRefund',
    method: 'get',
    path: '/refunds/{key}',
    summary: 'The refund under the key; the question after an unknown outcome',
    parameters: chargeKey,
    replies: { 200: ['The refund', refundSchema] },
    refusals: { 404: ['settlement-unknown'] },
  },
  {
    id: 'chargeChanges',
    method: 'get',
    path: '/charges/changes',
    summary:
      "Onedoor's settlements and refunds that changed since the cursor, oldest change first, from the beginning without one; limit counts both",
    query: { limit, cursor: tokenSchema.optional() },
    replies: { 200: ['Changes, and where to go on', chargeChangesSchema] },
  },
];

const EVERYWHERE: Readonly<Record<string, readonly Reason[]>> = { 400: ['request-refused'], 403: ['not-authorised'] };

/** The Onedoor hospital API as an OpenAPI 3.1 document, for whoever writes the hospital's side. */
export function hospitalApiDocument(): Record<string, unknown> {
  const schemas: Record<string, unknown> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    const path = `/onedoor/v1${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: describe(operation, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Onedoor hospital API',
      version: '1',
      summary: 'Implemented by a hospital in any language; called by Onedoor',
      description: signingRules(),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'https://his.hospital.example', description: "The hospital's own server" }],
    security: [{ signature: [] }],
    paths,
    webhooks: { change: { post: describePush(schemas) } },
    components: {
      schemas,
      parameters: signatureFields('parameters'),
      headers: signatureFields('headers'),
      securitySchemes: {
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'Onedoor-Signature',
          description: 'HMAC-SHA256 over the request; the rules are in the description of this document',
        },
      },
    },
  };
}

const HEADER_FORMS: Readonly<Record<string, string>> = {
  'Onedoor-Key': '^[A-Za-z0-9._-]{1,64}$',
  'Onedoor-Timestamp': '^[1-9][0-9]{0,11}$',
  'Onedoor-Nonce': '^[A-Za-z0-9_-]{22,64}$',
  'Onedoor-Signature': '^[0-9a-f]{64}$',
};

function signatureFields(kind: 'parameters' | 'headers'): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(HEADER_FORMS).map(([name, pattern]) => [
      name,
      { ...(kind === 'parameters' ? { name, in: 'header' } : {}), required: true, schema: { type: 'string', pattern } },
    ]),
  );
}

const referTo = (kind: 'parameters' | 'headers') =>
  Object.keys(HEADER_FORMS).map((name) => [name, { $ref: `#/components/${kind}/${name}` }] as const);

/** Whoever sent it, it is not answered under our signature; see the rules of signing. */
const UNSIGNED = { description: 'The request is not signed as it should be, is too old, or was here before. Never signed' };

function describe(operation: ApiOperation, schemas: Record<string, unknown>): Record<string, unknown> {
  const { id, summary, parameters = {}, query = {}, body } = operation;
  const field =
    (place: 'path' | 'query') =>
    ([name, schema]: [string, z.ZodType]) => ({
      name,
      in: place,
      required: !schema.safeParse(undefined).success,
      schema: jsonSchema(schema, schemas, 'output'),
    });
  return {
    operationId: id,
    summary,
    parameters: [
      ...Object.entries(parameters).map(field('path')),
      ...Object.entries(query).map(field('query')),
      ...referTo('parameters').map(([, reference]) => reference),
    ],
    ...(body === undefined ? {} : requestBody(body, schemas)),
    responses: { ...replies(operation, schemas), ...refusals(operation, schemas), 401: UNSIGNED },
  };
}

function requestBody(body: z.ZodType, schemas: Record<string, unknown>): Record<string, unknown> {
  return { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, schemas, 'output') } } } };
}

function replies(operation: ApiOperation, schemas: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(operation.replies).map(([status, [description, schema]]) => [
      status,
      {
        description,
        headers: Object.fromEntries(referTo('headers')),
        content: { 'application/json': { schema: jsonSchema(schema, schemas, 'input') } },
      },
    ]),
  );
}

function refusals(
  { refusals: own = {} }: Pick<ApiOperation, 'refusals'>,
  schemas: Record<string, unknown>,
): Record<string, unknown> {
  const content = { 'application/problem+json': { schema: jsonSchema(problemSchema, schemas, 'input') } };
  const headers = Object.fromEntries(referTo('headers'));
  return Object.fromEntries(
    Object.entries({ ...EVERYWHERE, ...own }).map(([status, reasons]) => [
      status,
      { description: reasons.join(' · '), headers, content },
    ]),
  );
}

function describePush(schemas: Record<string, unknown>): Record<string, unknown> {
  return {
    operationId: 'push',
    summary: 'From the hospital to Onedoor, at the address that Onedoor gives it: something changed, read it again',
    parameters: referTo('parameters').map(([, reference]) => reference),
    ...requestBody(pushSchema, schemas),
    responses: {
      204: { description: 'Kept for good, or kept before', headers: Object.fromEntries(referTo('headers')) },
      ...refusals({ refusals: { 409: ['key-reused'] } }, schemas),
      401: UNSIGNED,
      503: { description: 'Not kept; send it again' },
    },
  };
}

/** The schema, with everything that has a name of its own moved to the components. */
function jsonSchema(schema: z.ZodType, schemas: Record<string, unknown>, io: 'input' | 'output'): unknown {
  const described = z.toJSONSchema(schema, { io, target: 'draft-2020-12', reused: 'inline' }) as Record<string, unknown>;
  const { $schema: _, $defs, ...own } = described;
  for (const [name, definition] of Object.entries(($defs as object | undefined) ?? {})) schemas[name] = relinked(definition);
  if (typeof own.id !== 'string') return relinked(own);
  schemas[own.id] = relinked(own);
  return { $ref: `#/components/schemas/${own.id}` };
}

/** References to the components; no `id`, which is something else in JSON Schema; no pattern of dates, which their format says. */
function relinked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relinked);
  if (typeof value !== 'object' || value === null) return value;
  const spare = 'format' in value ? ['id', 'pattern'] : ['id'];
  const entries = Object.entries(value).filter(([name, entry]) => !spare.includes(name) || typeof entry !== 'string');
  return Object.fromEntries(
    entries.map(([name, entry]) => [
      name,
      name === '$ref' ? String(entry).replace('#/$defs/', '#/components/schemas/') : relinked(entry),
    ]),
  );
}
