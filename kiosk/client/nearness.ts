import type { Position } from './own-browser.ts';
import type { Hospital, Place } from './wire.ts';

const EARTH_KM = 6371;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Kilometres as the crow flies, on a round earth: good enough for "nearest first". */
export function distanceKm(from: Position, to: Position): number {
  const latitude = radians(to.latitude - from.latitude);
  const longitude = radians(to.longitude - from.longitude);
  const chord =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(longitude / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(chord));
}

export interface Standpoint {
  readonly hospital: string;
  readonly campus: string;
}

function positionOf(hospitals: readonly Hospital[], hospital: string, campus?: string): Position | undefined {
  const campuses = hospitals.find(({ id }) => id === hospital)?.campuses ?? [];
  return (campuses.find(({ name }) => name === campus) ?? campuses[0])?.position;
}

/** How far a place is from where the kiosk stands; nothing if either has no position. Its own hospital is "here". */
export function distanceTo(
  hospitals: readonly Hospital[],
  here: Standpoint | undefined,
  place: Pick<Place, 'hospital' | 'campus'>,
): number | undefined {
  if (here === undefined) return undefined;
  if (isHere(here, place)) return 0;
  const from = positionOf(hospitals, here.hospital, here.campus);
  const to = positionOf(hospitals, place.hospital, place.campus);
  return from === undefined || to === undefined ? undefined : distanceKm(from, to);
}

/** Whether it is in the house in which one stands: another campus of the same hospital is another building. */
export function isHere(here: Standpoint | undefined, { hospital, campus }: Pick<Place, 'hospital' | 'campus'>): boolean {
  return hospital === here?.hospital && campus === here.campus;
}

/** The hospitals, that of this kiosk first, then by how far their nearest campus is; those without a position last. */
export function nearestFirst(hospitals: readonly Hospital[], here: Standpoint | undefined): readonly Hospital[] {
  const rank = (hospital: Hospital) => {
    if (hospital.id === here?.hospital) return -1;
    const distances = hospital.campuses.map(({ name }) => distanceTo(hospitals, here, { hospital: hospital.id, campus: name }));
    return Math.min(...distances.map((distance) => distance ?? Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY);
  };
  return [...hospitals]
    .map((hospital) => ({ hospital, at: rank(hospital) }))
    .sort((left, right) => compare(left.at, right.at))
    .map(({ hospital }) => hospital);
}

/** How far the nearest campus of a hospital is from a place that the phone said; nothing where no campus has a position. */
export function kilometresFrom(from: Position, { campuses }: Pick<Hospital, 'campuses'>): number | undefined {
  const distances = campuses.flatMap(({ position }) => (position === undefined ? [] : [distanceKm(from, position)]));
  return distances.length === 0 ? undefined : Math.min(...distances);
}

function compare(left: number, right: number): number {
  return left === right ? 0 : left - right;
}
