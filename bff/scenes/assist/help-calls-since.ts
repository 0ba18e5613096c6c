import type { Store } from '../../platform/store/store.ts';
import type { Hall } from '../identity/on-duty.ts';
import { countHelpCalls } from './help-call-rows.ts';

/** How the calls of a hall ended that were made since then; a day back at the most, because older ones are forgotten. */
export async function helpCallsSince(
  store: Pick<Store, 'read'>,
  { hospitalId, campusRef }: Hall,
  since: number,
): Promise<Record<'open' | 'helped' | 'withdrawn' | 'ticket' | 'lapsed', number>> {
  const rows = await store.read(countHelpCalls({ hospitalId, campusRef, since }));
  const of = (outcome: string | null) => Number(rows.find((row) => row.outcome === outcome)?.count ?? 0);
  return { open: of(null), helped: of('helped'), withdrawn: of('withdrawn'), ticket: of('ticket'), lapsed: of('lapsed') };
}
