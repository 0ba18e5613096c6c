import { type Context, Hono } from 'hono';
import type { Operation } from '../../contract/operation.ts';
import { type OperationInput, type OperationReply, operations } from '../../contract/operations.ts';
import { type OperationId, paths } from '../../contract/paths.ts';
import { digest } from '../crypto/cipher.ts';
import type { Foreground } from '../foreground.ts';
import { limits } from '../limits/limits.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreOverloaded, StoreUnavailable, UnitExpired } from '../store/store.ts';
import type { Tracing } from '../tracing.ts';
import { presentFor, refuseAccess } from './access.ts';
import { type AdmissionOptions, admit, type Limited } from './admission.ts';
import { isTooDeep, readBody } from './body.ts';
import type { RequestContext } from './context.ts';
import type { HostOptions } from './known-hosts.ts';
import { createHostCheck } from './known-hosts.ts';
import { rateLimitKey } from './rate-limit-key.ts';
import {
  bodyText,
  isProblem,
  PROBLEM_TYPE,
  type ProblemReply,
  problem,
  type Reply,
  readdress,
  toWire,
  type WireReply,
} from './reply.ts';
import { EVENT_STREAM_HEADERS, eventStream } from './sse.ts';
import { parentOf } from './trace.ts';
import { parseInput } from './validate.ts';

/** A handler's answer: a reply of the contract's row, a problem, a kept reply, or a stream for rows that stream. */
export type HandlerReply<K extends OperationId> =
  | (OperationReply<K> & { headers?: Record<string, string> })
  | { wire: WireReply }
  | Reply;

export type Handler<K extends OperationId> = (input: OperationInput<K>, context: RequestContext) => Promise<HandlerReply<K>>;

export type Handlers = { readonly [K in OperationId]: Handler<K> };

export interface GatewayOptions extends AdmissionOptions, HostOptions {
  readonly handlers: Handlers;
  readonly tracing: Tracing;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => number;
  readonly nextRequestId: () => string;
  /** Parses every reply with the contract's schema and fails on a difference; for tests and the demo. */
  readonly checkReplies: boolean;
  readonly foreground: Foreground;
}

const COMMON_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** One route for each row of the contract; what is not in the contract does not exist. */
export function createGateway(options: GatewayOptions): Hono {
  const app = new Hono();
  const methods = new Map<string, string[]>();
  for (const id of Object.keys(operations) as OperationId[]) {
    const { method, path } = paths[id];
    const pattern = path.replace(/\{(\w+)\}/g, ':$1');
    methods.set(pattern, [...(methods.get(pattern) ?? []), method]);
    app.on(method, pattern, (c) => options.foreground.answer(() => serve(options, id, c)));
  }
  for (const [pattern, allowed] of methods) {
    app.all(pattern, (c) => refuse(options, c.env, problem('method-not-allowed', { headers: { allow: allowed.join(', ') } })));
  }
  app.notFound((c) => refuse(options, c.env, problem('not-found')));
  app.onError((error) => {
    const requestId = options.nextRequestId();
    return send(toWire(failure(options, { requestId }, error), requestId), requestId);
  });
  return underOwnHosts(app, options);
}

/** Before every route, also those that others add: what is no operation is asked under our names too, or not at all. */
function underOwnHosts(app: Hono, options: GatewayOptions): Hono {
  const refusal = createHostCheck(options);
  const answer = app.fetch;
  app.fetch = (request, environment, context) => {
    const refused = refusal(request, environment);
    if (!refused) return answer(request, environment, context);
    const errors = [{ at: 'Host', expected: 'one host, and the same one in the request line' }];
    return refuse(options, environment, refused === 'misdirected' ? problem(refused) : problem(refused, { extra: { errors } }));
  };
  return app;
}

