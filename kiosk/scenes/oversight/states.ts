import type { Dependant } from '../../client/wire.ts';
import { madeUpId } from '../../practice/made-up-id.ts';
import { identified } from '../../practice/sample-answers.ts';
import { everyKindOfAccess, me, provedDependants, sampleWorld } from '../../practice/sample-city.ts';
import { type State, settled } from '../../practice/state.ts';
import type { World } from '../../practice/world.ts';

const ownChild = me.dependants[0] as Dependant;
const withdrawForChild = { ...identified, home: 'information', information: 'withdraw-child' } as const;
const consentsWithChild: World['consents'] = [
  ...sampleWorld.consents,
  ...sampleWorld.consents.map((one, index) => ({
    ...one,
    id: madeUpId('con', 10 + index),
    patientId: ownChild.patientId,
    givenBy: 'guardian' as const,
  })),
];

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'information', telling: true, answers: settled({ ...identified, home: 'information' }) },
  {
    name: 'information-child-proved',
    answers: settled({ ...identified, home: 'information' }),
    world: { me: { ...me, dependants: provedDependants } },
  },
  {
    name: 'access-all',
    page: { scene: 'oversight', page: 'access', sheet: 1 },
    answers: settled({ ...identified, home: 'information' }),
    world: { access: everyKindOfAccess },
  },
  {
    name: 'access',
    telling: true,
    page: { scene: 'oversight', page: 'access', sheet: 1 },
    answers: settled({ ...identified, home: 'information' }),
  },
  {
    name: 'access-none',
    page: { scene: 'oversight', page: 'access', sheet: 1 },
    answers: settled({ ...identified, home: 'information' }),
    world: { access: [] },
  },
  { name: 'withdraw-check', telling: true, answers: settled({ ...identified, home: 'information', information: 'withdraw' }) },
  { name: 'withdraw-for', answers: settled(withdrawForChild), world: { consents: consentsWithChild } },
  {
    name: 'withdraw-check-child',
    answers: settled({ ...withdrawForChild, 'withdraw-for': ownChild }),
    world: { consents: consentsWithChild },
  },
  {
    name: 'withdrawn-child',
    answers: settled({ ...withdrawForChild, 'withdraw-for': ownChild, 'withdraw-check': [], withdrawing: 'withdrawn' }),
  },
  {
    name: 'withdraw-check-with-child',
    answers: settled({ ...identified, home: 'information', information: 'withdraw' }),
    world: { consents: consentsWithChild },
  },
  {
    name: 'withdrawn',
    telling: true,
    answers: settled({
      ...identified,
      home: 'information',
      information: 'withdraw',
      'withdraw-check': [],
      withdrawing: 'withdrawn',
    }),
  },
];
