import type * as z from 'zod';
import type { ChargeLine, Split } from '../../../adapters/port/charges.ts';
import type { bills, payment, quotes as quotesSchema } from '../../contract/payments/schemas.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import type { BodyReply } from '../../platform/http/reply.ts';
import type { Directory } from '../directory/directory.ts';
import { billHash } from './bill.ts';
import type { AskedRefund } from './charge-refund-rows.ts';
import { type Channel, hasLinks, type PaymentDependencies, payableBy } from './dependencies.ts';
import type { Order } from './order-rows.ts';
import { isPayable, type PaymentPart } from './part-rows.ts';
import type { Quote } from './quote-rows.ts';
import type { Holders, HospitalBills } from './read-bills.ts';
import type { Refund } from './refund-rows.ts';
import { ENDED, PAYABLE, standingOf } from './rules.ts';

type PaymentBody = z.output<typeof payment>;
type PartBody = PaymentBody['parts'][number];
type QuotesBody = z.output<typeof quotesSchema>;

export const yuan = (amount: number) => ({ amount, currency: 'CNY' }) as const;

export function splitBody({ total, fund, account, cash }: Split) {
  return { total: yuan(total), fund: yuan(fund), account: yuan(account), cash: yuan(cash) };
}

export function presentLines(lines: readonly ChargeLine[]) {
  return lines.map(({ name, quantity, unit, price, amount, class: cover, ownShare }) => ({
    name,
    quantity,
    ...(unit === undefined ? {} : { unit }),
    price: yuan(price),
    amount: yuan(amount),
    class: cover,
    ownShare,
  }));
}

/** What is open, as the contract shows it. */
export function presentBills(
  { directory, blindIndex }: Pick<PaymentDependencies, 'directory' | 'blindIndex'>,
  patientId: string,
  told: readonly HospitalBills[],
  held: Holders,
): z.output<typeof bills> {
  return {
    patientId,
    hospitals: told.map((one) => ({
      hospital: one.hospitalId,
      hospitalName: directory.hospital(one.hospitalId).name,
      state: one.state,
      visits: (one.state === 'read' ? one.visits : []).map((charges) => ({
        visitRef: charges.visitRef,
        at: shanghaiTime(charges.at),
        ...(charges.department === undefined ? {} : { department: charges.department }),
        ...(charges.practitioner === undefined ? {} : { practitioner: charges.practitioner }),
        lines: presentLines(charges.lines),
        total: yuan(charges.total),
        billHash: billHash(blindIndex, one.hospitalId, patientId, charges),
        beingPaid: held.has(`${one.hospitalId} ${charges.visitRef}`),
        ...held.get(`${one.hospitalId} ${charges.visitRef}`),
      })),
    })),
  };
}

const QUOTE_STATES = {
  asking: 'asking',
  unknown: 'asking',
  open: 'open',
  refused: 'refused',
  used: 'gone',
  dropping: 'gone',
  dropped: 'gone',
} as const;

const CHANNELS = ['wechat-pay', 'sandbox', 'cash'] as const satisfies readonly Channel[];

const QUOTE_REASONS = ['not-insured', 'suspended', 'lines-refused', 'unavailable'] as const;

export function quotesReply(
  dependencies: Pick<PaymentDependencies, 'directory' | 'channels' | 'payerAddress'>,
  rows: readonly Quote[],
  status: 200 | 201,
): BodyReply {
  const [first] = rows;
  if (!first) throw new TypeError('quotes of no bill');
  const body: QuotesBody = {
    id: first.batchId,
    patientId: first.patientId,
    state: rows.some(({ state }) => QUOTE_STATES[state] === 'asking') ? 'asking' : 'ready',
    until: shanghaiTime(Math.min(...rows.map(({ until }) => until))),
    fromHome: dependencies.payerAddress !== '',
    quotes: rows.map((row) => presentQuote(dependencies, row)),
  };
  return { status, body, headers: { location: `/v1/quotes/${first.batchId}` } };
}

function presentQuote(
  { directory, channels }: Pick<PaymentDependencies, 'directory' | 'channels'>,
  row: Quote,
): QuotesBody['quotes'][number] {
  const { fund, account, cash, total } = row;
  const state = QUOTE_STATES[row.state];
  const payable = CHANNELS.filter((channel) => payableBy({ channels }, channel, row.hospitalId));
  const known = state === 'open' && fund !== null && account !== null && cash !== null;
  return {
    hospital: row.hospitalId,
    hospitalName: directory.hospital(row.hospitalId).name,
    visitRef: row.visitRef,
    state,
    ...(state === 'refused' ? { reason: QUOTE_REASONS.find((reason) => reason === row.reason) ?? 'refused' } : {}),
    insurance: row.insurance,
    total: yuan(total),
    ...(known ? { split: splitBody({ total, fund, account, cash }) } : {}),
    channels: payable,
    byLink: payable.filter((channel) => hasLinks({ channels }, channel, row.hospitalId)),
  };
}

/** A payment with everything that is shown of it. */
export interface ShownPayment {
  readonly parts: readonly PaymentPart[];
  readonly orders: readonly Order[];
  readonly refunds: readonly Refund[];
  /** What was asked to be taken back, the newest last. */
  readonly takenBack: readonly AskedRefund[];
  readonly patientName: string;
  readonly createdAt: number;
}