/** The headers of every answer, also of those that are no operation. A reply that sets several cookies has them as lines. */
export function send(wire: WireReply, requestId: string, more: Readonly<Record<string, string>> = {}): Response {
  const { 'set-cookie': cookies, ...others } = wire.headers;
  const headers = new Headers({ ...COMMON_HEADERS, 'x-request-id': requestId, ...more, ...others });
  for (const cookie of cookies?.split('\n') ?? []) headers.append('set-cookie', cookie);
  return new Response(wire.body, { status: wire.status, headers });
}

/** What is no operation: a host that is not ours, a path that is not there, or one that has no such method. */
function refuse(options: GatewayOptions, environment: unknown, reply: ProblemReply): Response {
  const requestId = options.nextRequestId();
  const verdict = options.rateLimiter.take(rateLimitKey(options.clientAddress(environment)));
  const wire = toWire(verdict.allowed ? reply : problem('rate-limited'), requestId);
  options.metrics.count('onedoor_requests_total', `operation="none",status="${wire.status}"`);
  return send(wire, requestId, verdict.headers);
}

async function serve(options: GatewayOptions, id: OperationId, c: Context): Promise<Response> {
  const startedAt = options.now();
  const requestId = options.nextRequestId();
  const caller = parentOf(c.req.header('traceparent'));
  const span = options.tracing.start(id, 'server', caller?.traceparent);
  const trace = parentOf(span.traceparent);
  const limited: Limited = { headers: {} };
  let reply: HandlerReply<OperationId>;
  try {
    reply = await answer(options, id, c, { requestId, trace, limited });
    if (options.checkReplies && !('events' in reply))
      checkReply(operations[id], 'wire' in reply ? reply.wire : toWire(reply, requestId));
  } catch (error) {
    reply = failure(options, { requestId, operation: id }, error);
  }
  const response = await respond(id, c, reply, requestId, limited.headers);
  span.end({ 'http.response.status_code': response.status, 'http.route': paths[id].path }, response.status >= 500);
  record(options, id, { requestId, traceId: trace?.traceId, status: response.status, startedAt });
  return response;
}

/** What is known of a request before anything in it is believed. */
interface Arrival {
  readonly requestId: string;
  readonly trace: { traceparent: string; traceId: string } | undefined;
  /** Filled in by the rate limiter, so that refused requests carry its headers too. */
  readonly limited: Limited;
}

async function answer(
  options: GatewayOptions,
  id: OperationId,
  c: Context,
  request: Arrival,
): Promise<HandlerReply<OperationId>> {
  const operation: Operation = operations[id];
  // It counts for one until it is known to be a request at all: what can not be read costs nobody at this address their place.
  const admitted = await admit(options, c, { ...operation, cost: 1 }, request.limited);
  if ('problem' in admitted) return admitted;
  const { present, place, charge } = admitted;
  const refusal = refuseAccess(operation, present);
  if (refusal) return refusal;
  const body = await receiveBody(operation, c);
  if ('problem' in body) return body;
  const input = parseInput(operation, {
    params: c.req.param() as Record<string, string>,
    query: c.req.queries(),
    body: body.value,
  });
  if (isProblem(input)) return input;
  const pages = Math.ceil(rowsWanted(input) / limits.rowsARequest.figure);
  const more = pages - 1 + (operation.cost ?? 1) - 1;
  const over = more > 0 ? charge(more) : undefined;
  if (over) return over;

  const context: RequestContext = {
    requestId: request.requestId,
    traceparent: request.trace?.traceparent,
    ...presentFor(operation, present),
    place,
    address: options.clientAddress(c.env),
    signal: c.req.raw.signal,
    header: (name) => c.req.header(name),
  };
  return (options.handlers[id] as Handler<OperationId>)(input as OperationInput<OperationId>, context);
}

/** How long a list is asked for; a longer one counts for more. */
function rowsWanted({ query }: { query?: unknown }): number {
  const wanted = (query as { readonly limit?: unknown } | undefined)?.limit;
  return typeof wanted === 'number' ? wanted : 1;
}

