import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { brotliCompressSync } from 'node:zlib';
import { kioskPolicy } from '../../../bff/main/kiosk-files.ts';
import { PHONE_POLICY } from '../../../bff/main/phone-files.ts';
import { createFakeBridge, type FakeBridge, serveFakeBridge } from './fake-bridge.ts';
import { createStandInGateway, type StandInGateway } from './stand-in-gateway.ts';

export interface KioskSite {
  readonly url: string;
  /** The page of people's own phones, before the same gateway. */
  readonly phoneUrl: string;
  readonly origin: string;
  readonly gateway: StandInGateway;
  readonly bridge: FakeBridge;
  /** Answers nothing any more, as a gateway does that is being restarted. */
  setAway(away: boolean): void;
  setPaper(paper: 'receipt' | 'a4'): void;
  /** The hospital's colour. */
  setAccent(accent: string): void;
  stop(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
const ROOT = 'dist/kiosk';
/** The built pages, by the first part of their address. */
const ROOTS: Readonly<Record<string, string>> = { kiosk: ROOT, gallery: 'dist/gallery', phone: 'dist/phone' };
const PAGE = /^\/(kiosk|gallery|phone)\/(.*)$/;

/**
 * The built kiosk, a scripted gateway and a bridge, as they stand in a hall; and the built page of phones.
 * @param packed pages are packed (brotli), as the proxy of an installation hands them out
 */
export async function startKioskSite({ packed = false } = {}): Promise<KioskSite> {
  if (!existsSync(join(ROOT, 'index.html'))) throw new Error('dist/kiosk is missing: npm run build');
  const gateway = createStandInGateway();
  const bridge = createFakeBridge();
  const socket = await serveFakeBridge(bridge);
  let away = false;
  let paper: 'receipt' | 'a4' = 'receipt';
  let accent: string | undefined;
  let origin = '';

  // Packed once: whoever loads a page does not wait for that.
  const packedFiles = new Map<string, Buffer>();
  const packedFile = (path: string, file: Buffer): Buffer => {
    const made = packedFiles.get(path) ?? brotliCompressSync(file);
    packedFiles.set(path, made);
    return made;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', origin);
    if (away && url.pathname.startsWith('/v1/')) return void request.socket.destroy();
    if (url.pathname.startsWith('/v1/')) return send(response, await gateway.handle(await asRequest(request, url)));
    const settings = JSON.stringify({ bridge: socket.url, paper, accent });
    if (url.pathname === '/kiosk/config.json') return void response.setHeader('content-type', 'application/json').end(settings);
    const [, page = '', rest = url.pathname] = PAGE.exec(url.pathname) ?? [];
    const root = ROOTS[page] ?? ROOT;
    const path = normalize(rest);
    const file = await readFile(join(root, path === '.' || path === './' ? 'index.html' : path)).catch(() => undefined);
    if (file === undefined) return void response.writeHead(404).end();
    const headers = { 'content-type': TYPES[extname(path)] ?? 'text/html', 'cache-control': 'no-store' };
    const policies: Readonly<Record<string, string>> = { kiosk: kioskPolicy(socket.url), phone: PHONE_POLICY };
    const policy = policies[page];
    const packs = packed && String(request.headers['accept-encoding']).includes('br');
    const packing = packs ? { 'content-encoding': 'br' } : {};
    response.writeHead(200, { ...headers, ...packing, ...(policy && { 'content-security-policy': policy }) });
    response.end(packs ? packedFile(join(root, path), file) : file);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/kiosk/`,
    phoneUrl: `${origin}/phone/`,
    origin,
    gateway,
    bridge,
    setAway: (now) => {
      away = now;
    },
    setPaper: (now) => {
      paper = now;
    },
    setAccent: (now) => {
      accent = now;
    },
    async stop() {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), socket.stop()]);
    },
  };
}

async function asRequest(request: IncomingMessage, url: URL): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const method = request.method ?? 'GET';
  const headers = new Headers(Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]));
  return new Request(url, { method, headers, ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}) });
}

/** Piece by piece: a stream of events never ends by itself. */
async function send(response: ServerResponse, answered: Response): Promise<void> {
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  if (answered.body === null) return void response.end();
  // Whoever follows no more is let go.
  await pipeline(Readable.fromWeb(answered.body as ReadableStream), response).catch(() => undefined);
}
