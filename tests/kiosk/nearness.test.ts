import { expect, it } from 'vitest';
import { distanceKm, distanceTo, isHere, nearestFirst } from '../../kiosk/client/nearness.ts';
import { standInHospitals } from './kit/stand-in-city.ts';

const here = { hospital: 'linjiang-central', campus: standInHospitals[1]?.campuses[0]?.name ?? '' };

it('nearness measures as the map does', () => {
  // Beijing South to Shanghai Hongqiao, as the crow flies.
  const km = distanceKm({ latitude: 39.865, longitude: 116.379 }, { latitude: 31.194, longitude: 121.327 });
  expect(km).toBeGreaterThan(1_055);
  expect(km).toBeLessThan(1_075);
});

it("nearness puts the kiosk's own hospital first, then the nearest, and what has no position last", () => {
  const [first, ...rest] = standInHospitals;
  const nowhere = { ...first, id: 'nowhere', campuses: [{ name: '本部', address: '' }] } as (typeof standInHospitals)[number];
  const order = nearestFirst([nowhere, ...rest, first as (typeof standInHospitals)[number]], here).map(({ id }) => id);
  expect(order[0]).toBe('linjiang-central');
  expect(order[1]).toBe('linjiang-first');
  expect(order.at(-1)).toBe('nowhere');
});

it('nearness says nothing about a distance that nobody knows', () => {
  expect(distanceTo(standInHospitals, here, { hospital: 'elsewhere', campus: '本部' })).toBeUndefined();
  expect(distanceTo(standInHospitals, here, here)).toBe(0);
});

it('nearness of somebody who stands in no house puts no house first, and says no distance', () => {
  expect(nearestFirst(standInHospitals, undefined)).toEqual(standInHospitals);
  expect(distanceTo(standInHospitals, undefined, here)).toBeUndefined();
  expect(isHere(undefined, here)).toBe(false);
});
