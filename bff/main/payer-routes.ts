import type { Context } from 'hono';
import { readBody } from '../platform/http/body.ts';
import { send } from '../platform/http/gateway.ts';
import { rateLimitKey } from '../platform/http/rate-limit-key.ts';
import { slipCodeIn } from '../platform/slip-code.ts';
import { orderFromHome, readFromHome } from '../scenes/payments/pay-from-home.ts';
import type { Onedoor } from './compose.ts';
import { payerForm, payerPage } from './payer-page.ts';
import { PHONE_PAGE_HEADERS } from './phone-page.ts';

/**
 * The page for whoever pays from home: they hold a paper with a code, and nothing else is known of them. A look writes nothing; a press has a
 * code made, and leads back to the look.
 */
export function addPayerRoutes(onedoor: Onedoor, clientAddress: (environment: unknown) => string): void {
  const { app, dependencies } = onedoor;
  const { rateLimiter, guesses, ids } = dependencies;
  const page = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
    send({ status, headers: { ...PHONE_PAGE_HEADERS, ...headers }, body }, ids.next('req'));
  /** A request too many, or too many codes that lead to nothing, from here or in all. */
  const refused = (address: string): Response | undefined => {
    const verdicts = [rateLimiter.take(rateLimitKey(address)), guesses.allowed(address)];
    const over = verdicts.find(({ allowed }) => !allowed);
    return over && page(429, payerForm('busy'), over.headers);
  };
  const unknown = (address: string) => {
    guesses.wrong(address);
    return page(404, payerForm('unknown'));
  };

  app.get('/pay', async (c) => {
    const typed = c.req.query('code');
    if (typed === undefined) return page(200, payerForm());
    const address = clientAddress(c.env);
    const over = refused(address);
    if (over) return over;
    const code = slipCodeIn(typed);
    const payment = await readFromHome(dependencies, code);
    return payment ? page(200, payerPage(payment, code, c.req.query('away') !== undefined)) : unknown(address);
  });

  app.post('/pay', async (c) => {
    const address = clientAddress(c.env);
    const over = refused(address);
    if (over) return over;
    if (isForeign(c)) return page(403, payerForm());
    const pressed = await pressIn(c);
    if (!pressed) return page(400, payerForm());
    const { code, part } = pressed;
    const answer = await orderFromHome(dependencies, { code, part, requestId: ids.next('req') });
    if (answer === 'not-found') return unknown(address);
    const location = `/pay?code=${encodeURIComponent(code)}${answer === 'away' ? '&away' : ''}`;
    return page(303, '', { location });
  });
}

/**
 * Whether another site has its visitor press. A page that tells nobody where it comes from says `Origin: null` to its own site too (Fetch, 3.1),
 * so where the browser says which site it is, that counts.
 */
function isForeign(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin';
  const origin = c.req.header('origin');
  if (origin === undefined || origin === 'null') return false;
  return !URL.canParse(origin) || new URL(origin).host !== c.req.header('host');
}

/** What the form of the page sends. */
async function pressIn(c: Context): Promise<{ readonly code: string; readonly part: number } | undefined> {
  const read = await readBody(c.req.raw);
  if ('refused' in read) return undefined;
  const form = new URLSearchParams(read.text);
  const [part = '', ...more] = form.getAll('part');
  return more.length === 0 && /^(0|[1-9]\d?)$/.test(part)
    ? { code: slipCodeIn(form.get('code') ?? ''), part: Number(part) }
    : undefined;
}
