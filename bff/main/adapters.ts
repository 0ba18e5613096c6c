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

/** @throws Error naming the hospital whose entry does not fit its adapter, or that can not hold our keys. */
export function buildAdapters(
  hospitals: readonly HospitalEntry[],
  environment: AdapterEnvironment,
): ReadonlyMap<string, HospitalAdapter> {
  return new Map(hospitals.map((hospital) => [hospital.id, buildAdapter(hospital, environment)]));
}

function buildAdapter(hospital: HospitalEntry, environment: AdapterEnvironment): HospitalAdapter {
  const build = protocols[hospital.protocol];
  if (!build)
    throw new Error(
      `hospital ${hospital.id}: no adapter speaks ${hospital.protocol}; known: ${Object.keys(protocols).join(', ')}`,
    );
  const adapter = built(hospital, build, environment);
  const keyMaxLength = adapter.booking?.keyMaxLength ?? BOOKING_KEY_LENGTH;
  if (keyMaxLength < BOOKING_KEY_LENGTH)
    throw new Error(
      `hospital ${hospital.id}: it stores ${keyMaxLength} characters of a booking's key, and ours have ${BOOKING_KEY_LENGTH}: bookings there could not be found again`,
    );
  return adapter;
}

function built(hospital: HospitalEntry, build: Build, environment: AdapterEnvironment): HospitalAdapter {
  try {
    return build(hospital.connection, environment);
  } catch (error) {
    throw new Error(`hospital ${hospital.id}: its connection does not fit the adapter ${hospital.protocol}`, { cause: error });
  }
}
