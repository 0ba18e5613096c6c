/** What people are told of an appointment without having asked. */
const BOOKING_KINDS = [
  'booking-confirmed',
  'booking-failed',
  'booking-cancelled-by-hospital',
  'booking-cancelled-at-desk',
] as const;

/**
 * What people are told of their money. `money-back`: it goes back to where it came from. `cash-back`: it waits for them at the window.
 * `with-staff`: people have to bring it to an end. `paid` and `not-paid`: what became of a payment that somebody left while it was pending.
 */
export const MONEY_KINDS = [
  'payment-money-back',
  'payment-cash-back',
  'payment-with-staff',
  'payment-paid',
  'payment-not-paid',
] as const;

/** That a clinician opened somebody's records in an emergency, whom nobody could ask. */
const RECORD_KINDS = ['records-opened'] as const;

/** That somebody may act for this person from now on, and that they may no more. */
export const GRANT_KINDS = ['grant-given', 'grant-ended'] as const;

export const MESSAGE_KINDS = [...BOOKING_KINDS, ...MONEY_KINDS, ...RECORD_KINDS, ...GRANT_KINDS] as const;

export type MoneyKind = (typeof MONEY_KINDS)[number];
export type MessageKind = (typeof MESSAGE_KINDS)[number];
export type GrantKind = (typeof GRANT_KINDS)[number];

/**
 * What makes a message about money untrue; then it goes out no more, and nobody calls because of it. A newer message of the same payment
 * overtakes nothing by being newer: what a payment came to swallows no return of money, and one return no other. `stuck`, `done`: the refund
 * that it tells of is. `ended`: a newer message says how people brought the part to an end, or the refund that was stuck is done.
 */
export const UNTRUE_ONCE = {
  'payment-money-back': 'stuck',
  'payment-cash-back': 'done',
  'payment-with-staff': 'ended',
  'payment-paid': undefined,
  'payment-not-paid': undefined,
} as const satisfies Record<MoneyKind, string | undefined>;

/**
 * What the hospital owes to people, and they may not know. Giving money back, or saying who opened their records, rests on no consent: without one nothing goes to a phone, and
 * the hospital's desk has it on its list of calls, without a number.
 */
export const OWED: readonly MessageKind[] = ['payment-cash-back', 'payment-with-staff', 'records-opened'];

/** Told only to whoever stands at no screen that tells it: whoever sees how it ended needs no message. */
export const TOLD_IF_LEFT: readonly MessageKind[] = ['payment-paid', 'payment-not-paid'];

/** What a grant has to cover for a helper to be shown it: the person alone hears who may act for them, and who opened their records. */
export function scopeOfMessage(kind: MessageKind): 'appointments' | 'money' | 'non-delegable' {
  if ((BOOKING_KINDS as readonly MessageKind[]).includes(kind)) return 'appointments';
  return (MONEY_KINDS as readonly MessageKind[]).includes(kind) ? 'money' : 'non-delegable';
}

export type MessageLanguage = 'zh' | 'en';

/**
 * `waiting`: the ways to the phone are being tried. `unreached`: the desk calls, until it is `closed`. `stopped`: the person withdrew
 * their consent, or what it says holds no more. `listed`: they do not want it on their phone, and find it in their list; nobody calls. The others
 * are ends at which it has reached somebody: `shown`, whoever booked stood there and was told.
 */
export type MessageState = 'waiting' | 'delivered' | 'shown' | 'listed' | 'read' | 'unreached' | 'closed' | 'stopped';

/** `ready`: to be sent. `sent`: the intent is written. `accepted`: the sender has it. `unknown`: nobody knows whether it does. */
export type AttemptState = 'ready' | 'sent' | 'unknown' | 'accepted' | 'delivered' | 'failed';

/** What is to be done with a message now. */
export type MessageStep = 'rest' | 'stop' | 'to-desk' | 'send' | 'doubt' | 'ask' | 'wait' | 'give-up';

/** What the decision needs to know of a message. */
export interface MessageFacts {
  readonly kind: MessageKind;
  readonly state: MessageState;
  readonly attempt: AttemptState;
  /** How often it may have gone out. */
  readonly sends: number;
  readonly sentAt: number | null;
  readonly createdAt: number;
  /** Until when it waited for the end of quiet hours. */
  readonly heldUntil: number | null;
  readonly deliverBy: number;
  /** Whether the person still agrees that their data are used. */
  readonly consented: boolean;
  /**
   * A newer message tells of the same appointment, because whichever comes last on a phone is the one that is believed; or what it tells of
   * money holds no more (`UNTRUE_ONCE`).
   */
  readonly overtaken: boolean;
  /** When the visit is, or would have been: what to do about it is of no use from then on. ms since the epoch; `null` of everything else. */
  readonly startsAt: number | null;
}

