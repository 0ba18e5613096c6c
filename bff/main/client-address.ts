import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddress from 'proxy-addr';

/** Whether an address is one of the proxies that we trust. */
export function trustedProxy(proxies: readonly string[]): (address: string) => boolean {
  const trust = proxyAddress.compile([...proxies]);
  return (address) => isIP(address) !== 0 && trust(address, 0);
}

/** Whose address can not be told; all of these share one rate window. */
const UNKNOWN = 'unknown';

/**
 * Where a request comes from: the socket's other end, or, where that is a proxy that we trust, the nearest address in X-Forwarded-For
 * that is not one too. What stands to the left of that one can be written by anybody, and is not looked at.
 *
 * A header never makes somebody local: loopback opens metrics and the operator's commands.
 *
 * @param proxies addresses and CIDR ranges
 */
export function clientAddressBehind(proxies: readonly string[]): (environment: unknown) => string {
  const trust = proxyAddress.compile([...proxies]);
  const isLocal = proxyAddress.compile('loopback');
  return (environment) => {
    const { incoming } = environment as { incoming?: IncomingMessage };
    const peer = incoming?.socket?.remoteAddress;
    if (incoming === undefined || peer === undefined) return UNKNOWN;
    if (incoming.headers['x-forwarded-for'] === undefined || !trust(peer, 0)) return peer;
    const address = proxyAddress(incoming, trust);
    return isIP(address) === 0 || isLocal(address, 0) ? UNKNOWN : address;
  };
}
