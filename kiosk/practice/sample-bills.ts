import type { Bills, Payment, Quotes } from '../client/wire.ts';
import { madeUpId } from './made-up-id.ts';

/** What 王建国 has to pay on that Tuesday: two bills of the house in which he stands, one of another, and one house does not answer. */

const yuan = (amount: number) => ({ amount: Math.round(amount * 100), currency: 'CNY' }) as const;

type Line = Bills['hospitals'][number]['visits'][number]['lines'][number];

const line = (name: string, quantity: number, unit: string, price: number, cover: Line['class']): Line => ({
  name,
  quantity: String(quantity),
  unit,
  price: yuan(price),
  amount: yuan(quantity * price),
  class: cover,
  ownShare: cover === 'b' ? 1_000 : 0,
});

const visit = (visitRef: string, at: string, department: string, lines: readonly Line[]) => ({
  visitRef,
  at,
  department,
  lines: [...lines],
  total: { amount: lines.reduce((sum, { amount }) => sum + amount.amount, 0), currency: 'CNY' as const },
  billHash: `hash-of-${visitRef}`,
  beingPaid: false,
});

const first = visit('v-101', '2026-11-24T08:40:00+08:00', '骨科', [
  line('膝关节磁共振平扫', 1, '次', 420, 'b'),
  line('硫酸氨基葡萄糖胶囊', 2, '盒', 38.5, 'a'),
  line('一次性静脉留置针', 1, '支', 26.8, 'none'),
]);
const second = visit('v-102', '2026-11-20T10:00:00+08:00', '中医科', [line('针刺运动疗法', 1, '次', 76, 'a')]);
const other = visit('v-201', '2026-11-18T14:30:00+08:00', '眼科', [
  line('眼压检查', 1, '次', 18, 'a'),
  line('人工泪液', 1, '支', 45.5, 'none'),
]);

const FIRST = { hospital: 'linjiang-first', hospitalName: '临江市第一人民医院' } as const;
const CENTRAL = { hospital: 'linjiang-central', hospitalName: '临江市中心医院' } as const;
const THIRD = { hospital: 'linjiang-third', hospitalName: '临江市第三人民医院' } as const;

export const bills: Bills['hospitals'] = [
  { ...CENTRAL, state: 'read', visits: [other] },
  { ...FIRST, state: 'read', visits: [first, second] },
];
/** The same, and one hospital does not answer. */
export const billsWithSilence: Bills['hospitals'] = [...bills, { ...THIRD, state: 'unavailable', visits: [] }];
/** One of them is being paid at this moment, and who stands there may see how that goes. */
export const billsBeingPaid: Bills['hospitals'] = [
  { ...FIRST, state: 'read', visits: [{ ...first, beingPaid: true, paymentId: madeUpId('pay', 1, 30) }, second] },
];
/** Somebody else pays it. */
export const billsPaidByOthers: Bills['hospitals'] = [
  { ...FIRST, state: 'read', visits: [{ ...first, beingPaid: true }, second] },
];

const of = (one: { readonly total: { readonly amount: number } }, fund: number, account: number) => {
  const total = one.total.amount / 100;
  return { total: yuan(total), fund: yuan(fund), account: yuan(account), cash: yuan(total - fund - account) };
};
const byPhoneOrCash = (): Quotes['quotes'][number]['channels'] => ['wechat-pay', 'cash'];
const byLink = (): Quotes['quotes'][number]['byLink'] => ['wechat-pay'];
const quoteOf = (
  at: typeof FIRST | typeof CENTRAL,
  { visitRef, total }: typeof first,
  split: Payment['parts'][number]['agreed'],
) =>
  ({
    ...at,
    visitRef,
    state: 'open',
    insurance: at === FIRST ? 'insurer' : 'none',
    total,
    split,
    channels: byPhoneOrCash(),
    byLink: byLink(),
  }) as const;

const splits = [of(first, 352.2, 96.4), of(second, 60.8, 15.2), of(other, 0, 0)] as const;

export const quotes: Quotes = {
  id: madeUpId('qts', 1, 30),
  patientId: madeUpId('pat', 1),
  state: 'ready',
  until: '2026-11-24T09:22:00+08:00',
  fromHome: true,
  quotes: [quoteOf(FIRST, first, splits[0]), quoteOf(FIRST, second, splits[1]), quoteOf(CENTRAL, other, splits[2])],
};
/** One of the hospitals can not be paid by phone. */
export const quotesForWindow: Quotes = {
  ...quotes,
  quotes: quotes.quotes.map((quote) =>
    quote.hospital === CENTRAL.hospital ? { ...quote, channels: ['cash'], byLink: [] } : quote,
  ),
};
/** Of one bill alone, of which insurance pays everything. */
export const quotesOfNothing: Quotes = { ...quotes, quotes: quotes.quotes.slice(1, 2) };
export const quotesOfOne: Quotes = { ...quotes, quotes: quotes.quotes.slice(0, 1) };

const refuse = (quote: Quotes['quotes'][number]): Quotes['quotes'][number] => {
  const { split: _, ...rest } = quote;
  return { ...rest, state: 'refused', reason: 'suspended' };
};
/** Insurance pays nothing of the first. */
export const quotesRefused: Quotes = { ...quotes, quotes: quotes.quotes.map((quote, at) => (at === 0 ? refuse(quote) : quote)) };
export const quotesAllRefused: Quotes = { ...quotes, quotes: quotes.quotes.slice(0, 1).map(refuse) };

