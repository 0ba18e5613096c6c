import type { AdapterEnvironment, Call } from '../../port/terms.ts';
import {
  type DayBill,
  isPayerAddress,
  type LinkRequest,
  leadingBack,
  type OrderRequest,
  type Payment,
  type PaymentChannel,
  type PaymentOrder,
  type Refund,
  type RefundRequest,
  safeLink,
} from '../port.ts';
import { isDay, readBill } from './bill.ts';
import { textOf } from './body.ts';
import { type WechatPayConfigInput, wechatPayConfigSchema } from './config.ts';
import { createInbound } from './inbound.ts';
import {
  type Answer,
  bodyOf,
  formatInstant,
  isFen,
  isKey,
  malformed,
  paymentOf,
  readFailure,
  refundOf,
  rejected,
  unknownOutcome,
  writeFailure,
} from './mapping.ts';
import { sha1Hex } from './signing.ts';
import { createTransport, type Exchange, type Speaking } from './transport.ts';
import { h5OrderSchema, nativeOrderSchema, refundSchema, tradeBillSchema, transactionSchema } from './wire.ts';

/** How long a `code_url` is good, ms. https://pay.weixin.qq.com/doc/v3/merchant/4012791832 */
const CODE_MS = 2 * 3_600_000;

/** How long an `h5_url` is good, ms. https://pay.weixin.qq.com/doc/v3/merchant/4012791834 */
const LINK_MS = 5 * 60_000;

/** By which the page of a link is told where it leads back to. https://pay.weixin.qq.com/doc/v3/merchant/4012791835 */
const RETURN_PARAMETER = 'redirect_url';

/** What somebody reads on their phone: bytes that WeChat Pay takes. */
const DESCRIPTION_BYTES_MAX = 127;

/**
 * WeChat Pay, API v3, for one merchant: Native, a code on the glass and a phone that scans it; and H5, a link that the payer's own phone opens. Runs
 * wherever `fetch` and `node:crypto` exist.
 *
 * @throws ZodError when the configuration is wrong.
 */
export function createWechatPay(input: WechatPayConfigInput, environment: AdapterEnvironment): PaymentChannel {
  const config = wechatPayConfigSchema.parse(input);
  const speaking = { config, transport: createTransport(config, environment), now: environment.now };
  return {
    merchant: config.merchant,
    settleWindowMs: config.settleWindowMs,
    presents: ['code', 'link'],
    order: (request, call) => order(speaking, request, call),
    query: (key, call) => query(speaking, key, call),
    close: (key, call) => close(speaking, key, call),
    refund: (request, call) => refund(speaking, request, call),
    queryRefund: (key, call) => queryRefund(speaking, key, call),
    bill: (day, call) => bill(speaking, day, call),
    inbound: createInbound(config, environment.now),
  };
}

async function order(speaking: Speaking, request: OrderRequest, call: Call): Promise<Answer<PaymentOrder>> {
  const { config, transport, now } = speaking;
  const { key, amount, description, expiresAt, link } = request;
  if (!isKey(key)) return rejected('request-refused', 'not a key of an order');
  if (!isFen(amount)) return rejected('amount-refused', 'not an amount in fen');
  if (description === '' || new TextEncoder().encode(description).length > DESCRIPTION_BYTES_MAX)
    return rejected('request-refused', `a description of none or more than ${DESCRIPTION_BYTES_MAX} bytes`);
  if (link !== undefined && !isPayerAddress(link.payerAddress))
    return rejected('request-refused', 'not an address of a payer; nothing was sent');
  const body = {
    appid: config.appId,
    mchid: config.merchant,
    description,
    out_trade_no: key,
    time_expire: formatInstant(expiresAt),
    notify_url: config.notifyUrl,
    amount: { total: amount, currency: 'CNY' },
    ...(link === undefined ? {} : { scene_info: { payer_client_ip: link.payerAddress, h5_info: { type: 'Wap' } } }),
  };
  const askedAt = now();
  const target = `/v3/pay/transactions/${link === undefined ? 'native' : 'h5'}`;
  const exchange = await transport.send({ method: 'POST', target, body }, call);
  if (exchange.kind === 'refusal' && MAY_BE_THERE.has(exchange.code)) return orderThere(speaking, key, exchange.code, call);
  if (exchange.kind !== 'reply') return writeFailure(exchange, 'order');
  if (link !== undefined) return linkOf(speaking, exchange, { link, until: Math.min(askedAt + LINK_MS, expiresAt) });
  const read = bodyOf(exchange, nativeOrderSchema);
  if (read.value === undefined) return unknownOutcome(read.where);
  return { ok: true, value: { code: read.value.code_url, codeUntil: Math.min(askedAt + CODE_MS, expiresAt) } };
}

