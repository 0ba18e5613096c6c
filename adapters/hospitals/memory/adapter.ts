import type { HospitalUnderTest } from '../../conformance/hospital-under-test.ts';
import type { BookingFacet } from '../../port/booking.ts';
import type { BookingsFacet } from '../../port/bookings.ts';
import type { HospitalAdapter } from '../../port/hospital.ts';
import type { PatientsFacet } from '../../port/patients.ts';
import type { SlotsFacet } from '../../port/slots.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import { type Bills, createBills } from './bills.ts';
import { chargesOf, trueChargesOf } from './charges.ts';
import { checkHospital } from './check.ts';
import {
  DEFAULT_DELAYS,
  DEFAULT_PAGE_SIZE,
  type MemoryHospitalOptions,
  type MemoryLack,
  type MemoryOperation,
  type MemorySlot,
} from './config.ts';
import { createFiles, type Files } from './files.ts';
import { createFindings, type Findings } from './findings.ts';
import { createLedger, type Ledger } from './ledger.ts';
import {
  changesPage,
  oneSlot,
  parseCursor,
  parsePage,
  readOutcome,
  rejected,
  slotPage,
  sweepPage,
  writeOutcome,
} from './mapping.ts';
import { preconsultOf, trueSummariesOf } from './preconsult.ts';
import { recordsOf, trueRecordsOf } from './records.ts';
import { createSummaries, type Summaries } from './summaries.ts';
import { createLine, type Line } from './transport.ts';
import type { Verdict } from './verdict.ts';

const HOUR_MS = 3_600_000;
const DEFAULT_SETTLE_WINDOW_MS = 15_000;

/** The ground truth of a hospital in memory, and the switch for its faults. */
export interface MemoryHospital extends HospitalUnderTest {
  /** As `HospitalUnderTest.openSlot`, with a reference, department, practitioner and fee of one's own choice. */
  openSlot(slot: MemorySlot): Promise<string>;
  /** From now on the hospital takes our credentials, or takes them no longer. */
  takeCredentials(taken: boolean): void;
}

/**
 * A hospital in memory together with its adapter: the twin of the conformance kit, and the hospital of the deterministic simulation.
 * It has no timer, clock or randomness but those that `options` bring. `stranger` is the same adapter with credentials that the hospital
 * never takes.
 */
export function createMemoryHospital(options: MemoryHospitalOptions): {
  readonly adapter: HospitalAdapter;
  readonly stranger: HospitalAdapter;
  readonly hospital: MemoryHospital;
} {
  const { without = [] } = options;
  const files = createFiles();
  const ledger = createLedger({
    now: options.now,
    keyed: !without.includes('keys'),
    enforced: options.places !== 'advisory',
    ...(without.includes('patients') ? {} : { files }),
  });
  const bills = createBills({ now: options.now, insurance: options.insurance ?? 'hospital' });
  const summaries = createSummaries({ now: options.now, booking: ledger.bookingOf });
  const findings = createFindings(without.includes('patients') ? {} : { file: files.get });
  const line = createLine({
    sleep: options.sleep ?? (() => Promise.resolve()),
    delays: { ...DEFAULT_DELAYS, ...options.delays },
    chooseFault: options.chooseFault ?? (() => null),
  });
  for (const slot of options.slots) ledger.open(slot);
  const parts = { options, ledger, files, bills, summaries, findings, line };
  let taken = true;
  return {
    adapter: adapterOf(
      speaking(parts, () => taken),
      without,
    ),
    stranger: adapterOf(
      speaking(parts, () => false),
      without,
    ),
    hospital: {
      ...hospitalOf(parts),
      takeCredentials(next) {
        taken = next;
      },
    },
  };
}

interface Parts {
  readonly options: MemoryHospitalOptions;
  readonly ledger: Ledger;
  readonly files: Files;
  readonly bills: Bills;
  readonly summaries: Summaries;
  readonly findings: Findings;
  readonly line: Line;
}

/** How one side asks the other: every call is one request. */
interface Speaking extends Parts {
  read<T>(operation: MemoryOperation, call: Call, look: () => T): Promise<Outcome<T>>;
  write<T>(operation: MemoryOperation, call: Call, change: () => Verdict<T>): Promise<Outcome<T>>;
}

function speaking(parts: Parts, isTaken: () => boolean): Speaking {
  const exchange = <T>(operation: MemoryOperation, target: 'read' | 'write', { signal }: Call, commit: () => T) =>
    parts.line.exchange({ operation, target }, { signal, taken: isTaken() }, commit);
  return {
    ...parts,
    read: async (operation, call, look) => readOutcome(await exchange(operation, 'read', call, look)),
    write: async (operation, call, change) => writeOutcome(await exchange(operation, 'write', call, change)),
  };
}

