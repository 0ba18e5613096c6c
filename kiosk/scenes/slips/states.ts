import { printerStates } from '../../client/device/bridge-messages.ts';
import { toAppointment, toBooked } from '../../practice/sample-answers.ts';
import { appointmentOn, booked, morning, preparing } from '../../practice/sample-city.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { type State, settled } from '../../practice/state.ts';

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'booked', telling: true, answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: booked } }) },
  {
    name: 'booked-preparing',
    answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: booked } }),
    world: { onSlip: preparing },
  },
  {
    name: 'booked-number',
    telling: true,
    answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: appointmentOn(morning, 6) } }),
  },
  {
    name: 'booked-no-slip',
    telling: true,
    answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: booked } }),
    world: { trouble: { issueSlip: problemOf('store-unavailable') } },
  },
  ...printerStates.map((printer) => ({
    name: `printer-${printer}`,
    answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: booked } }),
    printer,
  })),
  {
    name: 'printer-absent-longest-slip',
    answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: appointmentOn(morning, 6) } }),
    world: { onSlip: preparing },
    printer: 'absent',
  },
  { name: 'booked-card-lies', answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: booked } }), cardLies: true },
  { name: 'slip', telling: true, answers: settled({ ...toAppointment, appointment: 'slip' }) },
];
