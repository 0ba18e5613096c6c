import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { diskFull, type FillableDisk } from './disk-full.ts';
import type { Evidence, Say } from './evidence.ts';
import { fsyncFails } from './fsync-fails.ts';
import { type PowercutResult, powercut } from './powercut.ts';

const CUTS = 400;

/** Fewer than 4,000 pages are written, so the gateway has one connection only, and SQLite recovers the WAL when that is opened again. */
const QUIET = { SYNC_WINDOW_DAYS: '3', SYNC_EVERY_SECONDS: '600', WATCH_EVERY_SECONDS: '600' };

/** With the disk kept honestly, with fsyncs that fail, and with SQLite told to be careless, which has to be noticed. */
export async function provePowercut(seed: number, say: Say): Promise<Evidence> {
  const full = await powercut({ seed, bookings: 420, cuts: CUTS, synchronous: 'FULL', say });
  const failing = { inject: ['fsync,fdatasync:error=EIO:when=180..185'], settings: QUIET };
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

const DISK_MIB = 96;
const ROUNDS = 5;

/** A file system of a few MiB, which somebody else fills to the last byte. */
export async function proveDiskFull(_: number, say: Say): Promise<Evidence> {
  const rounds = [];
  const failures: string[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { failures: found, ...counts } = await diskFull({ bookings: 400, searchMs: 4_000, disk: smallDisk, say });
    say(`round ${round} of ${ROUNDS}: ${counts.acknowledged} acknowledged, ${found.length} failures`);
    rounds.push(counts);
    failures.push(...found.map((failure) => `round ${round}: ${failure}`));
  }
  return { counts: { diskMiB: DISK_MIB, rounds }, failures };
}

function smallDisk(folder: string): FillableDisk {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', folder]);
  const ballast = join(folder, 'ballast');
  return {
    fill: () => fillUp(ballast),
    free: () => rmSync(ballast),
    remove: () => void execFileSync('umount', [folder]),
  };
}

function fillUp(path: string): void {
  const file = openSync(path, 'w');
  for (let size = 1 << 20; size >= 512; ) {
    try {
      writeSync(file, Buffer.alloc(size));
    } catch {
      size >>= 1;
    }
  }
  closeSync(file);
}

/** Every fsync, every other, the first three, and every fifth. What a power cut then leaves is a part of `powercut`. */
const FAILING = ['1+1', '1+2', '1..3', '5+5'];

/** Of a gateway that runs, some or all fsyncs fail for a while. */
export async function proveFsyncFails(_: number, say: Say): Promise<Evidence> {
  const { failures, ...counts } = await fsyncFails({ patterns: FAILING, bookings: 80, say });
  const late = counts.backAfterMs.filter((ms) => ms > 5_000).map((ms) => `no booking until ${ms} ms after the disk was well`);
  return { counts: { patterns: FAILING, ...counts }, failures: [...failures, ...late] };
}
