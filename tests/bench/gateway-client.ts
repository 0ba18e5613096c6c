import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import { HOSPITAL, testPatient } from '../support/test-gateway.ts';
import { type Child, type ChildPlace, startChild } from './child.ts';
import { Connection, encodeRequest } from './connection.ts';
import type { SlotGroup } from './instant-hospital.ts';
import type { ReportPlan } from './instant-records.ts';
import type { Requests } from './load.ts';
import type { GatewayParameters } from './serve-gateway.ts';

/** Primes without a common factor with each other: booking `n` is of patient `n mod 199` in slot `n mod 1009`, and no pair repeats. */
export const PATIENTS = 199;
const WIDE: SlotGroup = { name: 'wide', count: 1_009, capacity: 100_000 };
const DIRECT: SlotGroup = { name: 'direct', count: 1, capacity: 1_000_000 };

/** A running gateway with signed-in patients, and the requests that can be sent to it. */
export interface BenchGateway extends Child {
  readonly tokens: readonly string[];
  /** Bookings that all find a place, each a new one. */
  readonly bookings: Requests;
  /** The place of one patient in one slot of a group. */
  booking(order: { patient: number; group: string; slot: number; key?: string }): Buffer;
  get(path: string, patient: number): Buffer;
}

export interface GatewayChoices extends ChildPlace {
  /** Slots beside those for bookings that all find a place. */
  readonly groups?: readonly SlotGroup[];
  readonly patients?: number;
  /** A file of hospitals beside the one that answers at once. */
  readonly hospitalsFile?: string;
  /** See `GatewayParameters`. */
  readonly bounded?: boolean;
  /** See `GatewayParameters`. */
  readonly reports?: ReportPlan;
  /** Number of the first booking: two gateways on one database must not try the same ones. */
  readonly firstBooking?: number;
}

export async function startGateway(databaseUrl: string, more: GatewayChoices = {}): Promise<BenchGateway> {
  const patients = more.patients ?? PATIENTS;
  const groups = [WIDE, DIRECT, ...(more.groups ?? [])];
  const parameters: GatewayParameters = {
    databaseUrl,
    groups,
    patients,
    hospitalsFile: more.hospitalsFile,
    ...(more.bounded === undefined ? {} : { bounded: more.bounded }),
    ...(more.reports === undefined ? {} : { reports: more.reports }),
  };
  const child = await startChild('gateway', parameters, more);
  const tokens = await signIn(child.port, patients);
  const slotIds = Array.from({ length: WIDE.count }, (_, slot) => slotIdOf(HOSPITAL, `${WIDE.name}-${slot}`));
  const run = Math.random().toString(36).slice(2);
  let count = more.firstBooking ?? 0;
  const encode = (patient: number, slotId: string, key: string) => {
    const headers = { authorization: `Bearer ${tokens[patient]}`, 'idempotency-key': key };
    return encodeRequest('POST', '/v1/appointments', headers, JSON.stringify({ slotId, patientId: patientIds[patient] }));
  };
  return {
    ...child,
    tokens,
    bookings: () => {
      count += 1;
      return encode(count % PATIENTS, slotIds[count % WIDE.count] ?? '', `bench-${run}-${count}`);
    },
    booking: ({ patient, group, slot, key }) =>
      encode(patient, slotIdOf(HOSPITAL, `${group}-${slot}`), key ?? `bench-${run}-${group}-${slot}-${patient}`),
    get: (path, patient) => encodeRequest('GET', path, { authorization: `Bearer ${tokens[patient]}` }),
  };
}

const patientIds = Array.from({ length: 512 }, (_, number) => testPatient(number).id);

async function signIn(port: number, patients: number): Promise<string[]> {
  const connection = await Connection.open(port, true);
  const tokens: string[] = [];
  for (let patient = 0; patient < patients; patient += 1) {
    const body = JSON.stringify({ evidence: { kind: 'demo', patientId: patientIds[patient] }, carrier: 'bearer' });
    const answer = await connection.request(encodeRequest('POST', '/v1/sessions', {}, body));
    if (answer.status !== 201) throw new Error(`a session was refused: ${answer.status} ${answer.body}`);
    tokens.push((JSON.parse(answer.body) as { token: string }).token);
  }
  connection.close();
  return tokens;
}

const HELLO = encodeRequest('GET', '/hello', {});

/** Requests to the bare server. */
export const bare = {
  hello: () => HELLO,
  booking: (n: number) =>
    encodeRequest('POST', '/bookings', {}, JSON.stringify({ slotId: `slot-${n % 1_009}`, patientId: patientIds[n % PATIENTS] })),
};
