import type { VisitCharges } from '../../../adapters/port/charges.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import type { Part } from '../../platform/store/store.ts';
import { insertLeasedTask, insertReadyTask, type LeasedTask } from '../../platform/tasks/task-rows.ts';
import { booksFor } from '../identity/acting-for.ts';
import { refuseHealthData } from '../identity/health-data.ts';
import { PATIENT_PRESENT, patientPresentParts } from '../identity/patient-present.ts';
import { revealPatient } from '../identity/patients.ts';
import { mayBeginPart, RIGHT_TO_ACT } from '../identity/right-to-act.ts';
import { billHash, billSealing } from './bill.ts';
import { type PaymentDependencies, QUOTE_BILL } from './dependencies.ts';
import { quotesReply } from './present.ts';
import { insertQuotePart, QUOTES_LEFT, type Quote, readBatch } from './quote-rows.ts';
import { readHospital } from './read-bills.ts';
import type { Insurance, QuoteState } from './rules.ts';

export interface WantedBill {
  readonly hospital: string;
  readonly visitRef: string;
  readonly billHash: string;
}

export interface QuotesOrder {
  readonly patientId: string;
  readonly bills: readonly WantedBill[];
  /** Whether insurance is asked first. */
  readonly insurance: boolean;
  /** What the person's own insurance code gave. It is used within this request, once, and written nowhere. */
  readonly insuranceToken: string | undefined;
  readonly caller: Caller;
  readonly request: KeyedRequest;
  readonly requestId: string;
  readonly traceparent: string | undefined;
}

/** How long a quote can be used. */
export const QUOTE_HOLDS_MS = limits.quoteHolds.figure;

/** Asks who would pay how much of some bills. What an insurer is asked is written before it is asked; the answer is followed. */
export function askQuotes(dependencies: PaymentDependencies, order: QuotesOrder): Promise<Answer> {
  return keyedOperation(dependencies, {
    request: order.request,
    requestId: order.requestId,
    runningMs: 0,
    undetermined: async (batchId) => quotesReply(dependencies, await readBatch(dependencies.store, batchId), 201),
    mayHear: async () => (await booksFor(dependencies, order.caller, 'money')).includes(order.patientId),
    work: () => quotesWork(dependencies, order),
  });
}

/** A bill that is to be quoted, as its hospital tells it now. */
interface FoundBill {
  readonly hospitalId: string;
  readonly charges: VisitCharges;
  readonly hash: string;
}

async function quotesWork(dependencies: PaymentDependencies, order: QuotesOrder): Promise<KeyedWork | Decided> {
  const refused = await refuseHealthData(dependencies, order.caller, order.patientId, 'money');
  if (refused) return { answer: refused };
  const found = await findBills(dependencies, order.patientId, order.bills);
  if ('problem' in found) return { answer: found };
  const insured = order.insurance ? await whoIsInsured(dependencies, order, found) : undefined;
  const { quotes, tasks } = await newQuotes(dependencies, order, { found, insured });
  const [first] = quotes;
  if (!first) throw new TypeError('quotes of no bill');
  return {
    name: 'ask-quotes',
    parts: quoteParts(dependencies, order, quotes, tasks),
    reply: {
      resourceId: first.batchId,
      async wait() {
        for (const task of tasks) dependencies.tasks.adopt(task);
        return quotesReply(dependencies, quotes, 201);
      },
    },
    refused: async (guard) => {
      if (guard === RIGHT_TO_ACT) return { answer: problem('not-found') };
      if (guard === PATIENT_PRESENT) return { answer: problem('presence-required') };
      if (guard === QUOTES_LEFT) return { answer: problem('too-many-quotes', { headers: { 'retry-after': '600' } }) };
      throw new TypeError(`no reply for the guard ${guard}`);
    },
  };
}

/** The bills that are meant, as their hospitals tell them now: each is the one that the person looked at, or the request is refused. */
export async function findBills(
  dependencies: PaymentDependencies,
  patientId: string,
  wanted: readonly WantedBill[],
): Promise<readonly FoundBill[] | ProblemReply> {
  const { hospitals, blindIndex } = dependencies;
  const asked = [...new Set(wanted.map(({ hospital }) => hospital))];
  if (asked.some((id) => !hospitals.ids().includes(id) || hospitals.facet(id, 'charges') === undefined))
    return problem('bill-changed');
  const told = await Promise.all(asked.map((id) => readHospital(dependencies, patientId, id)));
  if (told.some(({ state }) => state === 'unavailable'))
    return problem('hospital-unavailable', { headers: { 'retry-after': '10' } });
  const found = wanted.map(({ hospital, visitRef, billHash: hash }) => {
    const bills = told.find(({ hospitalId }) => hospitalId === hospital);
    const charges = bills?.state === 'read' ? bills.visits.find((visit) => visit.visitRef === visitRef) : undefined;
    return charges && billHash(blindIndex, hospital, patientId, charges) === hash
      ? { hospitalId: hospital, charges, hash }
      : undefined;
  });
  const all = found.filter((bill) => bill !== undefined);
  const once = new Set(all.map(({ hospitalId, charges }) => `${hospitalId} ${charges.visitRef}`));
  return all.length === wanted.length && once.size === all.length ? all : problem('bill-changed');
}

