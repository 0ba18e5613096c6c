import { identified, toAppointment, toBooked, toCheck } from '../../practice/sample-answers.ts';
import { ownBrowser } from '../../practice/sample-browser.ts';
import { booked, chineseMedicine, confirming, morning, slots } from '../../practice/sample-city.ts';
import { asked, refusedBy, type State, settled } from '../../practice/state.ts';

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'coverage', answers: asked(toCheck, 'coverage') },
  { name: 'check', telling: true, answers: settled(toCheck) },
  { name: 'check-number', answers: settled({ ...toCheck, department: { ...chineseMedicine, here: true }, slot: morning }) },
  { name: 'check-on-phone', answers: settled(toCheck), onPhone: ownBrowser },
  {
    name: 'to-kiosk',
    answers: settled(toCheck),
    page: { scene: 'appointments', page: 'to-kiosk', sheet: 1 },
    onPhone: ownBrowser,
  },
  { name: 'booking', answers: settled(toBooked), world: { trouble: { bookAppointment: 'silence' } } },
  {
    name: 'booking-overlaps',
    telling: true,
    answers: settled(toBooked),
    world: refusedBy('appointment-overlaps', { appointmentId: booked.id }),
  },
  {
    name: 'booking-day-full',
    answers: settled(toBooked),
    world: refusedBy('too-many-appointments', { bound: 'day', most: 3, appointmentId: booked.id }),
  },
  {
    name: 'booking-week-full',
    answers: settled(toBooked),
    world: refusedBy('too-many-appointments', { bound: 'department-week', most: 2, appointmentId: booked.id }),
  },
  {
    name: 'booking-all-full',
    answers: settled(toBooked),
    world: refusedBy('too-many-appointments', { bound: 'altogether', most: 10, appointmentId: booked.id }),
  },
  {
    name: 'booking-cancelled-often',
    answers: settled(toBooked),
    world: refusedBy('too-many-cancellations'),
  },
  { name: 'booking-red-flag', answers: settled(toBooked), world: refusedBy('red-flag') },
  {
    name: 'taken',
    telling: true,
    answers: settled({ ...toBooked, booking: { kind: 'taken', alternatives: slots.slice(1, 4) } }),
  },
  { name: 'confirming', telling: true, answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: confirming } }) },
  {
    name: 'ended',
    answers: settled({
      ...toBooked,
      booking: { kind: 'kept', appointment: { ...booked, status: 'cancelled', reason: 'hospital-refused' } },
    }),
  },
  { name: 'mine', telling: true, answers: settled({ ...identified, home: 'mine' }) },
  { name: 'mine-none', answers: settled({ ...identified, home: 'mine' }), world: { appointments: [] } },
  { name: 'appointment', telling: true, answers: settled(toAppointment) },
  { name: 'appointment-confirming', answers: settled({ ...toAppointment, mine: confirming }) },
  { name: 'appointment-on-phone', answers: settled(toAppointment), onPhone: ownBrowser },
  { name: 'appointment-in-wechat', answers: settled(toAppointment), onPhone: { ...ownBrowser, inWeChat: true } },
  { name: 'way', answers: settled(toAppointment), page: { scene: 'appointments', page: 'way', sheet: 1 }, onPhone: ownBrowser },
  { name: 'cancel-check', telling: true, answers: settled({ ...toAppointment, appointment: 'cancel' }) },
  {
    name: 'cancelled',
    answers: settled({
      ...toAppointment,
      appointment: 'cancel',
      'cancel-check': 'k',
      cancelling: { ...booked, status: 'cancelled', cancellation: 'done' },
    }),
  },
  {
    name: 'cancelled-pending',
    answers: settled({
      ...toAppointment,
      appointment: 'cancel',
      'cancel-check': 'k',
      cancelling: { ...booked, cancellation: 'requested' },
    }),
  },
];
