import type { ComponentFixture } from '../fixture.ts';
import { DIGITS, LETTERS, Pad } from './pad.tsx';

const change = () => undefined;

export const padFixtures: readonly ComponentFixture[] = [
  {
    name: 'pad.digits',
    render: (say) => (
      <Pad
        keys={DIGITS}
        value="20200131"
        shown="2020 - 01 - 31"
        lengthMax={8}
        onChange={change}
        say={say}
        label={say('child-birth-date.question')}
      />
    ),
  },
  {
    name: 'pad.letters-empty',
    render: (say) => <Pad keys={LETTERS} value="" lengthMax={6} onChange={change} say={say} label={say('department.initials')} />,
  },
];
