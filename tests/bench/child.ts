import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { profilerAnswers } from './profiler.ts';

/** The load and the server each have a core of their own where the machine has two and can bind a process to one. */
const LOAD_CORE = '0';
const SERVER_CORE = '1';
const canPin = cpus().length > 1 && hasTaskset();

/** Whether `pinToLoadCore` and `startChild` bind to cores. */
export const pinned = canPin;

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['-p', String(process.pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Binds this process, which makes the load, to its core. What it starts afterwards inherits that, unless it says otherwise. */
export function pinToLoadCore(): void {
  if (canPin) execFileSync('taskset', ['-acp', LOAD_CORE, String(process.pid)], { stdio: 'ignore' });
}

/** Lets this process have every core again: a screen that is measured has all of them. */
export function useAllCores(): void {
  if (!canPin) return;
  execFileSync('taskset', ['-acp', `0-${cpus().length - 1}`, String(process.pid)], { stdio: 'ignore' });
}

/** A command on the core of the servers. */
export function onServerCore(command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  return canPin ? ['taskset', '-c', SERVER_CORE, ...command] : command;
}

/** A command on every core. */
export function onAnyCore(command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  return canPin ? ['taskset', '-c', `0-${cpus().length - 1}`, ...command] : command;
}

/** A server of the bench in a process of its own, and what can be asked of it besides requests. */
export interface Child {
  readonly port: number;
  /** @param question one of the answers that the child offers in `answerQuestions` */
  ask<T>(question: string, parameters?: unknown): Promise<T>;
  /** CPU seconds of the process so far, all threads. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

const START_MS = 60_000;

/** The checkout that a program in `dist/` was built in. */
export function rootOf(program: string): string {
  return dirname(dirname(program));
}

export interface ChildPlace {
  readonly core?: 'server' | 'any';
  /** The bench of which build; this one's when absent. */
  readonly program?: string;
}

/**
 * Starts a build's bench as `serve <role>`; resolves when it listens. `--against` starts that of another tree, so what is said here stays as it
 * is from tree to tree: the role and its parameters as words of the command, then `{ id, question, parameters }` and `{ id, value | error }`
 * over the channel of Node, with the questions `listen` and `cpu` and those of the role; when the channel closes, the child ends.
 */
export async function startChild(role: string, parameters: unknown, { core, program }: ChildPlace = {}): Promise<Child> {
  const node = [process.execPath, program ?? process.argv[1] ?? '', 'serve', role, JSON.stringify(parameters)] as const;
  const [command, ...rest] = core === 'any' ? onAnyCore(node) : onServerCore(node);
  const cwd = program && rootOf(program);
  const process_ = spawn(command, rest, { cwd, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ask = conversation(process_);
  const port = await within(START_MS, `the ${role} did not start`, ask<number>('listen'));
  return {
    port,
    ask,
    cpuSeconds: () => ask<number>('cpu'),
    async stop() {
      if (process_.exitCode !== null || process_.signalCode !== null) return;
      const ended = new Promise((resolve) => process_.once('exit', resolve));
      process_.disconnect();
      await ended;
    },
  };
}

type Ask = <T>(question: string, parameters?: unknown) => Promise<T>;

function conversation(child: ChildProcess): Ask {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let count = 0;
  child.on('message', (message: { id: number; value?: unknown; error?: string }) => {
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) asked?.resolve(message.value);
    else asked?.reject(new Error(message.error));
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`a server of the bench ended with ${code}`));
  });
  return (question, parameters) =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve: resolve as (value: unknown) => void, reject });
      child.send({ id: count, question, parameters });
    });
}

/** The other end of `Child.ask`, in the child: answers until the parent lets go, then stops. */
export function answerQuestions(
  answers: Readonly<Record<string, (parameters: never) => unknown>>,
  stop: () => Promise<void>,
): void {
  const known: Readonly<Record<string, (parameters: never) => unknown>> = { cpu: cpuSeconds, ...profilerAnswers, ...answers };
  process.on('message', async ({ id, question, parameters }: { id: number; question: string; parameters: never }) => {
    try {
      const value = await known[question]?.(parameters);
      process.send?.({ id, value });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.once('disconnect', () => void stop().then(() => process.exit(0)));
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

export function within<T>(ms: number, otherwise: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
