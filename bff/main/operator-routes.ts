import { openApiDocument } from '../contract/openapi.ts';
import { type ProblemCode, problems } from '../contract/problems.ts';
import type { Clock } from '../platform/clock.ts';
import { sameSecret } from '../platform/crypto/same-secret.ts';
import { send } from '../platform/http/gateway.ts';
import { isLocalRequest, isPlainlyWritten } from '../platform/http/local-request.ts';
import { problem, toWire } from '../platform/http/reply.ts';
import { unendedLists } from '../scenes/slots/unended-lists.ts';
import type { Onedoor } from './compose.ts';
import { contractPage, problemPage } from './reference-pages.ts';

export interface OperatorOptions {
  readonly version: string;
  readonly commit: string;
  readonly metricsToken: string | undefined;
  /** Where a request comes from; loopback only when its socket says so. */
  readonly clientAddress: (environment: unknown) => string;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const PAGE = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

/** What operators and developers look at: no session, no personal data. */
export function addOperatorRoutes(onedoor: Onedoor, options: OperatorOptions): void {
  const { app, dependencies } = onedoor;
  const { metrics } = dependencies;
  const openApi = once(() => JSON.stringify(openApiDocument(options.version)));
  const page = once(() => contractPage(openApiDocument(options.version)));
  const reply = (status: number, headers: Record<string, string>, body: string) =>
    send({ status, headers, body }, dependencies.ids.next('req'));

  app.get('/healthz', () => reply(200, JSON_TYPE, '{"status":"ok"}'));
  const ready = remembered(dependencies.clock, () => readiness(onedoor));
  app.get('/readyz', async () => {
    // Not remembered: a balancer that hears of it a second late sends a second's requests to a door that closes.
    if (onedoor.isDraining()) return reply(503, JSON_TYPE, '{"ready":false,"draining":true}');
    const parts = await ready();
    return reply(parts.ready ? 200 : 503, JSON_TYPE, JSON.stringify(parts));
  });
  app.get('/version', () => reply(200, JSON_TYPE, JSON.stringify({ version: options.version, commit: options.commit })));
  app.get('/openapi.json', () => reply(200, JSON_TYPE, openApi()));
  app.get('/docs', () => reply(200, PAGE, page()));
  app.get('/problems/:code', (c) => {
    const code = c.req.param('code');
    if (!Object.hasOwn(problems, code)) return notFound(onedoor);
    return reply(200, PAGE, problemPage(code as ProblemCode));
  });
  app.get('/metrics', async (c) => {
    const allowed =
      options.metricsToken === undefined
        ? isLocalRequest(c.req.raw, c.env, options.clientAddress)
        : sameSecret(c.req.header('authorization') ?? '', `Bearer ${options.metricsToken}`);
    return allowed && isPlainlyWritten('/metrics', c.env)
      ? reply(200, { 'content-type': 'text/plain; version=0.0.4' }, await metrics.text())
      : notFound(onedoor);
  });
}

function notFound({ dependencies }: Onedoor): Response {
  const requestId = dependencies.ids.next('req');
  return send(toWire(problem('not-found'), requestId), requestId);
}

/** Made when it is asked for first: the contract takes longer to write out than most requests take. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const REMEMBERED_MS = 1_000;

/** The answer for a second: whoever asks more often does not reach the database. */
function remembered<T>(clock: Clock, ask: () => Promise<T>): () => Promise<T> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let answer: Promise<T> | undefined;
  return () => {
    if (!answer || clock.now() - askedAt >= REMEMBERED_MS) {
      askedAt = clock.now();
      answer = ask();
    }
    return answer;
  };
}

/** Each part by itself. A hospital that is down, or whose lists do not end, does not make the gateway unready: the others work. */
async function readiness({ dependencies }: Onedoor): Promise<{
  ready: boolean;
  store: string;
  hospitals: Record<string, string>;
  withoutEnd?: Readonly<Record<string, readonly string[]>>;
}> {
  const { store, hospitals } = dependencies;
  const [storeState, withoutEnd] = await Promise.all([
    store.committed('readiness').then(
      () => 'ok',
      () => 'unreachable',
    ),
    unendedLists(store).catch(() => ({})),
  ]);
  const states = hospitals.ids().map((id) => [id, hospitals.state(id)] as const);
  const ready = { ready: storeState === 'ok', store: storeState, hospitals: Object.fromEntries(states) };
  return Object.keys(withoutEnd).length === 0 ? ready : { ...ready, withoutEnd };
}