/** What the decision needs to know of the sender. */
export interface SenderAbilities {
  /** The same key sent twice makes one message. */
  readonly keyed: boolean;
  readonly receipts: boolean;
  /** The most that a message may go out while it is not known whether it did. */
  readonly sendsMax: number;
}

/** Before an appointment somebody must still have time to act on what they hear, and the sender to try: ms. */
export const AHEAD_MS = 60 * 60_000;

/** Decides the next step. Pure. `sent` means that whoever sent it is gone: the outcome is unknown. */
export function nextStep(facts: MessageFacts, sender: SenderAbilities, now: number): MessageStep {
  if (facts.state !== 'waiting') return 'rest';
  if (facts.attempt !== 'sent') {
    const ofUseUntil = facts.startsAt ?? Number.POSITIVE_INFINITY;
    if (facts.overtaken || facts.createdAt >= ofUseUntil) return 'stop';
    if (!facts.consented) return OWED.includes(facts.kind) ? 'to-desk' : 'stop';
    // What came before the visit and reached nobody by then is for the desk, not for a phone that rings too late.
    if (now >= Math.min(facts.deliverBy, ofUseUntil)) return 'give-up';
  }
  switch (facts.attempt) {
    case 'ready':
      return 'send';
    case 'accepted':
      return 'ask';
    case 'unknown':
      if (mayRepeat(facts, sender) && now >= repeatAt(facts, sender)) return 'send';
      return sender.receipts ? 'ask' : 'wait';
    case 'sent':
      return 'doubt';
    case 'delivered':
    case 'failed':
      return 'give-up';
  }
}

function mayRepeat({ attempt, sends }: MessageFacts, { sendsMax }: SenderAbilities): boolean {
  return attempt === 'unknown' && sends < sendsMax;
}

/** Where a key makes one message of two, repeating does no harm; elsewhere a receipt has time to come first. */
function repeatAt({ sentAt, createdAt, heldUntil, deliverBy }: MessageFacts, { keyed }: SenderAbilities): number {
  const begunAt = heldUntil ?? createdAt;
  return keyed ? (sentAt ?? begunAt) + KEYED_REPEAT_MS : begunAt + (deliverBy - begunAt) / 3;
}

const KEYED_REPEAT_MS = 10_000;

const ASK_DELAYS_MS = [5_000, 10_000, 30_000, 60_000] as const;

/** When a message whose outcome is open is looked at again; never after its time is over. */
export function lookAgainAt(facts: MessageFacts & { readonly tries: number }, sender: SenderAbilities, now: number): number {
  const asked = now + (ASK_DELAYS_MS[facts.tries] ?? 3 * 60_000);
  const repeated = mayRepeat(facts, sender) ? repeatAt(facts, sender) : facts.deliverBy;
  if (!sender.receipts) return Math.min(repeated, facts.deliverBy);
  return Math.min(asked, Math.max(repeated, now + 1), facts.deliverBy);
}

const SEND_DELAYS_MS = [2_000, 10_000, 30_000, 60_000] as const;

/** When a message that certainly was not received is sent again. */
export function sendAgainAt({ tries, deliverBy }: { readonly tries: number; readonly deliverBy: number }, now: number): number {
  return Math.min(now + (SEND_DELAYS_MS[tries] ?? 2 * 60_000), deliverBy);
}

/** What stands on a screen that is locked. */
export interface LockScreen {
  readonly kind: MessageKind;
  readonly language: MessageLanguage;
  /** When the visit is, when the payment was agreed to, or when the records were opened: ms since the epoch. */
  readonly at: number;
  /** False where the place is a number of a half day: then no time is said. */
  readonly timed: boolean;
  /** It goes to whoever answers for the person. */
  readonly forOther: boolean;
  /** Of money, fen: it says nothing of health or of a place, and people compare it with what their bank tells them. */
  readonly fen: number;
  /** All of a payment goes back, because it came to nothing. */
  readonly undone: boolean;
}

const SHANGHAI_MS = 8 * 3600 * 1000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** The text of a message: anybody may read it over a shoulder, so it says nothing of health, of nobody and of no place, and has no link. */
export function lockScreenText(shown: LockScreen): string {
  return shown.language === 'zh' ? chineseText(shown) : englishText(shown);
}