const DESK = { name: '导诊台', phone: '0000-88000001' } as const;

function partOf(at: typeof FIRST | typeof CENTRAL, agreed: Payment['parts'][number]['agreed']): Payment['parts'][number] {
  return { ...at, state: 'paying', agreed, refunds: [], dutyDesk: DESK, payUntil: '2026-11-24T09:22:00+08:00' };
}

/** Two codes of two hospitals, and a part that needs none. */
export const payment: Payment = {
  id: madeUpId('pay', 1, 30),
  code: '7K3M9QX2RT',
  patientId: madeUpId('pat', 1),
  patientName: '王*国',
  channel: 'wechat-pay',
  createdAt: '2026-11-24T09:12:00+08:00',
  parts: [
    { ...partOf(FIRST, splits[0]), code: 'weixin://wxpay/bizpayurl?pr=qX7Kp2m' },
    { ...partOf(FIRST, splits[1]), state: 'confirming', knowBy: '2026-11-24T09:30:00+08:00' },
    { ...partOf(CENTRAL, splits[2]), code: 'weixin://wxpay/bizpayurl?pr=Zt9Lw4c' },
  ],
};

/** The same on the phone that pays it. */
export const paymentByLink: Payment = {
  ...payment,
  parts: payment.parts.map(({ code, ...part }, at) =>
    code === undefined ? part : { ...part, presented: 'link', payUrl: `https://pay.invalid/checkout?token=${at}` },
  ),
};

type Change = Partial<Payment['parts'][number]>;

/** The payment with its parts as these say. */
export function paymentThat(...changes: readonly Change[]): Payment {
  return {
    ...payment,
    parts: payment.parts.slice(0, changes.length).map((part, at) => {
      const { code: _, payUntil: __, knowBy: ___, ...ended } = part;
      return { ...ended, ...changes[at] };
    }),
  };
}

const settled = (at: number) => splits[at] ?? splits[0];
const ENDED_AT = '2026-11-24T09:14:00+08:00';

export const paid: readonly Change[] = [
  { state: 'paid', settled: settled(0), invoiceNumber: '3301062600012345', endedAt: ENDED_AT },
  { state: 'paid', settled: settled(1), endedAt: ENDED_AT },
  { state: 'paid', settled: settled(2), endedAt: ENDED_AT },
];

const CASH_WINDOW = { zh: '门诊楼1楼收费处', en: 'outpatient building, floor 1' };

/** What is paid to a cashier. */
export const paymentAtWindow: Payment = {
  ...payment,
  channel: 'cash',
  parts: payment.parts.map((part) => {
    const { code: _, ...rest } = { ...part, cashWindow: CASH_WINDOW };
    return part.agreed.cash.amount > 0 ? { ...rest, payUntil: '2026-11-24T16:30:00+08:00' } : rest;
  }),
};

/** What somebody else pays, by the code on a paper. */
export const paymentFromHome: Payment = {
  ...paymentAtWindow,
  channel: 'wechat-pay',
  fromHome: { code: '4XW8N5TBQ9', address: 'https://gateway/pay?code=4XW8N5TBQ9' },
};

const back = (amount: number, more: Pick<Payment['parts'][number]['refunds'][number], 'state' | 'at'>) => ({
  amount: yuan(amount),
  cause: 'asked' as const,
  ...more,
});

/** Of what is paid the hospital is asked to take something back: how that stands. */
export const takingBack = {
  asking: { ...paid[0], takenBack: { amount: yuan(26.8), state: 'asking' } },
  goingBack: {
    ...paid[0],
    takenBack: { amount: yuan(26.8), state: 'going-back' },
    refunds: [back(26.8, { state: 'on-its-way' })],
  },
  done: {
    ...paid[0],
    takenBack: { amount: yuan(26.8), state: 'done', at: '2026-11-24T09:20:00+08:00' },
    refunds: [back(26.8, { state: 'done', at: '2026-11-24T09:20:00+08:00' })],
  },
  refused: { ...paid[0], takenBack: { amount: yuan(26.8), state: 'refused', at: '2026-11-24T09:20:00+08:00' } },
  withStaff: {
    ...paid[0],
    takenBack: { amount: yuan(26.8), state: 'with-staff' },
    refunds: [back(26.8, { state: 'with-staff' })],
  },
  atWindow: {
    ...paid[0],
    cashWindow: CASH_WINDOW,
    takenBack: { amount: yuan(26.8), state: 'going-back' },
    refunds: [back(26.8, { state: 'at-window' })],
  },
} as const satisfies Readonly<Record<string, Change>>;

/** What was paid some days before, and for a grandchild. */
export const paymentsBefore: readonly Payment[] = [
  {
    ...paymentThat({ state: 'not-paid', reason: 'not-paid-in-time' }),
    id: madeUpId('pay', 11, 30),
    createdAt: '2026-11-02T15:05:00+08:00',
  },
  {
    ...paymentThat(takingBack.done),
    id: madeUpId('pay', 12, 30),
    createdAt: '2026-11-10T10:20:00+08:00',
    patientId: madeUpId('pat', 2),
    patientName: '王*',
  },
  { ...paymentThat(...paid), id: madeUpId('pay', 13, 30), createdAt: '2026-11-21T08:40:00+08:00' },
];
