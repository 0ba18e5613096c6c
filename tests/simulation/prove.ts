import { mkdirSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { guardScenarios } from '../store/guard-scenarios.ts';
import { openGuardWorld } from '../store/guard-world.ts';
import { proveBookingSim, walkBooking } from './booking-sim-proof.ts';
import { commitOf } from './commit-of.ts';
import { proveDiskFull, proveFsyncFails, provePowercut } from './durability-proofs.ts';
import type { Evidence, Proof } from './evidence.ts';
import { proveFailover, proveFrozen } from './failover-proofs.ts';
import { killLoop } from './kill-loop.ts';
import { KILL_POINTS } from './kill-points.ts';
import { proveKiosk, proveStore } from './matrix-proofs.ts';
import { messagesKillBoth } from './messages-kill.ts';
import { provePaymentKill } from './payment-kill.ts';
import { provePreconsultKill } from './preconsult-kill.ts';
import { serveSeeds } from './seed-walkers.ts';
import { proveBySeeds, walkOf } from './seeded-proof.ts';
import { SEEDED_SIMULATIONS } from './seeded-simulations.ts';
import { proveTriagePaths, walkPaths } from './triage-paths-proof.ts';

/**
 * `npm run prove -- NAME [SEED]`: a proof with its full counts. It shows how far it is and writes `docs/evidence/NAME.json`.
 * A proof that was interrupted goes on where it was when it is started again with the same seed on the same commit.
 */
const say = (line: string) => void process.stdout.write(`${line}\n`);

const proofs: Readonly<Record<string, Proof>> = {
  guards: proveGuards,
  kill: proveKill,
  'messages-kill': (seed, say) => messagesKillBoth({ seed, killsPerPoint: 3, say }),
  'booking-sim': proveBookingSim,
  ...Object.fromEntries(
    SEEDED_SIMULATIONS.map((simulation): [string, Proof] => [
      simulation.name,
      (seed, say) => proveBySeeds(simulation, seed, say),
    ]),
  ),
  'payment-kill': provePaymentKill,
  'preconsult-kill': provePreconsultKill,
  'triage-paths': proveTriagePaths,
  powercut: provePowercut,
  'disk-full': proveDiskFull,
  'fsync-fails': proveFsyncFails,
  failover: proveFailover,
  frozen: proveFrozen,
  kiosk: proveKiosk,
  store: proveStore,
};

async function main(): Promise<void> {
  const [name = '', seedText = '1'] = process.argv.slice(2);
  const proof = proofs[name];
  if (!proof) {
    process.stderr.write(`npm run prove -- NAME [SEED], where NAME is one of ${Object.keys(proofs).join(', ')}\n`);
    process.exit(64);
  }
  const seed = Number(seedText);
  const startedAt = Date.now();
  // Named before it begins: the tree may go on while a long proof runs.
  const commit = commitOf();
  const { counts, failures } = await proof(seed, say);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const result = failures.length === 0 ? 'holds' : 'does not hold';
  mkdirSync('docs/evidence', { recursive: true });
  const evidence = {
    proof: name,
    result,
    commit,
    seed,
    node: process.version,
    seconds,
    counts,
    failures: failures.slice(0, 50),
  };
  writeFileSync(`docs/evidence/${name}.json`, `${JSON.stringify(evidence, null, 2)}\n`);
  say(`${name} ${result}; docs/evidence/${name}.json`);
  process.exit(failures.length === 0 ? 0 : 1);
}

async function proveGuards(): Promise<Evidence> {
  const failures: string[] = [];
  say(`${'guard'.padEnd(28)}with it    without it   the test that fails`);
  for (const { guard, guarantee, run } of guardScenarios) {
    const holds = await holdsIn(undefined, run);
    const holdsWithout = await holdsIn(guard, run);
    say(`${guard.padEnd(28)}${holds ? 'passes' : 'FAILS '}     ${holdsWithout ? 'PASSES' : 'fails '}       ${guarantee}`);
    if (!holds) failures.push(`${guard}: the guarantee does not hold`);
    if (holdsWithout) failures.push(`${guard}: no test notices that it is gone`);
  }
  return {
    counts: {
      guards: guardScenarios.length,
      table: guardScenarios.map(({ guard, guarantee }) => ({ guard, failsWithoutIt: guarantee })),
    },
    failures,
  };
}

async function holdsIn(removed: string | undefined, run: (typeof guardScenarios)[number]['run']): Promise<boolean> {
  const world = await openGuardWorld(removed);
  try {
    await run(world);
    return true;
  } catch {
    return false;
  } finally {
    await world.stop();
  }
}

async function proveKill(seed: number): Promise<Evidence> {
  const { failures, ...counts } = await killLoop({ seed, bookings: 200, points: KILL_POINTS, killsPerPoint: 3, say });
  return { counts, failures };
}

if (isMainThread) await main();
else
  serveSeeds({
    'booking-sim': walkBooking,
    'triage-paths': walkPaths,
    ...Object.fromEntries(SEEDED_SIMULATIONS.map((simulation) => [simulation.name, walkOf(simulation)])),
  });
