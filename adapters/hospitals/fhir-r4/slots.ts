import type { SlotPage, SlotSnapshot, SlotsRequest } from '../../port/slots.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import { encodeInstant } from './bookings.ts';
import type { FhirR4Config } from './config.ts';
import { formatInstant, idIn, proposedSnapshot, slotSnapshot } from './mapping.ts';
import { answerOf, malformed, readOutcome, rejected, resourcesIn } from './replies.ts';
import { nextLink, searchsetSchema } from './searchset.ts';
import type { FhirRequest, FhirTransport } from './transport.ts';
import { appointmentSchema, type FhirBundle, type FhirSchedule, type FhirSlot, scheduleSchema, slotSchema } from './wire.ts';

export interface SlotReading {
  readonly config: FhirR4Config;
  readonly transport: FhirTransport;
}

/** A page of slots names at most as many Schedules as it has slots; this bounds the reads for a server that includes none. */
const SCHEDULES_PER_PAGE = 1000;

/** A Slot with its Schedule, as it stands at the hospital. */
export interface KnownSlot {
  readonly slot: FhirSlot;
  readonly snapshot: SlotSnapshot;
}

/** Ids that can be put into a path: a FHIR id that is not a step up or on the spot. https://hl7.org/fhir/R4/datatypes.html#id */
export function isId(ref: string): boolean {
  return /^[A-Za-z0-9\-.]{1,64}$/.test(ref) && !/^\.+$/.test(ref);
}

/** Open and full slots of a window: a Slot search, or `$find` [ITI-115]. The token of a page is the address of the next link. */
export async function readSlotPage(
  { config, transport }: SlotReading,
  request: SlotsRequest,
  call: Call,
): Promise<Outcome<SlotPage>> {
  if (request.page !== undefined && !transport.isWithin(request.page)) return rejected('request-refused', 'unknown page');
  const wanted =
    request.page === undefined ? firstPage(config, transport, request) : ({ method: 'GET', url: request.page } as const);
  const bundle = readOutcome(await transport.send(wanted, call), searchsetSchema);
  if (!bundle.ok) return bundle;
  const snapshots =
    config.mode === 'plain' ? await plainSnapshots(transport, bundle.value, call) : proposedSnapshots(bundle.value);
  if (!snapshots.ok) return snapshots;
  const next = nextLink(bundle.value, wanted.url, transport);
  if (!next.ok) return next;
  const slots = snapshots.value.filter(({ startsAt }) => startsAt >= request.from && startsAt < request.to);
  return { ok: true, value: { slots, ...(next.value === undefined ? {} : { next: next.value }) } };
}

function firstPage({ mode, pageSize }: FhirR4Config, transport: FhirTransport, { from, to }: SlotsRequest): FhirRequest {
  if (mode === 'plain') {
    const window = `start=ge${encodeInstant(from)}&start=lt${encodeInstant(to + 999)}`;
    return { method: 'GET', url: transport.address(`Slot?${window}&status=free,busy&_include=Slot:schedule&_count=${pageSize}`) };
  }
  const parameter = [
    { name: 'start', valueDateTime: formatInstant(from) },
    { name: 'end', valueDateTime: formatInstant(to) },
  ];
  return {
    method: 'POST',
    url: transport.address(`Appointment/$find?_count=${pageSize}`),
    body: { resourceType: 'Parameters', parameter },
  };
}

async function plainSnapshots(
  transport: FhirTransport,
  bundle: FhirBundle,
  call: Call,
): Promise<Outcome<readonly SlotSnapshot[]>> {
  const slots = await knownSlots(transport, bundle, call);
  return slots.ok ? { ok: true, value: slots.value.map((known) => known.snapshot) } : slots;
}

/** The Slots of a searchset, each with its Schedule. A server that does not know `_include` is asked for the Schedules one by one. */
async function knownSlots(transport: FhirTransport, bundle: FhirBundle, call: Call): Promise<Outcome<readonly KnownSlot[]>> {
  const slots = resourcesIn(bundle, 'Slot', slotSchema);
  if (!slots.ok) return slots;
  const included = resourcesIn(bundle, 'Schedule', scheduleSchema);
  if (!included.ok) return included;
  const schedules = new Map<string, FhirSchedule>(included.value.map((schedule) => [schedule.id, schedule]));
  const known: KnownSlot[] = [];
  for (const slot of slots.value) {
    if (slot.status === 'entered-in-error') continue;
    const id = idIn(slot.schedule.reference, 'Schedule');
    if (id === undefined || schedules.size > SCHEDULES_PER_PAGE)
      return malformed('a Slot without Schedule, or too many Schedules');
    if (!schedules.has(id)) {
      const schedule = readOutcome(
        await transport.send({ method: 'GET', url: transport.address(`Schedule/${id}`) }, call),
        scheduleSchema,
      );
      if (!schedule.ok) return schedule;
      schedules.set(id, schedule.value);
    }
    const snapshot = slotSnapshot(slot, schedules.get(id));
    if (snapshot === undefined) return malformed('a Slot whose Schedule names no department');
    known.push({ slot, snapshot });
  }
  return { ok: true, value: known };
}

function proposedSnapshots(bundle: FhirBundle): Outcome<readonly SlotSnapshot[]> {
  const proposals = resourcesIn(bundle, 'Appointment', appointmentSchema);
  if (!proposals.ok) return proposals;
  const snapshots: SlotSnapshot[] = [];
  for (const proposal of proposals.value) {
    const snapshot = proposal.status === 'proposed' ? proposedSnapshot(proposal) : undefined;
    if (snapshot === undefined) return malformed('$find gave an Appointment that is not a whole proposal');
    snapshots.push(snapshot);
  }
  return { ok: true, value: snapshots };
}

/** One Slot with its Schedule, in one request. `null`: not known. */
export async function readPlainSlot({ transport }: SlotReading, ref: string, call: Call): Promise<Outcome<KnownSlot | null>> {
  if (!isId(ref)) return { ok: true, value: null };
  const url = transport.address(`Slot?_id=${ref}&_include=Slot:schedule`);
  const bundle = readOutcome(await transport.send({ method: 'GET', url }, call), searchsetSchema);
  if (!bundle.ok) return bundle;
  const slots = await knownSlots(transport, bundle.value, call);
  if (!slots.ok) return slots;
  const found = slots.value.find((known) => known.slot.id === ref);
  if (found === undefined && slots.value.length > 0) return malformed('another Slot than the one that was asked for');
  return { ok: true, value: found ?? null };
}

/** One proposed Appointment as a slot. `null`: not known, or no proposal. */
export async function readProposedSlot(
  { transport }: SlotReading,
  ref: string,
  call: Call,
): Promise<Outcome<SlotSnapshot | null>> {
  if (!isId(ref)) return { ok: true, value: null };
  const exchange = await transport.send({ method: 'GET', url: transport.address(`Appointment/${ref}`) }, call);
  const answer = answerOf(exchange);
  // Only FHIR's own "not found" says so: the 404 of a proxy has no OperationOutcome.
  if (answer.kind === 'refused' && ['not-found', 'deleted'].includes(answer.code)) return { ok: true, value: null };
  const proposal = readOutcome(exchange, appointmentSchema);
  if (!proposal.ok) return proposal;
  if (proposal.value.status !== 'proposed') return { ok: true, value: null };
  const snapshot = proposedSnapshot(proposal.value);
  return snapshot === undefined ? malformed('a proposal without department or times') : { ok: true, value: snapshot };
}
