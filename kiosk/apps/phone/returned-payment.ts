import type { Services } from '../../client/services.ts';
import type { Bills, ListedPayment, Me, Payment } from '../../client/wire.ts';
import type { Answers, AnswerTypes } from '../../journey/answers.ts';
import { helpedWith } from '../../scenes/dependants/answers.ts';
import { isOpen } from '../../scenes/payments/money.ts';

/** A way back that comes later leads to what one has, and to no payment. */
const JUST_ENDED_MS = 3_600_000;
/** Whoever has begun more than this has not just begun the last of them. */
const LOOKED_AT_MAX = 5;

/**
 * Where somebody stands who comes back from the provider's page: at the payment that is open, or at the newest if it ended just now. What became of it
 * says the gateway alone. Nothing where there is none; rejects where nobody answers.
 */
export async function returnedIn({ client, now }: Services, me: Me): Promise<Answers | undefined> {
  const listed = await client('listPayments', { query: { limit: LOOKED_AT_MAX } });
  if (!listed.ok) return undefined;
  const since = now() - JUST_ENDED_MS;
  const recent = listed.body.items.filter(({ state, createdAt }) => state === 'open' || Date.parse(createdAt) >= since);
  const payments: Payment[] = [];
  // One after the other: most people have begun one.
  for (const { id } of openFirst(recent)) {
    const read = await client('readPayment', { params: { id } });
    if (read.ok && isByLink(read.body)) payments.push(read.body);
    if (payments.some(({ parts }) => parts.some(isOpen))) break;
  }
  const payment = payments.find(({ parts }) => parts.some(isOpen)) ?? payments[0];
  if (payment === undefined) return undefined;
  const bills = await client('readBills', { query: { patientId: payment.patientId } });
  return bills.ok ? standingAt(payment, bills.body, me) : undefined;
}

function openFirst(payments: readonly ListedPayment[]): readonly ListedPayment[] {
  const open = payments.filter(({ state }) => state === 'open');
  return [...open, ...payments.filter(({ state }) => state !== 'open')];
}

/** Neither at a window, nor by somebody at home, nor by a code on another screen. */
function isByLink({ channel, fromHome, parts }: Payment): boolean {
  return (
    channel !== 'cash' &&
    fromHome === undefined &&
    parts.every(({ presented, code }) => presented !== 'code' && code === undefined)
  );
}

/** The answers of whoever looked at what is to be paid, found it being paid, and goes on with it. */
function standingAt(payment: Payment, bills: Bills, me: Me): Answers {
  const others = [...helpedWith('money', me), ...me.dependants];
  const other = others.find(({ patientId }) => patientId === payment.patientId);
  const given: Partial<AnswerTypes> = {
    home: 'pay',
    'pay-for': other ?? (others.length === 0 ? 'alone' : 'me'),
    'reading-bills': bills,
    bills: { paymentId: payment.id },
    payment: { what: 'code', payment },
  };
  return Object.fromEntries(Object.entries(given).map(([question, value]) => [question, { settled: true, value }]));
}
