/**
 * The message port: sends short texts to phones. This file imports nothing: an adapter's author reads this one file.
 *
 * A message is sent at most once for each call; a sender does not try again by itself, because whoever waits asks for a new one.
 */
export interface MessageSender {
  /** @param to as it is kept: 11 digits for the mainland, otherwise E.164. Neither it nor the text may be logged. */
  send(message: { readonly to: string; readonly text: string }, signal: AbortSignal): Promise<MessageOutcome>;
}

export type MessageOutcome =
  | { readonly ok: true }
  /** `detail` is for engineers and is logged: never a phone or a text in it. */
  | { readonly ok: false; readonly reason: 'refused' | 'unavailable' | 'unknown-outcome'; readonly detail: string };
