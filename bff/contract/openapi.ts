import * as z from 'zod';
import { type Access, type Credential, credentialsOf, type Role, roles } from './access.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { type OperationId, paths } from './paths.ts';
import { problem } from './problem-document.ts';
import { type ProblemCode, problems } from './problems.ts';

/** Problems that any operation can answer, besides those of its own row. */
const ALWAYS: readonly ProblemCode[] = ['invalid-request', 'misdirected', 'rate-limited', 'internal', 'store-unavailable'];
/** Reading what is personal writes a row of the access log, so it can be refused like a write. */
const PERSONAL: readonly ProblemCode[] = ['unauthenticated', 'not-found', 'overloaded'];
const WRITING: readonly ProblemCode[] = ['origin-refused', 'payload-too-large', 'unsupported-media-type', 'overloaded'];
const KEYED: readonly ProblemCode[] = ['idempotency-key-missing', 'idempotency-key-running', 'idempotency-key-reused'];

/** Every problem that the operation can answer. */
export function problemsOf(id: OperationId): readonly ProblemCode[] {
  const row: Operation = operations[id];
  const shown = credentialsOf(row.access);
  const codes: ProblemCode[] = [
    ...ALWAYS,
    ...(shown.has('session') || shown.has('staff-session') ? PERSONAL : []),
    ...(shown.has('staff-session') && !row.whileLocked ? (['staff-locked'] as const) : []),
    'device-refused',
    ...(paths[id].method === 'GET' ? [] : WRITING),
    ...(row.keyed ? KEYED : []),
    ...row.problems,
  ];
  return [...new Set(codes)];
}

/**
 * The contract as an OpenAPI 3.1 document. Addresses, methods and schemas stand in the order of their names, so that a row which moves
 * from one file to another changes nothing here.
 */
export function openApiDocument(version: string): Record<string, unknown> {
  const components: Record<string, unknown> = {};
  const items: Record<string, Record<string, unknown>> = {};
  for (const id of Object.keys(operations) as OperationId[]) {
    const { method, path } = paths[id];
    items[path] = byName({ ...items[path], [method.toLowerCase()]: describeOperation(id, components) });
  }
  jsonSchema(problem, components);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Onedoor',
      version,
      summary: 'One door to every hospital of a city',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    'x-roles': Object.fromEntries(Object.entries(roles).map(([role, { who }]) => [role, who])),
    paths: byName(items),
    components: {
      schemas: byName(components),
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-onedoor' },
        bearer: { type: 'http', scheme: 'bearer' },
        device: { type: 'apiKey', in: 'header', name: 'Onedoor-Device' },
        proof: { type: 'apiKey', in: 'header', name: 'DPoP' },
        staff: { type: 'apiKey', in: 'header', name: 'Onedoor-Staff' },
      },
    },
  };
}

function byName<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** The ways to show each credential, as names of security schemes that are needed together; the first one carries the role. */
const SCHEMES = {
  session: [['cookie'], ['bearer']],
  'device-proof': [['device', 'proof']],
  'staff-session': [['staff', 'device', 'proof']],
} as const satisfies Record<Credential, readonly (readonly string[])[]>;

type Requirement = Readonly<Record<string, readonly string[]>>;

/** Each role that may call, with each way to show it. OpenAPI 3.1 lets a requirement name the roles that it is for. */
export function securityOf(access: Access): readonly Requirement[] {
  if (access.by === 'anyone') return [];
  const { for: whom } = access;
  const alternatives = access.by.flatMap((role) => (whom === undefined ? waysOf(role) : withSession(role, whom)));
  // An empty list would say that anyone may.
  if (alternatives.length === 0) throw new TypeError('an operation that nobody can call yet is not for the contract');
  return alternatives;
}

