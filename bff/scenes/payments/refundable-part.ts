import type * as z from 'zod';
import type { refundable } from '../../contract/payments/schemas.ts';
import { billSealing } from './bill.ts';
import { isBeingRefunded } from './charge-refund-rows.ts';
import type { PaymentDependencies } from './dependencies.ts';
import type { PaymentPart } from './part-rows.ts';
import { yuan } from './present.ts';
import { readQuote } from './quote-rows.ts';

type RefundablePart = z.output<typeof refundable>['parts'][number];

/** What the hospital would take back of a part now, the `index`-th of its payment; nothing while something of it is being taken back. */
export async function refundableOf(dependencies: PaymentDependencies, part: PaymentPart, index: number): Promise<RefundablePart> {
  if (await isBeingRefunded(dependencies.store, part.id)) return { part: index, lines: [], state: 'under-way' };
  return takenBackNow(dependencies, part, index);
}

/** The same, whatever is under way. */
export async function takenBackNow(dependencies: PaymentDependencies, part: PaymentPart, index: number): Promise<RefundablePart> {
  const { hospitals } = dependencies;
  const nothing = { part: index, lines: [] };
  if (part.state !== 'settled' || part.settlementRef === null) return { ...nothing, state: 'nothing' };
  const name = { key: part.id, ref: part.settlementRef };
  const answer = await hospitals.ask(part.hospitalId, 'charges', 'refundable', name);
  if (!answer.ok) return { ...nothing, state: answer.failure.kind === 'rejected' ? 'nothing' : 'unavailable' };
  const { whole, lines, refunded } = answer.value;
  const names = await namesOf(dependencies, part);
  const left = part.total - refunded;
  const alone = lines.map(({ ref, amount }) => ({ ref, name: names.get(ref) ?? '', amount: yuan(amount) }));
  if (!(whole && left > 0) && alone.length === 0) return { ...nothing, state: 'nothing' };
  return { part: index, state: 'refundable', ...(whole && left > 0 ? { whole: yuan(left) } : {}), lines: alone };
}

async function namesOf(dependencies: PaymentDependencies, part: PaymentPart): Promise<ReadonlyMap<string, string>> {
  const quote = await readQuote(dependencies.store, part.quoteId);
  if (!quote) throw new TypeError('a part without its quote');
  const { charges } = (await billSealing(dependencies, part.patientId)).open(quote.sealedBill, quote.id);
  return new Map(charges.lines.map(({ ref, name }) => [ref, name]));
}

/** What these lines come to among what can be taken back; `undefined` where one of them can not. */
export function amountOf({ whole, lines }: RefundablePart, wanted: readonly string[] | 'whole'): number | undefined {
  if (wanted === 'whole') return whole?.amount;
  const found = [...new Set(wanted)].map((ref) => lines.find((line) => line.ref === ref));
  if (found.length !== wanted.length || found.includes(undefined)) return undefined;
  return found.reduce((sum, line) => sum + (line?.amount.amount ?? 0), 0);
}
