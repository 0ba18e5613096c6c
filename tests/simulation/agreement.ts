import type { Crowd } from './crowd.ts';

type Rows = (sql: string) => Promise<readonly Record<string, unknown>[]>;

const AT_REST = ['confirmed', 'cancelled', 'released', 'refused'];

/** What the gateway's database and the hospitals' own databases do not agree about: every booking once on both sides, or on neither. */
export async function agreement(rows: Rows, crowd: Crowd): Promise<readonly string[]> {
  const failures: string[] = [];
  const all = crowd.hospitalBookings();
  const live = all.filter(({ status }) => status === 'booked');
  const timesBooked = new Map<string, number>();
  for (const { key } of all) timesBooked.set(key, (timesBooked.get(key) ?? 0) + 1);
  for (const [, times] of timesBooked) if (times > 1) failures.push(`a hospital booked one key ${times} times`);
  const claims = await rows('SELECT state, booking_key, appointment_id FROM claim WHERE ghost_of IS NULL');
  for (const claim of claims) {
    const held = live.filter(({ key }) => key === claim.booking_key).length;
    if (!AT_REST.includes(String(claim.state))) failures.push(`a claim is left in ${claim.state}`);
    if (held !== (claim.state === 'confirmed' ? 1 : 0)) failures.push(`a claim is ${claim.state} and the hospital holds ${held}`);
  }
  const known = new Set(claims.map((claim) => claim.booking_key));
  const strays = live.filter(({ key }) => !known.has(key)).length;
  if (strays > 0) failures.push(`${strays} bookings at hospitals that we do not know`);
  const twice = await rows(
    "SELECT subject_id FROM audit WHERE action = 'claim.confirmed' GROUP BY subject_id HAVING count(*) > 1",
  );
  if (twice.length > 0) failures.push(`${twice.length} outcomes were committed twice`);
  const confirmed = new Set(claims.filter(({ state }) => state === 'confirmed').map((claim) => claim.appointment_id));
  const broken = crowd.orders.filter(({ acknowledged }) => acknowledged !== undefined && !confirmed.has(acknowledged)).length;
  if (broken > 0) failures.push(`${broken} acknowledged bookings are not confirmed`);
  return failures;
}
