import * as z from 'zod';
import { givenText } from '../contract/terms.ts';
import { isTooDeep, readBody } from '../platform/http/body.ts';
import { send } from '../platform/http/gateway.ts';
import { rateLimitKey } from '../platform/http/rate-limit-key.ts';
import { RECIPIENT_MAX } from '../scenes/records/links/link-rules.ts';
import { answerDirectFile, answerFile, answerManifest, SECRET_FORM } from '../scenes/records/sharing/answer-link.ts';
import type { Onedoor } from './compose.ts';

/** Any viewer may open a link in its page: there is no cookie here, and nothing but the link opens anything. */
const HEADERS = {
  'access-control-allow-origin': '*',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const PREFLIGHT = {
  ...HEADERS,
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '600',
} as const;

/** Who asks, as it stands in the owner's list: in their own words, of what can be seen. */
const recipientText = givenText(1, RECIPIENT_MAX);

/** SMART Health Links 1.0.0, "Manifest Request"; what else is in it is ignored. */
const manifestRequest = z.object({
  recipient: recipientText,
  passcode: z.string().max(1_000).optional(),
  embeddedLengthMax: z.int().min(0).optional(),
});

/** What whoever has a link asks for: a manifest, the one file of a link with flag U, a file at an address of a manifest. */
export function addLinkRoutes(onedoor: Onedoor, clientAddress: (environment: unknown) => string): void {
  const { app, dependencies } = onedoor;
  const { rateLimiter, ids } = dependencies;
  const answer = (status: number, body: object | undefined, headers: Readonly<Record<string, string>> = {}) =>
    send(
      {
        status,
        headers: { 'content-type': 'application/json', ...HEADERS, ...headers },
        body: body === undefined ? null : JSON.stringify(body),
      },
      ids.next('req'),
    );
  const jose = (jwe: string) =>
    send({ status: 200, headers: { ...HEADERS, 'content-type': 'application/jose' }, body: jwe }, ids.next('req'));
  /** A request too many from here. Links themselves have 256 random bits: who guesses them keeps nobody else from theirs. */
  const over = (address: string): Response | undefined => {
    const verdict = rateLimiter.take(rateLimitKey(address));
    return verdict.allowed ? undefined : answer(429, {}, verdict.headers);
  };
  const gone = () => answer(404, {});

  app.options('/shl/*', () => send({ status: 204, headers: PREFLIGHT, body: null }, ids.next('req')));

  // What only looks whether something is there spends nothing and is no reading; the framework would take it for a GET.
  app.use('/shl/*', async (c, next) => {
    if (c.req.method === 'HEAD') return answer(405, undefined, { allow: 'GET, POST' });
    await next();
    return undefined;
  });

  app.get('/shl/files/:token', async (c) => {
    const address = clientAddress(c.env);
    const refused = over(address);
    if (refused) return refused;
    const token = c.req.param('token');
    const told = SECRET_FORM.test(token) ? await answerFile(dependencies, token) : ({ status: 404 } as const);
    return told.status === 200 ? jose(told.jwe) : gone();
  });

  app.get('/shl/:secret', async (c) => {
    const address = clientAddress(c.env);
    const refused = over(address);
    if (refused) return refused;
    const secret = c.req.param('secret');
    const { data: recipient } = recipientText.safeParse(c.req.query('recipient'));
    // A chat program that looks at every address in a message names nobody who reads: it is told nothing, and nothing is spent or noted.
    if (recipient === undefined) return answer(400, {});
    const asked = { secret, recipient, requestId: ids.next('req') };
    const told = SECRET_FORM.test(secret) ? await answerDirectFile(dependencies, asked) : ({ status: 404 } as const);
    return told.status === 200 ? jose(told.jwe) : gone();
  });

  app.post('/shl/:secret', async (c) => {
    const address = clientAddress(c.env);
    const refused = over(address);
    if (refused) return refused;
    const body = await readBody(c.req.raw);
    const request = manifestRequest.safeParse('text' in body ? parsed(body.text) : undefined);
    if (!request.success) return answer(400, {});
    const asked = { ...request.data, secret: c.req.param('secret'), requestId: ids.next('req') };
    const told = SECRET_FORM.test(asked.secret) ? await answerManifest(dependencies, asked) : ({ status: 404 } as const);
    if (told.status === 401) return answer(401, { remainingAttempts: told.remainingAttempts });
    return told.status === 200 ? answer(200, { files: told.files }) : gone();
  });
}

function parsed(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
