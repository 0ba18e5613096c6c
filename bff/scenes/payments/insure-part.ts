import { addsUp, type Split } from '../../../adapters/port/charges.ts';
import { DEADLINE_MS, isRef, VERDICT_GRACE_MS } from '../../../adapters/port/terms.ts';
import { provesAbsence } from '../../platform/tasks/proves-absence.ts';
import type { Onward } from '../../platform/tasks/saga.ts';
import { judgeCash } from './judge-cash.ts';
import { giveBackParts, insuranceMovements, moveAndCall, movePart, notePart, type PartWork } from './move-part.ts';
import { isUsedElsewhere, useReferencePart } from './partner-reference-rows.ts';
import { readQuote } from './quote-rows.ts';
import { askDelayMs, INSURER_WITHIN_MS } from './rules.ts';

/** Settles the insurance leg: the intent, the call, and what its answer makes of the cash that was paid. */
export async function sendInsurance(work: PartWork): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  const { clock, insurers } = dependencies;
  if (!insurers.reachable(part.hospitalId)) return notePart(work, { tries: part.tries + 1 }, askDelayMs(part.tries));
  return moveAndCall(work, { to: 'insuring', patch: { sentAt: clock.now(), notFound: 0 }, after: 'keep' }, callInsurer);
}

async function callInsurer(work: PartWork): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  const quote = await readQuote(dependencies.store, part.quoteId);
  if (!quote?.partnerRef) throw new TypeError('a part without the quote that it uses');
  const { total, fund, account, cash } = part;
  const request = {
    key: part.id,
    quote: { key: quote.key, ref: quote.partnerRef },
    split: { total, fund, account, cash },
  };
  const answer = await dependencies.insurers.ask(part.hospitalId, 'settle', request);
  if (answer.ok) {
    const { key, ref, split } = answer.value;
    const isAnswer = key === part.id && isRef(ref) && addsUp(split, part.total) && (await isOurs(work, ref));
    return isAnswer ? insured(work, ref, split) : doubtInsurance(work);
  }
  switch (answer.failure.kind) {
    case 'rejected':
      // Something happened under this key that is not known here: a restored gateway has forgotten it.
      if (answer.failure.reason === 'key-reused') return doubtInsurance(work);
      return movePart(work, {
        to: 'returning',
        patch: { reason: 'insurer-refused', sentAt: null },
        parts: giveBackParts(dependencies, work.subject, 'undone'),
        after: 'keep',
      });
    case 'unavailable':
    case 'unauthenticated':
      return movePart(work, {
        to: 'paid',
        patch: { tries: part.tries + 1, sentAt: null },
        after: { runAt: dependencies.clock.now() + askDelayMs(part.tries) },
      });
    case 'unknown-outcome':
    case 'malformed':
      return doubtInsurance(work);
  }
}

/** Whoever sent it is gone, or nothing readable came back: the insurer is asked. */
export function doubtInsurance(work: PartWork): Promise<Onward> {
  const runAt = work.dependencies.clock.now() + askDelayMs(0);
  return movePart(work, { to: 'insurance-unknown', patch: { tries: 0, notFound: 0 }, after: { runAt } });
}

/** What the insurer names by this reference settled no other bill. */
async function isOurs({ dependencies, subject: { part } }: PartWork, ref: string): Promise<boolean> {
  return !(await isUsedElsewhere(dependencies.store, { hospitalId: part.hospitalId, partner: 'insurer', ref }, part.id));
}

/** The insurer has settled. Less cash than was agreed to goes back; for more, all of it is undone. */
function insured(work: PartWork, ref: string, split: Split): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  const verdict = judgeCash(part, split);
  const taken = useReferencePart({ hospitalId: part.hospitalId, partner: 'insurer', ref }, part.id);
  const movements = insuranceMovements(part, split, 'in');
  const settled = { settledFund: split.fund, settledAccount: split.account, settledCash: split.cash, insuranceRef: ref };
  if (verdict.kind === 'more')
    return movePart(work, {
      to: 'undoing',
      patch: { ...settled, reason: 'split-changed', sentAt: dependencies.clock.now(), tries: 0 },
      movements,
      parts: [taken],
      after: 'keep',
    });
  const back = verdict.kind === 'less' ? giveBackParts(dependencies, subject, 'less-needed', verdict.back) : [];
  const parts = [taken, ...back];
  return movePart(work, { to: 'insured', patch: { ...settled, tries: 0 }, movements, parts, after: 'keep' });
}

