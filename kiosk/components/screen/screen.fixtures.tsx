import type { ComponentFixture } from '../fixture.ts';
import { Screen } from './screen.tsx';

export const screenFixtures: readonly ComponentFixture[] = [
  {
    name: 'screen.question',
    render: (say) => (
      <Screen title={say('document.question')} lead={<p>{say('document.how')}</p>}>
        <p>{say('document.other')}</p>
      </Screen>
    ),
  },
];
