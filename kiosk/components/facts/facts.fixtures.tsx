import type { ComponentFixture } from '../fixture.ts';
import { Facts } from './facts.tsx';

export const factsFixtures: readonly ComponentFixture[] = [
  {
    name: 'facts.changeable',
    render: (say) => (
      <Facts
        facts={[
          { label: say('check.for'), value: '王*国', onChange: () => undefined },
          { label: say('check.when'), value: '9:30–10:00', decides: true, onChange: () => undefined },
          { label: say('check.price'), value: say('money.free') },
        ]}
        change={say('check.change')}
      />
    ),
  },
  {
    name: 'facts.to-read',
    render: (say) => (
      <Facts facts={[{ label: say('information.papers'), value: `${say('paper.resident-id')}\n110***********1234` }]} />
    ),
  },
];
