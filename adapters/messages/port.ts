import type { Call, Outcome } from '../port/terms.ts';

/**
 * The message port: sends short texts to phones. Its failures are those of every port (`adapters/port/terms.ts`).
 *
 * A message is sent at most once for each call; a sender does not try again by itself, because whoever waits asks for a new one.
 */
export interface MessageSender {
  /** Neither `to` nor the text may be logged. */
  send(message: Message, call: Call): Promise<Outcome<null, MessageRejectReason>>;
}

export interface Message {
  /** As it is kept: 11 digits for the mainland, otherwise E.164. */
  readonly to: string;
  readonly text: string;
}

/** Why a message was not taken: `not-sending` where no sender is configured. */
export type MessageRejectReason = 'number-refused' | 'not-sending' | 'other';
