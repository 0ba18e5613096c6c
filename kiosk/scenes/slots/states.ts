import { toSlot } from '../../practice/sample-answers.ts';
import { chineseMedicine, ownHospitalAway, TOMORROW } from '../../practice/sample-city.ts';
import { asked, type State, settled } from '../../practice/state.ts';

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'hospital', telling: true, answers: asked({ ...toSlot, day: TOMORROW }, 'hospital') },
  { name: 'slot', telling: true, answers: settled(toSlot) },
  { name: 'slot-number', telling: true, answers: settled({ ...toSlot, department: chineseMedicine }) },
  { name: 'slot-none', telling: true, answers: settled(toSlot), world: { slots: [] } },
  { name: 'slot-hospital-away', answers: settled(toSlot), world: { hospitals: ownHospitalAway } },
  { name: 'day', telling: true, answers: asked(toSlot, 'day') },
  { name: 'day-none', answers: asked(toSlot, 'day'), world: { slots: [] } },
];
