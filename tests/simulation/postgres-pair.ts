import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { accepting, findBinaries, freePort, postgresUser } from '../support/postgres-server.ts';

const OWNER = 'onedoor';
/** Names the standby towards the primary; each server may become either. */
const STANDBY = 'standby';

interface Server {
  readonly port: number;
  readonly data: string;
  readonly process: ChildProcess;
}

/**
 * A PostgreSQL primary and its synchronous standby: a commit is answered when both have it on their disks. After the primary died the
 * standby is promoted, and answers no commit until it has a standby of its own.
 */
export class PostgresPair {
  readonly #binaries = findBinaries();
  readonly #folder = mkdtempSync(join(tmpdir(), 'onedoor-pair-'));
  #primary: Server | undefined;
  #standby: Server | undefined;
  #servers = 0;

  static async start(): Promise<PostgresPair> {
    const pair = new PostgresPair();
    if ('uid' in postgresUser) execFileSync('chown', [String(postgresUser.uid), pair.#folder]);
    const data = pair.#newData();
    pair.#run('initdb', ['-D', data, '-U', OWNER, '-A', 'trust', '--no-sync', '-E', 'UTF8']);
    pair.#primary = await pair.#serve(data);
    await pair.addStandby();
    return pair;
  }

  get primaryPort(): number {
    return this.#primary?.port ?? 0;
  }

  get standbyPort(): number {
    return this.#standby?.port ?? 0;
  }

  get version(): string {
    return execFileSync(join(this.#binaries, 'postgres'), ['--version']).toString().trim();
  }

  /** A copy of the primary that follows it; resolves when the primary waits for it. */
  async addStandby(): Promise<void> {
    const data = this.#newData();
    const from = ['-h', '127.0.0.1', '-p', String(this.primaryPort), '-U', OWNER];
    await this.#wait('pg_basebackup', ['-D', data, ...from, '-R', '-c', 'fast', '--no-sync']);
    this.#standby = await this.#serve(data);
    const inSync = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'";
    for (let tries = 0; tries < 200; tries += 1) {
      if ((await this.rows(inSync)).length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the standby does not follow');
  }

  /** SIGKILL, as when its machine loses power; its files are never looked at again. */
  async killPrimary(): Promise<void> {
    const dead = this.#primary;
    const ended = new Promise((resolve) => dead?.process.once('exit', resolve));
    dead?.process.kill('SIGKILL');
    await ended;
  }

  /** The standby becomes the primary. */
  async promote(): Promise<void> {
    await this.#wait('pg_ctl', ['promote', '-w', '-D', this.#standby?.data ?? '']);
    this.#primary = this.#standby;
    this.#standby = undefined;
  }

  /** Rows from the primary, by a connection of its own. */
  async rows(sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: `postgres://${OWNER}@127.0.0.1:${this.primaryPort}/postgres` });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    for (const server of [this.#standby, this.#primary]) {
      if (!server || server.process.exitCode !== null || server.process.signalCode !== null) continue;
      const ended = new Promise((resolve) => server.process.once('exit', resolve));
      server.process.kill('SIGQUIT');
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #newData(): string {
    this.#servers += 1;
    return join(this.#folder, `server-${this.#servers}`);
  }

  async #serve(data: string): Promise<Server> {
    const port = await freePort();
    const replication = ['-c', `cluster_name=${STANDBY}`, '-c', `synchronous_standby_names=${STANDBY}`];
    const place = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', this.#folder, '-c', 'max_connections=120'];
    const child = spawn(join(this.#binaries, 'postgres'), [...place, ...replication], {
      ...this.#environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await accepting(child.stderr as NodeJS.ReadableStream);
    return { port, data, process: child };
  }

  #environment() {
    return { ...postgresUser, cwd: this.#folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  }

  #run(program: string, words: readonly string[]): void {
    execFileSync(join(this.#binaries, program), words, { ...this.#environment(), stdio: 'pipe' });
  }

  #wait(program: string, words: readonly string[]): Promise<void> {
    const child = spawn(join(this.#binaries, program), words, { ...this.#environment(), stdio: 'ignore' });
    return new Promise((resolve, reject) =>
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`)))),
    );
  }
}
