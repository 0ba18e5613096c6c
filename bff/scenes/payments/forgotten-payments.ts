import type { Payment } from '../../../adapters/payments/port.ts';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import type { Store } from '../../platform/store/store.ts';
import { orderKeyOf, partIdOf } from './bill.ts';
import { type Channel, channelAt, type PaymentDependencies } from './dependencies.ts';
import { readPartIds } from './part-rows.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<Pick<PaymentTables, 'payment_restore'>>();

/** Attempts to pay one bill that a backup may have been too old to know. */
const FORGOTTEN_MAX = 8;
/** For so long after a restore somebody may come back to a bill that they had paid before it. */
const FORGOTTEN_FOR_MS = 90 * 24 * 3_600_000;

/** For the restore of a backup. */
export const noteRestore = template((q, p: { at: number }) => q.insertInto('payment_restore').values({ at: p.at }));

const selectRestore = template((q, p: { since: number }) =>
  q.selectFrom('payment_restore').select('at').where('at', '>', p.since).limit(1),
);

/**
 * The ids of the parts with which a bill can be paid next: of attempts that nobody here has made, the first ones. One that was made is known,
 * whatever a partner has under it, and is not made again.
 */
export async function nextParts(
  { store, blindIndex }: Pick<PaymentDependencies, 'blindIndex'> & { readonly store: Pick<Store, 'read'> },
  bill: { readonly hospitalId: string; readonly visitRef: string },
): Promise<readonly string[]> {
  const made = await readPartIds(store, bill);
  const ids = Array.from({ length: made.size + FORGOTTEN_MAX }, (_, nth) => partIdOf(blindIndex, bill, nth));
  return ids.filter((id) => !made.has(id)).slice(0, FORGOTTEN_MAX);
}

/**
 * The id of the part with which a bill is paid now. After a restore an attempt may end otherwise than it did, and another one have been paid
 * since: whichever the provider holds money for comes first, so that nobody pays twice; every other code that can still be paid is closed.
 * `undefined` where the provider does not say: then nothing is begun.
 */
export async function partToBegin(
  dependencies: PaymentDependencies,
  channel: Channel,
  bill: { readonly hospitalId: string; readonly visitRef: string },
): Promise<string | undefined> {
  const parts = await nextParts(dependencies, bill);
  const [first] = parts;
  if (channel === 'cash' || !(await wasRestored(dependencies))) return first;
  const name = channelAt(channel, bill.hospitalId);
  const waiting: ForgottenOrder[] = [];
  let paid: string | undefined;
  // One after the other: a provider that is away is not asked eight times.
  for (const partId of parts) {
    const orders = await forgottenOrders(dependencies, name, partId);
    if (orders === undefined) return undefined;
    if (orders.some(({ state }) => state === 'paid')) paid ??= partId;
    waiting.push(...orders.filter(({ state }) => state === 'waiting'));
  }
  const chosen = paid ?? first;
  for (const { key } of waiting.filter((order) => order.partId !== chosen))
    if (!(await dependencies.channels.ask(name, 'close', key)).ok) return undefined;
  return chosen;
}

interface ForgottenOrder {
  readonly key: string;
  readonly partId: string;
  readonly state: Payment['state'];
}

/**
 * What the provider has of one attempt: one that is paid from home may have had another order after each that ran out. `undefined` where it
 * does not say.
 */
async function forgottenOrders(
  { channels }: PaymentDependencies,
  name: Parameters<PaymentDependencies['channels']['ask']>[0],
  partId: string,
): Promise<readonly ForgottenOrder[] | undefined> {
  const orders: ForgottenOrder[] = [];
  for (let nth = 0; nth < limits.ordersFromHome.figure; nth += 1) {
    const key = orderKeyOf(partId, nth);
    const answer = await channels.ask(name, 'query', key);
    if (!answer.ok) return undefined;
    if (answer.value === null) break;
    orders.push({ key, partId, state: answer.value.state });
  }
  return orders;
}

async function wasRestored({ store, clock }: Pick<PaymentDependencies, 'store' | 'clock'>): Promise<boolean> {
  return (await store.read(selectRestore({ since: clock.now() - FORGOTTEN_FOR_MS }))).length > 0;
}
