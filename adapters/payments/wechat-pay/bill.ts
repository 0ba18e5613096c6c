import { shanghaiInstant } from '../../port/rows.ts';
import { isRef } from '../../port/terms.ts';
import type { BillRow, DayBill } from '../port.ts';

/**
 * The trade bill of a day, https://pay.weixin.qq.com/doc/v3/merchant/4013071254: CSV in UTF-8, a line of headings, the rows, a second line
 * of headings, one line of sums. Which columns there are depends on the kind of bill and on the merchant, so they are found by heading;
 * one that is not known is carried along and read by nobody. Amounts are yuan with two places.
 */

/** One line by its headings. */
type Line = ReadonlyMap<string, string>;

interface Whose {
  readonly day: string;
  readonly merchant: string;
}

/** Why a bill is not believed. `fault` says where, and nothing that stands there. */
interface Unbelieved {
  readonly fault: string;
}

class BillFault extends Error {}

/** Headings under which the same has stood: the newer one first. */
const COLUMNS = {
  at: ['交易时间'],
  refundedAt: ['退款成功时间'],
  merchant: ['商户号'],
  payment: ['微信订单号'],
  order: ['商户订单号'],
  state: ['交易状态'],
  currency: ['货币种类'],
  /** Of the order; where the bill has no such column, what is settled of it. */
  total: ['订单金额', '应结订单金额', '总金额'],
  refund: ['微信退款单号'],
  refundKey: ['商户退款单号'],
  refundState: ['退款状态'],
  refunded: ['申请退款金额', '退款金额'],
} as const;

/** Sums of the footer, each with the column of which it is the sum. */
const SUMS: Readonly<Record<string, string>> = {
  应结订单总金额: '应结订单金额',
  总交易额: '总金额',
  退款总金额: '退款金额',
  总退款金额: '退款金额',
  充值券退款总金额: '充值券退款金额',
  总代金券或立减优惠退款金额: '代金券或立减优惠退款金额',
  手续费总金额: '手续费',
  订单总金额: '订单金额',
  申请退款总金额: '申请退款金额',
};

const COUNT = '总交易单数';

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}

/** Reads a bill whole or not at all: one that is cut short, disagrees with its own sums or is somebody else's is not believed. */
export function readBill(text: string, whose: Whose): DayBill | Unbelieved {
  try {
    return billOf(text, whose);
  } catch (error) {
    if (error instanceof BillFault) return { fault: error.message };
    throw error;
  }
}

function billOf(text: string, whose: Whose): DayBill {
  // TextDecoder has taken a byte order mark away already.
  const written = text.split(/\r?\n/).filter((line) => line !== '');
  const end = written.findIndex((line) => line.startsWith(COUNT));
  if (end < 1 || written.length !== end + 2) throw new BillFault('cut short, or without its sums');
  const headings = headingsOf(written[0]);
  const lines = written.slice(1, end).map((line, index) => lineOf(line, headings, `row ${index + 1}`));
  compareSums(lines, lineOf(written[end + 1] ?? '', headingsOf(written[end]), 'the sums'));
  const rows = lines.map((line, index) => rowOf(line, whose, `row ${index + 1}`)).filter((row) => row !== undefined);
  const sum = (kind: BillRow['kind']) => rows.reduce((all, row) => all + (row.kind === kind ? row.amount : 0), 0);
  return { day: whose.day, rows, paid: sum('payment'), refunded: sum('refund') };
}

function headingsOf(line = ''): readonly string[] {
  const headings = line.split(',').map((heading) => heading.trim());
  if (new Set(headings).size !== headings.length) throw new BillFault('a heading that is there twice');
  return headings;
}

/** Each value has a back-quote before it, so that a comma in the name of goods is no end of a value. */
function lineOf(line: string, headings: readonly string[], where: string): Line {
  if (!line.startsWith('`')) throw new BillFault(`${where}: a value without its back-quote`);
  const values = line.slice(1).split(',`');
  if (values.length !== headings.length)
    throw new BillFault(`${where}: ${values.length} values under ${headings.length} headings`);
  return new Map(headings.map((heading, index) => [heading, values[index] ?? '']));
}

