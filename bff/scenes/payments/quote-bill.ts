import { addsUp, type Split } from '../../../adapters/port/charges.ts';
import { DEADLINE_MS, type Failure, isRef, VERDICT_GRACE_MS } from '../../../adapters/port/terms.ts';
import { provesAbsence } from '../../platform/tasks/proves-absence.ts';
import { type Onward, sagaHandler, type Working } from '../../platform/tasks/saga.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { localRefOf } from '../identity/local-patients.ts';
import { revealPatient } from '../identity/patients.ts';
import { billSealing, chargesName } from './bill.ts';
import { batchSignalOf, type PaymentDependencies } from './dependencies.ts';
import { nextParts } from './forgotten-payments.ts';
import { moveQuotePart, type Quote, readQuote } from './quote-rows.ts';
import { askDelayMs, nextQuoteStep, type QuoteStep } from './rules.ts';

type QuoteWork = Working<Quote, PaymentDependencies>;

/** What whoever settles the insurance answered. */
interface Quoted {
  readonly ref: string;
  readonly split: Split;
  readonly until: number;
}

/**
 * Asks whoever settles the insurance of a bill what it would pay. That is a write: real insurers keep the bill from here on, so the intent is
 * written first, and a quote that nobody uses is given up.
 */
export function quoteHandler(dependencies: PaymentDependencies): TaskHandler {
  const { store, clock } = dependencies;
  const steps: Record<QuoteStep, (work: QuoteWork) => Promise<Onward>> = {
    call,
    doubt: (work) => move(work, { state: 'unknown', tries: 0, notFound: 0 }, { runAt: clock.now() + askDelayMs(0) }),
    ask,
    wait: (work) => work.write('wait-for-use', { runAt: work.subject.until }, []),
    expire: (work) => move(work, { state: work.subject.insurance === 'none' ? 'dropped' : 'dropping', tries: 0 }, 'keep'),
    drop,
    rest: ({ write }) => write('finish-quote', 'finish', []),
  };
  return sagaHandler(dependencies, {
    name: 'quote',
    read: (id) => readQuote(store, id),
    decide: (quote, mayCall) => nextQuoteStep(quote, mayCall, clock.now()),
    intentAt: ({ sentAt }) => sentAt,
    steps,
  });
}

async function call(work: QuoteWork): Promise<Onward> {
  const answer = work.subject.insurance === 'insurer' ? await askTheInsurer(work) : await askTheHospital(work);
  if (!answer.ok && answer.failure.kind === 'rejected' && answer.failure.reason === 'settled-already')
    return undoForgotten(work, answer.failure);
  return answer.ok ? quoted(work, answer.value) : notQuoted(work, answer.failure);
}

async function askTheInsurer({ dependencies, subject: quote }: QuoteWork) {
  const sealing = await billSealing(dependencies, quote.patientId);
  const { charges, insuredRef } = sealing.open(quote.sealedBill, quote.id);
  if (insuredRef === undefined) throw new TypeError('a quote of an insurer without the person who is insured');
  const { visitRef, lines, total } = charges;
  const request = { key: quote.key, insuredRef, visitRef, lines, total, useAccount: true };
  return dependencies.insurers.ask(quote.hospitalId, 'preSettle', request);
}

async function askTheHospital({ dependencies, subject: quote }: QuoteWork) {
  const { patientId, hospitalId } = quote;
  const sealing = await billSealing(dependencies, patientId);
  const patientRef = await localRefOf(dependencies, patientId, hospitalId);
  return dependencies.hospitals.ask(hospitalId, 'charges', 'quote', {
    key: quote.key,
    patient: await revealPatient(dependencies, patientId),
    ...(patientRef === undefined ? {} : { patientRef }),
    charges: chargesName(sealing.open(quote.sealedBill, quote.id).charges),
    useAccount: true,
  });
}

/**
 * The hospital has just told this bill as open, and the insurer has settled it under another key. Where that is the key of one of our next
 * parts, it is ours, of before a backup was restored: it is undone, and the insurer is asked once more.
 */
async function undoForgotten(work: QuoteWork, failure: Failure<string>): Promise<Onward> {
  const { dependencies, subject: quote } = work;
  const { insurers } = dependencies;
  for (const key of await nextParts(dependencies, quote)) {
    const found = await insurers.ask(quote.hospitalId, 'find', key);
    // That it is not known whether it is ours is no reason to have the person do without insurance.
    if (!found.ok) return notQuoted(work, found.failure);
    if (found.value?.kind !== 'settlement' || found.value.state !== 'settled') continue;
    const undone = await insurers.ask(quote.hospitalId, 'undo', { key, ref: found.value.ref });
    if (!undone.ok) return undone.failure.kind === 'rejected' ? notQuoted(work, failure) : notQuoted(work, NOT_NOW);
    dependencies.log.write('warn', 'payment.forgotten-undone', { hospitalId: quote.hospitalId });
    const again = await askTheInsurer(work);
    return again.ok ? quoted(work, again.value) : notQuoted(work, again.failure);
  }
  return notQuoted(work, failure);
}

