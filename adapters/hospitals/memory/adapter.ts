import type { HospitalUnderTest } from '../../conformance/hospital-under-test.ts';
import type { Call, Failure, HospitalAdapter, Operation, Outcome } from '../../port.ts';
import { notSupported } from '../../port.ts';
import {
  DEFAULT_CAPABILITIES,
  DEFAULT_DELAYS,
  DEFAULT_PAGE_SIZE,
  type MemoryHospitalOptions,
  type MemorySlot,
} from './config.ts';
import { createFiles } from './files.ts';
import { createLedger } from './ledger.ts';
import { changesPage, parseCursor, parsePage, slotPage } from './mapping.ts';
import { createLine, type Reply } from './transport.ts';
import type { Verdict } from './verdict.ts';

const HOUR_MS = 3_600_000;

/** The ground truth of a hospital in memory, and the switch for its faults. */
export interface MemoryHospital extends HospitalUnderTest {
  /** As `HospitalUnderTest.openSlot`, with a reference, department, practitioner and fee of one's own choice. */
  openSlot(slot: MemorySlot): Promise<string>;
}

/**
 * A hospital in memory together with its adapter: the twin of the conformance kit, and the hospital of the deterministic simulation.
 * It has no timer, clock or randomness but those that `options` bring.
 */
export function createMemoryHospital(options: MemoryHospitalOptions): {
  readonly adapter: HospitalAdapter;
  readonly hospital: MemoryHospital;
} {
  const capabilities = { ...DEFAULT_CAPABILITIES, ...options.capabilities };
  const pageSize = options.pageSize ?? DEFAULT_PAGE_SIZE;
  const files = createFiles();
  const ledger = createLedger({
    now: options.now,
    keyed: capabilities.keyedBooking,
    ...(capabilities.findPatient ? { files } : {}),
  });
  const line = createLine({
    sleep: options.sleep ?? (() => Promise.resolve()),
    delays: { ...DEFAULT_DELAYS, ...options.delays },
    chooseFault: options.chooseFault ?? (() => null),
  });
  for (const slot of options.slots) ledger.open(slot);

  const read = async <T>(operation: Operation, call: Call, look: () => T): Promise<Outcome<T>> =>
    readOutcome(await line.exchange({ operation, target: 'read' }, call.signal, look));
  const write = async <T>(operation: Operation, call: Call, change: () => Verdict<T>): Promise<Outcome<T>> =>
    writeOutcome(await line.exchange({ operation, target: 'write' }, call.signal, change));

  const adapter: HospitalAdapter = {
    capabilities,
    async slots({ from, to, page }, call) {
      if (!capabilities.slots) return notSupported('slots');
      const after = parsePage(page);
      if (after === undefined) return failed({ kind: 'rejected', reason: 'request-refused', detail: 'unknown page' });
      return read('slots', call, () => slotPage(ledger.slotsBetween(from, to), after, pageSize));
    },
    async slot(ref, call) {
      return capabilities.slots ? read('slot', call, () => ledger.slot(ref)) : notSupported('slot');
    },
    async book(request, call) {
      return capabilities.book ? write('book', call, () => ledger.book(request)) : notSupported('book');
    },
    async findBooking(key, call) {
      return capabilities.findBooking ? read('findBooking', call, () => ledger.find(key)) : notSupported('findBooking');
    },
    async listBookings(cursor, call) {
      if (!capabilities.listBookings) return notSupported('listBookings');
      const after = parseCursor(cursor);
      if (after === undefined) return failed({ kind: 'rejected', reason: 'request-refused', detail: 'unknown cursor' });
      return read('listBookings', call, () => changesPage(ledger.changesAfter(after), after, pageSize));
    },
    async cancel(request, call) {
      return capabilities.cancel ? write('cancel', call, () => ledger.cancel(request)) : notSupported('cancel');
    },
    async findPatient(query, call) {
      return capabilities.findPatient ? read('findPatient', call, () => files.match(query)) : notSupported('findPatient');
    },
    async registerPatient(patient, call) {
      if (!capabilities.registerPatient) return notSupported('registerPatient');
      return write('registerPatient', call, () => files.register(patient));
    },
    async queue(slotRef, call) {
      return capabilities.queue ? read('queue', call, () => ledger.queue(slotRef)) : notSupported('queue');
    },
  };

  const hospital: MemoryHospital = {
    supportedFaults: line.supportedFaults,
    openSlot: async (slot) => ledger.open(slot),
    bookings: async (key) => ledger.trueBookings(key),
    slot: async (ref) => ledger.trueSlot(ref),
    patients: {
      open: async (patient) => files.open(patient),
      list: async (document) => files.trueFiles(document),
    },
    sessions: {
      async open({ day, numbers }) {
        const hours = { startsAt: day + 8 * HOUR_MS, endsAt: day + 11.5 * HOUR_MS };
        return { ...hours, ref: ledger.open({ ...hours, capacity: numbers, session: { numbers } }) };
      },
      call: async (ref, number, at) => ledger.call(ref, { number, at }),
      end: async (ref) => ledger.end(ref),
    },
    setFault: line.setFault,
    requestsSeen: line.requestsSeen,
    settled: line.settled,
  };
  return { adapter, hospital };
}

function failed(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

function readOutcome<T>(reply: Reply<T>): Outcome<T> {
  if (reply.kind === 'answer') return { ok: true, value: reply.value };
  if (reply.kind === 'unreadable') return failed({ kind: 'malformed', detail: reply.why });
  return failed({ kind: 'unavailable', detail: reply.kind === 'refused' ? 'connection refused' : reply.why });
}

function writeOutcome<T>(reply: Reply<Verdict<T>>): Outcome<T> {
  if (reply.kind === 'refused') return failed({ kind: 'unavailable', detail: 'connection refused' });
  if (reply.kind !== 'answer') return failed({ kind: 'unknown-outcome', detail: reply.why });
  if ('done' in reply.value) return { ok: true, value: reply.value.done };
  return failed({ kind: 'rejected', reason: reply.value.refused, detail: reply.value.refused });
}
