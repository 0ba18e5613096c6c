import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ask } from '../../fixtures/demo/ask.ts';
import type { BilledLine, BillName } from '../../fixtures/hospitals/bills.ts';
import type { Person } from '../../fixtures/people/people.ts';
import { type Program, startProgram } from '../support/programs.ts';

const MERCHANT = { code: 'M1900000001', secret: Buffer.alloc(32, 'merchant ').toString('base64') };

interface Ready {
  readonly baseUrl: string;
  readonly controlUrl: string;
  readonly databasePath: string;
}

interface Settlement {
  readonly visitRef: string;
  readonly total: number;
  readonly cash: number;
  readonly refunded: number;
}

/** A payment provider at which one hospital is a merchant, and that hospital's own cashier: both past the gateway's interface. */
export interface WorkerMoney {
  /** The `payments` of the hospital's entry. */
  readonly payments: readonly object[];
  /** The hospital charges somebody. */
  charge(person: Person, charge: BillName | readonly BilledLine[]): Promise<void>;
  /** Somebody's phone scans this code and pays. */
  pay(code: string): Promise<void>;
  /** What the provider's own book says of the order with this code, fen. */
  book(code: string): { readonly paid: number; readonly returned: number };
  /** What the provider finds wrong with its own book. */
  disagreements(): Promise<readonly string[]>;
  /** What the hospital's own books say of its settlements, fen. */
  settlements(): Promise<readonly Settlement[]>;
  stop(): Promise<void>;
}

/** @param at where notices to the hospital go; `controlUrl`, of the hospital's own people. */
export async function startWorkerMoney(
  folder: string,
  at: { readonly hospital: string; readonly gatewayUrl: string; readonly controlUrl: string },
): Promise<WorkerMoney> {
  const merchants = join(folder, 'merchants.json');
  const noticeUrl = `${at.gatewayUrl}/inbound/payments/sandbox/${at.hospital}`;
  writeFileSync(merchants, JSON.stringify([{ ...MERCHANT, noticeUrl }]), { mode: 0o600 });
  const provider: Program<Ready> = await startProgram('simulator-payment-sandbox', {
    args: ['--merchants', merchants],
    isReady: (line) => line.ready === true,
  });
  const { baseUrl, controlUrl, databasePath } = provider.ready;
  const { code: merchant, secret } = MERCHANT;
  const read = <Found>(sql: string, ...values: readonly string[]): Found => {
    const database = new Database(databasePath, { readonly: true });
    try {
      return database.prepare(sql).pluck().get(values) as Found;
    } finally {
      database.close();
    }
  };
  const paid = 'SELECT coalesce(sum(p.amount), 0) FROM payment p JOIN pay_order o ON o.seq = p.pay_order WHERE o.code = ?';
  const back = `SELECT coalesce(sum(r.amount), 0) FROM refund r JOIN pay_order o ON o.seq = r.pay_order
    WHERE r.fate = 'done' AND o.code = ?`;
  return {
    payments: [{ channel: 'sandbox', connection: { baseUrl, merchant, secret } }],
    async charge({ document }, charge) {
      await ask(`${at.controlUrl}/charges`, { method: 'POST', body: { act: 'open', document, charge } });
    },
    async pay(code) {
      const key = read<string>('SELECT key FROM pay_order WHERE code = ?', code);
      await ask(`${controlUrl}/payments`, { method: 'POST', body: { merchant, key } });
    },
    book: (code) => ({ paid: read<number>(paid, code), returned: read<number>(back, code) }),
    disagreements: async () => (await ask<{ disagreements: readonly string[] }>(`${controlUrl}/audit`)).disagreements,
    settlements: async () => (await ask<{ settlements: readonly Settlement[] }>(`${at.controlUrl}/charges`)).settlements,
    stop: () => provider.stop(),
  };
}
