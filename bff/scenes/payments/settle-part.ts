import { addsUp, type ChargeSettlement, type SettleRequest, type Split } from '../../../adapters/port/charges.ts';
import { DEADLINE_MS, isRef, type RejectReason, VERDICT_GRACE_MS } from '../../../adapters/port/terms.ts';
import type { Part } from '../../platform/store/store.ts';
import { provesAbsence } from '../../platform/tasks/proves-absence.ts';
import type { Onward } from '../../platform/tasks/saga.ts';
import { localRefOf } from '../identity/local-patients.ts';
import { revealPatient } from '../identity/patients.ts';
import { billSealing, chargesName } from './bill.ts';
import { judgeCash } from './judge-cash.ts';
import type { Movement } from './ledger-rows.ts';
import { giveBackParts, insuranceMovements, moveAndCall, movePart, notePart, type PartWork } from './move-part.ts';
import type { PaymentPart } from './part-rows.ts';
import { isUsedElsewhere, useReferencePart } from './partner-reference-rows.ts';
import { readQuote } from './quote-rows.ts';
import { askDelayMs } from './rules.ts';

/** Settles the bill at the hospital, after which it is paid. */
export async function sendSettlement(work: PartWork): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  const { hospitals, clock } = dependencies;
  if (!hospitals.reachable(part.hospitalId)) return notePart(work, { tries: part.tries + 1 }, askDelayMs(part.tries));
  const move = { to: 'settling', patch: { sentAt: part.sentAt ?? clock.now(), notFound: 0 }, after: 'keep' } as const;
  return moveAndCall(work, move, callHospital);
}

const settlementOf = ({ hospitalId }: PaymentPart, ref: string) => ({ hospitalId, partner: 'hospital', ref });

/** What the bill is settled with: what the insurer settled, else what was agreed to. */
function splitOf({ total, fund, account, cash, settledFund, settledAccount, settledCash }: PaymentPart): Split {
  return settledCash === null
    ? { total, fund, account, cash }
    : { total, fund: settledFund ?? 0, account: settledAccount ?? 0, cash: settledCash };
}

async function callHospital(work: PartWork): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  const request = await requestOf(work);
  const answer = await dependencies.hospitals.ask(part.hospitalId, 'charges', 'settle', request);
  if (answer.ok) return (await isAnswer(work, answer.value)) ? settled(work, answer.value) : doubtSettlement(work);
  switch (answer.failure.kind) {
    case 'rejected':
      return refusedByHospital(work, answer.failure.reason);
    case 'unavailable':
    case 'unauthenticated':
      return movePart(work, {
        to: 'insured',
        patch: { tries: part.tries + 1 },
        after: { runAt: dependencies.clock.now() + askDelayMs(part.tries) },
      });
    case 'unknown-outcome':
    case 'malformed':
      return doubtSettlement(work);
  }
}

async function requestOf({ dependencies, subject }: PartWork): Promise<SettleRequest> {
  const { part } = subject;
  const { store } = dependencies;
  const quote = await readQuote(store, part.quoteId);
  if (!quote) throw new TypeError('a part without its quote');
  const sealing = await billSealing(dependencies, part.patientId);
  const patientRef = await localRefOf(dependencies, part.patientId, part.hospitalId);
  const order = subject.orders.find(({ key }) => key === part.cashOrder);
  const split = splitOf(part);
  return {
    key: part.id,
    patient: await revealPatient(dependencies, part.patientId),
    ...(patientRef === undefined ? {} : { patientRef }),
    charges: chargesName(sealing.open(quote.sealedBill, quote.id).charges),
    split,
    ...(part.insurance === 'hospital' && quote.partnerRef !== null ? { quoteRef: quote.partnerRef } : {}),
    ...(part.insuranceRef === null ? {} : { insurance: { ref: part.insuranceRef } }),
    ...(split.cash > 0 && order?.paidRef ? { cash: { channel: meansOf(order.channel), ref: order.paidRef } } : {}),
  };
}

function meansOf(channel: string): 'wechat-pay' | 'cash' | 'other' {
  return channel === 'wechat-pay' || channel === 'cash' ? channel : 'other';
}

/** Whether a settlement is an answer to ours: our key, our visit, all of the bill, and no other one; and where Onedoor asked the insurer, its split. */
async function isAnswer(work: PartWork, { key, ref, visitRef, split }: ChargeSettlement): Promise<boolean> {
  const { part } = work.subject;
  if (key !== part.id || !isRef(ref) || visitRef !== part.visitRef || !addsUp(split, part.total)) return false;
  if (await isUsedElsewhere(work.dependencies.store, settlementOf(part, ref), part.id)) return false;
  const ours = splitOf(part);
  return part.insurance === 'hospital' || (split.fund === ours.fund && split.account === ours.account);
}

export function doubtSettlement(work: PartWork): Promise<Onward> {
  const runAt = work.dependencies.clock.now() + askDelayMs(0);
  return movePart(work, { to: 'settlement-unknown', patch: { tries: 0, notFound: 0 }, after: { runAt } });
}

