import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { build } from 'vite';
import type { TestGateway } from './test-gateway.ts';

/** A page of a test beside the gateway, under one origin, as the gateway serves its own pages. */
export interface PageSite {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Serves an empty page that runs `entry`, and everything under /v1 by the gateway. The name is `localhost`: no passkey is for a number. */
export async function startPageSite(gateway: () => TestGateway, entry?: string): Promise<PageSite> {
  const script = entry === undefined ? '' : await scriptOf(entry);
  const page = '<!doctype html><meta charset="utf-8"><title>test</title><script type="module" src="/page.js"></script>';
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname === '/page.js') return new Response(script, { headers: { 'content-type': 'text/javascript' } });
    if (!pathname.startsWith('/v1/')) return new Response(page, { headers: { 'content-type': 'text/html' } });
    const { method, headers } = request;
    const body = method === 'GET' ? {} : { body: await request.text() };
    return gateway().request(request.url, { method, headers, ...body });
  };
  const server = serve({ fetch: answer, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

async function scriptOf(entry: string): Promise<string> {
  const lib = { entry, formats: ['es' as const], fileName: 'page' };
  const result = await build({ configFile: false, logLevel: 'silent', build: { write: false, target: 'chrome109', lib } });
  const outputs = Array.isArray(result) ? result.flatMap(({ output }) => output) : 'output' in result ? result.output : [];
  const [chunk] = outputs.flatMap((output) => (output.type === 'chunk' ? [output.code] : []));
  if (chunk === undefined) throw new Error(`nothing was built of ${entry}`);
  return chunk;
}
