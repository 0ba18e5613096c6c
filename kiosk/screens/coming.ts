import type { Appointment } from '../client/wire.ts';
import { comesAt, dayOf } from '../i18n/when.ts';

export interface Coming {
  readonly appointment: Appointment;
  /** One comes within the hour, or should be there already: nothing else is as likely what the person came for. */
  readonly soon: boolean;
}

const HOUR_MS = 60 * 60_000;

/** The next appointment of today that stands and has not ended, by when one comes; nothing when there is none. */
export function comingOf(appointments: readonly Appointment[], now: number): Coming | undefined {
  const at = (appointment: Appointment) => Date.parse(comesAt(appointment));
  const [appointment] = appointments
    .filter(({ status, cancellation }) => status === 'booked' && cancellation === 'none')
    .filter(({ start, end }) => Date.parse(end) > now && dayOf(start) === dayOf(now))
    .sort((left, right) => at(left) - at(right));
  return appointment && { appointment, soon: at(appointment) - now <= HOUR_MS };
}
