import { agreed, childsCard, identified } from '../../practice/sample-answers.ts';
import { me, provedDependants } from '../../practice/sample-city.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { type State, settled } from '../../practice/state.ts';

const child = { ...identified, home: 'child', 'for-whom': 'new' } as const;
const childUnnamed = {
  ...child,
  relationship: 'grandparent',
  'child-number': 'Z990123456',
  'child-birth-date': '2020-01-31',
  'child-sex': 'female',
} as const;
const childNamed = { ...childUnnamed, 'child-name': '王小雨' } as const;

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'for-whom', telling: true, answers: settled({ ...identified, home: 'child' }) },
  {
    name: 'for-whom-proved',
    answers: settled({ ...identified, home: 'child' }),
    world: { me: { ...me, dependants: provedDependants } },
  },
  { name: 'relationship', answers: settled(child) },
  { name: 'child-number-letter', answers: settled({ ...child, relationship: 'grandparent' }) },
  { name: 'child-number', telling: true, answers: settled({ ...child, relationship: 'grandparent' }), typed: 'Z990123' },
  {
    name: 'child-birth-date',
    telling: true,
    answers: settled({ ...child, relationship: 'grandparent', 'child-number': 'Z990123456' }),
    typed: '20200131',
  },
  {
    name: 'child-sex',
    answers: settled({
      ...child,
      relationship: 'grandparent',
      'child-number': 'Z990123456',
      'child-birth-date': '2020-01-31',
    }),
  },
  { name: 'child-name', answers: settled(childUnnamed) },
  { name: 'child-name-pinyin', telling: true, answers: settled(childUnnamed), typed: 'ou' },
  { name: 'child-name-strokes', telling: true, answers: settled(childUnnamed), typed: '1211' },
  { name: 'child-name-none', answers: settled(childUnnamed), typed: 'xq' },
  { name: 'child-name-latin', answers: { ...settled(childUnnamed), 'child-name': { settled: false, value: 'Zoë Søn' } } },
  {
    name: 'relationship-by-card',
    answers: settled({ ...identified, document: childsCard, 'with-whom': identified.document, 'child-card': 'consent-needed' }),
  },
  { name: 'child-notice', answers: settled(childNamed) },
  { name: 'child-health-data', answers: settled({ ...childNamed, 'child-notice': agreed }) },
  ...(['guardian-refused', 'too-many-dependants', 'document-refused'] as const).map((code) => ({
    name: `child-${code}`,
    answers: settled({ ...childNamed, 'child-notice': agreed, 'child-health-data': agreed }),
    world: { trouble: { registerDependant: problemOf(code) } },
  })),
];
