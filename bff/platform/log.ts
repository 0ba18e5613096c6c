import type { Clock } from './clock.ts';
import { limits } from './limits/limits.ts';

/**
 * Structured log lines with an allow-list of fields. There is no free-form object: a field that is not named here cannot be
 * logged, so a patient's data cannot reach a log by being part of something else. Texts are for engineers and are literals.
 */
export interface LogFields {
  readonly requestId?: string;
  readonly traceId?: string;
  readonly operation?: string;
  readonly method?: string;
  /** The route's pattern, never the address that was asked for. */
  readonly route?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly hospitalId?: string;
  /** The configured name of a payment channel or an insurer. */
  readonly partner?: string;
  readonly taskId?: string;
  readonly taskKind?: string;
  readonly claimId?: string;
  readonly appointmentId?: string;
  readonly unitId?: string;
  readonly deviceId?: string;
  readonly codeId?: string;
  readonly count?: number;
  /** Lines of this kind that were not written, since the last one that was. */
  readonly leftOut?: number;
  /** A signed end of the audit's chain, as JSON: numbers and hashes. */
  readonly checkpoint?: string;
  readonly port?: number;
  readonly pid?: number;
  readonly failure?: string;
  readonly detail?: string;
  /** Name of an error's class. Messages of errors may quote data and are never logged. */
  readonly error?: string;
  /** SQLSTATE of a database, or the name that a system gives an error: ECONNRESET. */
  readonly code?: string;
  /** Frames of a stack trace without the message line. */
  readonly stack?: string;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Log {
  write(level: LogLevel, event: string, fields?: LogFields): void;
}

const RANK: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40 };

/** One JSON object a line; `sink` receives the line with its newline. CR, LF and ESC are escaped by JSON itself. */
export function createLog(options: { sink: (line: string) => void; level: LogLevel; now: () => number }): Log {
  const threshold = RANK[options.level];
  return {
    write(level, event, fields) {
      if (RANK[level] < threshold) return;
      options.sink(`${JSON.stringify({ at: new Date(options.now()).toISOString(), level, event, ...fields })}\n`);
    },
  };
}

export const silentLog: Log = { write() {} };

/** Lines of one kind that are written whole in an interval: enough to see what it is. */
const WHOLE_LINES = limits.logLines.figure;
const INTERVAL_MS = 60_000;

/** A log that writes what it still has to say of an interval when it is asked to: at the end of the process. */
export interface BoundedLog extends Log {
  flush(): void;
}

interface Kind {
  readonly endsAt: number;
  readonly write: (left: LogFields) => void;
  whole: number;
  leftOut: number;
  count: number | undefined;
  cancel: () => void;
}

/**
 * A log that no hospital and no other partner can fill, whatever it sends: of each kind of line, partner by partner, a few are written whole, and at the
 * end of the minute one more that says how many were left out. A line that names an appointment is always written: somebody has to act on
 * it, and there are no more of them than people have booked. Kinds are few, because each of the fields that tell them apart is one of a
 * closed list.
 */
export function boundedLog(log: Log, clock: Clock): BoundedLog {
  const kinds = new Map<string, Kind>();
  const end = (key: string, kind: Kind) => {
    kinds.delete(key);
    kind.cancel();
    const { leftOut, count } = kind;
    if (leftOut > 0) kind.write(count === undefined ? { leftOut } : { leftOut, count });
  };
  return {
    write(level, event, fields = {}) {
      const { hospitalId, partner, taskKind, operation, failure, appointmentId, count } = fields;
      if ((hospitalId ?? partner ?? taskKind) === undefined || appointmentId !== undefined)
        return log.write(level, event, fields);
      const same = Object.fromEntries(
        Object.entries({ hospitalId, partner, taskKind, operation, failure }).filter(([, value]) => value !== undefined),
      );
      const key = JSON.stringify([level, event, same]);
      const before = kinds.get(key);
      if (before && clock.now() >= before.endsAt) end(key, before);
      const kind = kinds.get(key) ?? {
        endsAt: clock.now() + INTERVAL_MS,
        write: (left) => log.write(level, event, { ...same, ...left }),
        whole: 0,
        leftOut: 0,
        count: undefined,
        cancel: () => {},
      };
      kinds.set(key, kind);
      if (kind.whole < WHOLE_LINES) {
        kind.whole += 1;
        return log.write(level, event, fields);
      }
      if (kind.leftOut === 0) kind.cancel = clock.after(kind.endsAt - clock.now(), () => end(key, kind));
      kind.leftOut += 1;
      if (count !== undefined) kind.count = (kind.count ?? 0) + count;
    },
    flush() {
      for (const [key, kind] of [...kinds]) end(key, kind);
    },
  };
}

/** Class, code and stack of an error, less its message (which may quote what a person typed, over several lines). */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = codeOf(error);
  return { ...classAndStack(error), ...(code === undefined ? {} : { code }) };
}

/** How deep an error is looked for under others that were made of it. */
const CAUSES_MAX = 4;
/** SQLSTATE (five characters, at least one of them a digit), or a name of SQLite, Node or the system; nobody's name or number fits. */
const CODE =
  /^(?:(?=.*\d)[0-9A-Z]{5}|SQLITE_[A-Z_]{1,40}|ERR_[A-Z_]{1,40}|E(?:CONN[A-Z]+|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND|HOSTUNREACH|NETUNREACH|NOSPC|IO|MFILE|ROFS|ACCES|NOENT))$/;

function codeOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth === CAUSES_MAX) return undefined;
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  return typeof code === 'string' && CODE.test(code) ? code : codeOf(cause, depth + 1);
}

function classAndStack(error: Error): LogFields {
  const name = /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'Error';
  const heading = `${error.name}: ${error.message}`;
  const stack = error.stack ?? '';
  // A stack that does not begin with the message as it is now can not be told from the message: none of it is logged.
  if (!stack.startsWith(heading)) return { error: name };
  const frames = stack
    .slice(heading.length)
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '));
  return { error: name, stack: frames.slice(0, 8).join(' | ') };
}
