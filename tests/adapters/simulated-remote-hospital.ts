import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { KitLimits } from '../../adapters/conformance/case-context.ts';
import type { HospitalUnderTest, TrueCharges, TruePatients } from '../../adapters/conformance/hospital-under-test.ts';
import { FAULTS, type Fault, type FaultTarget } from '../../adapters/conformance/partner-under-test.ts';
import { createRemoteHttpAdapter, readDeclaredCapabilities } from '../../adapters/hospitals/remote-http/adapter.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { Patient } from '../../adapters/port/terms.ts';
import { openSimulatorDatabase } from '../../fixtures/simulators/remote-http/simulator-database.ts';
import { type RemoteHospitalOptions, startRemoteHospital } from '../../fixtures/simulators/remote-http/start-remote-hospital.ts';
import { doctorsSummaries } from './doctors-workstation.ts';
import { hospitalRecords } from './remote-records.ts';

export const LIMITS: Partial<KitLimits> = { deadlineMs: 600, graceMs: 5_000 };

/** Keys of the tests: any 32 bytes. */
export const REQUEST_KEY = { id: 'kit', secret: Buffer.alloc(32, 'request key ').toString('base64') };
export const PUSH_KEY = { id: 'kit-push', secret: Buffer.alloc(32, 'push key ').toString('base64') };

const WRITES = ['book', 'cancel', 'register', 'quote', 'drop-quote', 'settle', 'refund', 'deliver', 'withdraw', 'other'];

const SLOW_MS = 80;
const LATE_COMMIT_MS = 800;

export interface StartedRemoteHospital {
  readonly adapter: HospitalAdapter;
  readonly stranger: HospitalAdapter;
  readonly hospital: HospitalUnderTest;
  readonly baseUrl: string;
  readonly controlUrl: string;
  readonly workstationUrl: string;
  readonly databasePath: string;
  stop(): Promise<void>;
}

/** Starts one simulated hospital on real sockets, with an adapter that declares what the hospital says of itself. */
export async function startSimulatedRemoteHospital(
  options: Pick<RemoteHospitalOptions, 'abilities' | 'push'> = {},
): Promise<StartedRemoteHospital> {
  const simulator = await startRemoteHospital({ slots: [], key: REQUEST_KEY, ...options });
  const { baseUrl, controlUrl, workstationUrl, databasePath } = simulator;
  let latencyMs = 0;
  const environment = {
    async fetch(input: string, init?: RequestInit) {
      if (latencyMs > 0) await sleep(latencyMs);
      return fetch(input, init);
    },
    now: Date.now,
  };
  const connection = { baseUrl, key: REQUEST_KEY };
  const declared = await readDeclaredCapabilities(connection, environment, { signal: AbortSignal.timeout(5_000) });
  if (!declared.ok) throw new Error('the hospital did not say what it can do');
  const adapter = createRemoteHttpAdapter(
    { ...connection, pushKey: PUSH_KEY, capabilities: declared.value, pageSize: 5 },
    environment,
  );
  const strangeKey = { ...REQUEST_KEY, secret: Buffer.alloc(32, 'another key ').toString('base64') };
  const stranger = createRemoteHttpAdapter({ ...connection, key: strangeKey, capabilities: declared.value }, environment);
  const writable = new Database(databasePath);
  const truth = openSimulatorDatabase(databasePath);
  const addSlot = writable.prepare(`INSERT INTO slot (ref, practitioner, department, starts_at, ends_at, capacity, taken)
    VALUES (?, 'p001', 'd01', ?, ?, ?, ?)`);
  const setStatus = writable.prepare(
    'UPDATE booking SET status = ?, change = (SELECT max(change) + 1 FROM booking) WHERE ref = ?',
  );
  let slots = 0;
  let late = false;

  const hospital: HospitalUnderTest = {
    supportedFaults: FAULTS,
    placesPerSlot: 'many',
    async openSlot({ startsAt, endsAt, capacity, free = capacity }) {
      slots += 1;
      const ref = `p001-${slots}`;
      addSlot.run(ref, startsAt, endsAt, capacity, capacity - free);
      return ref;
    },
    bookings: async (key) =>
      truth.bookings(key).map(({ ref, key: own, status, patient, patientRef }) => {
        const { name }: Patient = JSON.parse(patient);
        return { ref, key: own, live: status === 'booked', patientName: name, patientRef: patientRef ?? undefined };
      }),
    async slot(ref) {
      const slot = truth.slot(ref);
      if (slot === undefined) throw new Error(`no slot ${ref}`);
      return { capacity: slot.capacity, taken: slot.taken };
    },
    patients: hospitalFiles(writable, truth),
    charges: hospitalCharges(controlUrl, truth),
    summaries: doctorsSummaries(workstationUrl, (key) => truth.summaries(key).filter((one) => one.withdrawn === 0).length),
    records: hospitalRecords(controlUrl),
    async setFault(fault, target = 'write') {
      late ||= fault === 'late-commit';
      await control(controlUrl, fault, target);
    },
    async setLatency(ms) {
      latencyMs = ms;
    },
    statuses: {
      supported: ['completed', 'missed', 'wait-listed'],
      async set(ref, status) {
        setStatus.run(status, ref);
      },
    },
    async requestsSeen() {
      const operations = truth.requests().map(({ operation }) => operation);
      const writes = operations.filter((operation) => WRITES.includes(operation));
      return { total: operations.length, writes: writes.length };
    },
    async settled() {
      if (late) await sleep(LATE_COMMIT_MS + 100);
      late = false;
    },
  };
  return {
    adapter,
    stranger,
    hospital,
    baseUrl,
    controlUrl,
    workstationUrl,
    databasePath,
    async stop() {
      truth.close();
      writable.close();
      await simulator.close(100);
    },
  };
}

