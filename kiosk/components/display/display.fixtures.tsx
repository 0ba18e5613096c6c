import type { ComponentFixture } from '../fixture.ts';
import { USUAL_DISPLAY } from './display.ts';
import { DisplaySwitches } from './display-switches.tsx';

export const displayFixtures: readonly ComponentFixture[] = [
  {
    name: 'display.one-on',
    render: (say) => <DisplaySwitches display={{ ...USUAL_DISPLAY, text: 'standard' }} onChange={() => undefined} say={say} />,
  },
];
