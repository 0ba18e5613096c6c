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
  readonly taskId?: string;
  readonly taskKind?: string;
  readonly claimId?: string;
  readonly appointmentId?: string;
  readonly unitId?: string;
  readonly deviceId?: string;
  readonly codeId?: string;
  readonly count?: number;
  /** A signed end of the audit's chain, as JSON: numbers and hashes. */
  readonly checkpoint?: string;
  readonly port?: number;
  readonly pid?: number;
  readonly failure?: string;
  readonly detail?: string;
  /** Name of an error's class. Messages of errors may quote data and are never logged. */
  readonly error?: string;
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

/** Class and stack of an error, less its message (which may quote what a person typed, over several lines). */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
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
