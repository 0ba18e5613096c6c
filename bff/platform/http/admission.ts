import type { Context } from 'hono';
import type { Operation } from '../../contract/operation.ts';
import { digest } from '../crypto/cipher.ts';
import type { Present } from './access.ts';
import type { Caller, DeviceCaller, StaffCaller } from './context.ts';
import type { RateLimiter } from './rate-limit.ts';
import { rateLimitKey } from './rate-limit-key.ts';
import { type ProblemReply, problem } from './reply.ts';
import { bearerToken, cookieNamed, crossOrigin, SESSION_COOKIE, STAFF_COOKIE } from './session-token.ts';

/** What a request brings to show that it comes from an enrolled device. */
export interface ShownProof {
  /** `Onedoor-Device`: what the bridge signed over the page's key, for five minutes. */
  readonly assertion: string;
  /** `DPoP` (RFC 9449): what the page signed over this very request. */
  readonly proof: string;
  readonly method: string;
  /** Addresses under which this gateway may have been called; the query is no part of them (RFC 9449 §4.3). */
  readonly urls: readonly string[];
}

/** How it is found out who is behind a request. */
export interface AdmissionOptions {
  readonly resolveCaller: (tokenHash: string) => Promise<Caller | undefined>;
  readonly resolveStaff: (tokenHash: string) => Promise<StaffCaller | undefined>;
  /** Whose device an assertion says that it is of; nothing of it is believed yet. */
  readonly deviceNamed: (assertion: string) => string | undefined;
  readonly proveDevice: (shown: ShownProof) => Promise<DeviceCaller | undefined>;
  readonly rateLimiter: RateLimiter;
  /** The peer's address; from the socket, never from a header. */
  readonly clientAddress: (environment: unknown) => string;
  /** Origins whose pages may use a session cookie. Empty: only the origin that the request itself names in Host. */
  readonly origins: readonly string[];
}

/** Headers that say how much is left; refused requests carry them too. */
export interface Limited {
  headers: Readonly<Record<string, string>>;
}

/** A request that may go on: who is there, and in whose window it counts. */
export interface Admitted {
  readonly present: Present;
  /** Where it comes from, as what is bounded by place counts it: the device that proved itself, or the address. */
  readonly place: string;
  /** Counts more, once it is known what it asks for: the refusal when that is too much. */
  readonly charge: (cost: number) => ProblemReply | undefined;
}

/**
 * In whose window a request counts. Each step comes before what costs more than it.
 *
 * - A session that was found before, and a device that proves itself, have windows of their own: nobody is locked out by those with whom
 *   they share an address.
 * - All else is in the address's window: no session, an invented one, one that has ended, a proof that does not hold.
 * - What tries a secret or costs money counts in the window of its place too, however many sessions one has there.
 *
 * A session that was opened at a device is worth nothing without that device's proof: a copied cookie opens nothing.
 */
export async function admit(
  options: AdmissionOptions,
  c: Context,
  { cost = 1, secret }: Operation,
  limited: Limited,
): Promise<Admitted | ProblemReply> {
  const { rateLimiter } = options;
  const address = rateLimitKey(options.clientAddress(c.env));
  const take = (key: string, amount: number): ProblemReply | undefined => {
    const { allowed, headers } = rateLimiter.take(key, amount);
    limited.headers = headers;
    return allowed ? undefined : problem('rate-limited');
  };

  const token = bearerToken(c.req.header('authorization')) ?? cookieNamed(SESSION_COOKIE, c.req.header('cookie'));
  const tokenHash = token === undefined ? undefined : digest(token);
  const own = tokenHash !== undefined && rateLimiter.knows(tokenHash);
  const assertion = c.req.header('onedoor-device');
  const foreign = crossOrigin(c, options.origins);
  if (own || assertion === undefined || foreign) {
    const over = take(own ? tokenHash : address, cost);
    if (over || foreign) return over ?? problem('origin-refused');
  }

  const shown = assertion === undefined ? undefined : await shownDevice(options, c, { assertion, address });
  if (shown && 'refusal' in shown) {
    const over = own ? undefined : take(address, cost);
    if (shown.headers) limited.headers = shown.headers;
    return over ?? shown.refusal;
  }
  const device = shown?.device;
  const place = device ? placeOf(device.id) : address;
  const found = tokenHash === undefined ? undefined : await options.resolveCaller(tokenHash);
  const ended = own && !found;
  if (ended) rateLimiter.forget(tokenHash);
  // Where it counts besides: what has no session that lives, and what is never to be had by having many.
  if (ended || (own && secret) || (!own && device)) {
    const over = take(place, cost);
    if (over) return over;
  }

  const caller = found && (found.deviceId === null || found.deviceId === device?.id) ? found : undefined;
  if (caller && !own) limited.headers = rateLimiter.take(caller.tokenHash, cost).headers;
  const window = caller?.tokenHash ?? place;
  return {
    present: { caller, device, staff: await staffAt(options, c, device) },
    place,
    charge: (more) => take(window, more) ?? (own && secret ? take(place, more) : undefined),
  };
}

function placeOf(deviceId: string): string {
  return `device ${deviceId}`;
}

type Shown =
  | { readonly device: DeviceCaller }
  | { readonly refusal: ProblemReply; readonly headers?: Readonly<Record<string, string>> };

/**
 * The device, when its proof holds, however full the address's window is. Proofs that do not hold are counted by the address from which
 * they come; of a device that has proved itself here before they are counted apart, so that nobody who invents some stands in its way.
 */
async function shownDevice(
  options: AdmissionOptions,
  c: Context,
  { assertion, address }: { assertion: string; address: string },
): Promise<Shown> {
  const { rateLimiter } = options;
  const named = options.deviceNamed(assertion);
  const known = named !== undefined && rateLimiter.knows(placeOf(named));
  const failing = known ? `unproved ${address} ${named}` : `unproved ${address}`;
  const before = rateLimiter.take(failing, 0);
  if (!before.allowed) return { refusal: problem('rate-limited'), headers: before.headers };
  const { pathname } = new URL(c.req.url);
  const host = c.req.header('host') ?? '';
  const origins = options.origins.length > 0 ? options.origins : [`http://${host}`, `https://${host}`];
  const urls = origins.map((origin) => origin + pathname);
  const proof = c.req.header('dpop') ?? '';
  const device = await options.proveDevice({ assertion, proof, method: c.req.method, urls });
  if (device) return { device };
  rateLimiter.take(failing);
  return { refusal: problem('device-refused') };
}

/** A session of staff is worth nothing without the proof of the device where it was opened. */
async function staffAt(options: AdmissionOptions, c: Context, device: DeviceCaller | undefined) {
  const token = c.req.header('onedoor-staff') ?? cookieNamed(STAFF_COOKIE, c.req.header('cookie'));
  const staff = token === undefined || !device ? undefined : await options.resolveStaff(digest(token));
  return staff?.deviceId === device?.id ? staff : undefined;
}
