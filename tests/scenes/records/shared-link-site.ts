import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { Onedoor } from '../../../bff/main/compose.ts';
import { addViewerFiles, VIEWER_PATH } from '../../../bff/main/viewer-files.ts';
import { systemRandom } from '../../../bff/platform/ids.ts';
import { judgeDirect, judgeLocation, judgeManifest, type LinkAnswer } from '../../../bff/scenes/records/links/link-rules.ts';
import { sealFile } from '../../../bff/scenes/records/links/sealed-file.ts';
import { shlinkOf } from '../../../bff/scenes/records/links/shlink.ts';

const FHIR = 'application/fhir+json';

export interface LinkedFile {
  readonly text: string;
  readonly contentType?: string;
  readonly compressed?: boolean;
  /** Fetched at an address of its own, once. */
  readonly apart?: boolean;
  /** Sealed already, by somebody else. */
  readonly sealed?: string;
}

interface Link {
  readonly passcode?: string;
  readonly direct?: boolean;
  readonly files: readonly LinkedFile[];
  revoked?: boolean;
  triesLeft?: number;
}

/** What a request brought, for whoever looks for what should not be in it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: string;
  readonly body: string;
}

/** A gateway of which there are links alone: in memory, answered by the rules. Every request of a link is written down. */
export function createSharedLinks() {
  const app = new Hono();
  const random = systemRandom();
  const links = new Map<string, Link>();
  const locations = new Map<string, { readonly id: string; readonly sealed: string; used: boolean }>();
  const asked: Asked[] = [];
  const secret = (length = 32) => Buffer.from(random(length)).toString('base64url');
  const keys = new Map<string, string>();
  let origin = 'https://door.example';

  const factsOf = (link: Link | undefined) =>
    link && {
      expiresAt: Number.MAX_SAFE_INTEGER,
      revoked: link.revoked ?? false,
      consentWithdrawn: false,
      passcode: link.passcode !== undefined,
      direct: link.direct ?? false,
      triesLeft: link.triesLeft ?? 5,
    };
  const refusal = (answer: Exclude<LinkAnswer, { readonly status: 200 }>) =>
    answer.status === 401
      ? Response.json({ remainingAttempts: answer.remainingAttempts }, { status: 401 })
      : Response.json({}, { status: answer.status });
  const seal = async (id: string, { text, contentType = FHIR, compressed, sealed }: LinkedFile) =>
    sealed ?? sealFile({ content: new TextEncoder().encode(text), contentType, compressed, key: keys.get(id) ?? '' }, random);
  const jose = (sealed: string) => new Response(sealed, { headers: { 'content-type': 'application/jose' } });
  const note = async ({ req }: Context) => {
    const body = await req.raw.clone().text();
    asked.push({ method: req.method, path: req.url.slice(origin.length), headers: JSON.stringify(req.header()), body });
  };

  app.use('/shl/*', async (c, next) => {
    await note(c);
    await next();
  });
  app.get('/shl/files/:token', (c) => {
    const location = locations.get(c.req.param('token'));
    const link = factsOf(location && links.get(location.id));
    const facts = location && link && { link, expiresAt: Number.MAX_SAFE_INTEGER, used: location.used };
    const answer = judgeLocation(facts, { now: Date.now() });
    if (answer.status !== 200 || location === undefined) return answer.status === 200 ? c.notFound() : refusal(answer);
    location.used = true;
    return jose(location.sealed);
  });
  app.get('/shl/:id', async (c) => {
    const id = c.req.param('id');
    const link = links.get(id);
    const answer = judgeDirect(factsOf(link), { now: Date.now() });
    if (answer.status !== 200) return refusal(answer);
    const [file] = link?.files ?? [];
    return file === undefined ? c.notFound() : jose(await seal(id, file));
  });
  app.post('/shl/:id', async (c) => {
    const id = c.req.param('id');
    const link = links.get(id);
    const { passcode } = (await c.req.json()) as { readonly passcode?: string };
    const shown = passcode === undefined ? 'none' : passcode === link?.passcode ? 'right' : 'wrong';
    const answer = judgeManifest(factsOf(link), { now: Date.now(), passcode: shown });
    if (answer.status === 401 && answer.counts && link) link.triesLeft = answer.remainingAttempts;
    if (answer.status !== 200 || link === undefined) return answer.status === 200 ? c.notFound() : refusal(answer);
    const files = link.files.map(async (file) => {
      const { contentType = FHIR } = file;
      const sealed = await seal(id, file);
      if (file.apart !== true) return { contentType, embedded: sealed };
      const token = secret();
      locations.set(token, { id, sealed, used: false });
      return { contentType, location: `${origin}/shl/files/${token}` };
    });
    return Response.json({ status: 'finalized', files: await Promise.all(files) });
  });
  return {
    app,
    asked,
    /** Where it stands, once it does. */
    standAt(now: string) {
      origin = now;
    },
    /** A link and its key; `address` is what somebody opens, with the page in front. */
    share(link: Link, label?: string) {
      const [id, key] = [secret(), secret()];
      links.set(id, link);
      keys.set(id, key);
      const payload = {
        url: `${origin}/shl/${id}`,
        key,
        longTerm: false,
        passcode: link.passcode !== undefined,
        direct: link.direct ?? false,
        ...(label === undefined ? {} : { label }),
      };
      return { key, shlink: shlinkOf(payload), address: shlinkOf(payload, `${origin}${VIEWER_PATH}/`) };
    },
  };
}

/** The same behind a port, with the built page. */
export async function startSharedLinkSite() {
  const links = createSharedLinks();
  const gateway = { app: links.app, dependencies: { ids: { next: () => 'req_test' } } } as unknown as Onedoor;
  const isBuilt = addViewerFiles(gateway, 'dist/viewer');
  const server = serve({ fetch: links.app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  links.standAt(origin);
  return {
    ...links,
    origin,
    isBuilt,
    async stop() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type SharedLinkSite = Awaited<ReturnType<typeof startSharedLinkSite>>;
