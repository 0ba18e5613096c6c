import { identified, toBooked, toCheck, toSlot } from '../practice/sample-answers.ts';
import { problemOf } from '../practice/sample-problem.ts';
import { type State, settled } from '../practice/state.ts';

/** What may stand on every screen, or in its place. */
export const states: readonly State[] = [
  { name: 'away', answers: settled(toCheck), away: true },
  {
    name: 'trouble-hospital-away',
    telling: true,
    answers: settled(toBooked),
    world: { trouble: { bookAppointment: problemOf('hospital-unavailable') } },
  },
  {
    name: 'trouble-signed-out',
    answers: settled({ ...identified, home: 'mine' }),
    world: { trouble: { listAppointments: problemOf('unauthenticated') } },
  },
  { name: 'help', telling: true, answers: settled(identified), world: { appointments: [] }, overlay: 'help' },
  { name: 'display', telling: true, answers: settled(identified), world: { appointments: [] }, overlay: 'display' },
  { name: 'restart', answers: settled(toSlot), overlay: 'restart' },
  {
    name: 'idle',
    telling: true,
    answers: settled(toSlot),
    idle: { secondsLeft: 30, left: { code: '7KQ2M9XD', nearCode: '4812' } },
  },
  { name: 'practice-start', answers: {}, practiceSecondsLeft: 175 },
  { name: 'practice-check', answers: settled(toCheck), practiceSecondsLeft: 20 },
];
