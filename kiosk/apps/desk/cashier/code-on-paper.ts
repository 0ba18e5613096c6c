/** As the contract has it: Crockford base 32. */
const CODE = /^[0-9A-HJKMNP-TV-Z]{10}$/;
/**
 * The text of the QR code on a paper about a payment: what it is, the code, and what the gateway signed. A scanner is a keyboard: with Caps
 * Lock on it turns the case of letters around, and where Chinese is typed a point may be another one.
 */
const QR = /(?:^|\W)ONEDOORR1[.。]([0-9A-Z]{10})[.。]/i;

/**
 * The code in what was typed or scanned. What people read as one character is one (Crockford), and spaces on paper are not part of it.
 * `undefined` where there is none.
 */
export function codeIn(typed: string): string | undefined {
  const text = typed.normalize('NFKC');
  const [, scanned = text] = QR.exec(text) ?? [];
  const code = scanned.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  return CODE.test(code) ? code : undefined;
}
