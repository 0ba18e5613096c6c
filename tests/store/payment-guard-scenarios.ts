import { commit } from '../../bff/platform/store/commit.ts';
import type { Part } from '../../bff/platform/store/store.ts';
import { type FinanceMember, financeMember } from '../../bff/scenes/identity/finance-office.ts';
import { addStaff } from '../../bff/scenes/identity/staff.ts';
import { insertChargeRefundPart, moveChargeRefundPart, readChargeRefund } from '../../bff/scenes/payments/charge-refund-rows.ts';
import { countDrawerPart } from '../../bff/scenes/payments/drawer-rows.ts';
import { postParts } from '../../bff/scenes/payments/ledger-rows.ts';
import { agreeMerchantParts, proposeMerchantPart } from '../../bff/scenes/payments/merchant-rows.ts';
import { insertNextOrderPart, moveOrderPart, readOrders } from '../../bff/scenes/payments/order-rows.ts';
import { cancelPartPart, readPart, stillDuePart, takeCashPart, updatePartPart } from '../../bff/scenes/payments/part-rows.ts';
import { useReferencePart } from '../../bff/scenes/payments/partner-reference-rows.ts';
import { confirmProposalPart, insertProposalPart } from '../../bff/scenes/payments/proposal-rows.ts';
import { moveQuotePart, readBatch } from '../../bff/scenes/payments/quote-rows.ts';
import { refundParts } from '../../bff/scenes/payments/refund-parts.ts';
import { moveRefundPart, readRefund } from '../../bff/scenes/payments/refund-rows.ts';
import { firstPart, Payer, useUpQuotes } from '../support/payer.ts';
import { signedInStaff } from '../support/test-device.ts';
import { HOSPITAL } from '../support/test-gateway.ts';
import { fresh, postAt, type Reply } from '../support/test-people.ts';
import { expectEqual } from './expectations.ts';
import { attempt, type GuardScenario, type GuardWorld } from './guard-world.ts';

const statusesOf = (replies: readonly Reply[]) => replies.map(({ status }) => status).sort();

/** Two units of the same parts, the second after the first: what the second was told. */
async function twice(world: GuardWorld, parts: () => readonly Part[]): Promise<readonly boolean[]> {
  return [await once(world, parts), await once(world, parts)];
}

/** Whether a unit of these parts was committed. */
async function once({ gateway }: GuardWorld, parts: () => readonly Part[]): Promise<boolean> {
  const { store, ids, clock } = gateway.onedoor.dependencies;
  return (await commit({ store, ids, clock }, 'probe', 'interactive', parts())).ok;
}

/** Changes rows behind the gateway's back. */
const written = (world: GuardWorld, sql: string) => once(world, () => [{ sql, parameters: [] }]);

/** Somebody who has worked at the finance office for long, and shows their PIN. */
async function financeOf(world: GuardWorld, number: string): Promise<FinanceMember> {
  const { dependencies } = world.gateway.onedoor;
  const member = { hospitalId: HOSPITAL, number, pin: '481516' };
  await addStaff(dependencies, { ...member, name: number, role: 'finance', requestId: 'req_probe' });
  await written(world, `UPDATE staff SET created_at = 0 WHERE number = '${number}'`);
  const shown = await financeMember(dependencies, member);
  if (typeof shown === 'string') throw new Error(shown);
  return shown;
}

/** A payment in cash that nobody has brought yet. */
async function due({ gateway }: GuardWorld) {
  const payer = await Payer.come(gateway);
  await payer.owe();
  const paid = await payer.pay('cash');
  const [part] = await gateway.onedoor.dependencies.store.read<{ id: string }>({
    sql: 'SELECT id FROM payment_part ORDER BY id',
    parameters: [],
  });
  return { payer, paid, partId: part?.id ?? '' };
}

/** The way in which a cashier takes it, while they are on duty. */
async function cashierOf({ gateway }: GuardWorld, { body }: Reply) {
  const cashier = await signedInStaff(gateway, undefined, 'cashier');
  await postAt(cashier.device, '/v1/shifts', {}, cashier.staff);
  const amount = { amount: 4500, currency: 'CNY' };
  return () =>
    postAt(cashier.device, `/v1/desk/payments/${String(body.code)}/cash`, { amount }, { ...fresh(), ...cashier.staff });
}

