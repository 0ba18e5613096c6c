import type { Call, Outcome } from '../port/terms.ts';

/**
 * The message port: sends short texts to phones. Its failures are those of every port (`adapters/port/terms.ts`).
 *
 * A sender does not try again by itself: whoever asks decides, and asks with the key of the first time.
 */
export interface MessageSender {
  /** The same key sent twice makes one message. Where it is false, a second `send` may reach the phone a second time. */
  readonly keyed: boolean;
  /** Neither `to` nor the text may be logged. */
  send(message: Message, call: Call): Promise<Outcome<null, MessageRejectReason>>;
  /** What became of the message under this key; a read. Absent where the sender does not tell. */
  receipt?(key: string, call: Call): Promise<Outcome<Receipt, MessageRejectReason>>;
  /** Takes back a message that was accepted and has not gone out; a write. Absent where nothing can be taken back. */
  cancel?(key: string, call: Call): Promise<Outcome<null, MessageRejectReason>>;
}

export interface Message {
  /** Unique for ever, 1 to 64 characters of A-Z a-z 0-9 _ -; says nothing of anybody. */
  readonly key: string;
  /** As it is kept: 11 digits for the mainland, otherwise E.164. */
  readonly to: string;
  readonly text: string;
}

/** `accepted`: taken, and not yet at the phone. `unknown`: no message under this key, as far as the sender can tell. */
export type Receipt = 'accepted' | 'delivered' | 'failed' | 'unknown';

/** Why a message was not taken, or not taken back: `not-sending` where no sender is configured; `too-late`, it has gone out. */
export type MessageRejectReason = 'number-refused' | 'text-refused' | 'not-sending' | 'too-late' | 'other';
