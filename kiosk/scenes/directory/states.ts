import { identified, toDepartment } from '../../practice/sample-answers.ts';
import { type State, settled } from '../../practice/state.ts';

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'body-part', telling: true, answers: settled({ ...identified, home: 'book' }) },
  { name: 'department', telling: true, answers: settled(toDepartment) },
  { name: 'department-by-name', answers: settled({ ...toDepartment, 'body-part': 'name' }) },
  { name: 'department-by-initials', telling: true, answers: settled({ ...toDepartment, 'body-part': 'initials' }), typed: 'x' },
];
