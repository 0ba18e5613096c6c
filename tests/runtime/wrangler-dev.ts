import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** `wrangler dev` as a process of its own: the Worker as `wrangler.toml` stands, on the local D1 in `state`. */
export interface WranglerDev {
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;

/** @param settings what a deployment has as variables and secrets. */
export async function startWranglerDev(
  folder: string,
  state: string,
  { port, settings }: { readonly port: number; readonly settings: Readonly<Record<string, string>> },
): Promise<WranglerDev> {
  const secrets = join(folder, 'secrets.env');
  writeFileSync(
    secrets,
    Object.entries(settings)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
    { mode: 0o600 },
  );
  const inspector = await freePort();
  const parameters = [
    ...['dev', '--local', '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', String(inspector)],
    ...['--persist-to', state, '--env-file', secrets, '--test-scheduled', '--log-level', 'error'],
    '--show-interactive-dev-session=false',
  ];
  const child = spawn(process.execPath, [join('node_modules', 'wrangler', 'bin', 'wrangler.js'), ...parameters], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', CI: '1', WRANGLER_SEND_METRICS: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
    });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await ready(`http://127.0.0.1:${port}`, () => said);
  return {
    async stop() {
      // It has children of its own, which its group ends with it.
      process.kill(-(child.pid ?? 0), 'SIGTERM');
      await ended;
    },
  };
}

async function ready(address: string, said: () => string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const answers = await fetch(`${address}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`wrangler dev was not ready in time: ${said()}`);
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