/** A payment that a cashier took, and that the hospital has settled. */
async function settled(world: GuardWorld) {
  const begun = await due(world);
  await (await cashierOf(world, begun.paid))();
  await attempt(async () => {
    const now = await begun.payer.payment(begun.paid.body.id);
    return firstPart(now).state === 'paid' ? now : undefined;
  });
  return begun;
}

const orderOf = async ({ gateway }: GuardWorld, partId: string) => {
  const [order] = await readOrders(gateway.onedoor.dependencies.store, partId);
  if (!order) throw new Error('a payment without its order');
  return order;
};

/** What may be changed and deleted of a table that is written once. */
function appendOnly(guard: string, sql: string, what: string, before?: (world: GuardWorld) => Promise<unknown>): GuardScenario {
  return {
    guard,
    guarantee: `${what} is written once: ${sql.split(' ')[0]?.toLowerCase()} is refused`,
    async run(world) {
      await settled(world);
      await before?.(world);
      await expectRefused(world, sql);
    },
  };
}

/** The database refuses it, whoever asks. */
export async function expectRefused({ gateway }: GuardWorld, sql: string): Promise<void> {
  const { store, ids, clock } = gateway.onedoor.dependencies;
  const changing = commit({ store, ids, clock }, 'probe', 'interactive', [{ sql, parameters: [] }]);
  expectEqual(
    await changing.then(
      () => 'changed',
      () => 'refused',
    ),
    'refused',
  );
}

/** A cashier who proposes a refund. */
async function proposerIn({ gateway }: GuardWorld) {
  const { ids, clock } = gateway.onedoor.dependencies;
  const { staffId } = await signedInStaff(gateway, undefined, 'cashier');
  return { ids, staffId, now: clock.now() };
}

/** A refund that waits for a second person. */
async function proposal(world: GuardWorld, partId: string) {
  const { store, clock } = world.gateway.onedoor.dependencies;
  const { ids, staffId, now } = await proposerIn(world);
  const id = ids.next('cfd');
  const one = { id, partId, lineRefs: 'whole', amount: 4500, staffId, now, expiresAt: now + 60_000 };
  await commit({ store, ids, clock }, 'probe', 'interactive', [insertProposalPart(one)]);
  return { id, staffId, now };
}

async function countOnce({ gateway }: GuardWorld) {
  const { store, ids, clock } = gateway.onedoor.dependencies;
  const sql =
    'INSERT INTO drawer_count (shift_id, at, taken, given, counted, opening) SELECT shift_id, 1, 1, 0, 2, 0 FROM drawer';
  await commit({ store, ids, clock }, 'probe', 'interactive', [{ sql, parameters: [] }]);
}

