import { identified } from '../../practice/sample-answers.ts';
import { ownBrowser } from '../../practice/sample-browser.ts';
import { soon, thisAfternoon } from '../../practice/sample-city.ts';
import { type State, settled } from '../../practice/state.ts';

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'home', answers: settled(identified), world: { appointments: [] } },
  { name: 'home-soon', telling: true, answers: settled(identified), world: { appointments: [soon] } },
  { name: 'home-today', answers: settled(identified), world: { appointments: [thisAfternoon] }, draft: true },
  { name: 'draft-code', answers: settled({ ...identified, home: 'draft' }), typed: '48' },
  { name: 'draft-code-long', answers: settled({ ...identified, home: 'draft' }), pressed: '.pad ~ .action-plain', typed: '7KQ2' },
  { name: 'draft-code-on-phone', answers: settled({ ...identified, home: 'draft' }), onPhone: ownBrowser },
  { name: 'draft-code-own', answers: settled({ ...identified, home: { draft: '0000' } }) },
];
