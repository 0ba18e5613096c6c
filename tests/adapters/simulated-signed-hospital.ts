import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { KitLimits } from '../../adapters/conformance/case-context.ts';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import type {
  HospitalUnderTest,
  TrueCharges,
  TrueClinics,
  TruePatients,
} from '../../adapters/conformance/hospital-under-test.ts';
import { FAULTS, type Fault, type FaultTarget } from '../../adapters/conformance/partner-under-test.ts';
import { createSignedJsonAdapter } from '../../adapters/hospitals/signed-json/adapter.ts';
import type { SignedJsonConfigInput } from '../../adapters/hospitals/signed-json/config.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { IdentityDocument } from '../../adapters/port/terms.ts';
import type { Quirks } from '../../fixtures/simulators/signed-json/exchange.ts';
import { openSimulatorDatabase, type SimulatorDatabase } from '../../fixtures/simulators/signed-json/simulator-database.ts';
import {
  addSchedules,
  type HospitalSchedule,
  hoursOf,
  type SignedHospitalOptions,
  startSignedHospital,
} from '../../fixtures/simulators/signed-json/start-signed-hospital.ts';
import { changed } from '../support/changed-adapter.ts';

export const LIMITS: Partial<KitLimits> = { deadlineMs: 600, graceMs: 5_000 };

export const HOSCODE = '1000_0';
/** Any 32 bytes. */
export const STRICT_KEY = Buffer.alloc(32, 'sign key ').toString('base64');
export const LAX_KEY = '674c4139707728439a6510eae12deea9';

const SLOW_MS = 80;
const LATE_COMMIT_MS = 800;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const FEE_DAY = Date.parse('2031-02-03T08:00:00+08:00');
const CERTIFICATES: Readonly<Record<string, string>> = {
  'resident-id': '10',
  'birth-certificate': '30',
  passport: '40',
  other: '99',
};

export interface StartedSignedHospital {
  readonly adapter: HospitalAdapter;
  readonly stranger: HospitalAdapter;
  readonly hospital: HospitalUnderTest;
  readonly truth: SimulatorDatabase;
  readonly baseUrl: string;
  readonly controlUrl: string;
  readonly databasePath: string;
  /** Opens half days and the like; answers the reference of each. */
  open(...schedules: readonly HospitalSchedule[]): readonly string[];
  stop(): Promise<void>;
}

export interface StartSignedOptions {
  readonly mode: 'strict' | 'lax';
  readonly quirks?: Partial<Quirks>;
  /** What the adapter is told, where it is not what the hospital is. */
  readonly config?: Partial<SignedJsonConfigInput>;
  readonly hospital?: Partial<SignedHospitalOptions>;
}

/** The adapter's configuration for a hospital with these quirks. */
export function configFor({ mode, quirks = {}, config }: StartSignedOptions, baseUrl: string): SignedJsonConfigInput {
  const { signature, charset, swappedReserveFields } = quirks;
  const odd = { signature, charset, swappedReserveFields };
  const own =
    mode === 'strict' ? { mode, signKey: STRICT_KEY, pageSize: 5 } : { mode, acceptRisk: true, signKey: LAX_KEY, ...odd };
  const doctors = [{ ref: 'p001', depcode: 'd01', docname: '曾静' }];
  return { baseUrl, hoscode: HOSCODE, doctors, settleWindowMs: 5_000, ...own, ...config } as SignedJsonConfigInput;
}

/** The reference by which the adapter must know a schedule, written a second time. */
export const refOf = ({ depcode, hosScheduleId, workDate, workTime, amount }: HospitalSchedule) =>
  `${depcode}~${hosScheduleId}~${workDate}~${workTime}~${amount}`;

/** Starts one simulated hospital on real sockets, with its adapter. */
export async function startSimulatedSignedHospital(options: StartSignedOptions): Promise<StartedSignedHospital> {
  const { mode, quirks = {} } = options;
  const signKey = mode === 'strict' ? STRICT_KEY : LAX_KEY;
  const simulator = await startSignedHospital({ mode, hoscode: HOSCODE, signKey, schedules: [], quirks, ...options.hospital });
  const { baseUrl, controlUrl, databasePath } = simulator;
  let latencyMs = 0;
  const environment = {
    async fetch(input: string, init?: RequestInit) {
      if (latencyMs > 0) await sleep(latencyMs);
      return fetch(input, init);
    },
    now: Date.now,
  };
  const wrongKey = mode === 'strict' ? Buffer.alloc(32, 'another key ').toString('base64') : 'another key';
  const stranger = createSignedJsonAdapter({ ...configFor(options, baseUrl), signKey: wrongKey }, environment);
  const adapter = createSignedJsonAdapter(configFor(options, baseUrl), environment);
  const writable = new Database(databasePath);
  const truth = openSimulatorDatabase(databasePath);
  const open = (...schedules: readonly HospitalSchedule[]) => {
    addSchedules(writable, schedules);
    return schedules.map(refOf);
  };
  const parts: Parts = { options, controlUrl, writable, truth, open };
  const traced = mode === 'lax' ? traceBookings(adapter) : undefined;
  return {
    adapter: traced?.adapter ?? adapter,
    stranger,
    hospital: {
      ...hospitalUnderTest(parts, traced?.keyOf),
      async setLatency(ms) {
        latencyMs = ms;
      },
    },
    truth,
    baseUrl,
    controlUrl,
    databasePath,
    open,
    async stop() {
      truth.close();
      writable.close();
      await simulator.close(100);
    },
  };
}