/** Guards of money. */
export const paymentGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'bill-free',
    guarantee: 'two who pay one bill at once pay it once',
    async run(world) {
      const payer = await Payer.come(world.gateway);
      await payer.owe();
      const bills = await payer.bills();
      const quotes = [await payer.quotes(bills), await payer.quotes(bills)];
      expectEqual(statusesOf(await Promise.all(quotes.map((one) => payer.pay('cash', one)))), [201, 409]);
    },
  },
  {
    guard: 'quote-open',
    guarantee: 'quotes are used once, however often they are agreed to',
    async run(world) {
      const payer = await Payer.come(world.gateway);
      await payer.owe();
      const quotes = await payer.quotes();
      expectEqual(statusesOf(await Promise.all([0, 1].map(() => payer.pay('cash', quotes)))), [201, 409]);
    },
  },
  {
    guard: 'quotes-left',
    guarantee: 'whose hour of quotes is used up is quoted nothing',
    async run(world) {
      const payer = await Payer.come(world.gateway);
      await payer.owe();
      await payer.quotes();
      await useUpQuotes(world.gateway);
      expectEqual((await payer.quotes()).status, 429);
    },
  },
  {
    guard: 'quote-moved',
    guarantee: 'of two who work at one quote, one moves it',
    async run(world) {
      const payer = await Payer.come(world.gateway);
      await payer.owe();
      const { body } = await payer.quotes();
      const [quote] = await readBatch(world.gateway.onedoor.dependencies.store, String(body.id));
      if (!quote) throw new Error('no quote');
      expectEqual(await twice(world, () => [moveQuotePart(quote, { state: 'dropped' })]), [true, false]);
    },
  },
  {
    guard: 'part-moved',
    guarantee: 'of two who work at one part of a payment, one moves it',
    async run(world) {
      const { partId } = await due(world);
      const part = await readPart(world.gateway.onedoor.dependencies.store, partId);
      if (!part) throw new Error('no part');
      expectEqual(await twice(world, () => [updatePartPart('due', { ...part, state: 'closing' })]), [true, false]);
    },
  },
  {
    guard: 'cash-wanted',
    guarantee: 'one order pays a part, and the second to come does not',
    async run(world) {
      const { partId } = await due(world);
      const { ids, clock } = world.gateway.onedoor.dependencies;
      expectEqual(await twice(world, () => [takeCashPart(partId, ids.inOrder('ord'), 4500, clock.now())]), [true, false]);
    },
  },
  {
    guard: 'still-due',
    guarantee: 'a part that was stopped gets no code any more',
    async run(world) {
      const { partId } = await due(world);
      const { clock } = world.gateway.onedoor.dependencies;
      expectEqual(await twice(world, () => [stillDuePart(partId, clock.now()), cancelPartPart(partId)]), [true, false]);
    },
  },
  {
    guard: 'order-once',
    guarantee: 'of two who have a code made of one part, one does',
    async run(world) {
      const { partId: id } = await due(world);
      const now = world.gateway.onedoor.dependencies.clock.now();
      const { merchant } = world.gateway.provider;
      const order = {
        key: 'ord_probe',
        partId: id,
        channel: 'sandbox',
        merchant,
        amount: 4500,
        presented: 'code' as const,
        expiresAt: now,
        watchUntil: now,
        now,
      };
      expectEqual(await twice(world, () => [insertNextOrderPart(order)]), [true, false]);
    },
  },
  {
    guard: 'payment_by_payer_code',
    guarantee: 'the code on the paper of whoever pays from home opens one payment',
    async run(world) {
      await due(world);
      const other = await Payer.come(world.gateway, 1);
      await other.owe();
      await other.pay('cash');
      const { store, ids, clock } = world.gateway.onedoor.dependencies;
      const sql = "UPDATE payment SET payer_code = '4XW8N5TBQ9'";
      const writing = commit({ store, ids, clock }, 'probe', 'interactive', [{ sql, parameters: [] }]);
      expectEqual(
        await writing.then(
          () => 'written',
          () => 'refused',
        ),
        'refused',
      );
    },
  },
  {
    guard: 'order-moved',
    guarantee: 'of two who learn that an order was paid, one takes it down',
    async run(world) {
      const { partId } = await settled(world);
      const order = await orderOf(world, partId);
      expectEqual(await twice(world, () => [moveOrderPart(order, { state: 'elsewhere' })]), [true, false]);
    },
  },
  {
    guard: 'return-covered',
    guarantee: 'no more goes back of an order than was paid',
    async run(world) {
      const { partId } = await settled(world);
      const { key: orderKey, amount } = await orderOf(world, partId);
      const back = { orderKey, partId, channel: 'cash', amount, cause: 'asked' } as const;
      const { ids, clock, tellOfMoney } = world.gateway.onedoor.dependencies;
      expectEqual(await twice(world, () => refundParts({ ids, clock, tellOfMoney }, back).parts), [true, false]);
    },
  },
  {
    guard: 'refund-moved',
    guarantee: 'of two who work at one refund, one moves it',
    async run(world) {
      const { partId } = await settled(world);
      const { key: orderKey, amount } = await orderOf(world, partId);
      const { store, ids, clock, tellOfMoney } = world.gateway.onedoor.dependencies;
      const back = { orderKey, partId, channel: 'cash', amount, cause: 'asked' } as const;
      const { key, parts } = refundParts({ ids, clock, tellOfMoney }, back);
      await commit({ store, ids, clock }, 'probe', 'interactive', parts);
      const refund = await readRefund(store, key);
      if (!refund) throw new Error('no refund');
      expectEqual(await twice(world, () => [moveRefundPart(refund, { state: 'done' })]), [true, false]);
    },
  },
  {
    guard: 'posted-once',
    guarantee: 'what moved is posted once, whoever posts it how often',
    async run(world) {
      const { partId } = await settled(world);
      const { ids, clock } = world.gateway.onedoor.dependencies;
      const posting = { hospitalId: HOSPITAL, partId, at: clock.now(), nextId: () => ids.inOrder('lgr') };
      const movement = { from: 'held', to: 'payer', fen: 1, businessKey: 'back:probe' } as const;
      expectEqual(await twice(world, () => postParts(posting, [movement])), [true, false]);
    },
  },
  {
    guard: 'no-refund-under-way',
    guarantee: 'of one bill one refund at a time is under way',
    async run(world) {
      const { partId } = await settled(world);
      const { ids, clock } = world.gateway.onedoor.dependencies;
      const wanted = { partId, lineRefs: 'whole', amount: 4500, askedBy: null, now: clock.now() };
      expectEqual(await twice(world, () => [insertChargeRefundPart({ ...wanted, id: ids.inOrder('cfd') })]), [true, false]);
    },
  },
  {
    guard: 'charge-refund-moved',
    guarantee: 'of two who work at one refund of charges, one moves it',
    async run(world) {
      const { payer, paid } = await settled(world);
      await payer.refund(paid.body.id);
      const { store, clock } = world.gateway.onedoor.dependencies;
      const [row] = await store.read<{ id: string }>({
        sql: "SELECT id FROM charge_refund WHERE state = 'returning'",
        parameters: [],
      });
      const found =
        row ??
        (await attempt(
          async () => (await world.db.rows<{ id: string }>("SELECT id FROM charge_refund WHERE state = 'returning'"))[0],
        ));
      const refund = await readChargeRefund(store, found.id);
      if (!refund) throw new Error('no refund of charges');
      expectEqual(await twice(world, () => [moveChargeRefundPart(refund, { state: 'case' }, clock.now())]), [true, false]);
    },
  },
  {
    guard: 'reference-new',
    guarantee: 'a transaction of a provider that paid one order pays no other one',
    async run(world) {
      const transaction = { hospitalId: HOSPITAL, partner: 'sandbox', ref: 'T-probe' };
      expectEqual(await once(world, () => [useReferencePart(transaction, 'ord_first')]), true);
      expectEqual(await once(world, () => [useReferencePart(transaction, 'ord_first')]), true);
      expectEqual(await once(world, () => [useReferencePart(transaction, 'ord_second')]), false);
    },
  },
  {
    guard: 'merchant-agreed',
    guarantee: 'nobody is asked for money under a number to which two people have not agreed',
    async run(world) {
      await written(world, "UPDATE merchant SET number = 'another'");
      const payer = await Payer.come(world.gateway);
      await payer.owe();
      expectEqual((await payer.pay('sandbox')).status, 503);
    },
  },
  {
    guard: 'merchant-known',
    guarantee: 'nobody proposes the number that a hospital has',
    async run(world) {
      const { clock } = world.gateway.onedoor.dependencies;
      const { staffId } = await financeOf(world, 'F1');
      const { merchant: number } = world.gateway.provider;
      const wanted = { hospitalId: HOSPITAL, channel: 'sandbox', number, staffId, now: clock.now() };
      expectEqual(await once(world, () => [proposeMerchantPart(wanted)]), false);
    },
  },
  {
    guard: 'merchant-agreed-by-two',
    guarantee: 'nobody agrees to the number that they proposed themselves',
    async run(world) {
      const { clock } = world.gateway.onedoor.dependencies;
      const { staffId } = await financeOf(world, 'F1');
      const now = clock.now();
      const wanted = { hospitalId: HOSPITAL, channel: 'sandbox', number: 'another', staffId, now };
      await once(world, () => [proposeMerchantPart(wanted)]);
      expectEqual(await once(world, () => agreeMerchantParts({ ...wanted, since: now - 1 })), false);
    },
  },
  {
    guard: 'finance-member',
    guarantee: 'whose PIN was changed after they showed it changes no merchant number with it',
    async run(world) {
      const { held, staffId } = await financeOf(world, 'F1');
      await written(world, `UPDATE staff SET pin_hash = 'another' WHERE id = '${staffId}'`);
      expectEqual(await once(world, () => [held]), false);
    },
  },
  {
    guard: 'pins-at-operator',
    guarantee: 'whoever has typed five PINs of one member at the command line types no sixth',
    async run(world) {
      const shown = { hospitalId: HOSPITAL, number: 'F1', pin: '481516' };
      await financeOf(world, 'F1');
      for (let guess = 0; guess < 4; guess += 1) await financeMember(world.gateway.onedoor.dependencies, shown);
      expectEqual(await financeMember(world.gateway.onedoor.dependencies, shown), 'too-many-tries');
    },
  },
  {
    guard: 'proposal-fits',
    guarantee: 'of one bill one refund at a time is proposed',
    async run(world) {
      const { partId } = await settled(world);
      const { ids, staffId, now } = await proposerIn(world);
      const wanted = { partId, lineRefs: 'whole', amount: 4500, staffId, now, expiresAt: now + 60_000 };
      expectEqual(await twice(world, () => [insertProposalPart({ ...wanted, id: ids.next('cfd') })]), [true, false]);
    },
  },
  {
    guard: 'proposal-waits',
    guarantee: 'a refund that waits for a second person is confirmed once, and not by whoever proposed it',
    async run(world) {
      const { partId } = await settled(world);
      const { id, staffId, now } = await proposal(world, partId);
      const { staffId: other } = await signedInStaff(world.gateway);
      expectEqual((await twice(world, () => [confirmProposalPart(id, staffId, now)]))[0], false);
      expectEqual(await twice(world, () => [confirmProposalPart(id, other, now)]), [true, false]);
    },
  },
  {
    guard: 'charge_refund_two_people',
    guarantee: 'no row says that one member of staff proposed a refund and confirmed it',
    async run(world) {
      const { partId } = await settled(world);
      await proposal(world, partId);
      await expectRefused(world, 'UPDATE charge_refund SET confirmed_by = started_by');
    },
  },
  {
    guard: 'charge_refund_confirmed',
    guarantee: 'no row says that a refund which staff proposed goes on without a second person',
    async run(world) {
      const { partId } = await settled(world);
      await proposal(world, partId);
      await expectRefused(world, "UPDATE charge_refund SET state = 'sent'");
    },
  },
  {
    guard: 'drawer-uncounted',
    guarantee: 'the drawer of a shift is counted once',
    async run(world) {
      await settled(world);
      const { store, clock } = world.gateway.onedoor.dependencies;
      const [drawer] = await store.read<{ id: string }>({ sql: 'SELECT shift_id AS id FROM drawer', parameters: [] });
      const count = { shiftId: drawer?.id ?? '', at: clock.now(), counted: 1, opening: 0 };
      expectEqual(await twice(world, () => [countDrawerPart(count)]), [true, false]);
    },
  },
  appendOnly('drawer_count_no_update', 'UPDATE drawer_count SET counted = 1', 'what a cashier counted', countOnce),
  appendOnly('drawer_count_no_delete', 'DELETE FROM drawer_count', 'what a cashier counted', countOnce),
  appendOnly('ledger_movement_no_update', 'UPDATE ledger_movement SET fen = 1', 'the ledger'),
  appendOnly('ledger_movement_no_delete', 'DELETE FROM ledger_movement', 'the ledger'),
  appendOnly('payment_event_no_update', "UPDATE payment_event SET state = 'settled'", 'the history of a payment'),
  appendOnly('payment_event_no_delete', 'DELETE FROM payment_event', 'the history of a payment'),
];
