import type { Finding } from '../../port/hospital.ts';
import type { Outcome } from '../../port/terms.ts';

/** Asks after a booking that nobody has. Its clock is ours. */
export async function checkHospital(ask: () => Promise<Outcome<unknown>>): Promise<readonly Finding[]> {
  const asked = await ask();
  if (asked.ok) return [{ kind: 'reached' }, { kind: 'credentials-accepted' }, { kind: 'clock', aheadMs: 0 }];
  const { kind, detail } = asked.failure;
  if (kind === 'unauthenticated') return [{ kind: 'reached' }, { kind: 'credentials-refused', detail }];
  return [{ kind: kind === 'malformed' ? 'not-understood' : 'unreachable', detail }];
}
