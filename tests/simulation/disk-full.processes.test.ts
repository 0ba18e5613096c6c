import { expect, it } from 'vitest';
import { diskFull } from './disk-full.ts';

it('a gateway refuses bookings while no page fits any more, answers searches, and books again without a restart', {
  timeout: 120_000,
}, async () => {
  const toggle = (pid: number) => void process.kill(pid, 'SIGUSR2');
  const disk = { fill: toggle, free: toggle, remove: () => {} };
  const result = await diskFull({ bookings: 150, searchMs: 500, disk: () => disk, say: () => {} });
  expect(result.failures).toEqual([]);
  expect(result.refusedWhileFull).toBeGreaterThan(0);
  expect(result.acknowledged).toBeGreaterThan(80);
});
