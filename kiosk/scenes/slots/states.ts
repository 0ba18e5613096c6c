import { toDepartment, toSlot } from '../../practice/sample-answers.ts';
import { ownBrowser } from '../../practice/sample-browser.ts';
import { chineseMedicine, ownHospitalAway, womensCare } from '../../practice/sample-city.ts';
import { asked, type State, settled } from '../../practice/state.ts';

const elsewhere = { ...toDepartment, department: { ...womensCare, here: false } } as const;

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'elsewhere', telling: true, answers: settled(elsewhere) },
  { name: 'hospital', telling: true, answers: asked(toSlot, 'hospital') },
  { name: 'hospital-on-phone', answers: asked(toSlot, 'hospital'), onPhone: ownBrowser },
  { name: 'hospital-near', answers: asked(toSlot, 'hospital'), onPhone: ownBrowser, pressed: '.nearest-first > .action' },
  { name: 'slot', telling: true, answers: settled(toSlot) },
  { name: 'slot-elsewhere', answers: settled({ ...elsewhere, elsewhere: 'linjiang-central' }) },
  {
    name: 'slot-number',
    telling: true,
    answers: settled({ ...toSlot, department: { ...chineseMedicine, here: true }, hospital: 'linjiang-central' }),
  },
  { name: 'slot-first-visit', answers: settled(toSlot), world: { appointments: [] } },
  { name: 'slot-none', telling: true, answers: settled(toSlot), world: { slots: [] } },
  { name: 'slot-hospital-away', answers: settled(toSlot), world: { hospitals: ownHospitalAway } },
];
