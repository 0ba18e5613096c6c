import type * as z from 'zod';
import type { receipt } from '../../contract/payments/schemas.ts';
import type { Signer } from '../../platform/crypto/signer.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type BodyReply, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { maskedNameOf } from '../identity/patients.ts';
import { billSealing } from './bill.ts';
import { type AskedRefund, readAskedRefunds } from './charge-refund-rows.ts';
import type { Channel, PaymentDependencies } from './dependencies.ts';
import type { PaymentPart } from './part-rows.ts';
import { presentLines, presentRefund, presentTakenBack, splitBody, whereToAsk } from './present.ts';
import { readQuote } from './quote-rows.ts';
import { logPayment, type PaymentReading, readOwnParts } from './read-payments.ts';
import { readRefunds } from './refund-rows.ts';

type Receipt = z.output<typeof receipt>;

/** Before this prefix nothing is ours; the number is the version of the form. */
const QR_PREFIX = 'ONEDOORR1';

/** What is paid of a payment, with its lines, for whoever may see it. */
export async function readReceipt(
  dependencies: PaymentDependencies,
  paymentId: string,
  reading: PaymentReading,
): Promise<BodyReply | ProblemReply> {
  const parts = await readOwnParts(dependencies, paymentId, reading.caller);
  const [first] = parts ?? [];
  if (!parts || !first) return problem('not-found');
  const settled = parts.filter(({ state }) => state === 'settled');
  if (settled.length === 0) return problem('receipt-not-ready', { headers: { 'retry-after': '5' } });
  await logPayment(dependencies, 'receipt.read', { kind: 'payment', id: paymentId }, reading);
  const patientName = await maskedNameOf(dependencies.store, first.patientId);
  const takenBack = await readAskedRefunds(dependencies.store, paymentId);
  const body: Receipt = {
    id: paymentId,
    code: first.code,
    qr: `${dependencies.receiptAddress}${receiptText(dependencies.slipSigner, first, settled)}`,
    issuedAt: shanghaiTime(dependencies.clock.now()),
    patientName,
    channel: first.channel as Channel,
    parts: await Promise.all(settled.map((part) => presentPart(dependencies, part, takenBack))),
    notInvoice: true,
  };
  return { status: 200, body };
}

async function presentPart(
  dependencies: PaymentDependencies,
  part: PaymentPart,
  takenBack: readonly AskedRefund[],
): Promise<Receipt['parts'][number]> {
  const { store, directory } = dependencies;
  const quote = await readQuote(store, part.quoteId);
  if (!quote) throw new TypeError('a part without its quote');
  const { charges } = (await billSealing(dependencies, part.patientId)).open(quote.sealedBill, quote.id);
  const hospital = directory.hospital(part.hospitalId);
  const refunds = await readRefunds(store, part.id);
  const asked = takenBack.findLast(({ partId }) => partId === part.id);
  const { settledFund: fund, settledAccount: account, settledCash: cash, total } = part;
  return {
    hospital: part.hospitalId,
    hospitalName: hospital.name,
    visitRef: part.visitRef,
    at: shanghaiTime(charges.at),
    ...(charges.department === undefined ? {} : { department: charges.department }),
    lines: presentLines(charges.lines),
    settled: splitBody({ total, fund: fund ?? 0, account: account ?? 0, cash: cash ?? 0 }),
    settledAt: shanghaiTime(part.endedAt ?? part.createdAt),
    ...(part.invoiceNumber === null ? {} : { invoiceNumber: part.invoiceNumber }),
    refunds: refunds.map(presentRefund),
    ...(asked ? { takenBack: presentTakenBack(asked) } : {}),
    ...whereToAsk(hospital),
  };
}

/** The signed text: version, code, total in fen, and how many bills; nothing that the paper does not say. */
function receiptText(signer: Signer, { code }: Pick<PaymentPart, 'code'>, settled: readonly PaymentPart[]): string {
  const total = settled.reduce((sum, part) => sum + part.total, 0);
  const signed = `${QR_PREFIX}.${code}.${total}.${settled.length}`;
  return `${signed}.${signer.sign(signed)}`;
}

/** What the text of a receipt says, where we signed it. */
export function readReceiptText(
  signer: Signer,
  text: string,
): { readonly code: string; readonly total: number; readonly count: number } | undefined {
  const [prefix, code = '', total = '', count = '', signature = '', ...more] = text.split('.');
  const signed = [prefix, code, total, count].join('.');
  const genuine = more.length === 0 && prefix === QR_PREFIX && signer.verify(signed, signature);
  return genuine ? { code, total: Number(total), count: Number(count) } : undefined;
}
