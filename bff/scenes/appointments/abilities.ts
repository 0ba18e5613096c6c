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
 * Whether a hospital that enters whatever it is asked for has no place left at this moment. It is asked right before a booking, because
 * it would not refuse; between the two somebody at the window can still take the place (`BookingFacet.places`).
 */
export async function isFullInAdvance(
  hospitals: Hospitals,
  { hospitalId, slotRef }: { readonly hospitalId: string; readonly slotRef: string },
): Promise<boolean> {
  if (hospitals.facet(hospitalId, 'booking')?.places !== 'advisory') return false;
  if (!hospitals.facet(hospitalId, 'slots')) return false;
  const slot = await hospitals.ask(hospitalId, 'slots', 'one', slotRef);
  return slot.ok && (slot.value === null || slot.value.free === 0);
}
