import { allPages } from '../../client/all-pages.ts';
import type { Appointment } from '../../client/wire.ts';
import type { Choice } from '../../components/choice-list/choice-list.tsx';
import { departmentName } from '../../i18n/named.ts';
import { comesAt, dayOf, sayDay, timeOf } from '../../i18n/when.ts';
import { useLoad } from '../../shell/use-load.ts';
import { useVisit } from '../../shell/visit.ts';
import { sessionOf } from '../identity/answers.ts';

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

/** The appointment that the person most likely came for. One that is not found costs nobody anything: it is in the list, too. */
export function useComing(): readonly Choice[] {
  const { services, answers, language, say, act } = useVisit();
  const [appointments] = useLoad(() =>
    allPages((cursor) => services.client('listAppointments', { query: { limit: 50, cursor } })),
  );
  const [departments] = useLoad(() => services.city.departments());
  const coming = appointments.state === 'ready' ? comingOf(appointments.value, services.now()) : undefined;
  if (coming === undefined) return [];
  const { appointment, soon } = coming;
  const { department, place } = appointment;
  const known = departments.state === 'ready' ? departments.value : [];
  const name = departmentName(language, department.code, department.name, known);
  const when = `${sayDay(language, dayOf(appointment.start), dayOf(services.now()))} ${timeOf(language, appointment)}`;
  const elsewhere = place.hospital === services.device.record.hospital ? [] : [place.hospitalName];
  // Of a child it is told whose it is.
  const whose = appointment.patientId === sessionOf(answers)?.patientId ? [] : [appointment.patientName];
  return [
    {
      key: 'coming',
      title: say('home.coming', { department: name }),
      hint: [when, ...whose, ...elsewhere, say(soon ? 'home.coming.soon' : 'home.coming.hint')].join('\n'),
      main: soon,
      onPress: () => act.settle('home', { coming: appointment }),
    },
  ];
}