/** Whoever asks anew finds what became of it. */
const NOT_NOW: Failure<string> = { kind: 'unavailable', detail: 'what was forgotten is not undone yet' };

/** Sums are checked before anybody sees them. What does not add up is no quote, and is given up. */
function quoted(work: QuoteWork, { ref, split, until }: Quoted): Promise<Onward> {
  const { subject: quote } = work;
  if (!isRef(ref) || !addsUp(split, quote.total))
    return move(work, { state: 'dropping', partnerRef: isRef(ref) ? ref : null, reason: 'contradicts', tries: 0 }, 'keep');
  const { fund, account, cash } = split;
  const holds = Math.min(until, quote.until);
  return move(work, { state: 'open', partnerRef: ref, fund, account, cash, until: holds, tries: 0 }, { runAt: holds });
}

function notQuoted(work: QuoteWork, failure: Failure<string>): Promise<Onward> {
  const { clock } = work.dependencies;
  switch (failure.kind) {
    case 'rejected':
      return move(work, { state: 'refused', reason: failure.reason }, 'finish');
    case 'unavailable':
    case 'unauthenticated':
      return move(work, { state: 'refused', reason: 'unavailable' }, 'finish');
    case 'unknown-outcome':
    case 'malformed':
      return move(work, { state: 'unknown', tries: 0, notFound: 0 }, { runAt: clock.now() + askDelayMs(0) });
  }
}

/** A hospital that quotes can be asked again under the same key; an insurer says what it has. Whoever waits too long asks anew. */
async function ask(work: QuoteWork): Promise<Onward> {
  const { dependencies, subject: quote } = work;
  const { clock, insurers } = dependencies;
  if (clock.now() >= quote.until) return move(work, { state: 'dropping', reason: 'unavailable', tries: 0 }, 'keep');
  if (quote.insurance === 'hospital') {
    const again = await askTheHospital(work);
    if (again.ok) return quoted(work, again.value);
    if (again.failure.kind === 'rejected') return notQuoted(work, again.failure);
    return askAgain(work, quote.notFound);
  }
  const answer = await insurers.ask(quote.hospitalId, 'find', quote.key);
  if (!answer.ok) return askAgain(work, quote.notFound);
  const record = answer.value;
  if (record !== null && record.key === quote.key && record.kind === 'quote' && record.state === 'open')
    return quoted(work, { ref: record.ref, split: record.split, until: quote.until });
  if (record !== null) return move(work, { state: 'dropping', reason: 'contradicts', tries: 0 }, 'keep');
  const arrivesMs = DEADLINE_MS.write + VERDICT_GRACE_MS + insurers.port(quote.hospitalId).settleWindowMs;
  const notFound = quote.notFound + 1;
  if (provesAbsence({ notFound, sentAt: quote.sentAt }, arrivesMs, clock.now()))
    return move(work, { state: 'dropping', reason: 'unavailable', tries: 0 }, 'keep');
  return askAgain(work, notFound);
}

function askAgain(work: QuoteWork, notFound: number): Promise<Onward> {
  const { subject: quote, dependencies } = work;
  const runAt = dependencies.clock.now() + askDelayMs(quote.tries);
  return move(work, { tries: quote.tries + 1, notFound }, { runAt });
}

/** Gives up what whoever settles the insurance keeps, as often as it takes. */
async function drop(work: QuoteWork): Promise<Onward> {
  const { dependencies, subject: quote } = work;
  const { hospitals, insurers, clock } = dependencies;
  const answer =
    quote.insurance === 'hospital'
      ? await hospitals.ask(quote.hospitalId, 'charges', 'dropQuote', quote.key)
      : quote.partnerRef === null
        ? await insurers.ask(quote.hospitalId, 'reverse', quote.key)
        : await insurers.ask(quote.hospitalId, 'undo', { key: quote.key, ref: quote.partnerRef });
  // Who says no has nothing that could be given up.
  if (answer.ok || answer.failure.kind === 'rejected') return move(work, { state: 'dropped' }, 'finish');
  return move(work, { tries: quote.tries + 1 }, { runAt: clock.now() + askDelayMs(quote.tries) });
}

async function move(work: QuoteWork, to: Partial<Quote>, after: Parameters<QuoteWork['write']>[1]): Promise<Onward> {
  const { subject: quote, dependencies } = work;
  const onward = await work.write(`quote-${to.state ?? quote.state}`, after, [moveQuotePart(quote, to)]);
  dependencies.signals.notify(batchSignalOf(quote.batchId));
  return onward;
}
