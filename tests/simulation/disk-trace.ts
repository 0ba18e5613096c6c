import { createReadStream } from 'node:fs';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * What a traced process did to one folder, and what it promised, as `strace -f -yy -xx` wrote it down. A call has happened when its
 * line is complete; `begun` is where it started, because other threads go on in between.
 */
export type DiskEvent = { readonly line: number; readonly begun: number } & (
  | { readonly kind: 'write'; readonly file: string; readonly at: number | 'end'; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number }
  | { readonly kind: 'create'; readonly file: string }
  | { readonly kind: 'unlink'; readonly file: string }
  | { readonly kind: 'move'; readonly file: string; readonly to: string; readonly keep: boolean }
  | { readonly kind: 'sync'; readonly file: string; readonly ok: boolean }
  | { readonly kind: 'sync-folder' }
  /** A 201 of an appointment went to its socket. Counts from the moment the call began, which is the harder question. */
  | { readonly kind: 'acknowledged'; readonly appointmentId: string }
);

/** The calls to be traced. */
export const TRACED =
  'openat,write,writev,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,link,linkat,unlink,unlinkat';

/** The command under which a program is traced into a file. */
export function tracer(traceFile: string, inject: readonly string[] = []): readonly string[] {
  const injected = inject.flatMap((rule) => ['-e', `inject=${rule}`]);
  return ['strace', '-f', '-yy', '-xx', '--seccomp-bpf', '-s', '4194304', '-o', traceFile, '-e', `trace=${TRACED}`, ...injected];
}

interface Call {
  readonly name: string;
  readonly text: string;
  readonly begun: number;
}

/** The events of a trace that concern the folder, in the order in which they were complete. */
export async function* readTrace(traceFile: string, folder: string): AsyncGenerator<DiskEvent> {
  const open = new Map<string, Call>();
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(traceFile, 'latin1') })) {
    line += 1;
    const process = text.slice(0, text.indexOf(' '));
    const body = text.slice(process.length).trimStart();
    if (body.endsWith('<unfinished ...>')) {
      const call = { name: body.slice(0, body.indexOf('(')), text: body.slice(0, -'<unfinished ...>'.length), begun: line };
      open.set(process, call);
      yield* acknowledgements(call, line);
    } else if (body.startsWith('<... ')) {
      const begun = open.get(process);
      open.delete(process);
      if (begun) yield* completed({ ...begun, text: begun.text + body.slice(body.indexOf('>') + 1) }, line, folder);
    } else if (/^\w+\(/.test(body)) {
      const call = { name: body.slice(0, body.indexOf('(')), text: body, begun: line };
      yield* acknowledgements(call, line);
      yield* completed(call, line, folder);
    }
  }
}

const CREATED = hexOf('HTTP/1.1 201');
const APPOINTMENT = /"id":"(apt_[\w-]+)"/;

function* acknowledgements({ name, text, begun }: Call, line: number): Generator<DiskEvent> {
  if (!name.startsWith('write') || !text.includes(CREATED)) return;
  const [, appointmentId] = APPOINTMENT.exec(bytesOf(text).toString('latin1')) ?? [];
  if (appointmentId !== undefined) yield { kind: 'acknowledged', appointmentId, line, begun };
}

function* completed(call: Call, line: number, folder: string): Generator<DiskEvent> {
  const end = call.text.lastIndexOf(' = ');
  const failed = call.text.startsWith('-1', end + 3);
  const found = eventOf(call, call.text.slice(0, end), failed, folder);
  if (found) yield { ...found, line, begun: call.begun } as DiskEvent;
}

type Bare<E> = E extends unknown ? Omit<E, 'line' | 'begun'> : never;

function eventOf({ name, text }: Call, call: string, failed: boolean, folder: string): Bare<DiskEvent> | undefined {
  if (name === 'openat') return failed ? undefined : opened(call, folder);
  if (name === 'fsync' || name === 'fdatasync') return synced(call, failed, folder);
  if (failed) return undefined;
  if (/^(rename|link|unlink)/.test(name)) return named(name, call, folder);
  const file = within(descriptor(text), folder);
  if (file === undefined) return undefined;
  const last = call.slice(call.lastIndexOf(', ') + 2).replace(/\D/g, '');
  if (name === 'ftruncate') return { kind: 'truncate', file, size: Number(last) };
  const data = bytesOf(call.slice(call.indexOf('"')));
  return { kind: 'write', file, at: name === 'pwrite64' ? Number(last) : 'end', data };
}

function opened(call: string, folder: string): Bare<DiskEvent> | undefined {
  const [path = ''] = strings(call);
  const file = within(path, folder);
  return file !== undefined && call.includes('O_CREAT') ? { kind: 'create', file } : undefined;
}

function synced(call: string, failed: boolean, folder: string): Bare<DiskEvent> | undefined {
  const path = descriptor(call);
  if (path === folder) return failed ? undefined : { kind: 'sync-folder' };
  const file = within(path, folder);
  return file === undefined ? undefined : { kind: 'sync', file, ok: !failed };
}

function named(name: string, call: string, folder: string): Bare<DiskEvent> | undefined {
  const [from, to] = strings(call).map((path) => within(path, folder));
  if (from === undefined) return undefined;
  if (name.startsWith('unlink')) return { kind: 'unlink', file: from };
  return to === undefined ? undefined : { kind: 'move', file: from, to, keep: name.startsWith('link') };
}

/** Path of the first argument, as `-yy` shows it in angle brackets. */
function descriptor(call: string): string {
  const from = call.indexOf('<') + 1;
  return bytesOf(call.slice(from, call.indexOf('>', from))).toString();
}

function strings(call: string): readonly string[] {
  return [...call.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => bytesOf(hex).toString());
}

/** Name of a file that lies in the folder. */
function within(path: string, folder: string): string | undefined {
  return dirname(path) === folder ? basename(path) : undefined;
}

/** Every `\xNN` of the text. */
function bytesOf(text: string): Buffer {
  const from = text.indexOf('\\x');
  if (from === -1) return Buffer.alloc(0);
  const until = text.lastIndexOf('\\x') + 4;
  const run = text.slice(from, until);
  const hex = /[",\s]/.test(run) ? (run.match(/\\x[0-9a-f]{2}/g) ?? []).join('') : run;
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}

function hexOf(text: string): string {
  return [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