/** The link of an order that was made. One that leads elsewhere is handed to nobody: the order stands and nobody knows how to pay it. */
function linkOf(
  { config }: Speaking,
  reply: Extract<Exchange, { kind: 'reply' }>,
  { link, until }: { readonly link: LinkRequest; readonly until: number },
): Answer<PaymentOrder> {
  const read = bodyOf(reply, h5OrderSchema);
  if (read.value === undefined) return unknownOutcome(read.where);
  const safe = safeLink(read.value.h5_url, config.linkOrigins, RETURN_PARAMETER);
  const code = safe && leadingBack(safe, RETURN_PARAMETER, link.returnTo);
  return code === undefined ? unknownOutcome('a link that leads elsewhere') : { ok: true, value: { code, codeUntil: until } };
}

/**
 * Codes of a signed no that may have to do with what is there under the key. WeChat Pay uses several of them for one thing and one of them
 * for several, so what is there is read.
 */
const MAY_BE_THERE = new Set([
  'INVALID_REQUEST',
  'OUT_TRADE_NO_USED',
  'ORDER_CLOSED',
  'ORDERCLOSED',
  'ORDER_PAID',
  'ORDERPAID',
  'ORDER_NOT_EXIST',
  'ORDERNOTEXIST',
  'RESOURCE_NOT_EXISTS',
  'TRADE_ERROR',
]);

/** Why an order was refused, from what there is under its key. Nothing was changed by the request. */
async function orderThere(speaking: Speaking, key: string, code: string, call: Call): Promise<Answer<PaymentOrder>> {
  const found = await query(speaking, key, call);
  if (!found.ok) return unknownOutcome(`refused with ${code}; what is there could not be read`);
  switch (found.value?.state) {
    case undefined:
      return rejected('request-refused', code);
    case 'paid':
      return rejected('order-paid', code);
    case 'closed':
      return rejected('order-closed', code);
    case 'waiting':
      return rejected('key-reused', code);
  }
}

async function query({ config, transport }: Speaking, key: string, call: Call): Promise<Answer<Payment | null>> {
  if (!isKey(key)) return { ok: true, value: null };
  const target = `/v3/pay/transactions/out-trade-no/${key}?mchid=${config.merchant}`;
  const exchange = await transport.send({ method: 'GET', target }, call);
  if (exchange.kind !== 'reply') return readFailure(exchange, 'order');
  const read = bodyOf(exchange, transactionSchema);
  return read.value === undefined ? malformed(read.where) : paymentOf(read.value, key);
}

async function close(speaking: Speaking, key: string, call: Call): Promise<Answer<null>> {
  const { config, transport } = speaking;
  if (!isKey(key)) return rejected('order-unknown', 'not a key of an order');
  const target = `/v3/pay/transactions/out-trade-no/${key}/close`;
  const exchange = await transport.send({ method: 'POST', target, body: { mchid: config.merchant } }, call);
  if (exchange.kind === 'refusal' && MAY_BE_THERE.has(exchange.code)) return closeThere(speaking, key, exchange.code, call);
  if (exchange.kind !== 'reply') return writeFailure(exchange, 'order');
  // 204 without a body is the answer; whatever else is signed was the answer to another request.
  return exchange.body === undefined ? { ok: true, value: null } : unknownOutcome('a body where there is none');
}

/** Why an order was not closed, from what there is under its key: one that is closed is as it should be. */
async function closeThere(speaking: Speaking, key: string, code: string, call: Call): Promise<Answer<null>> {
  const found = await query(speaking, key, call);
  if (!found.ok) return unknownOutcome(`refused with ${code}; what is there could not be read`);
  switch (found.value?.state) {
    case undefined:
      return rejected('order-unknown', code);
    case 'paid':
      return rejected('order-paid', code);
    case 'closed':
      return { ok: true, value: null };
    case 'waiting':
      return unknownOutcome(`refused with ${code}, and it can still be paid`);
  }
}

