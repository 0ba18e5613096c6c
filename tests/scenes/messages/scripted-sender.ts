import type { Message, MessageSender, Receipt } from '../../../adapters/messages/port.ts';

/** What a sender does with one call: takes it and says so, or breaks in one of the ways of a network. */
export type Turn =
  | 'taken'
  | 'taken, and the answer is lost'
  | 'lost on the way'
  | 'not connected'
  | 'refused'
  | 'taken, and lost later';

export const TURNS: readonly Turn[] = [
  'taken',
  'taken, and the answer is lost',
  'lost on the way',
  'not connected',
  'refused',
  'taken, and lost later',
];

export interface ScriptedSender {
  readonly sender: MessageSender;
  /** Every text that went out to a phone, in its order; written by the sender's own hand, and not by the gateway's. */
  readonly gone: readonly Message[];
  /** Calls of `send`. */
  calls(): number;
  cancelled(): readonly string[];
}

/** A sender that does what it is told, and keeps its own book. */
export function scriptedSender(
  turn: () => Turn,
  { keyed, receipts, silent = () => false }: { keyed: boolean; receipts: boolean; silent?: () => boolean },
): ScriptedSender {
  const gone: Message[] = [];
  const cancelled: string[] = [];
  const fate = new Map<string, Receipt>();
  let calls = 0;
  const take = (message: Message, receipt: Receipt) => {
    if (keyed && fate.has(message.key)) return;
    fate.set(message.key, receipt);
    if (receipt === 'delivered') gone.push(message);
  };
  const broken = { ok: false, failure: { kind: 'unknown-outcome', detail: 'no answer before the deadline' } } as const;
  const sender: MessageSender = {
    keyed,
    async send(message) {
      calls += 1;
      switch (turn()) {
        case 'taken':
          take(message, 'delivered');
          return { ok: true, value: null };
        case 'taken, and the answer is lost':
          take(message, 'delivered');
          return broken;
        case 'lost on the way':
          return broken;
        case 'not connected':
          return { ok: false, failure: { kind: 'unavailable', detail: 'not connected' } };
        case 'refused':
          return { ok: false, failure: { kind: 'rejected', reason: 'number-refused', detail: 'no such number' } };
        case 'taken, and lost later':
          take(message, 'failed');
          return { ok: true, value: null };
      }
    },
    ...(receipts
      ? {
          async receipt(key: string) {
            if (silent()) return { ok: false, failure: { kind: 'unavailable', detail: 'status 503' } } as const;
            return { ok: true, value: fate.get(key) ?? 'unknown' } as const;
          },
        }
      : {}),
    async cancel(key) {
      cancelled.push(key);
      return { ok: true, value: null };
    },
  };
  return { sender, gone, calls: () => calls, cancelled: () => cancelled };
}
