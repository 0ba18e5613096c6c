import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A program of ours as a process of its own, from its bundle in `dist/`. */
export interface Program<Ready> {
  readonly pid: number;
  readonly ready: Ready;
  /** Resolves with the signal or the exit code when it has ended, however it ended. */
  readonly ended: Promise<string>;
  /** Lines that it printed. */
  readonly lines: readonly string[];
  kill(signal: NodeJS.Signals): void;
  /** SIGTERM, and waits until it has drained. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;

interface StartOptions {
  readonly env?: Record<string, string>;
  readonly args?: readonly string[];
  /** A command that starts it and watches it, as a tracer; signals then go to the process that the ready line names. */
  readonly under?: readonly string[];
  readonly isReady: (line: Record<string, unknown>) => boolean;
}

/** Starts `dist/<name>.js` and waits for the first line of JSON that `isReady` accepts. */
export async function startProgram<Ready>(name: string, options: StartOptions): Promise<Program<Ready>> {
  const own = [process.execPath, '--enable-source-maps', join('dist', `${name}.js`), ...(options.args ?? [])];
  const [command = '', ...words] = [...(options.under ?? []), ...own];
  const child = spawn(command, words, {
    env: { PATH: process.env.PATH ?? '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ended = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? String(code))));
  const ready = await firstReady(child, lines, options.isReady);
  const pid = Number((options.under ? (ready as { pid?: number }).pid : undefined) ?? child.pid ?? 0);
  const signal = (name: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(pid, name);
  };
  return {
    pid,
    ready: ready as Ready,
    ended,
    lines,
    kill: signal,
    async stop() {
      signal('SIGTERM');
      await ended;
    },
  };
}

function firstReady(child: ChildProcess, lines: string[], isReady: (line: Record<string, unknown>) => boolean): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    const timer = setTimeout(() => reject(new Error(`not ready in time: ${complaint}`)), READY_WITHIN_MS);
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready: ${complaint}`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (text) => {
      lines.push(text);
      const line = JSON.parse(text) as Record<string, unknown>;
      if (!isReady(line)) return;
      clearTimeout(timer);
      resolve(line);
    });
  });
}

/** A gateway process; the line says its port and its process id. */
export function startGatewayProgram(env: Record<string, string>, name = 'gateway', under?: readonly string[]) {
  return startProgram<{ port: number; pid: number }>(name, {
    ...(under ? { under } : {}),
    env: { PORT: '0', RATE_LIMIT_PER_MINUTE: '1000000', DEMO: '1', DRAIN_NOTICE_SECONDS: '0', ...env },
    isReady: (line) => line.event === 'ready',
  });
}