interface Parts {
  readonly options: StartSignedOptions;
  readonly controlUrl: string;
  readonly writable: Database.Database;
  readonly truth: SimulatorDatabase;
  readonly open: StartedSignedHospital['open'];
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A lax hospital stores no key of ours. Which order came of which call is seen from the trace that its request carried. */
function traceBookings(adapter: HospitalAdapter) {
  const keys = new Map<string, string>();
  const traced = changed(adapter, {
    booking: {
      book(request, call) {
        const traceparent = `00-${sha256(request.key).slice(0, 32)}-00f067aa0ba902b7-01`;
        keys.set(traceparent, request.key);
        return facetsOf(adapter).booking.book(request, { ...call, traceparent });
      },
    },
  });
  return { adapter: traced, keyOf: (traceparent: string | null) => keys.get(traceparent ?? '') };
}

const localDate = (at: number) => new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
const halfOf = (at: number) => (new Date(at + SHANGHAI_OFFSET_MS).getUTCHours() < 12 ? 0 : 1);
const scheduleId = (ref: string) => ref.split('~')[1] ?? '';

function hospitalUnderTest(parts: Parts, keyOf?: (traceparent: string | null) => string | undefined): HospitalUnderTest {
  const { options, controlUrl, writable, truth, open } = parts;
  // Of such a hospital one number is never for sale; the kit asks for as many as can be sold.
  const unsellable = options.quirks?.lastNumberUnsellable === true ? 1 : 0;
  const takeAtWindow = writable.prepare(`INSERT INTO orders (schedule, number, status, patient, at_window, change)
    VALUES (?, ?, 0, '{}', 1, 0)`);
  let schedules = 0;
  let late = false;
  const newSchedule = (startsAt: number, reservedNumber: number): HospitalSchedule => {
    schedules += 1;
    const workDate = localDate(startsAt);
    const names = { hosScheduleId: `s${schedules}`, depcode: 'd01', docname: '曾静', title: '主任医师' };
    return { ...names, workDate, workTime: halfOf(startsAt), reservedNumber, amount: '50.00' };
  };
  return {
    supportedFaults: FAULTS,
    ...(options.mode === 'strict' ? {} : { namesSlots: false as const }),
    placesPerSlot: 'many',
    async openSlot({ startsAt, endsAt, capacity, free = capacity }) {
      const schedule = newSchedule(startsAt, capacity + unsellable);
      const [ref = ''] = open(options.mode === 'strict' ? { ...schedule, times: { startsAt, endsAt } } : schedule);
      for (let number = 1; number <= capacity - free; number += 1) takeAtWindow.run(schedule.hosScheduleId, number);
      return ref;
    },
    bookings: async (key) =>
      truth
        .orders()
        .map(({ recordId, clientOrderNo, status, patient, patientId, traceparent }) => {
          const own = clientOrderNo ?? keyOf?.(traceparent) ?? '';
          const mark = sha256(`${HOSCODE} ${recordId} ${own}`).slice(0, 16);
          const ref = clientOrderNo === null ? `${recordId}~${mark}` : recordId;
          const { name: patientName }: { readonly name: string } = JSON.parse(patient);
          return { ref, key: own, live: status !== -1, patientName, patientRef: patientId ?? undefined };
        })
        .filter((booking) => key === undefined || booking.key === key),
    async slot(ref) {
      const schedule = truth.schedule(scheduleId(ref));
      if (schedule === undefined) throw new Error(`no schedule ${ref}`);
      return { capacity: schedule.reserved - unsellable, taken: schedule.taken };
    },
    patients: hospitalFiles(writable, truth),
    charges: hospitalCharges(parts, (fee) => {
      const schedule = { ...newSchedule(FEE_DAY, 1), amount: `${Math.floor(fee / 100)}.${String(fee % 100).padStart(2, '0')}` };
      open(schedule);
      return schedule.hosScheduleId;
    }),
    clinics: hospitalClinics(writable, (day, numbers) => {
      const schedule = newSchedule(day, numbers);
      const [ref = ''] = open(schedule);
      return { ref, ...hoursOf(schedule.workDate, schedule.workTime) };
    }),
    async setFault(fault, target = 'write') {
      late ||= fault === 'late-commit';
      await control(controlUrl, fault, target);
    },
    async requestsSeen() {
      const operations = truth.requests().map(({ operation }) => operation);
      const writes = operations.filter((operation) =>
        ['book', 'cancel', 'pay', 'refund', 'register', 'other'].includes(operation),
      );
      return { total: operations.length, writes: writes.length };
    },
    async settled() {
      if (late) await sleep(LATE_COMMIT_MS + 100);
      late = false;
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
function hospitalFiles(database: Database.Database, truth: SimulatorDatabase): TruePatients {
  const add = database.prepare(`INSERT INTO patient (certificates_type, certificates_no, name, birthdate, particulars)
    VALUES (?, ?, ?, ?, ?)`);
  const typeOf = ({ type }: IdentityDocument) => CERTIFICATES[type] ?? '';
  return {
    async open({ document, name, birthDate }) {
      const person = {
        name,
        birthdate: birthDate,
        certificatesType: typeOf(document),
        certificatesNo: document.number,
      };
      const row = add.run(person.certificatesType, document.number, name, birthDate, JSON.stringify(person));
      return `patient-${row.lastInsertRowid}`;
    },
    list: async (document) =>
      truth.files(typeOf(document), document.number).map(({ id, name, birthdate, particulars }) => {
        const { contactsName }: { readonly contactsName?: string } = JSON.parse(particulars);
        return { ref: id, name, birthDate: birthdate, guardianName: contactsName };
      }),
  };
}

/** Whoever sits in the consulting room presses a button; it is not the gateway's. */
function hospitalClinics(
  database: Database.Database,
  open: (day: number, numbers: number) => Awaited<ReturnType<TrueClinics['open']>>,
): TrueClinics {
  const add = database.prepare('INSERT INTO call (schedule, number, at) VALUES (?, ?, ?)');
  const end = database.prepare('UPDATE schedule SET ended = 1 WHERE id = ?');
  return {
    open: async ({ day, numbers }) => open(day, numbers),
    async call(ref, number, at) {
      add.run(scheduleId(ref), number, at);
    },
    async end(ref) {
      end.run(scheduleId(ref));
    },
  };
}

/** Orders that nobody paid yet, written directly; the cashier, at the control port; the books, read past every interface. */
function hospitalCharges({ controlUrl, writable, truth }: Parts, openSchedule: (fee: number) => string): TrueCharges {
  const add = writable.prepare(`INSERT INTO orders (client_order_no, schedule, number, status, patient, patient_id, change)
    VALUES (?, ?, 1, 0, ?, ?, (SELECT coalesce(max(change), 0) + 1 FROM orders))`);
  const order = async (what: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${controlUrl}/charges`, { method: 'POST', headers, body: JSON.stringify(what) });
    if (!response.ok) throw new Error(`the cashier answered ${response.status}`);
  };
  return {
    linesPerVisit: 'one',
    async open({ patient, patientRef, lines }) {
      const { name, birthDate, document } = patient;
      const certificatesType = CERTIFICATES[document.type];
      const person = { name, birthdate: birthDate, certificatesType, certificatesNo: document.number };
      const schedule = openSchedule(lines.reduce((sum, { amount }) => sum + amount, 0));
      const row = add.run(`order-of-${schedule}`, schedule, JSON.stringify(person), patientRef ?? null);
      return `record-${row.lastInsertRowid}`;
    },
    settle: (hosRecordId) => order({ act: 'settle', hosRecordId }),
    change: (hosRecordId) => order({ act: 'fee', hosRecordId, fee: 9_000 }),
    close: (payId) => order({ act: 'take', payId }),
    settlements: async (visitRef) =>
      truth.payments(visitRef).map(({ payId, payNo, amount, refunds }) => ({
        ...{ ref: payId, visitRef, split: { total: amount, fund: 0, account: 0, cash: amount }, refunded: refunds },
        ...(payNo === null ? {} : { key: payNo }),
      })),
    refunds: async (key) =>
      truth.refunds(key).map(({ refundNo, payId, amount }) => ({ key: refundNo, settlementRef: payId, amount })),
  };
}
