/** What people are told without having asked. */
export const MESSAGE_KINDS = [
  'booking-confirmed',
  'booking-failed',
  'booking-cancelled-by-hospital',
  'booking-cancelled-at-desk',
] as const;

export type MessageKind = (typeof MESSAGE_KINDS)[number];

export type MessageLanguage = 'zh' | 'en';

/**
 * `waiting`: the ways to the phone are being tried. `unreached`: the desk calls, until it is `closed`. `stopped`: the person withdrew
 * their consent, or what it says holds no more. The others are ends at which it has reached somebody: `shown`, whoever booked stood there and was told.
 */
export type MessageState = 'waiting' | 'delivered' | 'shown' | 'read' | 'unreached' | 'closed' | 'stopped';

/** `ready`: to be sent. `sent`: the intent is written. `accepted`: the sender has it. `unknown`: nobody knows whether it does. */
export type AttemptState = 'ready' | 'sent' | 'unknown' | 'accepted' | 'delivered' | 'failed';

/** What is to be done with a message now. */
export type MessageStep = 'rest' | 'stop' | 'send' | 'doubt' | 'ask' | 'wait' | 'give-up';

/** What the decision needs to know of a message. */
export interface MessageFacts {
  readonly state: MessageState;
  readonly attempt: AttemptState;
  /** How often it may have gone out. */
  readonly sends: number;
  readonly sentAt: number | null;
  readonly createdAt: number;
  readonly deliverBy: number;
  /** Whether the person still agrees that their data are used. */
  readonly consented: boolean;
  /** A newer message tells of the same appointment: whichever comes last on a phone is the one that is believed. */
  readonly overtaken: boolean;
  /** When the visit is, or would have been: what to do about it is of no use from then on. ms since the epoch. */
  readonly startsAt: number;
}

/** What the decision needs to know of the sender. */
export interface SenderAbilities {
  /** The same key sent twice makes one message. */
  readonly keyed: boolean;
  readonly receipts: boolean;
  /** The most that a message may go out while it is not known whether it did. */
  readonly sendsMax: number;
}

/** Decides the next step. Pure. `sent` means that whoever sent it is gone: the outcome is unknown. */
export function nextStep(facts: MessageFacts, sender: SenderAbilities, now: number): MessageStep {
  if (facts.state !== 'waiting') return 'rest';
  if (facts.attempt !== 'sent') {
    if (!facts.consented || facts.overtaken || facts.createdAt >= facts.startsAt) return 'stop';
    // What came before the visit and reached nobody by then is for the desk, not for a phone that rings too late.
    if (now >= Math.min(facts.deliverBy, facts.startsAt)) return 'give-up';
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
function repeatAt({ sentAt, createdAt, deliverBy }: MessageFacts, { keyed }: SenderAbilities): number {
  return keyed ? (sentAt ?? createdAt) + KEYED_REPEAT_MS : createdAt + (deliverBy - createdAt) / 3;
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
  /** ms since the epoch. */
  readonly startsAt: number;
  /** False where the place is a number of a half day: then no time is said. */
  readonly timed: boolean;
  /** It goes to whoever answers for the person. */
  readonly forOther: boolean;
}

const SHANGHAI_MS = 8 * 3600 * 1000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** The text of a message: anybody may read it over a shoulder, so it says nothing of health, of nobody and of no place, and has no link. */
export function lockScreenText(shown: LockScreen): string {
  return shown.language === 'zh' ? chineseText(shown) : englishText(shown);
}

function chineseText({ kind, startsAt, timed, forOther }: LockScreen): string {
  const { month, day, clock, half } = partsOf(startsAt);
  const when = `${month}月${day}日 ${timed ? clock : ['上午', '下午', '晚上'][half]}`;
  const whose = `【一门】您${forOther ? '家人' : ''} ${when} 的预约`;
  switch (kind) {
    case 'booking-confirmed':
      return `${whose}已确认，详情见凭条或“一门”。`;
    case 'booking-failed':
      return `${whose}没有成功，可以在“一门”另选时间，或问服务台。`;
    case 'booking-cancelled-at-desk':
      return `${whose}已在服务台取消。如果不是您的意思，请问服务台。`;
    case 'booking-cancelled-by-hospital':
      return `${whose}已被取消，请不要前往。可以在“一门”另选时间，或问服务台。`;
  }
}

function englishText({ kind, startsAt, timed, forOther }: LockScreen): string {
  const { month, day, clock, half } = partsOf(startsAt);
  const when = `${day} ${MONTHS[month - 1]}, ${timed ? clock : ['morning', 'afternoon', 'evening'][half]},`;
  const whose = `[Onedoor] ${forOther ? "Your family member's" : 'Your'} appointment of ${when}`;
  switch (kind) {
    case 'booking-confirmed':
      return `${whose} is confirmed. See your slip or Onedoor.`;
    case 'booking-failed':
      return `${whose} was not made. Choose another time in Onedoor, or ask at the desk.`;
    case 'booking-cancelled-at-desk':
      return `${whose} was cancelled at a desk. If you did not ask for it, speak to the desk.`;
    case 'booking-cancelled-by-hospital':
      return `${whose} was cancelled. Please do not come. Choose another time in Onedoor, or ask at the desk.`;
  }
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
