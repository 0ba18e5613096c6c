import { openSimulatorDatabase as openFhirDatabase } from '../../fixtures/simulators/fhir-r4/simulator-database.ts';
import { openSimulatorDatabase as openRemoteDatabase } from '../../fixtures/simulators/remote-http/simulator-database.ts';
import type { DoctorsWord, WorkstationSummary } from '../../fixtures/simulators/wire/workstation.ts';
import { type Program, startProgram } from '../support/programs.ts';

interface FaultOrder {
  readonly operation: 'book' | 'find';
  readonly fault: 'timeout-after-commit' | 'server-error-before-commit';
  readonly times?: number;
}

/** A booking in the hospital's own book. */
interface HeldBooking {
  readonly status: string;
  /** What the hospital knows of the person, as it keeps it. */
  readonly patient: string;
}

/** A hospital past its interface: what it does wrong from now on, and what it really holds. */
export interface HospitalHand {
  fault(order: FaultOrder): Promise<void>;
  mend(): Promise<void>;
  bookings(): number;
  /** Of these, those that were not cancelled. */
  standingBookings(): number;
  /** Those of one person that were not cancelled, by the number of their document. */
  bookingsOf(documentNumber: string): number;
}

/** Every doctor's workstation, past any interface of ours: what is shown there, and a doctor's word of it. */
export interface DoctorsHand {
  summaries(): Promise<readonly WorkstationSummary[]>;
  say(word: DoctorsWord): Promise<void>;
}

/** Where the program of a hospital is for hands that go past its interface. */
export interface HospitalBooks {
  readonly controlUrl: string;
  readonly databasePath: string;
}

/** A hand in a hospital of the Onedoor hospital API. */
export function remoteHand({ controlUrl, databasePath }: HospitalBooks): HospitalHand {
  return handAt(controlUrl, () => readAndClose(openRemoteDatabase(databasePath)));
}

function readAndClose(books: { bookings(): readonly HeldBooking[]; close(): void }): readonly HeldBooking[] {
  try {
    return books.bookings();
  } finally {
    books.close();
  }
}

function handAt(controlUrl: string, held: () => readonly HeldBooking[]): HospitalHand {
  const ask = async (method: 'POST' | 'DELETE', order?: FaultOrder) => {
    const headers = { 'content-type': 'application/json' };
    const { ok, status } = await fetch(new URL('/faults', controlUrl), { method, headers, body: order && JSON.stringify(order) });
    if (!ok) throw new Error(`the hospital takes no fault: ${status}`);
  };
  const standing = () => held().filter(({ status }) => status !== 'cancelled');
  return {
    fault: (order) => ask('POST', order),
    mend: () => ask('DELETE'),
    bookings: () => held().length,
    standingBookings: () => standing().length,
    bookingsOf: (documentNumber) => standing().filter(({ patient }) => patient.includes(documentNumber)).length,
  };
}

/** The doctors' workstations at these addresses. */
export function doctorsAt(workstations: readonly string[]): DoctorsHand {
  const shownAt = async (url: string) =>
    ((await (await fetch(`${url}/summaries`)).json()) as { summaries: WorkstationSummary[] }).summaries;
  return {
    summaries: async () => (await Promise.all(workstations.map(shownAt))).flat(),
    async say(word) {
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(word) };
      const heard = await Promise.all(workstations.map(async (url) => (await fetch(`${url}/answers`, init)).status));
      if (!heard.includes(201)) throw new Error(`no workstation shows ${word.key}`);
    },
  };
}

/** A hospital that speaks FHIR, its doctors, and its program. */
export interface FhirHospital {
  readonly id: string;
  readonly baseUrl: string;
  readonly hand: HospitalHand;
  readonly doctors: DoctorsHand;
  readonly program: Program<unknown>;
}

interface FhirReady extends HospitalBooks {
  readonly hospitals: readonly { readonly id: string; readonly baseUrl: string }[];
  readonly workstationUrl: string;
}

/** Starts one hospital of the city, and none of the others. @param seeded of the whole city, as settings of its programs */
export async function startFhirHospital(id: string, others: readonly string[], seeded: readonly string[]): Promise<FhirHospital> {
  const program = await startProgram<FhirReady>('simulator-fhir-r4', {
    args: ['--size', 'small', ...seeded, '--without', others.join()],
    isReady: (line) => 'hospitals' in line,
  });
  const { hospitals, controlUrl, databasePath, workstationUrl } = program.ready;
  return {
    id,
    baseUrl: hospitals.find((one) => one.id === id)?.baseUrl ?? '',
    hand: handAt(controlUrl, () => readAndClose(openFhirDatabase(databasePath))),
    doctors: doctorsAt([workstationUrl]),
    program,
  };
}
