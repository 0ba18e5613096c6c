import * as z from 'zod';
import type { Finding } from '../../port/hospital.ts';
import type { AdapterEnvironment, Call } from '../../port/terms.ts';
import type { FhirR4Config } from './config.ts';
import { BOOKING_SYSTEM } from './mapping.ts';
import { readOutcome } from './replies.ts';
import { searchsetSchema } from './searchset.ts';
import type { SlotReading } from './slots.ts';
import type { Exchange } from './transport.ts';
import { few } from './wire.ts';

/** Types of resources, and parameters of one: R4 has some 150 types, and no type has 50 parameters of its own. */
const STATED_MAX = 300;

/** https://hl7.org/fhir/R4/capabilitystatement.html */
const statementSchema = z.looseObject({
  resourceType: z.literal('CapabilityStatement'),
  fhirVersion: z.string(),
  rest: few(
    z.looseObject({
      interaction: few(z.looseObject({ code: z.string() })).optional(),
      resource: few(
        z.looseObject({ type: z.string(), searchParam: few(z.looseObject({ name: z.string() }), STATED_MAX).optional() }),
        STATED_MAX,
      ).optional(),
    }),
  ).optional(),
});

/** Reads the CapabilityStatement, which is open to everybody, and asks for a booking that nobody has, which is not. */
export async function checkHospital(
  { config, transport }: SlotReading,
  { now }: AdapterEnvironment,
  call: Call,
): Promise<readonly Finding[]> {
  const metadata = await transport.send({ method: 'GET', url: transport.address('metadata') }, call);
  const statement = readOutcome(metadata, statementSchema);
  if (!statement.ok && statement.failure.kind === 'unavailable')
    return [{ kind: 'unreachable', detail: statement.failure.detail }];
  const told: readonly Finding[] = statement.ok
    ? [{ kind: 'reached' }, ...lackingIn(statement.value, config)]
    : [{ kind: 'not-understood', detail: `metadata: ${statement.failure.detail}` }];
  const url = transport.address(`Appointment?identifier=${BOOKING_SYSTEM}%7Conedoor-check&_count=1`);
  const search = readOutcome(await transport.send({ method: 'GET', url }, call), searchsetSchema);
  return [...told, ...clockOf(metadata, now()), credentialsOf(search)];
}

function lackingIn({ fhirVersion, rest = [] }: z.infer<typeof statementSchema>, config: FhirR4Config): readonly Finding[] {
  const transactions = rest.some(({ interaction = [] }) => interaction.some(({ code }) => code === 'transaction'));
  const findings: Finding[] = [];
  if (!/^4\.0(\.|$)/.test(fhirVersion)) findings.push({ kind: 'lacking', detail: 'FHIR R4: another version is stated' });
  if (config.mode === 'plain' && config.atomic && !transactions)
    findings.push({ kind: 'lacking', detail: 'transactions: none are stated, so atomic must be false' });
  if (config.preconsult && !transactions)
    findings.push({ kind: 'lacking', detail: 'transactions: none are stated, and preconsult needs them' });
  return [...findings, ...lackingRecords(rest, config)];
}

/** By which parameters records are searched. */
function searchesOf({ records }: FhirR4Config): readonly (readonly [type: string, parameters: readonly string[]])[] {
  if (records === undefined) return [];
  const watched = (name: string) => (records.watchResults ? ['subject', name] : ['subject']);
  return [
    ...(records.reports
      ? ([
          ['DiagnosticReport', watched('result')],
          ['Observation', watched('has-member')],
        ] as const)
      : []),
    ...(records.visits ? ([['Encounter', ['subject']]] as const) : []),
    ...(records.medications ? ([['MedicationRequest', ['subject']]] as const) : []),
    ...(records.allergies ? ([['AllergyIntolerance', ['patient']]] as const) : []),
    ...(records.conditions ? ([['Condition', ['subject']]] as const) : []),
  ];
}

/** What records need and the server does not state; of a server that states no resources at all nothing is known. */
function lackingRecords(rest: NonNullable<z.infer<typeof statementSchema>['rest']>, config: FhirR4Config): readonly Finding[] {
  const resources = rest.flatMap(({ resource = [] }) => resource);
  if (resources.length === 0) return [];
  return searchesOf(config).flatMap(([type, parameters]) => {
    const stated = resources.filter((one) => one.type === type).flatMap(({ searchParam = [] }) => searchParam);
    const missing = parameters.filter((parameter) => !stated.some(({ name }) => name === parameter));
    return missing.map(
      (parameter): Finding => ({ kind: 'lacking', detail: `records: no search of ${type} by ${parameter} is stated` }),
    );
  });
}

/** `Date` tells whole seconds, https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1. */
function clockOf(exchange: Exchange, now: number): readonly Finding[] {
  const date = exchange.kind === 'reply' ? exchange.date : undefined;
  return date === undefined ? [] : [{ kind: 'clock', aheadMs: date - Math.floor(now / 1000) * 1000 }];
}

function credentialsOf(search: ReturnType<typeof readOutcome<unknown>>): Finding {
  if (search.ok) return { kind: 'credentials-accepted' };
  const { failure } = search;
  if (failure.kind === 'unauthenticated') return { kind: 'credentials-refused', detail: failure.detail };
  return { kind: 'not-understood', detail: `a search for a booking: ${failure.detail}` };
}
