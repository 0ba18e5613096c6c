/** The digits of what was typed, pasted or filled in by the phone: full-width ones and blanks in between are read as people mean them. */
export function digitsIn(typed: string): string {
  return typed.normalize('NFKC').replace(/\D/g, '');
}

/**
 * A code in Crockford's base 32, as people mean what they typed or pasted: small and full-width letters are letters, what looks like 0 or 1 is
 * that, and blanks are nothing.
 */
export function codeIn(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-HJKMNP-TV-Z]/g, '');
}
