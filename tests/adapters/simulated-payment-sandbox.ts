import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { FAULTS } from '../../adapters/conformance/partner-under-test.ts';
import type { PaymentProviderUnderTest, PaymentSubject } from '../../adapters/conformance/payment-provider-under-test.ts';
import type { PaymentChannel } from '../../adapters/payments/port.ts';
import { createSandboxPayments } from '../../adapters/payments/sandbox/adapter.ts';
import type { AdapterEnvironment } from '../../adapters/port/terms.ts';
import { signNotice } from '../../fixtures/simulators/payment-sandbox/signatures.ts';
import { type PaymentSandbox, startPaymentSandbox } from '../../fixtures/simulators/payment-sandbox/start-payment-sandbox.ts';
import { leadsBack, payByLink } from './pay-by-link.ts';

const secretOf = (word: string) => Buffer.alloc(32, word).toString('base64');
const MERCHANT = { code: 'C1900000001', secret: secretOf('merchant ') };
const STRANGER = { ...MERCHANT, secret: secretOf('somebody ') };
const NOTICE_PATH = '/inbound/payments/sandbox/hospital-1';

const SLOW_MS = 80;
const LATE_COMMIT_MS = 400;
const HOUR_MS = 3_600_000;
/** Operations of its request log that ask for a change. */
const WRITES = ['order', 'close', 'refund', 'other'];

interface OrderRow {
  readonly key: string;
  readonly amount: number;
  readonly closedAt: number | null;
  readonly ref: string | null;
}

/** The channel of one merchant. */
function channelOf(
  { baseUrl, pageUrl }: PaymentSandbox,
  { code: merchant, secret }: typeof MERCHANT,
  environment: AdapterEnvironment,
): PaymentChannel {
  return createSandboxPayments({ baseUrl, merchant, secret, linkOrigins: [pageUrl] }, environment);
}

/** Starts the simulated sandbox on real sockets, with the channel of one merchant at it. */
export async function startPaymentSandboxUnderTest(): Promise<PaymentSubject & { readonly stop: () => Promise<void> }> {
  const simulator = await startPaymentSandbox({ merchants: [MERCHANT], lagMs: 0 });
  const book = new Database(simulator.databasePath, { readonly: true });
  let latencyMs = 0;
  const environment: AdapterEnvironment = {
    async fetch(input, init) {
      if (latencyMs > 0) await sleep(latencyMs);
      return fetch(input, init);
    },
    now: Date.now,
  };
  const control = async (order: string, body?: object) => {
    const [method = '', path = ''] = order.split(' ');
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return (await fetch(`${simulator.controlUrl}${path}`, { method, ...sent })).status;
  };
  let late = false;
  const provider: PaymentProviderUnderTest = {
    supportedFaults: FAULTS,
    lies: false,
    async orders(key) {
      const rows = book
        .prepare(`SELECT o.key, o.amount, o.closed_at AS closedAt, p.ref FROM pay_order o LEFT JOIN payment p ON p.pay_order = o.seq
          WHERE :key IS NULL OR o.key = :key`)
        .all({ key: key ?? null }) as OrderRow[];
      return rows.map(({ ref, closedAt, ...row }) => ({
        ...row,
        state: ref !== null ? 'paid' : closedAt === null ? 'waiting' : 'closed',
        ...(ref === null ? {} : { ref }),
      }));
    },
    async refunds(key) {
      const rows = book
        .prepare(`SELECT r.key, o.key AS orderKey, r.amount, r.fate FROM refund r JOIN pay_order o ON o.seq = r.pay_order
          WHERE :key IS NULL OR r.key = :key`)
        .all({ key: key ?? null }) as { key: string; orderKey: string; amount: number; fate: string }[];
      return rows.map(({ fate, ...row }) => ({ ...row, live: fate !== 'closed' }));
    },
    async pay(code) {
      const key = book.prepare('SELECT key FROM pay_order WHERE code = ?').pluck().get(code);
      return key !== undefined && (await control('POST /payments', { merchant: MERCHANT.code, key })) === 200;
    },
    async closeDay(flaw) {
      const day = new Date(Date.now() + 8 * HOUR_MS).toISOString().slice(0, 10);
      await control('POST /closed-days', { day });
      await control('DELETE /faults');
      const fault = flaw === 'cut' ? 'malformed' : 'wrong-sums';
      if (flaw !== undefined) await control('POST /faults', { operation: 'bill', fault });
      return day;
    },
    payByLink,
    leadsBack,
    async misdirect(on) {
      await control('DELETE /faults');
      if (on) await control('POST /faults', { operation: 'order', fault: 'link-elsewhere' });
    },
    notices: {
      supported: ['right', 'forged', 'altered', 'stale'],
      async send({ kind, key }, manner, inbox) {
        const id = book.prepare('SELECT id FROM notice WHERE kind = ? AND key = ? ORDER BY seq DESC').pluck().get(kind, key);
        const body = Buffer.from(JSON.stringify({ id, about: { kind, key } }));
        const at = Date.now() - (manner === 'stale' ? HOUR_MS : 0);
        const signer = manner === 'forged' ? STRANGER : MERCHANT;
        const headers = signNotice(NOTICE_PATH, body, signer, at, randomBytes(16).toString('base64url'));
        const sent = manner === 'altered' ? Buffer.from(body.toString().replace(key, `x${key.slice(1)}`)) : body;
        const url = `http://gateway${NOTICE_PATH}`;
        return (await inbox(new Request(url, { method: 'POST', headers, body: new Uint8Array(sent) }))).status;
      },
    },
    async setFault(fault, target = 'write') {
      late ||= fault === 'late-commit';
      await control('DELETE /faults');
      const delayMs = fault === 'late-commit' ? LATE_COMMIT_MS : SLOW_MS;
      if (fault !== null) await control('POST /faults', { operation: target, fault, delayMs });
    },
    async setLatency(ms) {
      latencyMs = ms;
    },
    async requestsSeen() {
      const operations = book.prepare('SELECT operation FROM request_log').pluck().all() as string[];
      return { total: operations.length, writes: operations.filter((operation) => WRITES.includes(operation)).length };
    },
    async settled() {
      if (late) await sleep(LATE_COMMIT_MS + 100);
      late = false;
    },
  };
  return {
    channel: channelOf(simulator, MERCHANT, environment),
    stranger: channelOf(simulator, STRANGER, environment),
    provider,
    async stop() {
      book.close();
      await simulator.close(100);
    },
  };
}
