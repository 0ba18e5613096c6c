import type { Finding, HospitalAdapter } from '../../../adapters/port/hospital.ts';
import { systemClock } from '../../platform/clock.ts';
import { cityFileOf, type HospitalEntry } from '../../scenes/directory/city-file.ts';
import { buildAdapters, warningsAbout } from '../adapters.ts';
import { readDocument } from '../read-document.ts';
import { StartProblem } from '../start-problem.ts';
import type { Check, Diagnosis } from './doctor-checks.ts';

const ASK_MS = 5_000;
/** A tenth of the time for which a signature is good. */
const CLOCK_MAX_MS = 30_000;

/** Each adapter finds out what it can about its hospital without changing anything. */
export const checkHospitals: Check = async ({ config }) => {
  const about = 'hospitals';
  let entries: readonly HospitalEntry[];
  let adapters: ReadonlyMap<string, HospitalAdapter>;
  try {
    entries = readDocument(config.HOSPITALS_FILE, cityFileOf, 'HOSPITALS_FILE').hospitals;
    adapters = buildAdapters(entries, { fetch: (input, init) => fetch(input, init), now: systemClock.now });
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error;
    const mend = 'see docs/operations.md for the form, and the README of the adapter for its connection';
    return [{ state: 'FAULT', about, found: error.message, mend }];
  }
  return [
    ...warningsAbout(entries).map(({ hospitalId, detail }): Diagnosis => ({ state: 'note', about: hospitalId, found: detail })),
    ...(await Promise.all([...adapters].map(([id, adapter]) => ask(id, adapter)))).flat(),
  ];
};

async function ask(about: string, adapter: HospitalAdapter): Promise<readonly Diagnosis[]> {
  const findings = await adapter.check({ signal: AbortSignal.timeout(ASK_MS) });
  return findings.flatMap((finding) => diagnose(about, finding) ?? []);
}

/** A finding in words, with what mends it; nothing about what goes without saying. */
function diagnose(about: string, finding: Finding): Diagnosis | undefined {
  switch (finding.kind) {
    case 'reached':
      return { state: 'ok', about, found: 'answers' };
    case 'credentials-accepted':
      return undefined;
    case 'unreachable': {
      const mend = 'is its system running, and may this machine reach it? Name, port, firewall, certificate';
      return { state: 'FAULT', about, found: `unreachable: ${finding.detail}`, mend };
    }
    case 'not-understood': {
      const mend = 'it answers, but not as its adapter expects: compare its connection in the hospitals file';
      return { state: 'FAULT', about, found: `not understood: ${finding.detail}`, mend };
    }
    case 'credentials-refused': {
      const mend =
        'compare key, secret or token in the hospitals file with what the hospital has; it may have been changed there';
      return { state: 'FAULT', about, found: `does not take our credentials: ${finding.detail}`, mend };
    }
    case 'clock': {
      const seconds = Math.round(Math.abs(finding.aheadMs) / 1000);
      if (seconds * 1000 <= CLOCK_MAX_MS) return undefined;
      const mend = 'let NTP set both clocks: signatures expire, and slots are late or early';
      const found = `its clock is ${seconds} s ${finding.aheadMs > 0 ? 'ahead of' : 'behind'} ours`;
      return { state: 'FAULT', about, found, mend };
    }
    case 'lacking': {
      const mend = 'change its connection in the hospitals file, or ask the hospital';
      return { state: 'FAULT', about, found: `lacks ${finding.detail}`, mend };
    }
  }
}