function chineseText({ kind, at, timed, forOther, fen, undone }: LockScreen): string {
  const { month, day, clock, half } = partsOf(at);
  const when = `${month}月${day}日 ${timed ? clock : ['上午', '下午', '晚上'][half]}`;
  const whose = `【一门】您${forOther ? '家人' : ''} ${when} 的`;
  switch (kind) {
    case 'booking-confirmed':
      return `${whose}预约已确认，详情见凭条或“一门”。`;
    case 'booking-failed':
      return `${whose}预约没有成功，可以在“一门”另选时间，或问服务台。`;
    case 'booking-cancelled-at-desk':
      return `${whose}预约已取消。如果不是您的意思，请问服务台。`;
    case 'booking-cancelled-by-hospital':
      return `${whose}预约已被取消，请不要前往。可以在“一门”另选时间，或问服务台。`;
    case 'payment-money-back':
      return `${whose}付款${undone ? '没有付成，' : '有 '}${yuanOf(fen)} 元会原路退回，您不用做什么。详情见“一门”。`;
    case 'payment-cash-back':
      return `${whose}付款有 ${yuanOf(fen)} 元现金要退给您，请带凭条到收费窗口领取。`;
    case 'payment-with-staff':
      return `${whose}付款（${yuanOf(fen)} 元）需要人工处理，已经有人在办，请不要重复付款。详情见“一门”，或问服务台。`;
    case 'payment-paid':
      return `${whose}付款已经完成，您付了 ${yuanOf(fen)} 元。详情见“一门”。`;
    case 'payment-not-paid':
      return `${whose}付款没有付成。详情见“一门”，或问服务台。`;
    case 'records-opened':
      return `【一门】${month}月${day}日 ${clock}，有工作人员在没法问您时打开了您${forOther ? '家人' : ''}的信息。谁打开的、为什么，见“一门”，或问服务台。`;
    case 'grant-given':
      return `【一门】${month}月${day}日 ${clock} 起，有一位亲友可以按您的同意替您办事。是谁、能办什么、怎么停止，见“一门”，或问服务台。`;
    case 'grant-ended':
      return `【一门】${month}月${day}日 ${clock} 起，有一位亲友不再替您办事。详情见“一门”，或问服务台。`;
  }
}

function englishText({ kind, at, timed, forOther, fen, undone }: LockScreen): string {
  const { month, day, clock, half } = partsOf(at);
  const when = `of ${day} ${MONTHS[month - 1]}, ${timed ? clock : ['morning', 'afternoon', 'evening'][half]},`;
  const whose = `[Onedoor] ${forOther ? "Your family member's" : 'Your'}`;
  const booking = `${whose} appointment ${when}`;
  const payment = `${whose} payment ${when}`;
  const amount = `${yuanOf(fen)} yuan`;
  switch (kind) {
    case 'booking-confirmed':
      return `${booking} is confirmed. See your slip or Onedoor.`;
    case 'booking-failed':
      return `${booking} was not made. Choose another time in Onedoor, or ask at the desk.`;
    case 'booking-cancelled-at-desk':
      return `${booking} was cancelled. If you did not ask for it, speak to the desk.`;
    case 'booking-cancelled-by-hospital':
      return `${booking} was cancelled. Please do not come. Choose another time in Onedoor, or ask at the desk.`;
    case 'payment-money-back':
      return undone
        ? `${payment} did not go through. ${amount} will go back to where you paid from. See Onedoor.`
        : `${payment}: ${amount} will go back to where you paid from. See Onedoor.`;
    case 'payment-cash-back':
      return `${payment}: ${amount} in cash are to be given back to you. Please bring your slip to the cashier.`;
    case 'payment-with-staff':
      return `${payment} (${amount}) is being looked into. Please do not pay again. See Onedoor, or ask at the desk.`;
    case 'payment-paid':
      return `${payment} is complete. You paid ${amount}. See Onedoor.`;
    case 'payment-not-paid':
      return `${payment} was not made. See Onedoor, or ask at the desk.`;
    case 'records-opened':
      return `${whose} records were opened by staff on ${day} ${MONTHS[month - 1]}, ${clock}, as nobody could be asked. See Onedoor, or ask at the desk.`;
    case 'grant-given':
      return `[Onedoor] From ${day} ${MONTHS[month - 1]}, ${clock}, somebody may act for you, as you agreed. Who, and how to stop it: see Onedoor, or ask at the desk.`;
    case 'grant-ended':
      return `[Onedoor] From ${day} ${MONTHS[month - 1]}, ${clock}, somebody acts for you no more. See Onedoor, or ask at the desk.`;
  }
}

/** 4500 is 45.00. */
function yuanOf(fen: number): string {
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

function partsOf(instant: number) {
  const local = new Date(instant + SHANGHAI_MS);
  const hour = local.getUTCHours();
  return {
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    clock: `${hour}:${String(local.getUTCMinutes()).padStart(2, '0')}`,
    half: hour < 12 ? 0 : hour < 18 ? 1 : 2,
  };
}
