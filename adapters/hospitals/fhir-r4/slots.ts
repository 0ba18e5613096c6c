import { leftOutOf, mapRow, type ReadRow, type UsableRows, unusable, usableRows } from '../../port/rows.ts';
import { type SlotPage, type SlotSnapshot, type SlotsRequest, slotRow } from '../../port/slots.ts';
import type { Call, Failure, Outcome } from '../../port/terms.ts';
import type { FhirR4Config } from './config.ts';
import { encodeInstant, formatInstant, idIn, proposedSnapshot, slotSnapshot } from './mapping.ts';
import { answerOf, malformed, readOutcome, rejected, resourcesIn, usableResourcesIn } from './replies.ts';
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
  const slots = snapshots.value.rows.filter(({ startsAt }) => startsAt >= request.from && startsAt < request.to);
  return {
    ok: true,
    value: { slots, ...leftOutOf(snapshots.value.leftOut), ...(next.value === undefined ? {} : { next: next.value }) },
  };
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
): Promise<Outcome<UsableRows<SlotSnapshot>>> {
  const slots = usableResourcesIn(bundle, 'Slot', slotSchema);
  if (!slots.ok) return slots;
  const included = usableResourcesIn(bundle, 'Schedule', scheduleSchema);
  // Of included Schedules none may be readable: the Slots then say which are needed.
  const schedules = included.ok ? included.value.rows : [];
  const known = await knownSlots(transport, { slots: slots.value.rows, schedules }, call);
  if (!known.ok) return known;
  const read = usableRows(known.value, (row) => mapRow(row, ({ snapshot }) => slotRow(snapshot)));
  if (!read.ok) return read;
  return { ok: true, value: { rows: read.value.rows, ...leftOutOf(slots.value.leftOut, read.value.leftOut) } };
}

interface ReadBundle {
  readonly slots: readonly FhirSlot[];
  readonly schedules: readonly FhirSchedule[];
}

/**
 * The Slots of a searchset, each with its Schedule. A server that does not know `_include` is asked for the Schedules one by one; one
 * that it does not know either, or that can not be read, makes its Slots unusable and no others.
 */
async function knownSlots(
  transport: FhirTransport,
  { slots, schedules: included }: ReadBundle,
  call: Call,
): Promise<Outcome<readonly ReadRow<KnownSlot>[]>> {
  const schedules = new Map<string, FhirSchedule | undefined>(included.map((schedule) => [schedule.id, schedule]));
  const known: ReadRow<KnownSlot>[] = [];
  for (const slot of slots) {
    if (slot.status === 'entered-in-error') continue;
    const id = idIn(slot.schedule.reference, 'Schedule');
    if (schedules.size > SCHEDULES_PER_PAGE) return malformed('too many Schedules');
    if (id !== undefined && !schedules.has(id)) {
      const url = transport.address(`Schedule/${id}`);
      const schedule = readOutcome(await transport.send({ method: 'GET', url }, call), scheduleSchema);
      if (!schedule.ok && !isAboutOne(schedule.failure)) return schedule;
      schedules.set(id, schedule.ok ? schedule.value : undefined);
    }
    const snapshot = id === undefined ? undefined : slotSnapshot(slot, schedules.get(id));
    known.push(snapshot === undefined ? unusable('schedule') : { usable: true, value: { slot, snapshot } });
  }
  return { ok: true, value: known };
}

/** Whether a failure is about what was asked for, and not about the hospital or us. */
function isAboutOne(failure: Failure): boolean {
  return failure.kind === 'malformed' || (failure.kind === 'rejected' && failure.reason !== 'not-authorised');
}

function proposedSnapshots(bundle: FhirBundle): Outcome<UsableRows<SlotSnapshot>> {
  const proposals = usableResourcesIn(bundle, 'Appointment', appointmentSchema);
  if (!proposals.ok) return proposals;
  const read = usableRows(proposals.value.rows, (proposal): ReadRow<SlotSnapshot> => {
    const snapshot = proposal.status === 'proposed' ? proposedSnapshot(proposal) : undefined;
    return snapshot === undefined ? unusable('status') : slotRow(snapshot);
  });
  if (!read.ok) return read;
  return { ok: true, value: { rows: read.value.rows, ...leftOutOf(proposals.value.leftOut, read.value.leftOut) } };
}

/** One Slot with its Schedule, in one request. `null`: not known. */
export async function readPlainSlot({ transport }: SlotReading, ref: string, call: Call): Promise<Outcome<KnownSlot | null>> {
  if (!isId(ref)) return { ok: true, value: null };
  const url = transport.address(`Slot?_id=${ref}&_include=Slot:schedule`);
  const bundle = readOutcome(await transport.send({ method: 'GET', url }, call), searchsetSchema);
  if (!bundle.ok) return bundle;
  const slots = resourcesIn(bundle.value, 'Slot', slotSchema);
  if (!slots.ok) return slots;
  const schedules = resourcesIn(bundle.value, 'Schedule', scheduleSchema);
  if (!schedules.ok) return schedules;
  const wanted = slots.value.filter((slot) => slot.id === ref);
  if (wanted.length === 0 && slots.value.length > 0) return malformed('another Slot than the one that was asked for');
  const known = await knownSlots(transport, { slots: wanted.slice(0, 1), schedules: schedules.value }, call);
  if (!known.ok) return known;
  const [found] = known.value;
  if (found === undefined) return { ok: true, value: null };
  const usable = mapRow(found, ({ slot, snapshot }) =>
    mapRow(slotRow(snapshot), () => ({ usable: true, value: { slot, snapshot } })),
  );
  return usable.usable ? { ok: true, value: usable.value } : malformed(`unexpected at ${usable.where}`);
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
  if (snapshot === undefined) return malformed('a proposal without department or times');
  const slot = slotRow(snapshot);
  return slot.usable ? { ok: true, value: slot.value } : malformed(`unexpected at ${slot.where}`);
}
