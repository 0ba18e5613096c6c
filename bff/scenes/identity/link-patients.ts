import { samePerson } from '../../../adapters/port/names.ts';
import type { Patient } from '../../../adapters/port/terms.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, type BodyReply, problem } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part, type Statement } from '../../platform/store/store.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { documentForms } from './documents/document-forms.ts';
import {
  deleteProposals,
  endLink,
  insertLink,
  insertProposal,
  keepUnlinked,
  LINK_FREE,
  LINK_LIVE,
  PROPOSAL_NEW,
  PROPOSAL_OPEN,
  selectAppointmentAt,
  selectFileAt,
  selectLink,
  selectLinkOf,
  selectProposal,
  selectVisit,
  takeProposal,
} from './link-rows.ts';
import { type PatientRow, selectPatient } from './patient-rows.ts';
import { isSameDocument, revealRow } from './patients.ts';

export interface LinkOrder {
  readonly patientId: string;
  readonly otherId: string;
  readonly reason: string;
  readonly staff: StaffCaller;
  readonly request: KeyedRequest;
  readonly requestId: string;
}

/** A working day: whoever proposes finds a colleague within it, or it comes to nothing. */
const PROPOSAL_MS = 8 * 3_600_000;
const FORGOTTEN_MAX = 1_000;

/**
 * Two registrations are one person who has two documents, say two members of staff of one hospital who saw both: the first one proposes
 * it, the other one confirms it by saying the same at another time. Nothing is moved and nothing is merged: each registration keeps its
 * own, so that parting them again is as simple, and one of them can.
 */
export function linkPatients(dependencies: IdentityDependencies, order: LinkOrder): Promise<Answer> {
  const { request, requestId } = order;
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: async () => problem('already-linked'),
    work: () => linkWork(dependencies, order),
  });
}

async function linkWork(dependencies: IdentityDependencies, order: LinkOrder): Promise<KeyedWork | Decided> {
  const { store, clock } = dependencies;
  const { staff } = order;
  const [patientId = '', otherId = ''] = [order.patientId, order.otherId].sort();
  const pair = { patientId, otherId };
  const [one, other] = await Promise.all([patientId, otherId].map((id) => knownAt(dependencies, staff.hospitalId, id)));
  // Who was never there is not there for the staff of this hospital.
  if (patientId === otherId || !one || !other) return { answer: problem('not-found') };
  // What somebody only typed is nobody's yet: its document has to be shown first.
  const proved = one.provedAt !== null && other.provedAt !== null;
  if (!proved || !mayBeOne(revealRow(dependencies, one), revealRow(dependencies, other)))
    return { answer: problem('link-implausible') };
  if ((await store.read(selectLinkOf(pair))).length > 0) return { answer: problem('already-linked') };
  const [proposal] = await store.read(selectProposal({ ...pair, hospitalId: staff.hospitalId, now: clock.now() }));
  if (!proposal) return propose(dependencies, order, pair);
  // Saying it twice is still one person's word.
  if (proposal.proposedBy === staff.staffId) return { answer: proposed(proposal.id, pair, proposal.expiresAt) };
  return confirm(dependencies, order, pair, proposal);
}

/** The registration, if this person has been at the hospital: at one of its devices, in its files, or with an appointment. */
async function knownAt(
  { store }: Pick<IdentityDependencies, 'store'>,
  hospitalId: string,
  patientId: string,
): Promise<PatientRow | undefined> {
  const [row] = await store.read(selectPatient({ id: patientId }));
  if (!row) return undefined;
  for (const trace of [selectVisit, selectFileAt, selectAppointmentAt])
    if ((await store.read(trace({ patientId, hospitalId }))).length > 0) return row;
  return undefined;
}

/** The same name and birth date, no two sexes, and no two numbers of which everybody has one. What else speaks for it is on the two documents, which two members of staff saw. */
function mayBeOne(one: Patient, other: Patient): boolean {
  const sexes = new Set([one.sex, other.sex].filter((sex) => sex !== 'unknown'));
  const { type } = one.document;
  const oneNumber = type === other.document.type && documentForms[type].forLife === true;
  return samePerson(one, other) && sexes.size < 2 && !(oneNumber && !isSameDocument(one.document, other.document));
}

