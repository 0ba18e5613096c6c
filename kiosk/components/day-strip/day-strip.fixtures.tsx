import type { ComponentFixture } from '../fixture.ts';
import { DayStrip } from './day-strip.tsx';

const DAYS = ['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05'];

export const dayStripFixtures: readonly ComponentFixture[] = [
  {
    name: 'day-strip.some-full',
    render: (_, language) => (
      <DayStrip
        days={DAYS.map((day, index) => ({ day, open: index % 3 !== 0 }))}
        chosen="2026-12-01"
        today="2026-11-29"
        language={language}
        onPress={() => undefined}
      />
    ),
  },
];
