import type { Context, Hono } from 'hono';
import type { Step, Table } from '../../../fixtures/demo/table.ts';
import type { ProblemCode } from '../../contract/problems.ts';
import { readBody } from '../../platform/http/body.ts';
import { send } from '../../platform/http/gateway.ts';
import { createHostCheck } from '../../platform/http/known-hosts.ts';
import { isLocalRequest } from '../../platform/http/local-request.ts';
import { problem, toWire } from '../../platform/http/reply.ts';
import { addPageFiles } from '../page-files.ts';

export interface DemoOptions {
  /** The folder of the built page. */
  readonly folder: string;
  /** Where the hands at the table are: a control port of this machine. */
  readonly controlUrl: string;
  /** Where the patient's phone is, under a port of this machine; empty where there is none. */
  readonly phoneUrl: string;
  readonly newestSteps: (limit: number) => Promise<readonly Step[]>;
  readonly nextRequestId: () => string;
  readonly clientAddress: (environment: unknown) => string;
}

/** No form and no page of another origin can send it without asking first, and nobody answers that question. */
const HEADER = 'onedoor-demo';
const WITHIN_MS = 5_000;
const STEPS_MAX = 50;

/**
 * What the page may do: show kiosk and phones of this gateway in frames, and ask this gateway. Nobody may show it in a frame of theirs. The
 * patient's phone is under the name under which the page was opened.
 */
const policyOf = (phoneUrl: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src ${["'self'", ...underBothNames(phoneUrl)].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

function underBothNames(url: string): readonly string[] {
  return url === '' ? [] : [url, url.replace('//127.0.0.1:', '//localhost:')];
}

/**
 * The demo's table, to which `/` leads then: its page, and the two requests that the page makes. They are for the page itself and for whoever sits at this
 * machine, and are forwarded to one address, which carries out a closed list of acts.
 */
export function addDemo(app: Hono, options: DemoOptions): void {
  const { folder, controlUrl, phoneUrl, nextRequestId } = options;
  const refusal = createRefusal(options);
  const refuse = (code: ProblemCode) => {
    const requestId = nextRequestId();
    return send(toWire(problem(code), requestId), requestId);
  };
  app.get('/', (c) => c.redirect('/demo', 302));
  app.get('/demo/table', async (c) => {
    const refused = refusal(c);
    if (refused) return refuse(refused);
    const [told, steps] = await Promise.all([forward(`${controlUrl}/table`), options.newestSteps(STEPS_MAX)]);
    if (told.status !== 200) return refuse('internal');
    const table = (await told.json()) as Table;
    return answer(200, { ...table, steps: newest([...table.steps, ...steps]) }, nextRequestId());
  });
  app.post('/demo/acts', async (c) => {
    const refused = refusal(c);
    if (refused) return refuse(refused);
    const read = await readBody(c.req.raw);
    if ('refused' in read) return refuse(read.refused);
    const told = await forward(`${controlUrl}/acts`, read.text);
    return answer(told.status, { done: told.ok }, nextRequestId());
  });
  addPageFiles(app, { path: '/demo', folder, policy: policyOf(phoneUrl), nextRequestId });
}

function newest(steps: readonly Step[]): readonly Step[] {
  return [...steps].sort((one, other) => other.at - one.at).slice(0, STEPS_MAX);
}

/**
 * Why a request is not carried out: another name than loopback's, somebody elsewhere, another origin's page, or a form. An act names
 * its origin always, because every browser does; a program of this machine has the control ports themselves.
 */
function createRefusal({ clientAddress }: DemoOptions): (c: Context) => ProblemCode | undefined {
  const misnamed = createHostCheck({ origins: [], publicUrl: '', hosts: [], clientAddress });
  return (c) => {
    const host = misnamed(c.req.raw, c.env);
    if (host) return host;
    const site = c.req.header('sec-fetch-site');
    const acts = c.req.method !== 'GET' && c.req.method !== 'HEAD';
    const origin = c.req.header('origin');
    const foreign =
      !isLocalRequest(c.req.raw, c.env, clientAddress) ||
      (site !== undefined && site !== 'same-origin') ||
      (origin === undefined ? acts : origin !== `http://${c.req.header('host')}`) ||
      c.req.header(HEADER) !== '1';
    if (foreign) return 'origin-refused';
    if (acts && !/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) return 'unsupported-media-type';
    return undefined;
  };
}

/** The control port refuses what a page sends, so nothing of the page's request goes on but its body. */
function forward(url: string, body?: string): Promise<Response> {
  const signal = AbortSignal.timeout(WITHIN_MS);
  if (body === undefined) return fetch(url, { signal });
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal });
}

function answer(status: number, body: object, requestId: string): Response {
  return send({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, requestId);
}