type Pair = { readonly patientId: string; readonly otherId: string };

function propose({ clock, ids }: IdentityDependencies, order: LinkOrder, pair: Pair): KeyedWork {
  const { staff, reason } = order;
  const now = clock.now();
  const id = ids.next('lnk');
  const expiresAt = now + PROPOSAL_MS;
  const row = { ...pair, hospitalId: staff.hospitalId, id, reason, staffId: staff.staffId, now, expiresAt };
  return {
    name: 'propose-link',
    parts: [
      guarded(insertProposal(row), PROPOSAL_NEW),
      guarded(keepUnlinked({ id, ...pair }), LINK_FREE),
      ...auditParts(ids, now, 'patient.link-propose', pair, order),
    ],
    reply: proposed(id, pair, expiresAt),
    // Somebody proposed it at the same moment: then this is for them to confirm, or was said already.
    refused: async (guard) => (guard === LINK_FREE ? { answer: problem('already-linked') } : 'again'),
  };
}

function proposed(id: string, pair: Pair, expiresAt: number): BodyReply {
  return { status: 202, body: { id, ...pair, state: 'proposed', expiresAt: shanghaiTime(expiresAt) } };
}

function confirm(
  { clock, ids }: IdentityDependencies,
  order: LinkOrder,
  pair: Pair,
  { id, proposedBy }: { readonly id: string; readonly proposedBy: string },
): KeyedWork {
  const { staff, reason } = order;
  const now = clock.now();
  return {
    name: 'link-patients',
    parts: [
      guarded(takeProposal({ id, staffId: staff.staffId, now }), PROPOSAL_OPEN),
      guarded(insertLink({ id, ...pair, reason, now, staffId: staff.staffId, proposedBy }), LINK_FREE),
      ...auditParts(ids, now, 'patient.link', pair, order),
    ],
    reply: { status: 201, body: { id, ...pair, state: 'linked', linkedAt: shanghaiTime(now) } },
    refused: async (guard) => (guard === LINK_FREE ? { answer: problem('already-linked') } : 'again'),
  };
}

/** One row for each of the two, so that it stands in the log of both who did it, where and why. */
function auditParts(
  ids: IdentityDependencies['ids'],
  now: number,
  action: string,
  { patientId, otherId }: Pair,
  { staff, reason, requestId }: Pick<LinkOrder, 'staff' | 'reason' | 'requestId'>,
): readonly Part[] {
  return [patientId, otherId].map((subjectId) =>
    auditPart(ids, now, {
      actor: { kind: 'staff', id: staff.staffId },
      action,
      subject: { kind: 'patient', id: subjectId },
      requestId,
      deviceId: staff.deviceId,
      reason,
    }),
  );
}

/** Forgets what nobody confirmed in time. */
export function forgetProposals(now: number): Statement {
  return deleteProposals({ before: now, limit: FORGOTTEN_MAX });
}

/** They are two people after all. Parting what is parted already is no error. */
export async function unlinkPatients(
  dependencies: IdentityDependencies,
  order: { id: string; reason: string; staff: StaffCaller; requestId: string },
): Promise<Answer> {
  const { store, clock, ids } = dependencies;
  const { id, staff, reason, requestId } = order;
  const [link] = await store.read(selectLink({ id }));
  if (!link) return problem('not-found');
  const now = clock.now();
  await commit(dependencies, 'unlink-patients', 'interactive', [
    guarded(endLink({ id, now, staffId: staff.staffId }), LINK_LIVE),
    ...auditParts(ids, now, 'patient.unlink', link, { staff, reason, requestId }),
  ]);
  const { patientId, otherId, linkedAt } = link;
  return { status: 200, body: { id, patientId, otherId, state: 'unlinked', linkedAt: shanghaiTime(linkedAt) } };
}
