import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import type { Hono } from 'hono';
import { send } from '../platform/http/gateway.ts';
import { problem, toWire } from '../platform/http/reply.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

interface StaticFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Who may show a page in a frame: nobody, but where the demo's table is, which is of the same origin. */
export type FramedBy = 'none' | 'self';

export interface PageOptions {
  /** Where it stands: `/kiosk`. */
  readonly path: string;
  /** The folder of the built page; when it is not there, nothing is served. */
  readonly folder: string;
  /** Content-Security-Policy of every answer. */
  readonly policy: string;
  readonly nextRequestId: () => string;
}

/**
 * A built page, from the gateway's own origin: read once, at start. Nothing of it is kept by a browser but the files whose names change
 * with their content. Answers whether the page is there.
 */
export function addPageFiles(app: Hono, { path, folder, policy, nextRequestId }: PageOptions): boolean {
  const files = readFolder(folder);
  app.get(`${path}/*`, (c) => {
    const name = c.req.path.slice(path.length + 1) || 'index.html';
    const file = files.get(name);
    const requestId = nextRequestId();
    if (!file) return send(toWire(problem('not-found'), requestId), requestId);
    const cache = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
    const headers = {
      'content-type': file.type,
      'cache-control': cache,
      'content-security-policy': policy,
      // Whatever page opened this one keeps no hold of its window.
      'cross-origin-opener-policy': 'same-origin',
    };
    return send({ status: 200, headers, body: file.bytes as unknown as string }, requestId);
  });
  return files.has('index.html');
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
