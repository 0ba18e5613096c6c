import { allPages } from '../../client/all-pages.ts';
import type { Appointment } from '../../client/wire.ts';
import { departmentName, hospitalName } from '../../i18n/named.ts';
import { comesAt, dayOf, sayDay, shortDay, timeOf } from '../../i18n/when.ts';
import type { FirstChoice } from '../../shell/manifest.ts';
import { useLoad } from '../../shell/use-load.ts';
import { useNames } from '../../shell/use-names.ts';
import { useVisit } from '../../shell/visit.ts';
import { sessionOf } from '../identity/answers.ts';

export interface Coming {
  readonly appointment: Appointment;
  /** One comes within the hour, or should be there already: nothing else is as likely what the person came for. */
  readonly soon: boolean;
}

const HOUR_MS = 60 * 60_000;
const WEEK_MS = 6 * 24 * HOUR_MS;

/** The next appointment that stands and has not ended, whatever the day, by when one comes; nothing when there is none. */
export function comingOf(appointments: readonly Appointment[], now: number): Coming | undefined {
  const at = (appointment: Appointment) => Date.parse(comesAt(appointment));
  const [appointment] = appointments
    .filter(({ status, cancellation }) => status === 'booked' && cancellation === 'none')
    .filter(({ end }) => Date.parse(end) > now)
    .sort((left, right) => at(left) - at(right));
  return appointment && { appointment, soon: at(appointment) - now <= HOUR_MS };
}

/** The appointment that the person most likely came for. One that is not found costs nobody anything: it is in the list, too. */
export function useComing(): readonly FirstChoice[] {
  const { services, answers, language, say, act } = useVisit();
  const [appointments] = useLoad(() =>
    allPages((cursor) => services.client('listAppointments', { query: { limit: 50, cursor } })),
  );
  const names = useNames();
  const coming = appointments.state === 'ready' ? comingOf(appointments.value, services.now()) : undefined;
  if (coming === undefined || names === undefined) return [];
  const { appointment, soon } = coming;
  const { department, place } = appointment;
  const name = departmentName(language, department.code, department.name, names.departments);
  const day = shortDay(language, dayOf(appointment.start), dayOf(services.now()));
  // Of a child it is told whose it is.
  const whose = appointment.patientId === sessionOf(answers)?.patientId ? [] : [appointment.patientName];
  return [
    {
      key: 'coming',
      title: `${isNear(appointment.start, services.now()) ? day : sayDay(language, dayOf(appointment.start))} ${timeOf(language, appointment)}`,
      hint: [
        [name, ...whose, hospitalName(language, place, names.hospitals)].join(' · '),
        say(soon ? 'home.coming.soon' : 'home.coming.hint'),
      ].join('\n'),
      picture: 'calendar-clock',
      main: true,
      onPress: () => act.settle('home', { coming: appointment }),
    },
  ];
}

/** Within a week a day of the week says which. */
function isNear(start: string, now: number): boolean {
  return Date.parse(start) - now < WEEK_MS;
}
