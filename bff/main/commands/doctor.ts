import type { Config } from '../config.ts';
import { type Command, CommandRefused } from './command.ts';
import { type Check, checkDatabase, checkDisk, checkKeys, checkNode, checkSettings, type Diagnosis } from './doctor-checks.ts';
import { checkFiles } from './doctor-files.ts';
import { checkHospitals } from './doctor-hospitals.ts';
import { checkRows } from './doctor-rows.ts';
import { openReadOnly, type ReadOnly } from './read-only.ts';

/** In this order, because what comes later makes little sense while something before it is wrong. */
const CHECKS: readonly Check[] = [
  checkNode,
  checkSettings,
  checkDisk,
  checkKeys,
  checkFiles,
  checkDatabase,
  checkRows,
  checkHospitals,
];

/** Looks at everything that a gateway needs, says what is wrong, and how to mend it. Changes nothing. */
export const doctor: Command = {
  usage: 'doctor',
  options: [],
  async run({ config, say }) {
    const found = await diagnose(config);
    for (const { state, about, found: words, mend } of found) {
      say(`${state.padEnd(5)} ${about}: ${words}`);
      if (mend !== undefined) say(`      ${mend}`);
    }
    const faults = found.filter(({ state }) => state === 'FAULT').length;
    if (faults > 0) throw new CommandRefused(`${faults} ${faults === 1 ? 'fault' : 'faults'}; each says above how to mend it`);
    say('Nothing is wrong.');
  },
};

async function diagnose(config: Config): Promise<readonly Diagnosis[]> {
  let database: ReadOnly | undefined;
  const opened: Diagnosis[] = [];
  try {
    database = await openReadOnly(config);
  } catch (error) {
    const mend = 'start the gateway once, or run onedoor migrate; PostgreSQL: is it running, and may this machine reach it?';
    opened.push({ state: 'FAULT', about: 'database', found: (error as Error).message, mend });
  }
  try {
    const found: Diagnosis[] = [];
    for (const check of CHECKS) found.push(...(await check({ config, database })));
    return [...opened, ...found];
  } finally {
    await database?.close();
  }
}
