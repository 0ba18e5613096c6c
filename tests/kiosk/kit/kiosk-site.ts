import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { kioskPolicy } from '../../../bff/main/kiosk-files.ts';
import { createFakeBridge, type FakeBridge, serveFakeBridge } from './fake-bridge.ts';
import { createStandInGateway, type StandInGateway } from './stand-in-gateway.ts';

export interface KioskSite {
  readonly url: string;
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
const GALLERY = 'dist/gallery';

/** The built kiosk, a scripted gateway and a bridge, as they stand in a hall. */
export async function startKioskSite(): Promise<KioskSite> {
  if (!existsSync(join(ROOT, 'index.html'))) throw new Error('dist/kiosk is missing: npm run build');
  const gateway = createStandInGateway();
  const bridge = createFakeBridge();
  const socket = await serveFakeBridge(bridge);
  let away = false;
  let paper: 'receipt' | 'a4' = 'receipt';
  let accent: string | undefined;
  let origin = '';

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', origin);
    if (away && url.pathname.startsWith('/v1/')) return void request.socket.destroy();
    if (url.pathname.startsWith('/v1/')) return send(response, await gateway.handle(await asRequest(request, url)));
    const settings = JSON.stringify({ bridge: socket.url, paper, accent });
    if (url.pathname === '/kiosk/config.json') return void response.setHeader('content-type', 'application/json').end(settings);
    const root = url.pathname.startsWith('/gallery/') ? GALLERY : ROOT;
    const path = normalize(url.pathname.replace(/^\/(kiosk|gallery)\//, '')) || 'index.html';
    const file = await readFile(join(root, path === '.' || path === './' ? 'index.html' : path)).catch(() => undefined);
    if (file === undefined) return void response.writeHead(404).end();
    const headers = { 'content-type': TYPES[extname(path)] ?? 'text/html', 'cache-control': 'no-store' };
    const policy = root === ROOT ? { 'content-security-policy': kioskPolicy(socket.url) } : {};
    response.writeHead(200, { ...headers, ...policy }).end(file);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/kiosk/`,
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
  return new Request(url, { method, headers, ...(method === 'POST' ? { body: Buffer.concat(chunks) } : {}) });
}

/** Piece by piece: a stream of events never ends by itself. */
async function send(response: ServerResponse, answered: Response): Promise<void> {
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  if (answered.body === null) return void response.end();
  // Whoever follows no more is let go.
  await pipeline(Readable.fromWeb(answered.body as ReadableStream), response).catch(() => undefined);
}
