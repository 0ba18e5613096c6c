import { agreed } from '../../practice/sample-answers.ts';
import { SAMPLE_NOW } from '../../practice/sample-city.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { type State, settled } from '../../practice/state.ts';
import type { GivenPerson } from './answers.ts';

const coded = {
  'phone-number': '138 0013 8000',
  'code-sending': { at: SAMPLE_NOW, attempt: 'made-up-attempt-of-a-sign-in' },
  'phone-code': { code: '482913', found: 'register' },
} as const;
const person: GivenPerson = {
  name: '王建国',
  birthDate: '1950-01-01',
  sex: 'male',
  document: { type: 'resident-id', number: '999000195001010018' },
};
const filledIn = (given: Partial<GivenPerson>): Pick<State, 'answers'> => ({
  answers: { ...settled(coded), particulars: { settled: false, value: { ...person, ...given } } },
});
const registering = { ...coded, particulars: person, notice: agreed, 'health-data': agreed } as const;

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'particulars', telling: true, answers: settled(coded) },
  { name: 'particulars-missing', answers: settled(coded), pressed: '.action-main' },
  {
    name: 'particulars-wrong-number',
    telling: true,
    ...filledIn({ document: { type: 'resident-id', number: '999000195001010019' } }),
    pressed: '.action-main',
  },
  { name: 'particulars-passport', telling: true, ...filledIn({ document: { type: 'passport', number: 'E00000000' } }) },
  { name: 'registration-notice', telling: true, answers: settled({ ...coded, particulars: person }) },
  { name: 'registration-health-data', answers: settled({ ...coded, particulars: person, notice: agreed }) },
  { name: 'registration-refused', answers: settled({ ...coded, particulars: person, notice: { agreed: false } }) },
  { name: 'registering', answers: settled(registering), world: { trouble: { openSession: 'silence' } } },
  ...(['document-refused', 'evidence-refused'] as const).map((code) => ({
    name: `registering-${code}`,
    answers: settled(registering),
    world: { trouble: { openSession: problemOf(code) } },
  })),
];
