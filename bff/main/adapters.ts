import * as z from 'zod';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import { type FhirR4ConfigInput, fhirR4ConfigSchema } from '../../adapters/hospitals/fhir-r4/config.ts';
import { createRemoteHttpAdapter } from '../../adapters/hospitals/remote-http/adapter.ts';
import { type RemoteHttpConfigInput, remoteHttpConfigSchema } from '../../adapters/hospitals/remote-http/config.ts';
import { createSignedJsonAdapter } from '../../adapters/hospitals/signed-json/adapter.ts';
import { type SignedJsonConfigInput, signedJsonConfigSchema, warnings } from '../../adapters/hospitals/signed-json/config.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { AdapterEnvironment } from '../../adapters/port/terms.ts';
import { BOOKING_KEY_LENGTH } from '../platform/crypto/booking-key.ts';
import type { HospitalEntry } from '../scenes/directory/city-file.ts';
import { issuesInWords } from './issues-in-words.ts';
import { StartProblem } from './start-problem.ts';

type Build = (connection: unknown, environment: AdapterEnvironment) => HospitalAdapter;

/** Every protocol that a hospital may name, and how its adapter is built from the hospital's `connection`. */
const protocols: Readonly<Record<string, Build>> = {
  'fhir-r4': (connection, environment) =>
    createFhirR4Adapter(fhirR4ConfigSchema.parse(connection) as FhirR4ConfigInput, environment),
  'remote-http': (connection, environment) =>
    createRemoteHttpAdapter(remoteHttpConfigSchema.parse(connection) as RemoteHttpConfigInput, environment),
  'signed-json': (connection, environment) =>
    createSignedJsonAdapter(signedJsonConfigSchema.parse(connection) as SignedJsonConfigInput, environment),
};

/** Protocols of which an operator must be warned, and in which words. */
const cautions: Readonly<Record<string, (connection: unknown) => readonly string[]>> = {
  'signed-json': (connection) => warnings(signedJsonConfigSchema.parse(connection)),
};

/** What is to be logged at every start about hospitals that `buildAdapters` has accepted. */
export function warningsAbout(
  hospitals: readonly HospitalEntry[],
): readonly { readonly hospitalId: string; readonly detail: string }[] {
  return hospitals.flatMap(({ id, protocol, connection }) =>
    (cautions[protocol]?.(connection) ?? []).map((detail) => ({ hospitalId: id, detail })),
  );
}

/** @throws StartProblem naming each hospital whose entry does not fit its adapter, or that can not hold our keys, and where it does not. */
export function buildAdapters(
  hospitals: readonly HospitalEntry[],
  environment: AdapterEnvironment,
): ReadonlyMap<string, HospitalAdapter> {
  const adapters = new Map<string, HospitalAdapter>();
  const problems: string[] = [];
  for (const hospital of hospitals) {
    const built = buildAdapter(hospital, environment);
    if ('problem' in built) problems.push(`hospital ${hospital.id}: ${built.problem}`);
    else adapters.set(hospital.id, built.adapter);
  }
  if (problems.length > 0) throw new StartProblem(problems.join('\n'));
  return adapters;
}

function buildAdapter(
  { protocol, connection }: HospitalEntry,
  environment: AdapterEnvironment,
): { readonly adapter: HospitalAdapter } | { readonly problem: string } {
  const build = protocols[protocol];
  if (!build) return { problem: `no adapter speaks ${protocol}; known: ${Object.keys(protocols).join(', ')}` };
  let adapter: HospitalAdapter;
  try {
    adapter = build(connection, environment);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { problem: `its connection does not fit the adapter ${protocol}\n${issuesInWords(connection, error)}` };
  }
  const keyMaxLength = adapter.booking?.keyMaxLength ?? BOOKING_KEY_LENGTH;
  if (keyMaxLength >= BOOKING_KEY_LENGTH) return { adapter };
  return {
    problem: `it stores ${keyMaxLength} characters of a booking's key, and ours have ${BOOKING_KEY_LENGTH}: bookings there could not be found again`,
  };
}
