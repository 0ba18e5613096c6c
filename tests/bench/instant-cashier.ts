import type { Notice, PaymentChannel } from '../../adapters/payments/port.ts';
import type { ChargeSettlement, ChargesFacet, VisitCharges } from '../../adapters/port/charges.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';

const LINES: VisitCharges['lines'] = [
  { ref: 'L1', name: '普通门诊诊察费', quantity: '1', price: 2500, amount: 2500, class: 'a', ownShare: 0 },
  { ref: 'L2', name: '纱布绷带', quantity: '2', price: 1000, amount: 2000, class: 'none', ownShare: 10_000 },
];
const TOTAL = 4500;
const MERCHANT = 'M-bench';

/**
 * A hospital and a provider that answer at once and in constant time, so that what is measured is the gateway: everybody has one open bill,
 * and after it the next; every order is paid as it is made, and a notice says so.
 */
export function createInstantCashier(notify: (notice: Notice) => void): {
  readonly adapter: HospitalAdapter;
  readonly channel: PaymentChannel;
} {
  const visits = new Map<string, number>();
  const settlements = new Map<string, ChargeSettlement>();
  const orders = new Map<string, number>();
  const visitOf = (number: string) => `vis_${number}${String(visits.get(number) ?? 0).padStart(12, '0')}`;
  const numberOf = (visitRef: string) => visitRef.slice('vis_'.length, -12);
  const charges: ChargesFacet = {
    insurance: 'none',
    settleWindowMs: 5_000,
    async open({ patient }) {
      const visit = { visitRef: visitOf(patient.document.number), at: 0, department: '骨科', lines: LINES, total: TOTAL };
      return { ok: true, value: [visit] };
    },
    async settle({ key, charges: { visitRef }, split }) {
      const ref = `ref_${String(settlements.size).padStart(22, '0')}`;
      const settlement = { key, ref, visitRef, split, settledAt: Date.now(), refunded: 0 };
      settlements.set(key, settlement);
      visits.set(numberOf(visitRef), (visits.get(numberOf(visitRef)) ?? 0) + 1);
      return { ok: true, value: settlement };
    },
    find: async (key) => ({ ok: true, value: settlements.get(key) ?? null }),
    refundable: async () => ({ ok: true, value: { whole: false, lines: [], refunded: 0 } }),
    refund: async () => never,
    findRefund: async () => ({ ok: true, value: null }),
    changes: async () => ({ ok: true, value: { settlements: [], refunds: [], cursor: '', more: false } }),
  };
  let notices = 0;
  const channel: PaymentChannel = {
    presents: ['code'],
    merchant: MERCHANT,
    settleWindowMs: 5_000,
    async order({ key, amount, expiresAt }) {
      orders.set(key, amount);
      notices += 1;
      const notice = {
        id: `ntc_${String(notices).padStart(22, '0')}`,
        hash: 'a'.repeat(64),
        about: { kind: 'payment', key },
      } as const;
      setImmediate(() => notify(notice));
      return { ok: true, value: { code: `https://pay.invalid/s/${key}`, codeUntil: expiresAt } };
    },
    async query(key) {
      const amount = orders.get(key);
      if (amount === undefined) return { ok: true, value: null };
      const paid = { ref: `42-${key}`, merchant: MERCHANT, currency: 'CNY', amount, at: Date.now() };
      return { ok: true, value: { key, state: 'paid', paid } };
    },
    close: async () => never,
    refund: async () => never,
    queryRefund: async () => ({ ok: true, value: null }),
    bill: async () => ({ ok: true, value: null }),
  };
  return { adapter: { charges, check: async () => [] }, channel };
}

/** What nobody asks for here. */
const never = { ok: false, failure: { kind: 'rejected', reason: 'other', detail: 'not here' } } as const;