export function presentPayment(
  dependencies: Pick<PaymentDependencies, 'directory' | 'clock' | 'payerAddress'>,
  { parts, orders, refunds, takenBack, patientName, createdAt }: ShownPayment,
): PaymentBody {
  const [first] = parts;
  if (!first) throw new TypeError('a payment without parts');
  const { payerCode } = first;
  return {
    id: first.paymentId,
    code: first.code,
    patientId: first.patientId,
    patientName,
    channel: first.channel as Channel,
    createdAt: shanghaiTime(createdAt),
    ...(payerCode === null ? {} : { fromHome: { code: payerCode, address: `${dependencies.payerAddress}${payerCode}` } }),
    parts: parts.map((part) =>
      presentPart(dependencies, part, {
        orders: orders.filter(({ partId }) => partId === part.id),
        refunds: refunds.filter(({ partId }) => partId === part.id),
        takenBack: takenBack.findLast(({ partId }) => partId === part.id),
      }),
    ),
  };
}

const REASONS = [
  'cancelled',
  'not-paid-in-time',
  'channel-unavailable',
  'insurer-refused',
  'insurer-unavailable',
  'split-changed',
  'bill-changed',
  'settled-elsewhere',
  'hospital-refused',
  'hospital-unavailable',
  'paid-elsewhere',
] as const;

function presentPart(
  { directory, clock }: Pick<PaymentDependencies, 'directory' | 'clock'>,
  part: PaymentPart,
  {
    orders,
    refunds,
    takenBack,
  }: { readonly orders: readonly Order[]; readonly refunds: readonly Refund[]; readonly takenBack: AskedRefund | undefined },
): PartBody {
  const hospital = directory.hospital(part.hospitalId);
  const { total, settledFund: fund, settledAccount: account, settledCash: cash } = part;
  const known = fund !== null && account !== null && cash !== null;
  const payable = isPayable(part);
  const live = payable ? (orders.find(({ state }) => state === 'open') ?? orders.find(isPending)) : undefined;
  return {
    hospital: part.hospitalId,
    hospitalName: hospital.name,
    state: standingOf(part.state),
    ...(part.reason === null ? {} : { reason: REASONS.find((reason) => reason === part.reason) ?? 'other' }),
    ...(ENDED.includes(part.state) ? {} : { knowBy: shanghaiTime(part.knowBy) }),
    agreed: splitBody(part),
    ...(known ? { settled: splitBody({ total, fund, account, cash }) } : {}),
    ...presentedOf(live, clock.now()),
    ...(payable ? { payUntil: shanghaiTime(part.payUntil) } : {}),
    ...(part.invoiceNumber === null ? {} : { invoiceNumber: part.invoiceNumber }),
    ...(part.endedAt === null ? {} : { endedAt: shanghaiTime(part.endedAt) }),
    refunds: refunds.map(presentRefund),
    ...(takenBack ? { takenBack: presentTakenBack(takenBack) } : {}),
    ...whereToAsk(hospital),
  };
}

/** Not known yet whether it can be paid, or being closed. */
const isPending = ({ state }: Order) => PAYABLE.includes(state);

/** How it can be paid, and, once the provider has said so and while it is good, by what. */
function presentedOf(order: Order | undefined, now: number): Pick<PartBody, 'presented' | 'code' | 'payUrl'> {
  if (order === undefined) return {};
  const { presented, state, code, codeUntil } = order;
  if (state !== 'open' || code === null || codeUntil === null || codeUntil <= now) return { presented };
  return presented === 'link' ? { presented, payUrl: code } : { presented, code };
}

/** Who is asked about money of this hospital, and where its cash window is. */
export function whereToAsk({ dutyDeskName, dutyDeskPhone, visit: { cashWindow } }: ReturnType<Directory['hospital']>) {
  return { dutyDesk: { name: dutyDeskName, phone: dutyDeskPhone }, ...(cashWindow ? { cashWindow } : {}) };
}

const TAKEN_BACK_STATES = {
  sent: 'asking',
  unknown: 'asking',
  undoing: 'going-back',
  returning: 'going-back',
  done: 'done',
  refused: 'refused',
  case: 'with-staff',
} as const;

/** What was asked to be taken back of a part, as the contract shows it. */
export function presentTakenBack({ amount, state, endedAt }: AskedRefund): NonNullable<PartBody['takenBack']> {
  return {
    amount: yuan(amount),
    state: TAKEN_BACK_STATES[state],
    ...(endedAt === null ? {} : { at: shanghaiTime(endedAt) }),
  };
}

const REFUND_STATES = {
  due: 'on-its-way',
  sent: 'on-its-way',
  unknown: 'on-its-way',
  processing: 'on-its-way',
  'at-window': 'at-window',
  done: 'done',
  stuck: 'with-staff',
  // `readRefunds` leaves it out: nothing goes back.
  kept: 'with-staff',
} as const;

export function presentRefund({ amount, cause, state, doneAt }: Refund): PartBody['refunds'][number] {
  return {
    amount: yuan(amount),
    cause,
    state: REFUND_STATES[state],
    ...(doneAt === null ? {} : { at: shanghaiTime(doneAt) }),
  };
}
