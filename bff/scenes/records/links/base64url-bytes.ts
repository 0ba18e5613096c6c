/**
 * The bytes of a text in base64url without padding (RFC 4648 §5, RFC 7515 §2), `undefined` of any other text. Each text of bytes has one
 * form: bits of the last character that carry nothing are zero.
 */
export function base64urlBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 === 1 || !/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return isLastWhole(text) ? bytes : undefined;
}

function isLastWhole(text: string): boolean {
  const rest = text.length % 4;
  if (rest === 0) return true;
  return (rest === 2 ? /[AQgw]$/ : /[AEIMQUYcgkosw048]$/).test(text);
}
