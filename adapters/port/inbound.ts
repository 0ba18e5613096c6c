import type { SlotSnapshot } from './slots.ts';

/**
 * Takes a push from the hospital over HTTP. It verifies it, calls `sink.accept`, and only then answers: a success acknowledges the
 * message for good. What is not genuine is refused without touching the sink.
 */
export type Inbound = (request: Request, sink: Sink) => Promise<Response>;

/**
 * What a push says has changed. A hospital that can be asked is asked: the gateway reads again what is named, so a push that lies costs
 * one read. Only a hospital without `slots` pushes what its slots are.
 */
export type InboundChange =
  | { readonly kind: 'slot'; readonly ref: string }
  | { readonly kind: 'booking'; readonly key: string; readonly ref: string }
  /** A report of whoever has this file was issued, corrected or withdrawn. */
  | { readonly kind: 'report'; readonly patientRef: string; readonly ref: string }
  /** The slot as it was at `asOf`; `free` is 0 when it is closed. One that is older than what is known changes nothing. */
  | { readonly kind: 'snapshot'; readonly slot: SlotSnapshot; readonly asOf: number }
  /** The hospital does not know the slot any more. */
  | { readonly kind: 'withdrawn'; readonly ref: string };

/** One message that a hospital sent of its own accord, after the adapter has found it genuine. */
export interface InboundMessage {
  /** The hospital's own number of the message: 1 to 128 printable characters of ASCII. A message that is sent again keeps it. */
  readonly id: string;
  /** SHA-256 of what was signed of the content, hex: shows whether a number was used for something else. */
  readonly hash: string;
  readonly changes: readonly InboundChange[];
}

/** The gateway's inbox. Adapters keep no durable state, so that a message was here before is known only to it. */
export interface Sink {
  /**
   * Resolves when the gateway has committed the message, not earlier. `duplicate`: the same message was here before. `conflict`: its
   * number was, with another hash. Rejects when the gateway can not keep it at this moment.
   */
  accept(message: InboundMessage): Promise<'accepted' | 'duplicate' | 'conflict'>;
}
