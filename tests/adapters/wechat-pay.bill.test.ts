import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isDay, readBill } from '../../adapters/payments/wechat-pay/bill.ts';

const stored = (name: string) =>
  new TextDecoder().decode(readFileSync(new URL(`../../fixtures/wire/wechat-pay/${name}.csv`, import.meta.url)));
const WHOSE = { day: '2026-11-27', merchant: '1900000001' };
const at = (time: string) => Date.parse(`2026-11-27T${time}+08:00`);

const PAYMENT = {
  kind: 'payment',
  key: 'REG20261127000001',
  ref: '4200000000202611270000000001',
  amount: 2_500,
  at: at('08:01:02'),
};
const REFUND = {
  kind: 'refund',
  key: 'REG20261127000001',
  refundKey: 'RF0001',
  ref: '50300000002026112700001',
  amount: 500,
  at: at('09:01:02'),
};

const BILLS = ['bill-all-27', 'bill-old-24', 'bill-refund-29'] as const;
const fault = (text: string, whose = WHOSE) => expect(readBill(text, whose), text).toEqual({ fault: expect.any(String) });

describe('a trade bill of WeChat Pay', () => {
  it.each([
    ['bill-all-27', [PAYMENT, REFUND], 2_500],
    ['bill-old-24', [PAYMENT, REFUND], 2_500],
    ['bill-refund-29', [REFUND], 0],
  ] as const)('a WeChat Pay bill is read by its headings, whichever columns it has (%s)', (name, rows, paid) => {
    expect(readBill(stored(name), WHOSE)).toEqual({ day: '2026-11-27', rows, paid, refunded: 500 });
  });

  it.each(BILLS)('a WeChat Pay bill is not believed when it is cut short anywhere (%s)', (name) => {
    const whole = stored(name);
    const end = whole.trimEnd().length;
    for (let length = 0; length < end; length += 1) {
      // A fee without its last noughts is the same fee; nothing else may be shorter.
      if (/`\d+\.\d{2}$/.test(whole.slice(0, length)) && /^0+$/.test(whole.slice(length, end))) continue;
      fault(whole.slice(0, length));
    }
    expect(readBill(whole.slice(0, end), WHOSE)).not.toHaveProperty('fault');
  });

  it.each(BILLS)('a WeChat Pay bill is read with a byte order mark or without, with LF or CRLF (%s)', (name) => {
    const plain = stored(name).replaceAll('\r\n', '\n');
    const read = readBill(plain, WHOSE);
    expect(read).toHaveProperty('rows');
    expect(readBill(plain.replaceAll('\n', '\r\n'), WHOSE)).toEqual(read);
  });

  it('a WeChat Pay bill keeps a heading that nobody knows, in the rows and in the sums, and reads the others', () => {
    const lines = stored('bill-all-27').trimEnd().split('\r\n');
    const more = lines.map((line, index) => `${line},${index === 0 || index === 3 ? '新栏目' : '`新值, 与逗号'}`).join('\r\n');
    expect(readBill(more, WHOSE)).toEqual(readBill(stored('bill-all-27'), WHOSE));
  });

  it('a WeChat Pay bill is read alike in any order of its columns', () => {
    const lines = stored('bill-all-27').trimEnd().split('\r\n');
    const turned = lines.map((line, index) => {
      if (index >= 3) return line;
      const values = index === 0 ? line.split(',') : line.slice(1).split(',`');
      return index === 0 ? values.toReversed().join(',') : `\`${values.toReversed().join(',`')}`;
    });
    expect(readBill(turned.join('\n'), WHOSE)).toEqual(readBill(stored('bill-all-27'), WHOSE));
  });

  it.each([
    ['`25.00,`0.00,`0,', '`25.01,`0.00,`0,'],
    ['`5.00,`0.00,`ORIGINAL', '`4.00,`0.00,`ORIGINAL'],
    ['`0.12000,`25.00', '`0.12001,`25.00'],
    ['`-0.03000', '`0.03000'],
    ['`2,`25.00', '`3,`25.00'],
    ['`0.60%,`25.00', '`0.60%,`24.00'],
    ['`25.00,`5.00\r\n', '`25.00,`5.01\r\n'],
  ])('a WeChat Pay bill is not believed when a figure (%j) is another than its sums say', (from, to) => {
    expect(stored('bill-all-27')).toContain(from);
    fault(stored('bill-all-27').replace(from, to));
  });

  it.each([
    ['of another merchant', '`1900000001', '`1900000002'],
    ['in another currency', '`CNY', '`USD'],
    ['in a state that is not known', '`SUCCESS,`OTHERS', '`NEWSTATE,`OTHERS'],
    ['at a time that is none', '2026-11-27 08:01:02', '2026-11-27 8:1'],
    ['of another day', '2026-11-27 08:01:02', '2026-11-26 08:01:02'],
    ['without its order', '`REG20261127000001', '`'],
    ['without its refund', '`RF0001', '`'],
    ['with more values than headings', '`win=3', '`win=3,`4'],
    ['without a back-quote', '`2026-11-27 08', '2026-11-27 08'],
    ['without a column that is needed', '商户订单号', '别的'],
    ['with a column twice', '费率备注', '费率'],
  ])('a WeChat Pay bill is not believed with a row %s', (_what, from, to) => {
    expect(stored('bill-all-27')).toContain(from);
    fault(stored('bill-all-27').replace(from, to));
  });

  it('a WeChat Pay bill leaves out a refund that failed: nothing of it moved', () => {
    const failed = stored('bill-all-27').replace('`ORIGINAL,`SUCCESS', '`ORIGINAL,`FAIL');
    expect(readBill(failed, WHOSE)).toEqual({ day: '2026-11-27', rows: [PAYMENT], paid: 2_500, refunded: 0 });
  });

  it('a WeChat Pay bill says of what is wrong where, and nothing that stands there', () => {
    const wrong = stored('bill-all-27').replace('`REG20261127000001', '` 张 三');
    expect(JSON.stringify(readBill(wrong, WHOSE))).not.toContain('张');
  });

  it('a WeChat Pay bill is asked for by what is a day', () => {
    expect(['2026-02-28', '2028-02-29'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '20260228', '2026-2-28', '', '2026-02-28 '].some(isDay)).toBe(false);
  });
});