function adapterOf(hospital: Speaking, without: readonly MemoryLack[]): HospitalAdapter {
  const { ledger, read, write } = hospital;
  const has = (facet: MemoryLack) => !without.includes(facet);
  return {
    ...(has('slots') ? { slots: slotsOf(hospital) } : {}),
    ...(has('booking') ? { booking: bookingOf(hospital, has('keys')) } : {}),
    ...(has('bookings') ? { bookings: bookingsOf(hospital) } : {}),
    ...(has('cancellation')
      ? { cancellation: { cancel: (request, call) => write('cancellation.cancel', call, () => ledger.cancel(request)) } }
      : {}),
    ...(has('patients') ? { patients: patientsOf(hospital, has('patients.register')) } : {}),
    ...(has('queue') ? { queue: { read: (slotRef, call) => read('queue.read', call, () => ledger.queue(slotRef)) } } : {}),
    ...(has('charges') ? { charges: chargesOf({ ...hospital, ...chargingOf(hospital) }) } : {}),
    ...(has('preconsult') ? { preconsult: preconsultOf({ ...hospital, ...pagingOf(hospital) }) } : {}),
    ...(has('records') ? { records: recordsOf({ ...hospital, ...pagingOf(hospital) }, without) } : {}),
    check: (call) => checkHospital(() => read('check', call, () => ledger.find('onedoor-check'))),
  };
}

const chargingOf = (hospital: Speaking) => ({
  insurance: hospital.options.insurance ?? 'hospital',
  ...pagingOf(hospital),
});

const pagingOf = ({ options }: Speaking) => ({
  settleWindowMs: options.settleWindowMs ?? DEFAULT_SETTLE_WINDOW_MS,
  readLagMs: options.readLagMs ?? 0,
  pageSize: options.pageSize ?? DEFAULT_PAGE_SIZE,
});

function slotsOf({ options, ledger, read }: Speaking): SlotsFacet {
  const pageSize = options.pageSize ?? DEFAULT_PAGE_SIZE;
  return {
    readLagMs: options.readLagMs ?? 0,
    async page({ from, to, page }, call) {
      const after = parsePage(page);
      if (after === undefined) return rejected('request-refused', 'unknown page');
      const told = await read('slots.page', call, () => ledger.slotsBetween(from, to));
      return told.ok ? slotPage(told.value, after, pageSize) : told;
    },
    async one(ref, call) {
      const told = await read('slots.one', call, () => ledger.slot(ref));
      return told.ok && told.value !== null ? oneSlot(told.value) : told;
    },
  };
}

function bookingOf({ options, ledger, write }: Speaking, keyed: boolean): BookingFacet {
  const { places = 'enforced', keyMaxLength = 64, settleWindowMs = DEFAULT_SETTLE_WINDOW_MS } = options;
  return {
    keyed,
    keyMaxLength,
    places,
    settleWindowMs,
    async book(request, call) {
      if (request.key.length > keyMaxLength) return rejected('request-refused', 'the key is too long');
      return write('booking.book', call, () => ledger.book(request));
    },
  };
}

function bookingsOf({ options, ledger, read }: Speaking): BookingsFacet {
  const { listing = 'changes', pageSize = DEFAULT_PAGE_SIZE } = options;
  return {
    listing,
    find: (key, call) => read('bookings.find', call, () => ledger.find(key)),
    async list(cursor, call) {
      const after = parseCursor(cursor);
      if (after === undefined) return rejected('request-refused', 'unknown cursor');
      return read('bookings.list', call, () =>
        listing === 'sweep'
          ? sweepPage(ledger.held(), after, pageSize)
          : changesPage(ledger.changesAfter(after), after, pageSize),
      );
    },
  };
}

function patientsOf({ files, read, write }: Speaking, opens: boolean): PatientsFacet {
  const find: PatientsFacet['find'] = (query, call) => read('patients.find', call, () => files.match(query));
  if (!opens) return { find };
  return { find, register: (patient, call) => write('patients.register', call, () => files.register(patient)) };
}

function hospitalOf({
  options,
  ledger,
  files,
  bills,
  summaries,
  findings,
  line,
}: Parts): Omit<MemoryHospital, 'takeCredentials'> {
  return {
    supportedFaults: line.supportedFaults,
    placesPerSlot: options.placesPerSlot ?? 'many',
    openSlot: async (slot) => ledger.open(slot),
    bookings: async (key) => ledger.trueBookings(key),
    slot: async (ref) => ledger.trueSlot(ref),
    patients: {
      open: async (patient) => files.open(patient),
      list: async (document) => files.trueFiles(document),
    },
    clinics: {
      async open({ day, numbers }) {
        const hours = { startsAt: day + 8 * HOUR_MS, endsAt: day + 11.5 * HOUR_MS };
        return { ...hours, ref: ledger.open({ ...hours, capacity: numbers, clinic: { numbers } }) };
      },
      call: async (ref, number, at) => ledger.call(ref, { number, at }),
      end: async (ref) => ledger.end(ref),
    },
    charges: trueChargesOf(bills),
    summaries: trueSummariesOf(summaries),
    records: trueRecordsOf(findings),
    statuses: {
      supported: ['completed', 'missed', 'wait-listed'],
      set: async (ref, status) => ledger.setStatus(ref, status),
    },
    setFault: line.setFault,
    setLatency: line.setLatency,
    requestsSeen: line.requestsSeen,
    settled: line.settled,
  };
}
