import { isLocalRequest } from './local-request.ts';
import { onNode } from './on-node.ts';

export interface HostOptions {
  /** Origins whose pages use this gateway. Where there is one, loopback is known only to whoever is on this machine. */
  readonly origins: readonly string[];
  /** Where phones reach the gateway; empty when they can not. */
  readonly publicUrl: string;
  /** More names, with or without a port; `any` where the platform brings no request but those for names of its own. */
  readonly hosts: readonly string[] | 'any';
  readonly clientAddress: (environment: unknown) => string;
}

/** A host as a request or a setting names it; `port` only where it is written. */
interface Host {
  readonly name: string;
  readonly port: number | undefined;
}

/** RFC 3986 §3.2.2, less what no host of ours has: escapes, and the signs that separate parts. */
const FORM = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i;

/**
 * Which requests are refused for the host that they name. A page that bends a name of its own to our address (DNS rebinding) is of the
 * same origin as we are, as far as its browser knows; only Host still tells its name. And a request that names two hosts, or none that
 * can be read, may be taken for one thing by a proxy and for another by us (RFC 9112 §3.2).
 *
 * @returns the problem to answer with, or nothing for a host that is ours.
 */
export function createHostCheck(
  options: HostOptions,
): (request: Request, environment: unknown) => 'invalid-request' | 'misdirected' | undefined {
  const { origins, publicUrl, hosts, clientAddress } = options;
  const addresses = [...origins, publicUrl].flatMap((origin) => (URL.canParse(origin) ? new URL(origin) : []));
  const ours = [...addresses.map(hostOfUrl), ...(hosts === 'any' ? [] : hosts).flatMap((host) => readHost(host) ?? [])];
  return (request, environment) => {
    const host = hostOf(request, environment);
    if (!host) return 'invalid-request';
    if (hosts === 'any') return undefined;
    const socket = onNode(environment)?.socket;
    // Who left the port out means the usual one; a proxy may ask at the very port where we listen.
    const fits = ({ name, port }: Host) =>
      name === host.name && [port ?? host.port, socket?.localPort, undefined].includes(host.port);
    if (ours.some(fits)) return undefined;
    const near = isLoopbackName(host.name);
    if (origins.length > 0) return near && isLocalRequest(request, environment, clientAddress) ? undefined : 'misdirected';
    return near || host.name === nameOfAddress(socket?.localAddress) ? undefined : 'misdirected';
  };
}

/** The one host of a request: its only Host field, which an address in the request line must not contradict (RFC 9112 §3.2.2). */
function hostOf(request: Request, environment: unknown): Host | undefined {
  const incoming = onNode(environment);
  const [field, another] = incoming?.rawHeaders
    ? hostFields(incoming.rawHeaders)
    : [request.headers.get('host') ?? new URL(request.url).host];
  const host = field === undefined || another !== undefined ? undefined : readHost(field);
  const target = incoming?.url ?? '';
  if (!host || !/^[a-z][a-z0-9+.-]*:/i.test(target)) return host;
  if (!URL.canParse(target)) return undefined;
  const { protocol, username, password, host: named } = new URL(target);
  const same = URL.canParse(`${protocol}//${field}`) && new URL(`${protocol}//${field}`).host === named;
  return same && username === '' && password === '' ? host : undefined;
}

function hostFields(raw: readonly string[]): readonly string[] {
  return raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === 'host');
}

function readHost(text: string): Host | undefined {
  const [, name, port] = FORM.exec(text.trim()) ?? [];
  if (name === undefined || !URL.canParse(`http://${text.trim()}`)) return undefined;
  return { name: new URL(`http://${name}`).hostname, port: port === undefined ? undefined : Number(port) };
}

function hostOfUrl({ hostname, port, protocol }: URL): Host {
  return { name: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}

/** As `URL` writes them, whatever way they were written. */
function isLoopbackName(name: string): boolean {
  return name === 'localhost' || /^127(\.\d{1,3}){3}$/.test(name) || /^\[::(1|ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4})\]$/.test(name);
}

/** The address of our end of the socket, as `URL` writes it. Whoever names it can not have bent a name to it. */
function nameOfAddress(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const plain = (address.split('%', 1)[0] ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  return new URL(plain.includes(':') ? `http://[${plain}]` : `http://${plain}`).hostname;
}
