import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { KitLimits } from '../../adapters/conformance/case-context.ts';
import type { HospitalUnderTest, SlotToOpen, TruePatients } from '../../adapters/conformance/hospital-under-test.ts';
import { FAULTS, type Fault, type FaultTarget } from '../../adapters/conformance/partner-under-test.ts';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import type { FhirR4ConfigInput } from '../../adapters/hospitals/fhir-r4/config.ts';
import type { BookingStatus } from '../../adapters/port/booking.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { IdentityDocument } from '../../adapters/port/terms.ts';
import { startFhirHospitals } from '../../fixtures/simulators/fhir-r4/start-fhir-hospitals.ts';
import { doctorsSummaries } from './doctors-workstation.ts';
import { hospitalRecords } from './simulated-fhir-records.ts';

export const LIMITS: Partial<KitLimits> = { deadlineMs: 600, graceMs: 5_000 };

const HOSPITAL = 'kit';
const EVERY_RECORD = { reports: true, documents: true, visits: true, medications: true, allergies: true, conditions: true };
const TOKEN = 'kit-token';
const SLOW_MS = 80;
const LATE_COMMIT_MS = 800;
/** Longer than a hold lives, so that an unknown `$book` is over when the window is. */
const SETTLE_WINDOW_MS = 360_000;

/** The request by which a booking, a cancellation, a registration or a summary is committed; in IHE mode `$hold` is not, in the sequence the Slot is not. */
const COMMITS: Readonly<Record<'transaction' | 'sequence' | 'ihe', RegExp>> = {
  transaction: /^POST \/?(Patient)?$/,
  sequence: /^(POST|PUT) \/Appointment\b|^POST \/Patient$/,
  ihe: /^POST (\/Appointment\/\$book|\/Patient)?$/,
};

export interface StartedHospital {
  readonly adapter: HospitalAdapter;
  readonly stranger: HospitalAdapter;
  readonly hospital: HospitalUnderTest;
  readonly control: FaultControl;
  readonly baseUrl: string;
  readonly workstationUrl: string;
  readonly databasePath: string;
  stop(): Promise<void>;
}

/** Starts one simulated hospital on real sockets, with its adapter and a view into its database. */
export async function startSimulatedHospital(
  dialect: keyof typeof COMMITS,
  patients: FhirR4ConfigInput['patients'] = 'registered',
  preconsult = dialect === 'transaction' && patients === 'registered',
): Promise<StartedHospital> {
  const mode = dialect === 'ihe' ? 'ihe' : 'plain';
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const simulator = await startFhirHospitals({
    hospitals: [{ id: HOSPITAL, name: 'Kit', mode, slots: [] }],
    bearerToken: TOKEN,
    now,
  });
  const baseUrl = simulator.hospitals[0]?.baseUrl ?? '';
  const database = new Database(simulator.databasePath);
  const control = faultControl(simulator.controlUrl);
  const armed = armedFetch(baseUrl, COMMITS[dialect], control);
  const config: FhirR4ConfigInput = {
    baseUrl,
    mode,
    atomic: dialect !== 'sequence',
    patients,
    preconsult,
    records: { ...EVERY_RECORD, pageSize: 2 },
    pageSize: 5,
    settleWindowMs: SETTLE_WINDOW_MS,
  };
  const adapter = createFhirR4Adapter({ ...config, bearerToken: TOKEN }, { fetch: armed.fetch, now });
  const stranger = createFhirR4Adapter({ ...config, bearerToken: 'revoked' }, { fetch: armed.fetch, now });
  let late = false;
  const files = hospitalFiles(database, now);
  const held = database.prepare('SELECT count(*) FROM summary WHERE hospital = ? AND key = ? AND withdrawn = 0');

  const hospital: HospitalUnderTest = {
    supportedFaults: FAULTS,
    ...(dialect === 'ihe' ? { namesSlots: false as const } : {}),
    placesPerSlot: dialect === 'sequence' ? 'one' : 'many',
    ...hospitalBooks(database, mode, now),
    patients: files,
    records: hospitalRecords(database, HOSPITAL, files, now),
    summaries: doctorsSummaries(simulator.workstationUrl, (key) => held.pluck().get(HOSPITAL, key) as number),
    async setFault(fault, target = 'write') {
      armed.set(null);
      await control.clear();
      if (fault === null) return;
      late ||= fault === 'late-commit';
      if (fault === 'refused' || target === 'read') await control.add(fault, 'read');
      else armed.set(fault);
    },
    setLatency: async (ms) => armed.delay(ms),
    async settled() {
      if (late) await sleep(LATE_COMMIT_MS + 100);
      late = false;
      aheadMs += SETTLE_WINDOW_MS;
    },
  };
  return {
    adapter,
    stranger,
    hospital,
    control,
    baseUrl,
    workstationUrl: simulator.workstationUrl,
    databasePath: simulator.databasePath,
    async stop() {
      database.close();
      await simulator.close(100);
    },
  };
}

export interface FaultControl {
  add(fault: Fault, operation: FaultTarget | 'hold'): Promise<void>;
  clear(): Promise<void>;
}

/** The simulator's own switch, on its own port. */
function faultControl(controlUrl: string): FaultControl {
  const send = async (method: string, body?: object) => {
    const response = await fetch(`${controlUrl}/faults`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`control answered ${response.status}`);
    await response.arrayBuffer();
  };
  return {
    add: (fault, operation) => send('POST', { operation, fault, delayMs: fault === 'late-commit' ? LATE_COMMIT_MS : SLOW_MS }),
    clear: () => send('DELETE'),
  };
}