/** Beside what the role shows, the session of the one for whom it is done: whoever shows a session of their own does it for themselves. */
function withSession(role: Role, whom: Role): readonly Requirement[] {
  const ways = waysOf(role);
  if (roles[role].shows === 'session') return ways;
  return ways.flatMap((way) => waysOf(whom).map((session) => ({ ...way, ...session })));
}

function waysOf(role: Role): readonly Requirement[] {
  const { shows } = roles[role];
  const ways = shows === null ? [] : SCHEMES[shows];
  return ways.map((names) => Object.fromEntries(names.map((name, n) => [name, n === 0 ? [role] : []])));
}

function describeOperation(id: OperationId, components: Record<string, unknown>): Record<string, unknown> {
  const row: Operation = operations[id];
  const body = row.body
    ? { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(row.body, components, 'input') } } } }
    : {};
  return {
    operationId: id,
    summary: row.summary,
    security: securityOf(row.access),
    parameters: [...fields(row.params, 'path', components), ...fields(row.query, 'query', components), ...headerFields(id, row)],
    ...body,
    responses: { ...successes(row, components), ...failures(id) },
  };
}

function successes(row: Operation, components: Record<string, unknown>): Record<string, unknown> {
  const responses: Record<string, unknown> = {};
  for (const [status, schema] of Object.entries(row.replies)) {
    const type = row.stream ? 'text/event-stream' : (row.file ?? 'application/json');
    const content = schema ? { content: { [type]: { schema: jsonSchema(schema, components) } } } : {};
    responses[status] = { description: DESCRIPTIONS[status] ?? 'Success', headers: REPLY_HEADERS, ...content };
  }
  return responses;
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  200: 'Success',
  201: 'Created; Location says where',
  202: 'Not determined yet; Location says where to look, knowBy by when one will know',
  204: 'Done; no body',
};

const text = { schema: { type: 'string' } };
const REPLY_HEADERS = { 'X-Request-Id': text, RateLimit: text, 'RateLimit-Policy': text };

/** One response a status; its codes are listed, because several problems share a status. */
function failures(id: OperationId): Record<string, unknown> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(id)) byStatus.set(problems[code].status, [...(byStatus.get(problems[code].status) ?? []), code]);
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [String(status), { description: codes.join(' · '), content }]),
  );
}

function headerFields(id: OperationId, row: Operation): readonly unknown[] {
  const trace = { name: 'traceparent', in: 'header', required: false, schema: { type: 'string' } };
  const key = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 8, maxLength: 255 } };
  const match = { name: 'If-Match', in: 'header', required: false, schema: { type: 'string' } };
  const last = { name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string' } };
  return [
    trace,
    ...(row.keyed ? [key] : []),
    ...(id === 'cancelAppointment' || id === 'cancelAtDesk' ? [match] : []),
    ...(row.stream ? [last] : []),
  ];
}

function fields(schema: z.ZodType | undefined, place: 'path' | 'query', components: Record<string, unknown>): readonly unknown[] {
  if (!schema) return [];
  const described = jsonSchema(schema, components, 'input') as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(described.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (described.required ?? []).includes(name),
    schema: property,
  }));
}

/** The schema, with everything that has a name of its own moved to the components. */
function jsonSchema(schema: z.ZodType, components: Record<string, unknown>, io: 'input' | 'output' = 'output'): unknown {
  const {
    $schema: _,
    $defs,
    ...described
  } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', reused: 'inline' }) as Record<string, unknown>;
  for (const [name, definition] of Object.entries(($defs as Record<string, unknown>) ?? {}))
    components[name] = relinked(definition);
  const id = described.id as string | undefined;
  if (id === undefined) return relinked(described);
  components[id] = relinked(described);
  return { $ref: `#/components/schemas/${id}` };
}

function relinked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relinked);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'id' || typeof (value as { id: unknown }).id !== 'string');
  return Object.fromEntries(
    entries.map(([key, entry]) => [
      key,
      key === '$ref' ? String(entry).replace('#/$defs/', '#/components/schemas/') : relinked(entry),
    ]),
  );
}
