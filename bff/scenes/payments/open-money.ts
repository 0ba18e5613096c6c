import { auditPart, OPERATOR } from '../../platform/audit/audit.ts';
import type { Sample } from '../../platform/metrics.ts';
import { commit } from '../../platform/store/commit.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { newsOfMove } from './money-news.ts';
import {
  type OpenMoney,
  selectElsewhere,
  selectOpenChargeRefunds,
  selectOpenParts,
  selectOpenRefunds,
  selectPartCounts,
} from './open-rows.ts';
import { readPart, updatePartPart } from './part-rows.ts';
import { eventParts, freeBill } from './payment-rows.ts';

/** Rows of each kind that an operator is shown, the oldest first. */
const SHOWN_MAX = 200;

/** Everything about money that has not come to rest, the oldest first: what is under way, and what people have to end. */
export async function openMoney({ store }: Pick<PaymentDependencies, 'store'>): Promise<readonly OpenMoney[]> {
  const limit = SHOWN_MAX;
  const [parts, refunds, orders, charges] = await Promise.all([
    store.read(selectOpenParts({ limit })),
    store.read(selectOpenRefunds({ limit })),
    store.read(selectElsewhere({ limit })),
    store.read(selectOpenChargeRefunds({ limit })),
  ]);
  return [
    ...parts.map((row): OpenMoney => ({ what: 'part', ...row })),
    ...refunds.map((row): OpenMoney => ({ what: 'refund', ...row })),
    ...orders.map((row): OpenMoney => ({ what: 'order', ...row })),
    ...charges.map((row): OpenMoney => ({ what: 'charge-refund', ...row })),
  ].sort((one, other) => one.since - other.since);
}

/** Gauges: what is under way, and what people have to end. */
export async function measurePayments({ store }: Pick<PaymentDependencies, 'store'>): Promise<readonly Sample[]> {
  const counts = await store.read(selectPartCounts({}));
  return counts.map(({ hospitalId, state, count }) => ({
    name: 'onedoor_payments_open',
    labels: `hospital="${hospitalId}",state="${state}"`,
    value: Number(count),
  }));
}

/**
 * An operator says how people ended a case, with the hospital and the provider: what moved for it outside of the gateway stands in their
 * books, and the reason names where. False where the part is no case.
 */
export async function closeCase(
  dependencies: PaymentDependencies,
  {
    partId,
    as,
    reason,
    requestId,
  }: { readonly partId: string; readonly as: 'settled' | 'undone'; readonly reason: string; readonly requestId: string },
): Promise<boolean> {
  const { store, clock, ids } = dependencies;
  const part = await readPart(store, partId);
  if (part?.state !== 'case') return false;
  const now = clock.now();
  const ended = { ...part, state: as, endedAt: now };
  const news = newsOfMove('case', ended, [], now);
  const closed = await commit(dependencies, 'close-case', 'interactive', [
    updatePartPart('case', ended),
    freeBill({ partId }),
    ...eventParts({ paymentId: part.paymentId, at: now, partId, state: as }),
    ...(news ? dependencies.tellOfMoney(news) : []),
    auditPart(ids, now, {
      actor: OPERATOR,
      action: 'payment.close-case',
      subject: { kind: 'payment', id: part.paymentId },
      requestId,
      reason,
    }),
  ]);
  return closed.ok;
}
