import { cityPolicy, hospitalPolicy } from '../../bff/scenes/directory/policy.ts';

/**
 * Worlds in which few people book many slots, because what is tested or measured there is something else. They say so in their files, as
 * a city that wants no such bounds does; what holds where nothing is said is tested in `tests/scenes/appointments/quota.store.test.ts`.
 */
const NOBODY_REACHES = 1_000_000;

export const ROOMY_POLICY = hospitalPolicy.parse({ bookings: { overlaps: 'allowed', aDepartmentWeek: NOBODY_REACHES } });

export const ROOMY_CITY = cityPolicy.parse({
  bookings: { altogether: NOBODY_REACHES, aDay: NOBODY_REACHES, unproved: NOBODY_REACHES, cancellationsADay: NOBODY_REACHES },
  dependants: NOBODY_REACHES,
});

/** A HOSPITALS_FILE of such a city. */
export function roomyFileOf(hospitals: readonly object[]): { readonly city: object; readonly hospitals: readonly object[] } {
  const { bookings } = ROOMY_POLICY;
  return { city: ROOMY_CITY, hospitals: hospitals.map((hospital) => ({ ...hospital, policy: { bookings } })) };
}