async function refund(speaking: Speaking, request: RefundRequest, call: Call): Promise<Answer<Refund>> {
  const { config, transport } = speaking;
  const { key, orderKey, amount, total } = request;
  if (!isKey(key) || !isKey(orderKey)) return rejected('request-refused', 'not a key of a refund or an order');
  if (!isFen(amount) || !isFen(total) || amount > total)
    return rejected('amount-refused', 'not an amount in fen, or above the order');
  const body = {
    out_trade_no: orderKey,
    out_refund_no: key,
    notify_url: config.notifyUrl,
    amount: { refund: amount, total, currency: 'CNY' },
  };
  const exchange = await transport.send({ method: 'POST', target: '/v3/refund/domestic/refunds', body }, call);
  if (exchange.kind === 'refusal' && exchange.code === 'INVALID_REQUEST')
    return refundThere(speaking, request, exchange.code, call);
  if (exchange.kind !== 'reply') return writeFailure(exchange, 'refund');
  const read = bodyOf(exchange, refundSchema);
  if (read.value === undefined) return unknownOutcome(read.where);
  const found = refundOf(read.value);
  if (found === undefined) return unknownOutcome('arrived, and not when');
  return found.key === key ? ofRequest(found, request) : unknownOutcome('another refund than the one that was asked for');
}

/** The refund under the key, provided that it is what was asked for. */
function ofRequest(found: Refund, { orderKey, amount }: RefundRequest): Answer<Refund> {
  return found.orderKey === orderKey && found.amount === amount
    ? { ok: true, value: found }
    : rejected('key-reused', 'a refund of another order or amount');
}

/**
 * Why a refund was refused. The one code says that more is asked for than is left, that it is too late, that the order was not paid, and
 * that the key has another refund: the last would be money sent back under a key of which we say that nothing was.
 */
async function refundThere(speaking: Speaking, request: RefundRequest, code: string, call: Call): Promise<Answer<Refund>> {
  const found = await queryRefund(speaking, request.key, call);
  if (!found.ok) return unknownOutcome(`refused with ${code}; what is there could not be read`);
  return found.value === null ? rejected('not-refundable', code) : ofRequest(found.value, request);
}

async function queryRefund({ transport }: Speaking, key: string, call: Call): Promise<Answer<Refund | null>> {
  if (!isKey(key)) return { ok: true, value: null };
  const exchange = await transport.send({ method: 'GET', target: `/v3/refund/domestic/refunds/${key}` }, call);
  if (exchange.kind !== 'reply') return readFailure(exchange, 'refund');
  const read = bodyOf(exchange, refundSchema);
  if (read.value === undefined) return malformed(read.where);
  const found = refundOf(read.value);
  if (found === undefined) return malformed('arrived, and not when');
  return found.key === key ? { ok: true, value: found } : malformed('another refund than the one that was asked for');
}

/** Two requests: where the bill lies and what its sum is, under a signature; then the file, which has none. */
async function bill({ config, transport }: Speaking, day: string, call: Call): Promise<Answer<DayBill | null>> {
  if (!isDay(day)) return rejected('request-refused', 'not a day');
  const exchange = await transport.send({ method: 'GET', target: `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL` }, call);
  if (exchange.kind !== 'reply') return readFailure(exchange, 'bill');
  const read = bodyOf(exchange, tradeBillSchema);
  if (read.value === undefined) return malformed(read.where);
  const { origin, pathname, search } = new URL(read.value.download_url);
  // A signed request goes nowhere but to WeChat Pay, whatever an answer names.
  if (origin !== config.baseUrl && !OWN_ORIGINS.has(origin)) return malformed('a bill that lies somewhere else');
  const file = await transport.download(`${pathname}${search}`, call);
  if (file.kind !== 'file') return readFailure(file, 'bill');
  if (sha1Hex(file.bytes) !== read.value.hash_value.toLowerCase())
    return malformed('a bill of another sum (SHA-1) than was told');
  const text = textOf(file.bytes);
  const written = text === undefined ? { fault: 'not UTF-8' } : readBill(text, { day, merchant: config.merchant });
  return 'fault' in written ? malformed(`a bill: ${written.fault}`) : { ok: true, value: written };
}

/** Origins under which WeChat Pay gives out files, whichever of them was asked. */
const OWN_ORIGINS = new Set(['https://api.mch.weixin.qq.com', 'https://api2.mch.weixin.qq.com']);
