import type { ComponentFixture } from '../fixture.ts';
import { Waiting } from './waiting.tsx';

export const waitingFixtures: readonly ComponentFixture[] = [
  { name: 'waiting.at-first', render: (say) => <Waiting say={say} window="2" words={say('booking.wait')} /> },
];
