import type { OperationRequest } from '../../bff/contract/operations.ts';
import type { Payment, Refundable } from '../client/wire.ts';
import type { Facts } from './world.ts';

type Part = Payment['parts'][number];
type RefundablePart = Refundable['parts'][number];
type Asked = OperationRequest<'askRefund'>['body'];

const yuan = (amount: number) => ({ amount, currency: 'CNY' }) as const;

/** What the hospital of this part would take back: all that is left of it, and each line that insurance pays nothing of. */
export function refundableIn({ bills, takenBack }: Facts, { id, parts }: Payment, at: number): RefundablePart {
  const part = parts[at];
  if (part?.state !== 'paid') return { part: at, state: 'nothing', lines: [] };
  if (part.takenBack?.state === 'asking' || part.takenBack?.state === 'going-back')
    return { part: at, state: 'under-way', lines: [] };
  const before = takenBack.filter((one) => one.paymentId === id && one.part === at);
  const total = (part.settled ?? part.agreed).total.amount;
  const left = total - before.reduce((sum, { amount }) => sum + amount, 0);
  if (left <= 0) return { part: at, state: 'nothing', lines: [] };
  const gone = before.flatMap(({ lines }) => (lines === 'whole' ? [] : lines));
  const visit = bills
    .filter(({ hospital }) => hospital === part.hospital)
    .flatMap(({ visits }) => visits)
    .find((one) => one.total.amount === total);
  const lines = (visit?.lines ?? [])
    .map(({ name, amount, class: cover }, line) => ({ ref: `line-${line + 1}`, name, amount, cover }))
    .filter(({ ref, cover }) => cover === 'none' && !gone.includes(ref))
    .map(({ ref, name, amount }) => ({ ref, name, amount }));
  return { part: at, state: 'refundable', whole: yuan(left), lines };
}

/** Whether that is what can be taken back, and the amount is the one that was seen. */
export function isRefundable({ whole, lines }: RefundablePart, { lines: wanted, amount }: Asked): boolean {
  if (wanted === 'whole') return whole?.amount === amount.amount;
  const found = lines.filter(({ ref }) => wanted.includes(ref));
  return found.length === wanted.length && found.reduce((sum, line) => sum + line.amount.amount, 0) === amount.amount;
}

/** The hospital is being asked. */
export function askedBack(part: Part, { amount }: Asked): Part {
  return { ...part, takenBack: { amount, state: 'asking' } };
}

/** What becomes of it when it is looked at: the hospital agrees, and the money is back, or waits at the window. */
export function backOn(part: Part, channel: Payment['channel'], now: string): Part {
  const { takenBack } = part;
  if (takenBack?.state !== 'asking') return part;
  const { fund, account, total } = part.settled ?? part.agreed;
  const insured = takenBack.amount.amount === total.amount ? fund.amount + account.amount : 0;
  const amount = yuan(takenBack.amount.amount - insured);
  const inCash = channel === 'cash';
  const refund = {
    amount,
    cause: 'asked' as const,
    ...(inCash ? { state: 'at-window' as const } : { state: 'done' as const, at: now }),
  };
  const refunds = amount.amount > 0 ? [...part.refunds, refund] : part.refunds;
  const waits = inCash && amount.amount > 0;
  return {
    ...part,
    refunds,
    takenBack: waits ? { ...takenBack, state: 'going-back' } : { ...takenBack, state: 'done', at: now },
  };
}
