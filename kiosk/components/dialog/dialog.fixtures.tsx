import { Action } from '../action/action.tsx';
import type { ComponentFixture } from '../fixture.ts';
import { Dialog } from './dialog.tsx';

export const dialogFixtures: readonly ComponentFixture[] = [
  {
    name: 'dialog.question',
    render: (say) => (
      <Dialog title={say('restart.title')}>
        <p>{say('restart.what')}</p>
        <Action kind="main" label={say('restart.no')} onPress={() => undefined} />
        <Action label={say('restart.yes')} onPress={() => undefined} />
      </Dialog>
    ),
  },
];
