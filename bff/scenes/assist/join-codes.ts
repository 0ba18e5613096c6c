import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import { sameSecret } from '../../platform/crypto/same-secret.ts';

/** A code stands so long on the glass. */
const SLOT_MS = 30_000;
/** It is still taken so long after, for whoever was typing it. A code that somebody photographed is worth nothing a minute later. */
const GRACE_MS = 15_000;
const DIGITS = 6;

/** The six digits that stand on the glass of a call's kiosk now, and until when. They are made from the call, and stand nowhere. */
export function joinCode(blindIndex: BlindIndex, callId: string, now: number): { readonly code: string; readonly until: number } {
  const slot = Math.floor(now / SLOT_MS);
  return { code: codeOf(blindIndex, callId, slot), until: (slot + 1) * SLOT_MS };
}

/** Whether this code stands on the glass now, or stood there a moment ago. */
export function isJoinCode(blindIndex: BlindIndex, callId: string, code: string, now: number): boolean {
  const slot = Math.floor(now / SLOT_MS);
  if (sameSecret(code, codeOf(blindIndex, callId, slot))) return true;
  return now < slot * SLOT_MS + GRACE_MS && sameSecret(code, codeOf(blindIndex, callId, slot - 1));
}

function codeOf(blindIndex: BlindIndex, callId: string, slot: number): string {
  const keyed = blindIndex.of('help_call|join_code', `${callId} ${slot}`);
  const bytes = Buffer.from(keyed.slice(keyed.lastIndexOf('.') + 1), 'base64url');
  return String(bytes.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0');
}
