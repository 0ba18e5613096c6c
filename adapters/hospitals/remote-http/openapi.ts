import * as z from 'zod';
import { type ApiOperation, OPERATIONS, type Reason } from './openapi-operations.ts';
import { reportSchema } from './records-wire.ts';
import { signingRules } from './signing-rules.ts';
import { problemSchema, pushSchema } from './wire.ts';

const EVERYWHERE: Readonly<Record<string, readonly Reason[]>> = { 400: ['request-refused'], 403: ['not-authorised'] };

/** The Onedoor hospital API as an OpenAPI 3.1 document, for whoever writes the hospital's side. */
export function hospitalApiDocument(): Record<string, unknown> {
  const schemas: Record<string, unknown> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    const path = `/onedoor/v1${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: describe(operation, schemas) };
  }
  // A report travels as a text, so nothing else leads to what is in it.
  jsonSchema(reportSchema, schemas, 'input');
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
