import type { Evidence, Say } from './evidence.ts';
import { type PowercutResult, powercut } from './powercut.ts';

const CUTS = 400;

/** Fewer than 4,000 pages are written, so the gateway has one connection only, and SQLite recovers the WAL when that is opened again. */
const QUIET = { SYNC_WINDOW_DAYS: '3', SYNC_EVERY_SECONDS: '600', WATCH_EVERY_SECONDS: '600' };

/** With the disk kept honestly, with fsyncs that fail, and with SQLite told to be careless, which has to be noticed. */
export async function provePowercut(seed: number, say: Say): Promise<Evidence> {
  const full = await powercut({ seed, bookings: 420, cuts: CUTS, synchronous: 'FULL', say });
  const failing = { inject: ['fsync,fdatasync:error=EIO:when=130..135'], settings: QUIET };
  const eio = await powercut({ seed, bookings: 300, cuts: CUTS / 2, synchronous: 'FULL', ...failing, say });
  const normal = await powercut({ seed, bookings: 240, cuts: CUTS / 4, synchronous: 'NORMAL', say });
  const off = await powercut({ seed, bookings: 240, cuts: CUTS / 4, synchronous: 'OFF', say });
  const failures = [...mustHold('FULL', full, CUTS), ...mustHold('FULL with failing fsyncs', eio, CUTS / 2)];
  if (eio.failedSyncs === 0) failures.push('no fsync failed');
  for (const [name, careless] of Object.entries({ NORMAL: normal, OFF: off }))
    if (careless.withLosses * 4 < careless.rebuilt) failures.push(`the proof hardly notices synchronous=${name}`);
  return { counts: { full: counted(full), eio: counted(eio), normal: counted(normal), off: counted(off) }, failures };
}

function mustHold(name: string, result: PowercutResult, cuts: number): readonly string[] {
  const failures = result.failures.map((failure) => `${name}: ${failure}`);
  if (result.bookingsLost > 0) failures.push(`${name}: ${result.bookingsLost} acknowledged bookings were lost`);
  if (result.cuts < cuts) failures.push(`${name}: only ${result.cuts} cuts`);
  return failures;
}

/** Careless databases may be broken in any way; what is wrong with them is only counted. */
function counted({ failures, ...result }: PowercutResult) {
  return { ...result, broken: failures.length };
}
