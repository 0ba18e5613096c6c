import type { ComponentFixture } from '../fixture.ts';
import { RecordList } from './record-list.tsx';

export const recordListFixtures: readonly ComponentFixture[] = [
  {
    name: 'record-list.with-reason',
    render: (say) => (
      <RecordList
        records={[
          { key: '1', title: say('did.session.open'), when: '9:12' },
          { key: '2', title: say('did.patient.read'), when: '8:40', why: say('access.why', { reason: say('help.kept') }) },
        ]}
        say={say}
      />
    ),
  },
];
