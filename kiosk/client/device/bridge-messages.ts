import type { DocumentRead } from '../../scenes/identity/answers.ts';

/** The language that a page and the device bridge beside it speak over one WebSocket. */
export const SUBPROTOCOL = 'onedoor-bridge.1';

/** The close code with which the bridge says that another page took this one's place (a test compares it). */
export const REPLACED = 4001;

/** Further than this a bridge does not move its clock (a test compares it). */
export const AHEAD_MS_MAX = 2 * 24 * 3_600_000;

/** Why a document was not read, in the bridge's words (a test compares them); each but `stopped` has its sentence for the person. */
export const readFailures = [
  'left-behind',
  'no-card',
  'timeout',
  'unreadable',
  'reads-differ',
  'previous-card',
  'removed-early',
  'reader-absent',
  'stopped',
] as const;
export type ReadFailure = (typeof readFailures)[number];

/** How the printer for slips is, in the bridge's words (a test compares them). */
export const printerStates = ['ready', 'paper-low', 'out-of-paper', 'jam', 'cover-open', 'absent'] as const;
export type PrinterState = (typeof printerStates)[number];

export type ToBridge =
  | { readonly type: 'hello'; readonly protocol: 1 }
  | { readonly type: 'clock'; readonly id: string; readonly aheadMs: number }
  | { readonly type: 'assert'; readonly id: string; readonly thumbprint: string }
  | { readonly type: 'read-document'; readonly id: string; readonly thumbprint: string }
  | { readonly type: 'stop-reading'; readonly id: string }
  | { readonly type: 'printer'; readonly id: string };

export type FromBridge =
  | { readonly type: 'welcome'; readonly deviceId: string; readonly reader: string }
  | { readonly type: 'assertion'; readonly id: string; readonly jws: string }
  | {
      readonly type: 'document';
      readonly id: string;
      readonly state: 'waiting' | 'reading' | 'removed' | 'failed';
      readonly reason?: string;
    }
  | { readonly type: 'document-read'; readonly id: string; readonly jws: string; readonly document: Omit<DocumentRead, 'jws'> }
  | { readonly type: 'printer'; readonly id: string; readonly state: string }
  | { readonly type: 'error'; readonly id?: string; readonly code: string };

/** A message of the bridge, or nothing if it is none: whatever speaks on that port must not stop the page. */
export function parseMessage(text: unknown): FromBridge | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const message: unknown = JSON.parse(text);
    return isMessage(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

const types: readonly string[] = [
  'welcome',
  'assertion',
  'document',
  'document-read',
  'printer',
  'error',
] satisfies FromBridge['type'][];

function isMessage(message: unknown): message is FromBridge {
  return typeof message === 'object' && message !== null && 'type' in message && types.includes(String(message.type));
}
