import type { ComponentFixture } from '../fixture.ts';
import { Action } from './action.tsx';
import { ActionFile, ActionLink } from './action-link.tsx';

const press = () => undefined;

export const actionFixtures: readonly ComponentFixture[] = [
  { name: 'action.main', render: (say) => <Action kind="main" label={say('check.confirm')} onPress={press} /> },
  { name: 'action.plain', render: (say) => <Action label={say('trouble.retry')} onPress={press} /> },
  { name: 'action.disabled', render: (say) => <Action kind="main" label={say('pad.done')} disabled onPress={press} /> },
  { name: 'action.file', render: (say) => <ActionFile label={say('check.confirm')} href="#a-file" /> },
  { name: 'action.link', render: (say) => <ActionLink label={say('check.confirm')} href="#leads-away" /> },
];
