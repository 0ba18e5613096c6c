import type { AdapterEnvironment } from '../../port/terms.ts';
import { isPayerAddress, leadingBack, type OrderRequest, type PaymentChannel, safeLink } from '../port.ts';
import { type SandboxPaymentConfigInput, sandboxPaymentConfigSchema } from './config.ts';
import { createInbound } from './inbound.ts';
import { dayBill, readOutcome, rejected, unknownOutcome, wireInstant, writeOutcome } from './mapping.ts';
import { createTransport } from './transport.ts';
import { billSchema, closingSchema, keySchema, linkOrderSchema, orderSchema, paymentSchema, refundSchema } from './wire.ts';

/** `2026-02-30` is no day. */
const isDay = (day: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
const isKey = (key: string) => keySchema.safeParse(key).success;
const isAmount = (fen: number) => Number.isSafeInteger(fen) && fen >= 1;
/** Under a key that the port does not have, there is nothing. */
const nothingThere = () => ({ ok: true, value: null }) as const;
const notSaid = () => rejected('request-refused', 'what the wire can not say; nothing was sent');

/** By which the page of a link is told where it leads back to. */
const RETURN_PARAMETER = 'returnTo';

const canBeSaid = ({ key, amount, expiresAt, link }: OrderRequest) =>
  isKey(key) &&
  isAmount(amount) &&
  Number.isSafeInteger(expiresAt) &&
  expiresAt % 1000 === 0 &&
  (link === undefined || isPayerAddress(link.payerAddress));

/** What is wrong with a reply about a key: it is about another one. */
const aboutKey = (key: string) => (told: { readonly key: string }) =>
  told.key === key ? undefined : 'an answer about another key';

/**
 * The payment sandbox for one merchant; README.md lays its wire down. Runs wherever `fetch` and WebCrypto exist.
 *
 * @throws ZodError when the configuration is wrong.
 */
export function createSandboxPayments(input: SandboxPaymentConfigInput, environment: AdapterEnvironment): PaymentChannel {
  const config = sandboxPaymentConfigSchema.parse(input);
  const transport = createTransport(config, environment);
  const linkOrigins = config.linkOrigins ?? [new URL(config.baseUrl).origin];
  return {
    merchant: config.merchant,
    settleWindowMs: config.settleWindowMs,
    presents: ['code', 'link'],
    async order(request, call) {
      if (!canBeSaid(request)) return notSaid();
      const { key, amount, description, expiresAt, link } = request;
      const scene = link === undefined ? {} : { link: { payerAddress: link.payerAddress } };
      const body = { amount, currency: 'CNY', description, expiresAt: wireInstant(expiresAt), ...scene };
      const exchange = await transport.send({ method: 'PUT', path: `/v1/orders/${key}`, body }, call);
      if (link !== undefined) {
        const linked = writeOutcome(exchange, { schema: linkOrderSchema, wrong: aboutKey(key) });
        if (!linked.ok) return linked;
        const safe = safeLink(linked.value.link, linkOrigins, RETURN_PARAMETER);
        const code = safe && leadingBack(safe, RETURN_PARAMETER, link.returnTo);
        if (code === undefined) return unknownOutcome('a link that leads elsewhere');
        return { ok: true, value: { code, codeUntil: linked.value.linkUntil } };
      }
      const made = writeOutcome(exchange, { schema: orderSchema, wrong: aboutKey(key) });
      if (!made.ok) return made;
      const { code, codeUntil } = made.value;
      return { ok: true, value: { code, codeUntil } };
    },
    async query(key, call) {
      if (!isKey(key)) return nothingThere();
      const exchange = await transport.send({ method: 'GET', path: `/v1/orders/${key}` }, call);
      return readOutcome(exchange, { schema: paymentSchema, wrong: aboutKey(key) }, 'order-unknown');
    },
    async close(key, call) {
      if (!isKey(key)) return rejected('order-unknown', 'a key that no order can have; nothing was sent');
      const exchange = await transport.send({ method: 'POST', path: `/v1/orders/${key}/closing`, body: {} }, call);
      const closed = writeOutcome(exchange, { schema: closingSchema, wrong: aboutKey(key) });
      return closed.ok ? { ok: true, value: null } : closed;
    },
    async refund({ key, orderKey, amount, total }, call) {
      if (!isKey(key) || !isKey(orderKey) || !isAmount(amount) || !isAmount(total) || amount > total) return notSaid();
      const body = { orderKey, amount, total };
      const exchange = await transport.send({ method: 'PUT', path: `/v1/refunds/${key}`, body }, call);
      return writeOutcome(exchange, {
        schema: refundSchema,
        wrong: (told) =>
          told.orderKey !== orderKey || told.amount !== amount ? 'a refund that was not asked for' : aboutKey(key)(told),
      });
    },
    async queryRefund(key, call) {
      if (!isKey(key)) return nothingThere();
      const exchange = await transport.send({ method: 'GET', path: `/v1/refunds/${key}` }, call);
      return readOutcome(exchange, { schema: refundSchema, wrong: aboutKey(key) }, 'refund-unknown');
    },
    async bill(day, call) {
      if (!isDay(day)) return notSaid();
      const exchange = await transport.send({ method: 'GET', path: `/v1/bills/${day}` }, call);
      const wrong = (told: { readonly day: string }) => (told.day === day ? undefined : 'a bill of another day');
      const found = readOutcome(exchange, { schema: billSchema, wrong }, 'bill-not-ready');
      if (!found.ok) return found;
      return found.value === null ? { ok: true, value: null } : dayBill(found.value);
    },
    inbound: createInbound(config, environment.now),
  };
}
