import type { Appointment } from '../../../client/wire.ts';
import { departmentName, hospitalName, practitionerName, roomAt } from '../../../i18n/named.ts';
import { clockOf, dayOf, numberOf, sayDay, timeOf } from '../../../i18n/when.ts';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import { useDesk } from '../at-desk.ts';
import { states } from '../patient-words.ts';

/** An appointment in words: when and where, and how it stands. */
export function useAppointmentWords() {
  const say = useSay();
  const language = useLanguage();
  const { hospitals, departments, at } = useDesk();
  return {
    titleOf(appointment: Pick<Appointment, 'start' | 'end' | 'clinic' | 'department' | 'practitioner' | 'place'>) {
      const { start, department, practitioner, place } = appointment;
      const when = [sayDay(language, dayOf(start), dayOf(at)), timeOf(language, appointment), numberOf(language, appointment)];
      const where = [
        departmentName(language, department.code, department.name, departments),
        practitionerName(language, practitioner),
        hospitalName(language, place, hospitals),
        roomAt(language, place),
      ];
      return { title: when.filter((word) => word !== '').join(' '), aside: where.join(' · ') };
    },
    stateOf({ status, cancellation, knowBy }: Appointment): string {
      if (cancellation === 'requested') return say(states.cancelling);
      if (status === 'cancelled') return say(cancellation === 'done' ? states.cancelled : states.notBooked);
      if (status === 'booked') return say(states.booked);
      return knowBy === undefined ? say(states.askingOpen) : say(states.asking, { clock: clockOf(knowBy) });
    },
  };
}