async function receiveBody(operation: Operation, c: Context): Promise<{ value: unknown } | ProblemReply> {
  if (isReading(c)) return { value: undefined };
  const read = await readBody(c.req.raw);
  if ('refused' in read) return problem(read.refused);
  if (read.text === '') return { value: undefined };
  const type = c.req.header('content-type') ?? '';
  if (operation.body && !/^application\/json\s*(;|$)/i.test(type)) return problem('unsupported-media-type');
  if (isTooDeep(read.text))
    return problem('invalid-request', { extra: { errors: [{ at: 'body', expected: 'JSON of fewer levels' }] } });
  try {
    return { value: JSON.parse(read.text) };
  } catch {
    return problem('invalid-request', { extra: { errors: [{ at: 'body', expected: 'JSON' }] } });
  }
}

async function respond(
  id: OperationId,
  c: Context,
  reply: HandlerReply<OperationId>,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  if ('events' in reply) {
    if (c.req.method === 'HEAD') return send({ status: 200, headers: EVENT_STREAM_HEADERS, body: null }, requestId, headers);
    return eventStream(reply.events, { ...COMMON_HEADERS, ...headers, 'x-request-id': requestId });
  }
  const wire = 'wire' in reply ? readdress(reply.wire, requestId) : toWire(reply, requestId);
  const tagged = operations[id].access.by === 'anyone' && isReading(c) && wire.status === 200 ? withTag(wire) : wire;
  if (isReading(c) && hasTag(c.req.header('if-none-match'), tagged.headers.etag)) {
    const { 'content-type': _, ...kept } = tagged.headers;
    return send({ status: 304, headers: kept, body: null }, requestId, headers);
  }
  return send(tagged, requestId, headers);
}

function isReading(c: Context): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD';
}

/** If-None-Match: a list, or `*`, compared weakly (RFC 9110 §13.1.2), because proxies that compress make tags weak. */
function hasTag(header: string | undefined, etag: string | undefined): boolean {
  if (header === undefined || etag === undefined) return false;
  return header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}

function withTag(wire: WireReply): WireReply {
  return {
    ...wire,
    headers: { ...wire.headers, 'cache-control': 'no-cache', etag: `"${digest(bodyText(wire) ?? '').slice(0, 22)}"` },
  };
}

/** A reply that the contract does not describe is a bug: found in tests and in the demo, not by a client. */
function checkReply(operation: Operation, wire: WireReply): void {
  if (wire.headers['content-type'] === PROBLEM_TYPE) return;
  if (!(wire.status in operation.replies)) throw new TypeError(`status ${wire.status} is not in the contract`);
  const schema = operation.replies[wire.status];
  const text = bodyText(wire);
  const { file } = operation;
  if (file !== undefined && wire.headers['content-type'] !== file) throw new TypeError(`a reply is to be ${file}`);
  if (schema && text !== null) schema.parse(file === undefined ? JSON.parse(text) : text);
}

/** A store that can not answer is 503, whatever was asked of it: it says nothing about who asked, or for what. */
function failure(
  options: GatewayOptions,
  request: { readonly requestId: string; readonly operation?: OperationId },
  error: unknown,
): ProblemReply {
  if (error instanceof StoreOverloaded || error instanceof UnitExpired)
    return problem('overloaded', { headers: { 'retry-after': '1' } });
  options.log.write('error', 'request.failed', { ...request, ...errorFields(error) });
  return error instanceof StoreUnavailable
    ? problem('store-unavailable', { headers: { 'retry-after': '1' } })
    : problem('internal');
}

function record(
  options: GatewayOptions,
  id: OperationId,
  request: { requestId: string; traceId?: string; status: number; startedAt: number },
): void {
  const { method, path } = paths[id];
  const durationMs = options.now() - request.startedAt;
  const labels = `operation="${id}",status="${request.status}"`;
  options.metrics.count('onedoor_requests_total', labels);
  options.metrics.observe('onedoor_request_seconds', `operation="${id}"`, durationMs / 1000);
  options.log.write('debug', 'request', {
    requestId: request.requestId,
    ...(request.traceId === undefined ? {} : { traceId: request.traceId }),
    operation: id,
    method,
    route: path,
    status: request.status,
    durationMs,
  });
}
