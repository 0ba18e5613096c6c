import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { type AddressInfo, connect, createServer as createNetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A balancer that works by a file of nginx. */
export interface Balancer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Whether there is an nginx on the PATH. */
export const NGINX = spawnSync('nginx', ['-v']).status === 0;

/** The real one, on the file as it is; only names and ports, which belong to another machine, are exchanged. */
export async function startNginx(file: string): Promise<Balancer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-nginx-'));
  mkdirSync(join(folder, 'tmp'));
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/tmp/${kind};`);
  const site = file.replace(/listen 8787;/, `listen 127.0.0.1:${port};`);
  const main = `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr;\nevents {}\nhttp { access_log off; ${paths.join(' ')}\n${site}\n}\n`;
  writeFileSync(join(folder, 'nginx.conf'), main);
  const child: ChildProcess = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await listening(port);
  return {
    port,
    async stop() {
      child.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * What nginx's documentation says that it does with the directives of the file, for machines without it: `location` is compared with the
 * path after escapes are decoded and dots and doubled slashes are resolved (ngx_http_core_module), `proxy_pass` without a path sends the
 * request line on as it came, `$host` has no port, a body over `client_max_body_size` is 413, two hosts are 400, an answer is
 * collected unless `proxy_buffering` is off, `keepalive` connections are kept for `keepalive_timeout`. A directive that it does not know
 * is an error, so that nobody believes in a test of what is not done.
 */
export async function startStandIn(file: string): Promise<Balancer> {
  const rules = readRules(file);
  const agent = new Agent({ keepAlive: rules.keepalive > 0, maxFreeSockets: rules.keepalive, timeout: rules.keptMs });
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const target = rules.upstreams[turn++ % rules.upstreams.length] ?? '';
    proxy(rules, { incoming, outgoing, agent, target });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      agent.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Rules {
  readonly upstreams: readonly string[];
  readonly keepalive: number;
  readonly keptMs: number;
  readonly bodyMax: number;
  readonly buffering: boolean;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly refused: readonly { readonly pattern: RegExp; readonly status: number }[];
}

/** `location ~* PATTERN { return STATUS; }`, and one `location /` that passes everything else on. */
function readRules(file: string): Rules {
  const text = file.replace(/^\s*#.*$/gm, '');
  const refused = [...text.matchAll(/location ~\* (\S+) \{\s*return (\d+);\s*\}/g)].map(([, pattern = '', status]) => ({
    pattern: new RegExp(pattern, 'i'),
    status: Number(status),
  }));
  const rest = text
    .replace(/location ~\* \S+ \{\s*return \d+;\s*\}/g, '')
    .replace(/(upstream \w+|server|location \/) \{|\}/g, '');
  const directives = [...rest.matchAll(/^\s*([a-z_]+) ([^;]*);/gm)].map(([, name = '', value = '']) => [name, value] as const);
  const odd = rest.replace(/^\s*[a-z_]+ [^;]*;/gm, '').trim();
  const unknown = directives.map(([name]) => name).filter((name) => !KNOWN.has(name));
  if (odd !== '' || unknown.length > 0) throw new TypeError(`the stand-in does not do: ${[...unknown, odd].join(' ')}`);
  const value = (name: string, usual: string) => directives.find(([one]) => one === name)?.[1] ?? usual;
  const servers = directives.filter(([name]) => name === 'server').map(([, words]) => words.split(' ')[0] ?? '');
  return {
    upstreams: servers,
    keepalive: Number(value('keepalive', '0')),
    keptMs: Number.parseInt(value('keepalive_timeout', '60s'), 10) * 1_000,
    bodyMax: Number.parseInt(value('client_max_body_size', '1024k'), 10) * 1_024,
    buffering: value('proxy_buffering', 'on') === 'on',
    headers: directives
      .filter(([name]) => name === 'proxy_set_header')
      .map(([, words]) => words.split(/\s+(.*)/s).slice(0, 2)) as never,
    refused,
  };
}

const KNOWN: ReadonlySet<string> = new Set(
  'server keepalive keepalive_timeout listen client_max_body_size proxy_pass proxy_http_version proxy_set_header proxy_next_upstream proxy_buffering proxy_read_timeout'.split(
    ' ',
  ),
);

interface Passing {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly agent: Agent;
  readonly target: string;
}

function proxy(rules: Rules, { incoming, outgoing, agent, target }: Passing): unknown {
  const answer = (status: number) => outgoing.writeHead(status, { connection: 'close' }).end();
  if ((incoming.headersDistinct.host ?? []).length !== 1) return answer(400);
  const path = normalised(incoming.url ?? '');
  const refusal = path === undefined ? { status: 400 } : rules.refused.find(({ pattern }) => pattern.test(path));
  if (refusal) return answer(refusal.status);
  if (Number(incoming.headers['content-length'] ?? 0) > rules.bodyMax) return answer(413);
  const onward = send(
    {
      host: target.split(':')[0],
      port: target.split(':')[1],
      method: incoming.method,
      path: incoming.url,
      headers: fieldsOf(rules, incoming),
      agent,
    },
    (reply) => {
      if (!rules.buffering) {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        outgoing.flushHeaders();
        return reply.pipe(outgoing);
      }
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      return reply.on('end', () => outgoing.writeHead(reply.statusCode ?? 502, reply.headers).end(Buffer.concat(chunks)));
    },
  );
  onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : answer(502)));
  outgoing.on('close', () => onward.destroy());
  return incoming.pipe(onward);
}

function fieldsOf({ headers }: Rules, { headers: came, socket }: IncomingMessage): Record<string, string> {
  const host = came.host ?? '';
  const forwarded = [came['x-forwarded-for'], socket.remoteAddress?.replace('::ffff:', '')].flat().filter(Boolean).join(', ');
  const variables: Readonly<Record<string, string>> = {
    $host: host.replace(/:\d+$/, '').toLowerCase(),
    $http_host: host,
    $proxy_add_x_forwarded_for: forwarded,
    '""': '',
  };
  const set = headers.map(([name, value]) => [name.toLowerCase(), variables[value] ?? value] as const);
  const { host: _host, connection: _connection, ...kept } = came as Record<string, string>;
  // Without a line of its own Host is the name of the upstream. An empty field is left out.
  const fields = { ...kept, host: 'gateways', ...Object.fromEntries(set) };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** As locations see it; `undefined` for what leads out of the root. */
function normalised(target: string): string | undefined {
  const [path = ''] = target.replace(/^https?:\/\/[^/]*/i, '').split('?', 1);
  const parts: string[] = [];
  for (const part of decodeURIComponent(path).replace(/\/+/g, '/').split('/').slice(1)) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

async function freePort(): Promise<number> {
  const probe = createNetServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const there = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (there) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('nginx does not listen');
}
