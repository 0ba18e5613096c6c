import type { ChargeLine, ChargesName, VisitCharges } from '../../../adapters/port/charges.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { type PatientDependencies, sealingOf } from '../identity/patients.ts';
import { FEN_MAX } from './plausible.ts';

/** What is kept of a bill while it is being paid, sealed under the person's key. */
export interface KeptBill {
  readonly charges: VisitCharges;
  /** The insurer's own number of the person; absent where no insurer is asked. */
  readonly insuredRef?: string;
}

type Sealing = Pick<PatientDependencies, 'store' | 'cipher' | 'random'>;

const billPlace = (quoteId: string) => `bill_quote|${quoteId}|sealed_bill`;
const BILL_COLUMN = 'bill_quote|bill';

/** Seals and opens what is kept of this person's bills. @throws TypeError for somebody who is not registered. */
export async function billSealing(
  dependencies: Sealing,
  patientId: string,
): Promise<{ seal(bill: KeptBill, quoteId: string): string; open(sealed: string, quoteId: string): KeptBill }> {
  const envelope = await sealingOf(dependencies, patientId);
  return {
    seal: (bill, quoteId) => envelope.seal(JSON.stringify(bill), billPlace(quoteId)),
    open: (sealed, quoteId) => JSON.parse(envelope.open(sealed, billPlace(quoteId))) as KeptBill,
  };
}

/** A keyed hash of everything by which a bill is this bill of this person: another line, price or share is another bill. */
export function billHash(blindIndex: BlindIndex, hospitalId: string, patientId: string, charges: VisitCharges): string {
  const { visitRef, lines, total } = charges;
  const told = lines.map(({ ref, name, quantity, price, amount, class: cover, ownShare }: ChargeLine) => [
    ref,
    name,
    quantity,
    price,
    amount,
    cover,
    ownShare,
  ]);
  return digest(blindIndex.of(BILL_COLUMN, JSON.stringify([hospitalId, patientId, visitRef, total, told])));
}

const PART_COLUMN = 'payment_part|bill';
const KEY_LENGTH = 22;

/**
 * The id of the part that pays a bill, of its `nth` attempt from 0, which is also its key at the insurer and at the hospital. It follows
 * from the bill: a gateway that was restored from a backup makes the same ids again, and so finds under them what it forgot, before
 * anybody pays a second time.
 */
export function partIdOf(blindIndex: BlindIndex, bill: { readonly hospitalId: string; readonly visitRef: string }, nth: number) {
  const { hospitalId, visitRef } = bill;
  return `prt_${digest(blindIndex.of(PART_COLUMN, JSON.stringify([hospitalId, visitRef, nth]))).slice(0, KEY_LENGTH)}`;
}

/**
 * The key of what a provider asks somebody to pay for a part: it has one such order, and one that is paid from home has another, `nth` from 0, when the one before
 * can not be paid any more.
 */
export function orderKeyOf(partId: string, nth = 0): string {
  return `ord_${digest(nth === 0 ? `order ${partId}` : `order ${partId} ${nth}`).slice(0, KEY_LENGTH)}`;
}

/** The key of money that goes back of an order: once for each cause, and of what was asked for, once for each question. */
export function refundKeyOf(orderKey: string, cause: string): string {
  return `rfn_${digest(`refund ${orderKey} ${cause}`).slice(0, KEY_LENGTH)}`;
}

/** By which the hospital knows which charges are meant. */
export function chargesName({ visitRef, lines, total }: VisitCharges): ChargesName {
  return { visitRef, lineRefs: lines.map(({ ref }) => ref), total };
}

/** Whether what a hospital says of a bill can be true: lines that add up, each once, and something to pay. */
export function isSound({ lines, total }: VisitCharges): boolean {
  const amounts = lines.map(({ amount }) => amount);
  const whole = amounts.every((amount) => Number.isSafeInteger(amount) && amount > 0);
  return (
    whole &&
    total > 0 &&
    total <= FEN_MAX &&
    amounts.reduce((sum, amount) => sum + amount, 0) === total &&
    new Set(lines.map(({ ref }) => ref)).size === lines.length
  );
}
