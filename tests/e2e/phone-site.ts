import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { build, type Plugin } from 'vite';
import type { Onedoor } from '../../bff/main/compose.ts';
import { addPhoneFiles } from '../../bff/main/phone-files.ts';

/** Two builds of the phone's page under one origin, in turn, before one gateway: what a deployment looks like to a page that is open. */
export interface PhoneSite {
  readonly origin: string;
  /** The numbers of both builds. */
  readonly builds: readonly [string, string];
  /** Serves this build from now on; nothing of the other one is there any more. */
  deploy(build: 0 | 1): void;
  stop(): Promise<void>;
}

/** What the second build says otherwise: on the home screen, and in a part that comes later. */
export const NEW_HOME = '今天要办什么';
const CHANGED: readonly (readonly [string, string])[] = [
  ['今天办什么？', `${NEW_HOME}？`],
  ['正在挂号…', '正在为您挂号…'],
];

const changeWords: Plugin = {
  name: 'change-words',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('/zh.ts') ? CHANGED.reduce((text, [from, to]) => text.replace(from, to), code) : undefined,
};

export async function startPhoneSite(gateway: string): Promise<PhoneSite> {
  const folder = await mkdtemp(join(tmpdir(), 'onedoor-phone-'));
  const second = join(folder, 'phone');
  await inProduction(() =>
    build({
      configFile: 'vite.phone.config.ts',
      logLevel: 'silent',
      plugins: [changeWords],
      build: { outDir: second, emptyOutDir: true },
    }),
  );
  const folders = ['dist/phone', second] as const;
  const sites = folders.map(filesOf);
  let served: 0 | 1 = 0;
  const answer = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    if (pathname.startsWith('/phone')) return (await sites[served]?.fetch(request)) ?? new Response(null, { status: 404 });
    const { method } = request;
    const headers = new Headers(request.headers);
    headers.delete('host');
    headers.set('origin', gateway);
    const body = method === 'GET' || method === 'DELETE' ? {} : { body: await request.text() };
    const answered = await fetch(`${gateway}${pathname}${search}`, { method, headers, redirect: 'manual', ...body });
    const passed = new Headers(answered.headers);
    // The body arrives here as it was before it was packed.
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) passed.delete(name);
    return new Response(answered.body, { status: answered.status, headers: passed });
  };
  const server = serve({ fetch: answer, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    builds: [numberOf(folders[0]), numberOf(folders[1])],
    deploy(build) {
      served = build;
    },
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The page as a gateway serves it. */
function filesOf(folder: string): Hono {
  const app = new Hono();
  const ids = { next: () => 'req_of-a-page' };
  addPhoneFiles({ app, dependencies: { ids } } as unknown as Onedoor, folder);
  return app;
}

function numberOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'build.json'), 'utf8')) as { readonly build: string }).build;
}

/** As it is built for people: in the runner's own environment pages carry what helps their developers. */
async function inProduction(act: () => Promise<unknown>): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await act();
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}
