import type { Context } from 'hono';

/** `__Host-`: only over TLS (or on localhost), only this host, only the whole site (RFC 6265bis §4.1.3.2). */
export const SESSION_COOKIE = '__Host-onedoor';
export const STAFF_COOKIE = '__Host-onedoor-staff';
/** By it a browser is known that is bound to somebody: it opens nothing alone. */
export const PHONE_COOKIE = '__Host-onedoor-phone';

export function cookieNamed(cookie: string, header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  for (const pair of header.split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookie && value) return value;
  }
  return undefined;
}

/** The name of the scheme has no case (RFC 9110 §11.1). */
export function bearerToken(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /^Bearer +(\S.*)$/i.exec(header)?.[1];
}

/** A cookie without Max-Age dies with the browser; the server's own expiry is what counts. */
export function setCookie(cookie: string, token: string): string {
  return `${cookie}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict`;
}

/** A cookie that outlives the browser, for so many seconds. */
export function keepCookie(cookie: string, token: string, seconds: number): string {
  return `${setCookie(cookie, token)}; Max-Age=${seconds}`;
}

export function clearCookie(cookie: string): string {
  return `${cookie}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`;
}

/**
 * True for an unsafe request that a browser sends on behalf of another origin's page. Programs send neither header and carry no
 * cookie of ours; a Bearer token can not be sent by a foreign page without a preflight, which is never granted.
 */
export function crossOrigin(c: Context, origins: readonly string[]): boolean {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return false;
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  if (origins.length > 0) return !origins.includes(origin);
  const host = c.req.header('host');
  return origin !== `http://${host}` && origin !== `https://${host}`;
}
