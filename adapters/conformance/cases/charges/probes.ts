import type { ChargeChanges, Refundable } from '../../../port/charges.ts';
import type { CaseContext } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import { holds, type Prepared, type Probes } from '../../probe.ts';
import { charged } from './bills.ts';

const prepare = async (context: CaseContext, prepared: Prepared): Promise<Prepared> => ({
  ...prepared,
  charging: await charged(context),
});

async function prepareRefunded(context: CaseContext, given: Prepared): Promise<Prepared> {
  const prepared = await prepare(context, given);
  expectOk(await context.facets.charges.refund(prepared.charging.refund, context.call()));
  return prepared;
}

const needs = ['charges'] as const;

export const CHARGES_PROBES: Probes<'charges'> = {
  open: {
    silent: 19,
    fired: 28,
    ask: ({ charges }, { charging }, call) => charges.open(charging.settle, call),
    prepare,
    read: { id: 'OPEN', needs, isTrue: (value, { charging }) => holds(value, charging.settle.charges.visitRef) },
  },
  quote: {
    silent: 20,
    fired: 29,
    needs: ['charges.quote'],
    ask: ({ charges }, { charging }, call) => charges.quote(charging.quote, call),
    prepare,
  },
  dropQuote: {
    silent: 21,
    fired: 30,
    needs: ['charges.quote'],
    ask: ({ charges }, { charging }, call) => charges.dropQuote(charging.quote.key, call),
    prepare,
  },
  settle: {
    silent: 22,
    fired: 31,
    ask: ({ charges }, { charging }, call) => charges.settle(charging.settle, call),
    prepare,
  },
  find: {
    silent: 23,
    fired: 32,
    ask: ({ charges }, { charging }, call) => charges.find(charging.settled.key, call),
    prepare,
    read: { id: 'SETTLED', needs, isTrue: (value, { charging }) => holds(value, charging.settled.ref) },
  },
  refundable: {
    silent: 24,
    fired: 33,
    ask: ({ charges }, { charging }, call) => charges.refundable(charging.settled, call),
    prepare,
    read: { id: 'REFUNDABLE', needs, isTrue: (value) => (value as Refundable).whole },
  },
  refund: {
    silent: 25,
    fired: 34,
    ask: ({ charges }, { charging }, call) => charges.refund(charging.refund, call),
    prepare,
  },
  findRefund: {
    silent: 26,
    fired: 35,
    ask: ({ charges }, { charging }, call) => charges.findRefund(charging.refund.key, call),
    prepare: prepareRefunded,
    read: { id: 'REFUNDED', needs, isTrue: (value, { charging }) => holds(value, charging.settled.key) },
  },
  changes: {
    silent: 27,
    fired: 36,
    ask: ({ charges }, _args, call) => charges.changes(undefined, call),
    prepare,
    // Of its first page one knows only that something stands there.
    read: { id: 'CHANGES', needs, isTrue: (value) => (value as ChargeChanges).settlements.length > 0, toldOnce: true },
  },
};
