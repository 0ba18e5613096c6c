import type { Hospitals } from '../../partners/hospitals.ts';
import type { ClaimAbilities } from './rules.ts';

/** What the rules of a claim need to know of its hospital. One that books no more is taken to have settled what it was sent. */
export function abilitiesOf(hospitals: Hospitals, hospitalId: string): ClaimAbilities & { readonly settleWindowMs: number } {
  const booking = hospitals.facet(hospitalId, 'booking');
  return {
    keyed: booking?.keyed ?? false,
    canBeAsked: hospitals.facet(hospitalId, 'bookings') !== undefined,
    settleWindowMs: booking?.settleWindowMs ?? 0,
  };
}

/**
 * Why a hospital that enters whatever it is asked for has no place at this moment, if it has none. It is asked right before a booking, because
 * it would not refuse; between the two somebody at the window can still take the place (`BookingFacet.places`).
 */
export async function refusedInAdvance(
  hospitals: Hospitals,
  { hospitalId, slotRef }: { readonly hospitalId: string; readonly slotRef: string },
): Promise<'slot-taken' | 'slot-unknown' | undefined> {
  if (hospitals.facet(hospitalId, 'booking')?.places !== 'advisory') return undefined;
  if (!hospitals.facet(hospitalId, 'slots')) return undefined;
  const slot = await hospitals.ask(hospitalId, 'slots', 'one', slotRef);
  if (!slot.ok) return undefined;
  if (slot.value === null) return 'slot-unknown';
  return slot.value.free === 0 ? 'slot-taken' : undefined;
}