/** The simulator's own switch, on its own port. */
async function control(controlUrl: string, fault: Fault | null, operation: FaultTarget): Promise<void> {
  const send = async (method: string, body?: object) => {
    const response = await fetch(`${controlUrl}/faults`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`control answered ${response.status}`);
    await response.arrayBuffer();
  };
  await send('DELETE');
  if (fault !== null) await send('POST', { operation, fault, delayMs: fault === 'late-commit' ? LATE_COMMIT_MS : SLOW_MS });
}

/** The hospital's files, read and written directly: a clerk at the window opens a second one without being asked. */
function hospitalFiles(database: Database.Database, truth: ReturnType<typeof openSimulatorDatabase>): TruePatients {
  const add = database.prepare(`INSERT INTO patient (document_type, document_number, name, birth_date, particulars)
    VALUES (?, ?, ?, ?, ?)`);
  return {
    async open(patient) {
      const { document, name, birthDate } = patient;
      return `patient-${add.run(document.type, document.number, name, birthDate, JSON.stringify(patient)).lastInsertRowid}`;
    },
    list: async (document) =>
      truth.files(document).map(({ ref, name, birthDate, particulars }) => {
        const { guardian }: Patient = JSON.parse(particulars);
        return { ref, name, birthDate, guardianName: guardian?.name };
      }),
  };
}

/** The cashier, at the control port; the books, read past every interface. */
function hospitalCharges(controlUrl: string, truth: ReturnType<typeof openSimulatorDatabase>): TrueCharges {
  const order = async (what: object): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${controlUrl}/charges`, { method: 'POST', headers, body: JSON.stringify(what) });
    if (!response.ok) throw new Error(`the cashier answered ${response.status}`);
    const { ref = '' } = (await response.json()) as { readonly ref?: string };
    return ref;
  };
  return {
    linesPerVisit: 'many',
    open: ({ patient, patientRef, at, lines }) =>
      order({ act: 'open', document: patient.document, patientRef, at, charge: lines }),
    settle: async (visit) => void (await order({ act: 'settle', visit })),
    change: async (visit) => void (await order({ act: 'change', visit })),
    close: async (settlement) => void (await order({ act: 'close', settlement })),
    expireQuotes: async () => void (await order({ act: 'expire-quotes' })),
    miscount: async (wrong) => void (await order({ act: 'miscount', wrong })),
    settlements: async (visitRef) =>
      truth.settlements(visitRef).map(({ key, ref, total, fund, account, cash, refunds }) => ({
        ...{ ref, visitRef, split: { total, fund, account, cash }, refunded: refunds },
        ...(key === null ? {} : { key }),
      })),
    refunds: async (key) => truth.refunds(key),
  };
}
