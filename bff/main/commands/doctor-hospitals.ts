import { existsSync, readFileSync } from 'node:fs';
import type { HospitalAdapter } from '../../../adapters/port.ts';
import { systemClock } from '../../platform/clock.ts';
import { type HospitalEntry, hospitalFile } from '../../scenes/directory/city-file.ts';
import { buildAdapters, warningsAbout } from '../adapters.ts';
import type { Check, Diagnosis } from './doctor-checks.ts';

const ASK_MS = 5_000;
const DAY_MS = 24 * 3_600_000;

/** Each hospital is asked one question that changes nothing. */
export const checkHospitals: Check = async ({ config }) => {
  const about = 'hospitals';
  if (!existsSync(config.HOSPITALS_FILE)) {
    const mend = 'write it (docs/operations.md), or set HOSPITALS_FILE to where it is';
    return [{ state: 'FAULT', about, found: `there is no file at ${config.HOSPITALS_FILE}`, mend }];
  }
  let entries: readonly HospitalEntry[];
  let adapters: ReadonlyMap<string, HospitalAdapter>;
  try {
    entries = hospitalFile.parse(JSON.parse(readFileSync(config.HOSPITALS_FILE, 'utf8')));
    adapters = buildAdapters(entries, { fetch: (input, init) => fetch(input, init), now: systemClock.now });
  } catch (error) {
    const mend = 'see docs/operations.md for the form, and the README of the adapter for its connection';
    return [{ state: 'FAULT', about, found: `${config.HOSPITALS_FILE} does not fit: ${firstLine(error)}`, mend }];
  }
  return [
    ...warningsAbout(entries).map(({ hospitalId, detail }): Diagnosis => ({ state: 'note', about: hospitalId, found: detail })),
    ...(await Promise.all([...adapters].map(([id, adapter]) => ask(id, adapter)))),
  ];
};

async function ask(about: string, adapter: HospitalAdapter): Promise<Diagnosis> {
  const { slots, findBooking } = adapter.capabilities;
  const call = { signal: AbortSignal.timeout(ASK_MS) };
  const now = systemClock.now();
  if (!slots && !findBooking)
    return { state: 'note', about, found: 'can not be asked anything; its pushes and bookings will show' };
  const outcome = slots ? await adapter.slots({ from: now, to: now + DAY_MS }, call) : await adapter.findBooking('doctor', call);
  if (outcome.ok) return { state: 'ok', about, found: 'answers' };
  const { failure } = outcome;
  const words = 'detail' in failure ? `${failure.kind}: ${failure.detail}` : failure.kind;
  const mend =
    failure.kind === 'unavailable'
      ? 'is its system running, and may this machine reach it? Name, port, firewall, certificate'
      : 'it answers, but not as its adapter expects: compare its connection in the hospitals file, keys first';
  return { state: 'FAULT', about, found: words, mend };
}

function firstLine(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unreadable';
}