/** The first of these columns that the bill has. */
function columnOf(line: Line, column: keyof typeof COLUMNS, where: string): string {
  for (const heading of COLUMNS[column]) {
    const value = line.get(heading);
    if (value !== undefined) return value.trim();
  }
  throw new BillFault(`${where}: no column for ${column}`);
}

/** Every sum that is known has to be the sum of its column, and the rows as many as are told. */
function compareSums(lines: readonly Line[], sums: Line): void {
  for (const [heading, told] of sums) {
    const column = SUMS[heading];
    if (heading === COUNT) {
      if (told !== String(lines.length)) throw new BillFault('another number of rows than is told');
    } else if (column !== undefined) {
      const sum = lines.reduce((all, line) => all + decimal(line.get(column), column), 0n);
      if (decimal(told, heading) !== sum) throw new BillFault(`the sum ${Object.keys(SUMS).indexOf(heading) + 1} is another`);
    }
  }
}

/** Yuan in units of 1/100000: fees have five places. */
function decimal(text: string | undefined, column: string): bigint {
  const [, sign, whole, places] = /^(-?)(\d{1,12})\.(\d{2}|\d{5})$/.exec(text?.trim() ?? '') ?? [];
  // The fee alone has five places; any other amount has two.
  if (whole === undefined || places === undefined || (places.length === 5 && !column.startsWith('手续费')))
    throw new BillFault('an amount that can not be read');
  const value = BigInt(whole + places.padEnd(5, '0'));
  return sign === '-' ? -value : value;
}

function fenOf(text: string, column: string, where: string): number {
  const value = decimal(text, column);
  if (value % 1000n !== 0n || value <= 0n) throw new BillFault(`${where}: an amount of none`);
  return Number(value / 1000n);
}

/** A row of the port; `undefined` for a refund that failed, of which nothing moved. */
function rowOf(line: Line, { merchant, day }: Whose, where: string): BillRow | undefined {
  const read = (column: keyof typeof COLUMNS) => columnOf(line, column, where);
  if (read('merchant') !== merchant) throw new BillFault(`${where}: of another merchant`);
  if (read('currency') !== 'CNY') throw new BillFault(`${where}: another currency`);
  const [key, state] = [read('order'), read('state')];
  if (!isRef(key)) throw new BillFault(`${where}: an order without a number`);
  const row =
    state === 'SUCCESS'
      ? {
          kind: 'payment' as const,
          key,
          ref: read('payment'),
          amount: fenOf(read('total'), 'total', where),
          at: instantOf(read('at'), where),
        }
      : refundRowOf(line, { key, state, where });
  if (row === undefined) return undefined;
  if (!isRef(row.ref)) throw new BillFault(`${where}: without a number of WeChat Pay's`);
  // A refund is dated by when it arrived, which may be later.
  const paidOn = new Date(row.at + OFFSET_MS).toISOString().slice(0, 10);
  if (row.kind === 'payment' && paidOn !== day) throw new BillFault(`${where}: of another day`);
  return row;
}

function refundRowOf(
  line: Line,
  { key, state, where }: { readonly key: string; readonly state: string; readonly where: string },
): BillRow | undefined {
  // `REVOKED`: the whole payment was taken back at once.
  if (state !== 'REFUND' && state !== 'REVOKED') throw new BillFault(`${where}: a state that is not known`);
  const read = (column: keyof typeof COLUMNS) => columnOf(line, column, where);
  if (read('refundState') === 'FAIL') return undefined;
  const refundKey = read('refundKey');
  if (!isRef(refundKey)) throw new BillFault(`${where}: a refund without a number`);
  const arrived = COLUMNS.refundedAt.some((heading) => line.get(heading)?.trim()) ? read('refundedAt') : read('at');
  const amount = fenOf(read('refunded'), 'refunded', where);
  return { kind: 'refund', key, refundKey, ref: read('refund'), amount, at: instantOf(arrived, where) };
}

const OFFSET_MS = 8 * 3_600_000;

/** `2026-11-27 08:01:02`, in +08:00. */
function instantOf(text: string, where: string): number {
  const at = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text) ? shanghaiInstant(text.slice(0, 10), text.slice(11)) : Number.NaN;
  if (Number.isNaN(at)) throw new BillFault(`${where}: a time that can not be read`);
  return at;
}
