import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { send } from '../platform/http/gateway.ts';
import { problem, toWire } from '../platform/http/reply.ts';
import type { Onedoor } from './compose.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface KioskOptions {
  /** The folder of the built page; when it is not there, nothing is served. */
  readonly folder: string;
  /** Where the device bridge listens, as the page reaches it. */
  readonly bridgeUrl: string;
  /** What the page reads beside that, in `config.json`. */
  readonly settings: {
    readonly paper: 'receipt' | 'a4';
    readonly idleSeconds: number;
    readonly tapGuardMs: number;
    readonly accent?: string;
  };
}

/**
 * The kiosk's page, from the gateway's own origin: read once, at start. A page may reach its gateway and the bridge of its own machine,
 * and nothing else; nothing of it is kept by a browser but the files whose names change with their content.
 */
export function addKioskFiles({ app, dependencies }: Onedoor, { folder, bridgeUrl, settings }: KioskOptions): void {
  const files = readFolder(folder);
  const policy = kioskPolicy(bridgeUrl);
  const answer = (type: string, body: string | Uint8Array<ArrayBuffer>, cache: string) =>
    send(
      {
        status: 200,
        headers: { 'content-type': type, 'cache-control': cache, 'content-security-policy': policy },
        body: body as string,
      },
      dependencies.ids.next('req'),
    );
  app.get('/kiosk', (c) => c.redirect('/kiosk/', 308));
  app.get('/kiosk/config.json', () => answer('application/json', JSON.stringify({ bridge: bridgeUrl, ...settings }), 'no-store'));
  app.get('/kiosk/*', (c) => {
    const name = c.req.path === '/kiosk/' ? 'index.html' : c.req.path.slice('/kiosk/'.length);
    const file = files.get(name);
    if (file)
      return answer(file.type, file.bytes, name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-store');
    const requestId = dependencies.ids.next('req');
    return send(toWire(problem('not-found'), requestId), requestId);
  });
}

/** What the page may do (CSP Level 3). It builds no markup and no script out of text, and can make no policy that would let it. */
export function kioskPolicy(bridgeUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${bridgeUrl.replace(/\/$/, '')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

interface StaticFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

function readFolder(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const name of names(folder)) {
    const path = join(folder, name);
    const type = TYPES[extname(name)];
    if (type === undefined || !statSync(path).isFile()) continue;
    files.set(relative(folder, path), { type, bytes: new Uint8Array(readFileSync(path)) });
  }
  return files;
}

/** None when the page was not built: a gateway without kiosks needs none. */
function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
