import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { type Writes, writesThatDiffer } from '../bench/booking-writes.ts';
import { checkFloor } from '../bench/floor-check.ts';

it('the floor that bookings are measured against writes what a booking over HTTP writes, table by table and column by column', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-floor-'));
  try {
    const { booking, differ } = await checkFloor(`file:${join(folder, 'onedoor.sqlite')}`, resolve('dist/bench.js'));
    expect(differ).toEqual([]);
    // That nothing was counted would be the same on both sides as well.
    expect(booking.counts).toMatchObject({ 'insert unit': 2, 'insert appointment': 1, 'update slot.claimed': 1 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('a floor that leaves out a row, a column, a value or half of a text is told which', () => {
  const booking: Writes = {
    counts: { 'insert audit': 2, 'update task.state': 1, 'update task.lease_token': 1 },
    rows: { audit: [{ id: 26, reason: null }] },
  };
  const lessIn = (counts: Record<string, number>) => writesThatDiffer(booking, { ...booking, counts });
  expect(lessIn({ ...booking.counts, 'insert audit': 1 })).toEqual(['insert audit: a booking 2, the floor 1']);
  expect(lessIn({ 'insert audit': 2, 'update task.state': 1 })).toEqual(['update task.lease_token: a booking 1, the floor 0']);
  expect(lessIn({ ...booking.counts, 'delete task': 1 })).toEqual(['delete task: a booking 0, the floor 1']);
  const rowOf = (row: Record<string, number | null>) => writesThatDiffer(booking, { ...booking, rows: { audit: [row] } });
  expect(rowOf({ id: 13, reason: null })).toEqual(['audit.id: a booking 26 characters, the floor 13 characters']);
  expect(rowOf({ id: 26, reason: 9 })).toEqual(['audit.reason: a booking null, the floor 9 characters']);
  expect(rowOf({ id: 27, reason: null })).toEqual([]);
});
