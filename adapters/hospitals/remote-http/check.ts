import type { Finding } from '../../port/hospital.ts';
import type { AdapterEnvironment, Call } from '../../port/terms.ts';
import { readOutcome } from './mapping.ts';
import type { Speaking } from './transport.ts';
import { capabilitiesSchema } from './wire.ts';

/** Reads what the hospital says that it can do, and holds it against what the operator has written down. */
export async function checkHospital(
  { config, transport }: Speaking,
  { now }: AdapterEnvironment,
  call: Call,
): Promise<readonly Finding[]> {
  const exchange = await transport.send({ method: 'GET', path: '/capabilities' }, call);
  if (exchange.kind === 'unauthenticated') return [{ kind: 'reached' }, { kind: 'credentials-refused', detail: exchange.detail }];
  if (exchange.kind === 'not-sent' || exchange.kind === 'no-answer') return [{ kind: 'unreachable', detail: exchange.detail }];
  const told = readOutcome(exchange, capabilitiesSchema);
  if (!told.ok) return [{ kind: 'not-understood', detail: told.failure.detail }];
  const clock: readonly Finding[] =
    exchange.kind === 'reply' ? [{ kind: 'clock', aheadMs: exchange.signedAt - Math.floor(now() / 1000) * 1000 }] : [];
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const others = Object.entries(config.capabilities).filter(([name, value]) => !same(Reflect.get(told.value, name), value));
  const lacking = others.map(([name]): Finding => ({ kind: 'lacking', detail: `${name} as configured; it says something else` }));
  return [{ kind: 'reached' }, { kind: 'credentials-accepted' }, ...clock, ...lacking];
}
