import type { OperationReply, OperationRequest, Operations } from './operations.ts';
import { type OperationId, paths } from './paths.ts';
import type { ProblemCode } from './problems.ts';

/** A problem as it arrives. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly instance: string;
  readonly code: ProblemCode;
  readonly retryable: boolean;
  readonly patientMessageKey: string;
  readonly [extension: string]: unknown;
}

/**
 * Operations that answer once, and in JSON. A stream is followed with `EventSource`, which also resumes it; a file is opened by its address,
 * with the page's cookie.
 */
export type CallableId = {
  [K in OperationId]: Operations[K] extends { readonly stream: true } | { readonly file: string } ? never : K;
}[OperationId];

/** Only the fields that the operation has are asked for; a query of which nothing need be said may be left out. */
type Needed<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as T[K] extends undefined ? never : undefined extends T[K] ? K : never]?: T[K];
};

export type CallInput<K extends CallableId> = Needed<OperationRequest<K>> & {
  /** Made and stored before the first try; the same for every try. */
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
};

export type CallResult<K extends CallableId> =
  | (OperationReply<K> & { readonly ok: true; readonly headers: Headers })
  | { readonly ok: false; readonly problem: Problem; readonly headers: Headers };

export interface ClientOptions {
  readonly baseUrl: string;
  readonly fetch?: (input: string, init: RequestInit) => Promise<Response>;
  /** Bearer token, for programs; a page's cookie goes along by itself. */
  readonly token?: string;
}

export type Client = <K extends CallableId>(operation: K, input: CallInput<K>) => Promise<CallResult<K>>;

/**
 * The typed client. Types come from the contract's rows, addresses from `paths`; nothing of zod is in the bundle.
 * It rejects only when no answer came; every answer is a value.
 */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  return async (operation, input) => {
    const parts = input as {
      params?: Record<string, string>;
      query?: Record<string, unknown>;
      body?: unknown;
      idempotencyKey?: string;
      ifMatch?: string;
    };
    const { method, path } = paths[operation];
    const headers: Record<string, string> = { accept: 'application/json' };
    if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;
    if (parts.idempotencyKey !== undefined) headers['idempotency-key'] = parts.idempotencyKey;
    if (parts.ifMatch !== undefined) headers['if-match'] = parts.ifMatch;
    if (parts.body !== undefined) headers['content-type'] = 'application/json';
    const response = await send(options.baseUrl + fill(path, parts.params) + search(parts.query), {
      method,
      headers,
      ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
    });
    const body = response.status === 204 ? undefined : await response.json().catch(() => null);
    if (body === null || (!response.ok && body?.code === undefined))
      return { ok: false, problem: unreadable(response), headers: response.headers };
    if (response.ok) return { ok: true, status: response.status, body, headers: response.headers } as never;
    return { ok: false, problem: body, headers: response.headers } as never;
  };
}

/** Something between us and the gateway answered in words of its own: nothing is known, and the same key may go out again. */
function unreadable({ status, headers }: Response): Problem {
  const instance = headers.get('x-request-id') ?? '';
  const known = { code: 'internal', retryable: true, patientMessageKey: 'problem.internal' } as const;
  return { type: '/problems/internal', title: 'The answer can not be read', status, instance, ...known };
}

function fill(path: string, params: Readonly<Record<string, string>> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function search(query: Readonly<Record<string, unknown>> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
