import type { BrokenRule } from './identity-rules.ts';

/** Rules of payments that are kept by the database, each of which the simulation misses when it is gone. */
export const BROKEN_PAYMENT_RULES: readonly BrokenRule[] = [
  {
    rule: 'of two who pay one bill, one does',
    without: (sql) => (sql.startsWith('insert into "bill_hold"') ? undefined : sql),
  },
  {
    rule: 'a bill can be paid again when its payment came to nothing',
    without: (sql) => (sql.startsWith('delete from "bill_hold"') ? undefined : sql),
  },
  {
    rule: 'what was cancelled is not paid',
    without: (sql) => sql.replace('cancel_wanted = 0', '1 = 1'),
  },
  {
    rule: 'another amount than was agreed to does not pay the bill',
    without: (sql) => (sql.includes('set "cash_order" = ?') ? sql.replace('"cash" = ?', '(? IS NOT NULL)') : sql),
  },
  {
    rule: 'money that goes back is written down',
    without: (sql) => (sql.startsWith('insert into "payment_refund"') ? undefined : sql),
  },
  {
    rule: 'no more goes back than was paid, and it is counted',
    without: (sql) => (sql.startsWith('update "payment_order" set "returned"') ? undefined : sql),
  },
  {
    rule: 'what moves is posted',
    without: (sql) => (sql.startsWith('insert into "ledger_movement"') ? undefined : sql),
  },
  {
    rule: 'whose money moves, hears of it',
    without: (sql) => (sql.startsWith('insert into "message"') && sql.includes('payment_part') ? undefined : sql),
  },
  {
    rule: 'a quote that came to nothing is given up',
    without: (sql) =>
      sql.includes(`set "state" = ?, "tries" = ?, "sent_at" = ?`) && sql.includes('bill_quote') ? undefined : sql,
  },
];
