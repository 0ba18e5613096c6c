import type { Sample } from '../../platform/metrics.ts';
import type { PaymentDependencies } from './dependencies.ts';
import {
  type OpenMoney,
  selectElsewhere,
  selectOpenChargeRefunds,
  selectOpenParts,
  selectOpenRefunds,
  selectPartCounts,
} from './open-rows.ts';

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
