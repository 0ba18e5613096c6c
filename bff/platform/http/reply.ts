import { problemType } from '../../contract/problem-document.ts';
import { type ProblemCode, problems } from '../../contract/problems.ts';

/** A problem as a value. `detail` and `extra` never quote what was sent. */
export interface ProblemReply {
  readonly problem: ProblemCode;
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A determined or undetermined success. */
export interface BodyReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One server-sent event, or a sign of life that a client does not hear of, so that no proxy takes the connection for dead. */
export type StreamEvent =
  | {
      readonly id: string;
      /** What has happened, as the operation calls it. */
      readonly name: string;
      readonly data: unknown;
    }
  | 'still-there';

export interface StreamReply {
  readonly status: 200;
  readonly events: AsyncIterable<StreamEvent>;
}

export type Reply = ProblemReply | BodyReply | StreamReply;

/** What a use case answers: a reply of its own, or one that was kept and goes out again as it was. */
export type Answer = { readonly wire: WireReply } | Reply;

export function problem(code: ProblemCode, more: Omit<ProblemReply, 'problem'> = {}): ProblemReply {
  return { problem: code, ...more };
}

export function isProblem(reply: object): reply is ProblemReply {
  return 'problem' in reply;
}

/** Status, headers and body as they go over the wire and into the store of replies. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, or the same as UTF-8 where it lies ready so, or `null` for no body. */
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

/** The body as text. */
export function bodyText({ body }: WireReply): string | null {
  return body === null || typeof body === 'string' ? body : new TextDecoder().decode(body);
}

/** RFC 9457 §3.1: the members of a problem, less `instance`, which belongs to the request and is added when it is sent. */
export function problemDocument(reply: ProblemReply): Record<string, unknown> {
  const row = problems[reply.problem];
  return {
    type: problemType(reply.problem),
    title: row.title,
    status: row.status,
    ...(reply.detail === undefined ? {} : { detail: reply.detail }),
    code: reply.problem,
    retryable: row.retryable,
    patientMessageKey: `problem.${reply.problem}`,
    ...reply.extra,
  };
}

export const PROBLEM_TYPE = 'application/problem+json';

/** A reply that was kept, on its way out again: a problem names the request that it answers now. */
export function readdress(wire: WireReply, requestId: string): WireReply {
  if (wire.headers['content-type'] !== PROBLEM_TYPE || wire.body === null) return wire;
  return { ...wire, body: JSON.stringify({ ...JSON.parse(bodyText(wire) ?? ''), instance: requestId }) };
}

export function toWire(reply: ProblemReply | BodyReply, requestId: string): WireReply {
  if (isProblem(reply)) {
    const document = { ...problemDocument(reply), instance: requestId };
    return {
      status: problems[reply.problem].status,
      headers: { 'content-type': PROBLEM_TYPE, ...reply.headers },
      body: JSON.stringify(document),
    };
  }
  if (reply.body === null || reply.body === undefined) return { status: reply.status, headers: { ...reply.headers }, body: null };
  return {
    status: reply.status,
    headers: { 'content-type': 'application/json', ...reply.headers },
    body: JSON.stringify(reply.body),
  };
}
