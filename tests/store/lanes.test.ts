import { expect, it } from 'vitest';
import { Lanes } from '../../bff/platform/store/lanes.ts';
import type { Lane } from '../../bff/platform/store/store.ts';

function fill(lanes: Lanes, lane: Lane, count: number): void {
  for (let number = 0; number < count; number += 1) {
    const unit = { id: `${lane}-${number}`, name: 'test', lane, deadline: 1_000, parts: [] };
    lanes.push({ unit, resolve: () => {}, reject: () => {} });
  }
}

it.each([1, 7, 32])('a store with lanes serves every lane its share, also to a caller that takes %i at a time', (max) => {
  const lanes = new Lanes();
  fill(lanes, 'background', 50);
  fill(lanes, 'sync', 50);
  fill(lanes, 'interactive', 300);
  fill(lanes, 'outcomes', 100);
  const served: string[] = [];
  while (served.length < 96) served.push(...lanes.take(Math.min(max, 96 - served.length), 0).map(({ unit }) => unit.lane));
  const count = (lane: Lane) => served.filter((one) => one === lane).length;
  expect([count('interactive'), count('outcomes'), count('sync'), count('background')]).toEqual([48, 36, 6, 6]);
});

it('a store with lanes keeps the order within a lane, and lets one lane use what the others do not', () => {
  const lanes = new Lanes();
  fill(lanes, 'access', 9);
  expect(lanes.take(256, 0).map(({ unit }) => unit.id)).toEqual(Array.from({ length: 9 }, (_, number) => `access-${number}`));
  expect([lanes.size, lanes.take(10, 0)]).toEqual([0, []]);
});

it('a store with lanes commits little together with what somebody waits for, when nobody waits for it', () => {
  const lanes = new Lanes();
  fill(lanes, 'sync', 50);
  fill(lanes, 'background', 50);
  fill(lanes, 'interactive', 100);
  const lanesTaken = lanes.take(256, 0).map(({ unit }) => unit.lane);
  const count = (lane: Lane) => lanesTaken.filter((one) => one === lane).length;
  expect([count('interactive'), count('sync'), count('background')]).toEqual([100, 2, 2]);
  expect(lanes.take(256, 0).map(({ unit }) => unit.id)).toEqual(['sync-2', 'sync-3', 'background-2', 'background-3']);
});

it('a store with lanes drops what nobody waits for any more', () => {
  const lanes = new Lanes();
  fill(lanes, 'interactive', 3);
  expect(lanes.take(10, 1_001)).toEqual([]);
  expect(lanes.size).toBe(0);
});
