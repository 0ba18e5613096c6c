import { send } from '../platform/http/gateway.ts';
import { rateLimitKey } from '../platform/http/rate-limit-key.ts';
import { slipCodeIn } from '../platform/slip-code.ts';
import { readSlip, verifySlip } from '../scenes/slips/slips.ts';
import type { Onedoor } from './compose.ts';
import { slipForm, slipPage } from './slip-page.ts';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

/** The page for whoever holds a slip in their hand: a volunteer, a daughter, a doorman. */
export function addSlipRoutes(onedoor: Onedoor, clientAddress: (environment: unknown) => string): void {
  const { app, dependencies } = onedoor;
  const { rateLimiter } = dependencies;
  const page = (body: string) => send({ status: 200, headers: HEADERS, body }, dependencies.ids.next('req'));
  app.get('/slips', async (c) => {
    const [typed, qr] = [c.req.query('code'), c.req.query('qr')];
    if (typed === undefined && qr === undefined) return page(slipForm());
    const verdict = rateLimiter.take(rateLimitKey(clientAddress(c.env)));
    if (!verdict.allowed) {
      const headers = { ...HEADERS, ...verdict.headers };
      return send({ status: 429, headers, body: slipForm() }, dependencies.ids.next('req'));
    }
    const found = qr === undefined ? await readSlip(dependencies, slipCodeIn(typed ?? '')) : await verifySlip(dependencies, qr);
    return page(slipPage(found?.verdict ?? 'unknown', found?.patientName));
  });
}
