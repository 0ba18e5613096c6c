import type { Bills, Payment, Quotes } from '../../client/wire.ts';

/** What is open for one visit, and at which hospital. */
export type OpenBill = Bills['hospitals'][number]['visits'][number] &
  Pick<Bills['hospitals'][number], 'hospital' | 'hospitalName'>;

/** Which bills are to be paid, and how that begins. */
export interface ChosenBills {
  readonly bills: readonly Pick<OpenBill, 'hospital' | 'visitRef' | 'billHash'>[];
  /** Whether insurance is asked first. */
  readonly insurance: boolean;
  /** The person said that they can not pay by phone: the window stands first. */
  readonly cashFirst?: boolean;
  /** The Idempotency-Key of asking who pays what: another one each time that the person says so. */
  readonly key: string;
}

/** The yes: how the rest is paid. */
export interface Agreed {
  readonly how: 'phone' | 'cash' | 'from-home';
  /** The Idempotency-Key of the payment. */
  readonly key: string;
}

/** What came of stopping a payment by phone: nobody paid, and it begins again; or somebody had paid, or it is not known yet. */
export type Stopped = { readonly kind: 'stopped'; readonly key: string } | { readonly kind: 'kept'; readonly payment: Payment };

/** How many bills one payment takes, as the contract has it. */
export const BILLS_MAX = 20;

/** Every bill that is open: those of the house in which one stands first. */
export function openBillsIn(bills: Bills | undefined, here: string | undefined): readonly OpenBill[] {
  const all = (bills?.hospitals ?? []).flatMap(({ hospital, hospitalName, visits }) =>
    visits.map((visit) => ({ ...visit, hospital, hospitalName })),
  );
  return [...all.filter(({ hospital }) => hospital === here), ...all.filter(({ hospital }) => hospital !== here)];
}

/** Hospitals that did not answer: there may be more to pay. */
export function silentIn(bills: Bills | undefined): readonly string[] {
  return (bills?.hospitals ?? []).filter(({ state }) => state === 'unavailable').map(({ hospitalName }) => hospitalName);
}

/** Integer fen, all together. */
export function sumOf(amounts: readonly { readonly amount: number }[]): { readonly amount: number } {
  return { amount: amounts.reduce((sum, { amount }) => sum + amount, 0) };
}

type Split = Payment['parts'][number]['agreed'];
const SHARES = ['total', 'fund', 'account', 'cash'] as const;

/** Who pays how much of all of these. */
export function splitOf(splits: readonly Split[]): Record<(typeof SHARES)[number], { readonly amount: number }> {
  const [total, fund, account, cash] = SHARES.map((share) => sumOf(splits.map((split) => split[share])));
  return { total, fund, account, cash } as ReturnType<typeof splitOf>;
}

/** Things of one hospital together, in the order in which the hospitals come first. */
export function byHospital<T extends { readonly hospital: string; readonly hospitalName: string }>(
  things: readonly T[],
): readonly { readonly hospital: string; readonly hospitalName: string; readonly all: readonly T[] }[] {
  const ids = [...new Set(things.map(({ hospital }) => hospital))];
  return ids.map((id) => {
    const all = things.filter(({ hospital }) => hospital === id);
    return { hospital: id, hospitalName: all[0]?.hospitalName ?? '', all };
  });
}

type Part = Payment['parts'][number];

/** Somebody may still pay it, or it is being told to the hospital: how it ends is not known. */
export function isOpen({ state }: Part): boolean {
  return state === 'paying' || state === 'confirming';
}

/** It waits for money that somebody hands over or sends. */
export function isDue({ state, agreed }: Part): boolean {
  return state === 'paying' && agreed.cash.amount > 0;
}

/** A payment for which one goes to the window. */
export function waitsAtWindow({ channel, parts }: Payment): boolean {
  return channel === 'cash' && parts.some(isDue);
}

/** A payment that somebody else pays, by the code on a paper. */
export function waitsAtHome({ fromHome, parts }: Payment): boolean {
  return fromHome !== undefined && parts.some(isDue);
}

/** Something of it moves without whoever stands here: it is paid, or taken back, or it is not known yet. */
export function isMoving(part: Part): boolean {
  const { takenBack } = part;
  return isOpen(part) || takenBack?.state === 'asking' || takenBack?.state === 'going-back';
}

/** What is being taken back, or waits for people, while no money is on its way for it: what is, stands in `refunds`. */
export function askedIn({ takenBack, refunds }: Pick<Part, 'takenBack' | 'refunds'>): Asked | undefined {
  if (takenBack === undefined) return undefined;
  const { amount, state } = takenBack;
  if (state === 'asking') return { amount, state };
  if (state !== 'going-back' && state !== 'with-staff') return undefined;
  return refunds.every((refund) => refund.cause !== 'asked' || refund.state === 'done') ? { amount, state } : undefined;
}

interface Asked {
  readonly amount: { readonly amount: number };
  readonly state: 'asking' | 'going-back' | 'with-staff';
}

type Channel = Payment['channel'];

/**
 * By which channel of a phone all that is left can be paid: one payment has one. Nothing where a hospital has none of them. `by`: a code that a phone
 * scans off this screen, or a link, where this screen is the phone.
 */
export function phoneChannelOf({ quotes }: Quotes, by: 'code' | 'link'): Channel | undefined {
  const due = quotes.filter(({ split }) => (split?.cash.amount ?? 0) > 0);
  return (['wechat-pay', 'sandbox'] as const).find((channel) =>
    due.every(({ channels, byLink }) => (by === 'link' ? byLink : channels).includes(channel)),
  );
}

/** How a phone pays what is agreed to here: a machine of a hall shows a code, and on a phone itself nobody can scan one. */
export function presentedBy({ device }: { readonly device?: object | undefined }): 'code' | 'link' {
  return device === undefined ? 'link' : 'code';
}

/** What is quoted can be paid as it stands. */
export function isPayable({ quotes, until }: Quotes, now: number): boolean {
  return Date.parse(until) > now && quotes.every(({ state }) => state === 'open');
}

/** `7K3M9 QX2RT`: as it is read out. */
export function codeInTwo(code: string): string {
  return `${code.slice(0, 5)} ${code.slice(5)}`;
}