function settled(work: PartWork, { ref, split, invoiceNumber }: ChargeSettlement): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  const taken = useReferencePart(settlementOf(part, ref), part.id);
  const verdict = judgeCash(splitOf(part), split);
  const movements: Movement[] = [
    ...(part.insurance === 'hospital' ? insuranceMovements(part, split, 'in') : []),
    {
      from: 'held',
      to: 'hospital',
      fen: split.fund + split.account + Math.min(split.cash, part.cash),
      businessKey: `settled:${part.id}`,
    },
  ];
  const patch = {
    settledFund: split.fund,
    settledAccount: split.account,
    settledCash: split.cash,
    settlementRef: ref,
    invoiceNumber: invoiceNumber ?? null,
    tries: 0,
  };
  if (verdict.kind === 'more')
    return movePart(work, {
      to: 'unsettling',
      patch: { ...patch, reason: 'split-changed', sentAt: dependencies.clock.now() },
      movements,
      parts: [taken],
      after: 'keep',
    });
  const back: readonly Part[] = verdict.kind === 'less' ? giveBackParts(dependencies, subject, 'less-needed', verdict.back) : [];
  return movePart(work, {
    to: 'settled',
    patch: { ...patch, sentAt: null },
    movements,
    parts: [taken, ...back],
    after: 'finish',
  });
}

/** The hospital says no: everything before it is undone, and the person hears why. */
function refusedByHospital(work: PartWork, refusal: RejectReason): Promise<Onward> {
  return undoAll(work, REASONS[refusal] ?? 'hospital-refused');
}

/** Nothing of it is with the hospital: what the insurer settled is undone, and the cash goes back. */
export function undoAll(work: PartWork, reason: string): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  if (part.insuranceRef !== null)
    return movePart(work, { to: 'undoing', patch: { reason, sentAt: dependencies.clock.now(), tries: 0 }, after: 'keep' });
  return movePart(work, {
    to: 'returning',
    patch: { reason, sentAt: null },
    parts: giveBackParts(dependencies, subject, 'undone'),
    after: 'keep',
  });
}

const REASONS: Partial<Record<string, string>> = { 'charges-changed': 'bill-changed', 'charges-settled': 'settled-elsewhere' };

/** Asks the hospital what became of the settlement. */
export async function askHospital(work: PartWork): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  const { hospitals, clock } = dependencies;
  if (!hospitals.reachable(part.hospitalId)) return notePart(work, {}, askDelayMs(part.tries));
  const answer = await hospitals.ask(part.hospitalId, 'charges', 'find', part.id);
  if (!answer.ok) return notePart(work, { tries: part.tries + 1 }, askDelayMs(part.tries));
  if (answer.value !== null) {
    if (await isAnswer(work, answer.value)) return settled(work, answer.value);
    return movePart(work, { to: 'case', patch: { reason: 'hospital-contradicts' }, after: 'finish' });
  }
  const notFound = part.notFound + 1;
  const settleWindowMs = hospitals.facet(part.hospitalId, 'charges')?.settleWindowMs ?? 0;
  const arrivesMs = DEADLINE_MS.write + VERDICT_GRACE_MS + settleWindowMs;
  if (!provesAbsence({ notFound, sentAt: part.sentAt }, arrivesMs, clock.now()))
    return notePart(work, { tries: part.tries + 1, notFound }, askDelayMs(part.tries));
  // The hospital has nothing under our key: the same request goes out again.
  return movePart(work, { to: 'insured', patch: { sentAt: null, tries: 0, notFound: 0 }, after: 'keep' });
}

/** Has the hospital take back a settlement for which more cash would be needed than anybody agreed to. */
export async function takeBack(work: PartWork): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  if (part.settlementRef === null) throw new TypeError('a settlement without its reference');
  const settlement = { key: part.id, ref: part.settlementRef };
  const request = { key: `${part.id}u`, settlement, lines: 'whole', amount: part.total } as const;
  const answer = await dependencies.hospitals.ask(part.hospitalId, 'charges', 'refund', request);
  if (!answer.ok) {
    if (answer.failure.kind === 'rejected')
      return movePart(work, { to: 'case', patch: { reason: 'not-refundable' }, after: 'finish' });
    return notePart(work, { tries: part.tries + 1 }, askDelayMs(part.tries));
  }
  const held = (part.settledFund ?? 0) + (part.settledAccount ?? 0) + Math.min(part.settledCash ?? 0, part.cash);
  const back: Movement = { from: 'hospital', to: 'held', fen: held, businessKey: `unsettled:${part.id}` };
  if (part.insuranceRef !== null)
    return movePart(work, {
      to: 'undoing',
      patch: { sentAt: dependencies.clock.now(), tries: 0 },
      movements: [back],
      after: 'keep',
    });
  const insurance = { fund: part.settledFund ?? 0, account: part.settledAccount ?? 0 };
  return movePart(work, {
    to: 'returning',
    patch: { sentAt: null, tries: 0 },
    movements: [back, ...(part.insurance === 'hospital' ? insuranceMovements(part, insurance, 'out') : [])],
    parts: giveBackParts(dependencies, subject, 'undone'),
    after: 'keep',
  });
}
