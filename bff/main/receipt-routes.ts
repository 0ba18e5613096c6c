import { send } from '../platform/http/gateway.ts';
import { rateLimitKey } from '../platform/http/rate-limit-key.ts';
import { slipCodeIn } from '../platform/slip-code.ts';
import { receiptByCode, receiptByText } from '../scenes/payments/check-receipt.ts';
import type { Onedoor } from './compose.ts';
import { PHONE_PAGE_HEADERS } from './phone-page.ts';
import { receiptForm, receiptPage } from './receipt-page.ts';

/** The page for whoever holds a receipt in their hand. */
export function addReceiptRoutes(onedoor: Onedoor, clientAddress: (environment: unknown) => string): void {
  const { app, dependencies } = onedoor;
  const { rateLimiter, guesses, ids } = dependencies;
  const page = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
    send({ status, headers: { ...PHONE_PAGE_HEADERS, ...headers }, body }, ids.next('req'));
  app.get('/receipts', async (c) => {
    const [typed, qr] = [c.req.query('code'), c.req.query('qr')];
    if (typed === undefined && qr === undefined) return page(200, receiptForm());
    const address = clientAddress(c.env);
    // A text with our signature can not be guessed, so whoever scans one waits for nobody's guesses.
    const guessing = qr === undefined;
    const verdicts = [rateLimiter.take(rateLimitKey(address)), ...(guessing ? [guesses.allowed(address)] : [])];
    const over = verdicts.find(({ allowed }) => !allowed);
    if (over) return page(429, receiptForm('busy'), over.headers);
    const verdict =
      qr === undefined ? await receiptByCode(dependencies, slipCodeIn(typed ?? '')) : await receiptByText(dependencies, qr);
    if (guessing && !('parts' in verdict)) guesses.wrong(address);
    return page(200, receiptPage(verdict));
  });
}