/** Asks the insurer what became of the settlement. */
export async function askInsurer(work: PartWork): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  const { insurers, clock } = dependencies;
  if (!insurers.reachable(part.hospitalId)) return notePart(work, {}, askDelayMs(part.tries));
  const answer = await insurers.ask(part.hospitalId, 'find', part.id);
  if (!answer.ok) return notePart(work, { tries: part.tries + 1 }, askDelayMs(part.tries));
  const record = answer.value;
  if (record !== null) {
    const { key, kind, ref, split } = record;
    const isAnswer = key === part.id && kind === 'settlement' && isRef(ref) && addsUp(split, part.total);
    if (!isAnswer || !(await isOurs(work, ref)))
      return movePart(work, { to: 'case', patch: { reason: 'insurer-contradicts' }, after: 'finish' });
    if (record.state === 'settled') return insured(work, record.ref, record.split);
    return movePart(work, {
      to: 'returning',
      patch: { reason: 'insurer-refused' },
      parts: giveBackParts(dependencies, work.subject, 'undone'),
      after: 'keep',
    });
  }
  const notFound = part.notFound + 1;
  const now = clock.now();
  const arrivesMs = DEADLINE_MS.write + VERDICT_GRACE_MS + insurers.port(part.hospitalId).settleWindowMs;
  if (!provesAbsence({ notFound, sentAt: part.sentAt }, arrivesMs, now))
    return notePart(work, { tries: part.tries + 1, notFound }, askDelayMs(part.tries));
  // Its time is not over: the same request goes out again under the same key. Later the insurer makes sure that nothing of it stands.
  const soon = part.paidAt !== null && now - part.paidAt < INSURER_WITHIN_MS;
  if (soon) return movePart(work, { to: 'paid', patch: { sentAt: null, tries: 0, notFound: 0 }, after: 'keep' });
  return movePart(work, { to: 'reversing', patch: { sentAt: now, tries: 0 }, after: 'keep' });
}

/** Nothing that was ever sent under our key is to stand. */
export async function reverseInsurance(work: PartWork): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  const answer = await dependencies.insurers.ask(part.hospitalId, 'reverse', part.id);
  if (answer.ok)
    return movePart(work, {
      to: 'returning',
      patch: { reason: 'insurer-unavailable', sentAt: null },
      parts: giveBackParts(dependencies, subject, 'undone'),
      after: 'keep',
    });
  // It can be undone, but not reversed: so it knows it, and says so when it is asked.
  if (answer.failure.kind === 'rejected')
    return movePart(work, {
      to: 'insurance-unknown',
      patch: { tries: 0, notFound: 0 },
      after: { runAt: dependencies.clock.now() + askDelayMs(part.tries) },
    });
  return notePart(work, { tries: part.tries + 1 }, askDelayMs(part.tries));
}

/** The insurer was away for too long, and nothing was ever sent: the cash goes back. */
export function giveUpInsurance(work: PartWork): Promise<Onward> {
  return movePart(work, {
    to: 'returning',
    patch: { reason: 'insurer-unavailable' },
    parts: giveBackParts(work.dependencies, work.subject, 'undone'),
    after: 'keep',
  });
}

/** Undoes what the insurer settled, as often as it takes. */
export async function undoInsurance(work: PartWork): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  if (part.insuranceRef === null) throw new TypeError('a settlement of an insurer without its reference');
  const answer = await dependencies.insurers.ask(part.hospitalId, 'undo', { key: part.id, ref: part.insuranceRef });
  if (answer.ok && answer.value.state === 'undone')
    return movePart(work, {
      to: 'returning',
      patch: { sentAt: null, tries: 0 },
      movements: insuranceMovements(part, { fund: part.settledFund ?? 0, account: part.settledAccount ?? 0 }, 'out'),
      parts: giveBackParts(dependencies, subject, 'undone'),
      after: 'keep',
    });
  if (!answer.ok && answer.failure.kind === 'rejected')
    return movePart(work, { to: 'case', patch: { reason: 'not-undoable' }, after: 'finish' });
  return notePart(work, { tries: part.tries + 1 }, askDelayMs(part.tries));
}
