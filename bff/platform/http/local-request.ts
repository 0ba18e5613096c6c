import { onNode } from './on-node.ts';

/** Header fields with which proxies say for whom they speak; `X-Forwarded-…` besides. */
const FORWARDING: ReadonlySet<string> = new Set([
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-original-forwarded-for',
  'x-originating-ip',
  'true-client-ip',
  'cf-connecting-ip',
]);

/**
 * Whether somebody on this machine asks for themselves. What a proxy on this machine forwards comes from a loopback socket too, so one
 * field by which it says so is enough to make the request somebody else's, whether or not that proxy is trusted.
 */
export function isLocalRequest(request: Request, environment: unknown, clientAddress: (environment: unknown) => string): boolean {
  if (!isLoopback(clientAddress(environment))) return false;
  return ![...request.headers.keys()].some((name) => FORWARDING.has(name) || name.startsWith('x-forwarded-'));
}

/**
 * Whether the path was written plainly. One that only becomes this path when dots, slashes and escapes are resolved may have passed
 * a proxy's rule about this path as something else.
 */
export function isPlainlyWritten(path: string, environment: unknown): boolean {
  const target = onNode(environment)?.url;
  return target === undefined || target.split('?', 1)[0] === path;
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
