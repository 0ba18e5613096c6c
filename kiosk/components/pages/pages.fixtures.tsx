import type { ComponentFixture } from '../fixture.ts';
import { Pages } from './pages.tsx';

export const pagesFixtures: readonly ComponentFixture[] = [
  {
    name: 'pages.in-the-middle',
    render: (say) => (
      <Pages items={[1, 2, 3]} keyOf={String} atOnce={1} startAt={1} say={say}>
        {([number]) => <p>{number}</p>}
      </Pages>
    ),
  },
];
