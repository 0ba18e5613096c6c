import * as z from 'zod';
import type { Finding } from '../../port/hospital.ts';
import type { AdapterEnvironment, Call } from '../../port/terms.ts';
import type { LaxConfig } from './config.ts';
import { readOutcome } from './mapping.ts';
import type { Transport } from './transport.ts';

/** Asks for an order that nobody has: only who signs rightly is told that there is none. */
export async function checkStrict(transport: Transport, now: () => number, call: Call): Promise<readonly Finding[]> {
  const exchange = await transport.send({ path: '/order/queryOrder', fields: { clientOrderNo: 'onedoor-check' } }, call);
  if (exchange.kind === 'unauthenticated') return [{ kind: 'reached' }, { kind: 'credentials-refused', detail: exchange.detail }];
  if (exchange.kind === 'not-sent' || exchange.kind === 'no-answer') return [{ kind: 'unreachable', detail: exchange.detail }];
  const order = readOutcome(exchange, z.unknown(), 'booking-unknown');
  if (!order.ok) return [{ kind: 'not-understood', detail: order.failure.detail }];
  return [
    { kind: 'reached' },
    { kind: 'credentials-accepted' },
    ...clockOf(exchange.kind === 'reply' ? exchange.date : undefined, now()),
  ];
}

/**
 * The contract has no question that a lax hospital answers, and any call of it may book or cancel. So only whether something answers at
 * its address is found out, and what time it says that it is.
 */
export async function checkLax(
  { baseUrl }: LaxConfig,
  { fetch, now }: AdapterEnvironment,
  call: Call,
): Promise<readonly Finding[]> {
  try {
    const response = await fetch(baseUrl, { method: 'HEAD', redirect: 'manual', signal: call.signal });
    await response.body?.cancel();
    const date = Date.parse(response.headers.get('date') ?? '');
    return [{ kind: 'reached' }, ...clockOf(Number.isNaN(date) ? undefined : date, now())];
  } catch {
    return [{ kind: 'unreachable', detail: 'nothing answers at its address' }];
  }
}

/** Both tell whole seconds. */
function clockOf(date: number | undefined, now: number): readonly Finding[] {
  return date === undefined ? [] : [{ kind: 'clock', aheadMs: date - Math.floor(now / 1000) * 1000 }];
}
