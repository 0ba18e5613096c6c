import type { TrueCharges } from '../../conformance/hospital-under-test.ts';
import { type ChargeChanges, type ChargesFacet, isChargeKey, quoteRow, settlementRow, visitRow } from '../../port/charges.ts';
import { everyRow, type ReadRow, usableRows } from '../../port/rows.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import type { Bills, ChargeChange } from './bills.ts';
import type { MemoryOperation } from './config.ts';
import { checkedRead, checkedWrite, parseCursor, rejected } from './mapping.ts';
import type { Verdict } from './verdict.ts';

interface Asking {
  readonly bills: Bills;
  readonly insurance: ChargesFacet['insurance'];
  readonly settleWindowMs: number;
  readonly pageSize: number;
  read<T>(operation: MemoryOperation, call: Call, look: () => T): Promise<Outcome<T>>;
  write<T>(operation: MemoryOperation, call: Call, change: () => Verdict<T>): Promise<Outcome<T>>;
}

const notAKey = () => rejected('request-refused', 'not a key of charges');
const orNull = <T>(value: T | null, row: (value: T) => ReadRow<T>): ReadRow<T | null> =>
  value === null ? { usable: true, value } : row(value);

/** What people owe the hospital in memory. Sums are checked here as in every adapter. */
export function chargesOf({ bills, insurance, settleWindowMs, pageSize, read, write }: Asking): ChargesFacet {
  const quoting: Pick<ChargesFacet, 'quote' | 'dropQuote'> = {
    async quote(request, call) {
      if (!isChargeKey(request.key)) return notAKey();
      const quoted = await write('charges.quote', call, () => bills.quote(request));
      return checkedWrite(quoted, (quote) => quoteRow(quote, request.charges.total));
    },
    dropQuote: (key, call) => write('charges.dropQuote', call, () => bills.dropQuote(key)),
  };
  return {
    insurance,
    settleWindowMs,
    async open(query, call) {
      const told = await read('charges.open', call, () => bills.openOf(query));
      return told.ok ? everyRow(told.value, visitRow) : told;
    },
    ...(insurance === 'hospital' ? quoting : {}),
    async settle(request, call) {
      if (!isChargeKey(request.key)) return notAKey();
      return checkedWrite(await write('charges.settle', call, () => bills.settle(request)), settlementRow);
    },
    async find(key, call) {
      const found = await read('charges.find', call, () => bills.find(key));
      return checkedRead(found, (value) => orNull(value, settlementRow));
    },
    async refundable(name, call) {
      const told = await read('charges.refundable', call, () => bills.refundable(name));
      if (!told.ok) return told;
      const { value } = told;
      return value === null ? rejected('settlement-unknown', 'no settlement under this name') : { ok: true, value };
    },
    async refund(request, call) {
      if (!isChargeKey(request.key)) return notAKey();
      return write('charges.refund', call, () => bills.refund(request));
    },
    findRefund: (key, call) => read('charges.findRefund', call, () => bills.findRefund(key)),
    async changes(cursor, call) {
      const after = parseCursor(cursor);
      if (after === undefined) return rejected('request-refused', 'unknown cursor');
      const told = await read('charges.changes', call, () => bills.changesAfter(after));
      return told.ok ? changesPage(told.value, after, pageSize) : told;
    },
  };
}

/** One page of changes that are in order of their sequence. */
function changesPage(changes: readonly ChargeChange[], after: number, pageSize: number): Outcome<ChargeChanges> {
  const page = changes.slice(0, pageSize);
  const settlements = usableRows(page, (change) => ('settlement' in change ? settlementRow(change.settlement) : undefined));
  if (!settlements.ok) return settlements;
  const refunds = page.flatMap((change) => ('refund' in change ? [change.refund] : []));
  const cursor = String(page.at(-1)?.sequence ?? after);
  const { rows, ...left } = settlements.value;
  return { ok: true, value: { settlements: rows, refunds, cursor, more: changes.length > page.length, ...left } };
}

/** The books past the interface, for whoever looks from the side. */
export function trueChargesOf(bills: Bills): TrueCharges {
  return {
    linesPerVisit: 'many',
    open: async (bill) => bills.open(bill),
    settle: async (visitRef) => bills.settleAtWindow(visitRef),
    change: async (visitRef) => bills.change(visitRef),
    close: async (ref) => bills.close(ref),
    settlements: async (visitRef) => bills.trueSettlements(visitRef),
    refunds: async (key) => bills.trueRefunds(key),
    expireQuotes: async () => bills.expireQuotes(),
    miscount: async (wrong) => bills.miscount(wrong),
  };
}