/** The insurer's own number of the person, or why it pays nothing. */
type WhoIsInsured = { readonly ref: string } | { readonly refused: string };

/** Asked once a request, under the code of the first hospital that needs it: one's own code can be used only once. */
async function whoIsInsured(
  dependencies: PaymentDependencies,
  { patientId, insuranceToken }: QuotesOrder,
  found: readonly FoundBill[],
): Promise<WhoIsInsured | undefined> {
  const { insurers } = dependencies;
  const at = found.find(({ hospitalId }) => insuranceAt(dependencies, hospitalId) === 'insurer');
  if (!at) return undefined;
  const patient = await revealPatient(dependencies, patientId);
  const query = { patient, ...(insuranceToken === undefined ? {} : { token: insuranceToken }) };
  const answer = await insurers.ask(at.hospitalId, 'person', query);
  if (!answer.ok) return { refused: answer.failure.kind === 'rejected' ? answer.failure.reason : 'unavailable' };
  return answer.value === null ? { refused: 'not-insured' } : { ref: answer.value.ref };
}

/** Who settles the insurance of this hospital's bills, as things are configured. */
function insuranceAt({ hospitals, insurers }: PaymentDependencies, hospitalId: string): Insurance {
  const insurance = hospitals.facet(hospitalId, 'charges')?.insurance ?? 'none';
  return insurance === 'insurer' && !insurers.has(hospitalId) ? 'none' : insurance;
}

async function newQuotes(
  dependencies: PaymentDependencies,
  { patientId, caller, insurance: wanted, traceparent }: QuotesOrder,
  { found, insured }: { readonly found: readonly FoundBill[]; readonly insured: WhoIsInsured | undefined },
): Promise<{ readonly quotes: readonly Quote[]; readonly tasks: readonly LeasedTask[] }> {
  const { ids, clock, tasks } = dependencies;
  const now = clock.now();
  const batchId = ids.nextInOrder('qts');
  const sealing = await billSealing(dependencies, patientId);
  // They are read by id: in the order in which the person saw the bills. Those of one moment have none of their own.
  const inTurn = found.map(() => ids.inOrder('qte')).sort();
  const quotes = found.map(({ hospitalId, charges, hash }, turn): Quote => {
    const id = inTurn[turn] ?? '';
    const insurance = wanted ? insuranceAt(dependencies, hospitalId) : 'none';
    const refused = insurance === 'insurer' && insured && 'refused' in insured ? insured.refused : null;
    const insuredRef = insurance === 'insurer' && insured && 'ref' in insured ? { insuredRef: insured.ref } : {};
    const state: QuoteState = refused !== null ? 'refused' : insurance === 'none' ? 'open' : 'asking';
    const self = insurance === 'none' ? { fund: 0, account: 0, cash: charges.total } : { fund: null, account: null, cash: null };
    return {
      id,
      key: id,
      batchId,
      patientId,
      askedBy: caller.patientId,
      hospitalId,
      visitRef: charges.visitRef,
      billHash: hash,
      sealedBill: sealing.seal({ charges, ...insuredRef }, id),
      total: charges.total,
      ...self,
      insurance,
      state,
      partnerRef: null,
      reason: refused,
      createdAt: now,
      until: now + QUOTE_HOLDS_MS,
      sentAt: state === 'asking' ? now : null,
      tries: 0,
      notFound: 0,
    };
  });
  const leased = quotes.filter(({ state }) => state === 'asking').map(({ id }) => tasks.lease(QUOTE_BILL, id, traceparent));
  return { quotes, tasks: leased };
}

function quoteParts(
  dependencies: PaymentDependencies,
  { patientId, caller, requestId }: QuotesOrder,
  quotes: readonly Quote[],
  leased: readonly LeasedTask[],
): readonly Part[] {
  const { ids, clock } = dependencies;
  const now = clock.now();
  const subject = { kind: 'patient', id: patientId };
  return [
    mayBeginPart(caller, patientId, now, 'money'),
    ...patientPresentParts(caller),
    ...quotes.map((quote) => insertQuotePart(quote, now)),
    ...leased.map((task) => insertLeasedTask(task, now)),
    ...quotes
      .filter(({ state }) => state === 'open')
      .map(({ id, until }) => insertReadyTask(ids.inOrder('tsk'), QUOTE_BILL, id, until)),
    auditPart(ids, now, {
      actor: actorOf(caller),
      action: 'quote.ask',
      subject,
      requestId,
      deviceId: caller.deviceId ?? undefined,
    }),
  ];
}