/** A fetch that switches a fault on just before the committing request, so that the requests before it pass. */
function armedFetch(baseUrl: string, commits: RegExp, control: FaultControl) {
  let fault: Fault | null = null;
  let latencyMs = 0;
  return {
    delay(ms: number): void {
      latencyMs = ms;
    },
    set(next: Fault | null): void {
      fault = next;
    },
    async fetch(input: string, init: RequestInit = {}): Promise<Response> {
      if (latencyMs > 0) await sleep(latencyMs);
      if (fault !== null && commits.test(`${init.method} ${input.slice(baseUrl.length)}`)) await control.add(fault, 'write');
      return fetch(input, init);
    },
  };
}

interface WrittenPatient {
  readonly name: readonly { readonly text?: string }[];
  readonly birthDate: string;
  readonly contact?: readonly { readonly name: { readonly text: string } }[];
}

/** The hospital's files, read and written directly: a clerk at the window opens a second one without being asked. */
function hospitalFiles(database: Database.Database, now: () => number): TruePatients {
  const under = database.prepare('SELECT id, resource FROM patient WHERE hospital = ? AND document = ? ORDER BY seq');
  const add = database.prepare('INSERT INTO patient (hospital, document, resource, last_updated) VALUES (?, ?, ?, ?)');
  const token = ({ type, number }: IdentityDocument) => `urn:onedoor:document:${type}|${number}`;
  return {
    async open({ name, birthDate, sex, document }) {
      const identifier = [{ system: `urn:onedoor:document:${document.type}`, value: document.number }];
      const resource = { resourceType: 'Patient', identifier, name: [{ text: name }], gender: sex, birthDate };
      return `patient-${add.run(HOSPITAL, token(document), JSON.stringify(resource), now()).lastInsertRowid}`;
    },
    async list(document) {
      const rows = under.all(HOSPITAL, token(document)) as { id: string; resource: string }[];
      return rows.map(({ id, resource }) => {
        const { name, birthDate, contact }: WrittenPatient = JSON.parse(resource);
        return { ref: id, name: name[0]?.text ?? '', birthDate, guardianName: contact?.[0]?.name.text };
      });
    },
  };
}

const FHIR_STATUS: Readonly<Record<BookingStatus, string>> = {
  booked: 'booked',
  completed: 'fulfilled',
  missed: 'noshow',
  'wait-listed': 'waitlist',
  cancelled: 'cancelled',
};

interface SlotRow {
  readonly capacity: number;
  readonly status: string;
}

/** The hospital's database, read and written directly. */
function hospitalBooks(database: Database.Database, mode: 'plain' | 'ihe', now: () => number) {
  const takenThere = new Map<string, number>();
  const prefix = mode === 'ihe' ? 'proposed-' : '';
  database
    .prepare(`INSERT INTO schedule (hospital, id, practitioner, department) VALUES (?, 'schedule-p001', 'p001', 'd01')`)
    .run(HOSPITAL);
  const addSlot =
    database.prepare(`INSERT INTO slot (hospital, id, schedule, starts_at, ends_at, capacity, taken, status, last_updated)
    VALUES (?, ?, 'schedule-p001', ?, ?, ?, ?, ?, ?)`);
  const ours = `SELECT id, key, status, patient, resource FROM appointment WHERE hospital = ? AND key IS NOT NULL AND key = coalesce(?, key) ORDER BY seq`;
  const live = `SELECT count(*) FROM appointment WHERE hospital = ? AND slot = ? AND (status = 'booked' OR (status = 'pending' AND expires_at > ?))`;

  const setStatus = database.prepare('UPDATE appointment SET status = ?, last_updated = ? WHERE hospital = ? AND id = ?');

  return {
    statuses: {
      supported: ['completed', 'missed', 'wait-listed'] as const,
      async set(ref: string, status: BookingStatus): Promise<void> {
        setStatus.run(FHIR_STATUS[status], now(), HOSPITAL, ref);
      },
    },
    async openSlot({ startsAt, endsAt, capacity, free = capacity }: SlotToOpen): Promise<string> {
      const id = `p001-${takenThere.size + 1}`;
      takenThere.set(id, capacity - free);
      const status = free === 0 && mode === 'plain' ? 'busy' : 'free';
      addSlot.run(HOSPITAL, id, startsAt, endsAt, capacity, capacity - free, status, now());
      return `${prefix}${id}`;
    },
    async bookings(key?: string) {
      const rows = database.prepare(ours).all(HOSPITAL, key ?? null) as {
        id: string;
        key: string;
        status: string;
        patient: string;
        resource: string;
      }[];
      return rows.map((row) => {
        const patient: WrittenPatient = JSON.parse(row.patient);
        const { participant }: { participant: { actor?: { reference?: string } }[] } = JSON.parse(row.resource);
        const patientRef = /^Patient\/(.+)$/.exec(participant[0]?.actor?.reference ?? '')?.[1];
        const patientName = patient.name[0]?.text ?? '';
        return { ref: row.id, key: row.key, live: row.status === 'booked', patientName, patientRef };
      });
    },
    async slot(ref: string) {
      const id = ref.slice(prefix.length);
      const row = database
        .prepare('SELECT capacity, status FROM slot WHERE hospital = ? AND id = ?')
        .get(HOSPITAL, id) as SlotRow;
      const booked = database.prepare(live).pluck().get(HOSPITAL, id, now()) as number;
      const taken = (takenThere.get(id) ?? 0) + booked;
      // A slot that is busy is lost to everybody, whether a booking says so or not.
      return { capacity: row.capacity, taken: row.status === 'busy' ? row.capacity : taken };
    },
    async requestsSeen() {
      const counts = `SELECT count(*) AS total, count(*) FILTER (WHERE operation IN ('book', 'hold', 'cancel', 'register', 'deliver', 'withdraw', 'other')) AS writes FROM request_log`;
      return database.prepare(counts).get() as { total: number; writes: number };
    },
  };
}
