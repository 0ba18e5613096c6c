import { credentialsOf } from '../../../bff/contract/access.ts';
import { assistEvent } from '../../../bff/contract/assist/schemas.ts';
import type { Operation } from '../../../bff/contract/operation.ts';
import { operations } from '../../../bff/contract/operations.ts';
import { type OperationId, paths } from '../../../bff/contract/paths.ts';
import { paymentEvent } from '../../../bff/contract/payments/schemas.ts';
import { problem as problemDocument } from '../../../bff/contract/problem-document.ts';
import type { ProblemCode } from '../../../bff/contract/problems.ts';
import type { Appointment, Dependant, Slot } from '../../../kiosk/client/wire.ts';
import { preparing } from '../../../kiosk/practice/sample-city.ts';
import { problemOf } from '../../../kiosk/practice/sample-problem.ts';
import type { Facts } from '../../../kiosk/practice/world.ts';
import { answerIn } from '../../../kiosk/practice/world-client.ts';
import { opaque, STAND_IN_NOW, standInSlots } from './stand-in-city.ts';
import { standInWorld, unprepared } from './stand-in-world.ts';

export interface Call {
  readonly operation: OperationId;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, never>>;
  readonly headers: Headers;
  /** Parsed, with what the contract fills in. */
  readonly given: { readonly params: unknown; readonly query: unknown; readonly body: unknown };
}

export type Answer = { readonly status: number; readonly body?: unknown };

/** What a test may make go wrong, or otherwise: every fact of the world, and what is a matter of HTTP. */
export interface Script extends Facts {
  /** The next calls of these operations meet these problems. */
  problems: Partial<Record<OperationId, ProblemCode>>;
  /** Who asks for something of a person must bring the cookie of a session that lives. */
  sessions: boolean;
  /** The person has no registration yet. */
  unregistered: boolean;
  readonly dependants: Dependant[];
  /** The visit needs preparing for. */
  fasting: boolean;
  /** Who the card turns out to be. */
  self: string;
  /** The name on the card, masked. */
  patientName: string;
}

/** The world, with short names for what tests say of it most. */
function makeScript(): Script {
  const script: Script = {
    ...standInWorld(),
    problems: {},
    sessions: false,
    get unregistered() {
      return !script.registered;
    },
    set unregistered(unregistered) {
      script.registered = !unregistered;
    },
    get dependants() {
      return script.me.dependants;
    },
    get fasting() {
      return script.onSlip.fasting;
    },
    set fasting(fasting) {
      script.onSlip = fasting ? preparing : unprepared;
    },
    get self() {
      return script.me.patientId;
    },
    set self(patientId) {
      script.me = { ...script.me, patientId };
    },
    get patientName() {
      return script.me.name;
    },
    set patientName(name) {
      script.me = { ...script.me, name };
    },
  };
  return script;
}

const SESSION_COOKIE = '__Host-onedoor';

/** The made-up world behind HTTP, as the gateway is. Every request and every answer is held against the contract. */
export function createStandInGateway() {
  const script = makeScript();
  const calls: Call[] = [];
  /** Tokens of sessions, in order; only the newest one lives. */
  const tokens: string[] = [];
  let living: string | undefined;
  /** Answers by Idempotency-Key, as the gateway keeps them. */
  const kept = new Map<string, Answer>();

  function answer(call: Call): Answer {
    const scripted = script.problems[call.operation];
    if (scripted !== undefined) {
      delete script.problems[call.operation];
      return problem(scripted);
    }
    if (needsSession(call.operation) && isSessionOver(call.headers)) return problem('unauthenticated');
    const key = call.headers.get('idempotency-key');
    const before = key === null ? undefined : kept.get(key);
    if (before !== undefined) return before;
    const answered = answerIn(script, call.operation, call.given);
    tellHelp();
    const given = 'refused' in answered ? problem(answered.refused, answered.refusal) : inPages(answered, call);
    if (key !== null && given.status < 500) kept.set(key, given);
    return given;
  }

  /** Whoever follows the calls for help, with what they were told last. */
  const followers = new Map<ReadableStreamDefaultController<Uint8Array>, string>();

  /** Everything, whenever something of it is another. */
  function tellHelp(): void {
    const event = assistEvent.parse({ at: 'kiosk', ...script.help });
    const text = `event: assist\ndata: ${JSON.stringify(event)}\n\n`;
    for (const [follower, told] of followers) {
      if (told === text) continue;
      followers.set(follower, text);
      follower.enqueue(new TextEncoder().encode(text));
    }
  }

  const followHelp = () =>
    streamTo((controller) => {
      followers.set(controller, '');
      tellHelp();
      return () => followers.delete(controller);
    });

  /** Whoever follows a payment. */
  const payers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let changes = 0;

  const followPayment = (left: AbortSignal) =>
    streamTo((controller) => {
      payers.add(controller);
      return () => payers.delete(controller);
    }, left);

  function tellPayers(): void {
    changes += 1;
    const event = paymentEvent.parse({ part: 0, state: 'confirming', at: new Date(script.now()).toISOString() });
    const text = `id: ${changes}\nevent: payment\ndata: ${JSON.stringify(event)}\n\n`;
    for (const payer of payers) payer.enqueue(new TextEncoder().encode(text));
  }

  /** That, too, comes before a key is looked at. */
  function isSessionOver(headers: Headers): boolean {
    return script.withdrawn || (script.sessions && !hasSession(headers));
  }

  function hasSession(headers: Headers): boolean {
    return living !== undefined && (headers.get('cookie') ?? '').includes(`${SESSION_COOKIE}=${living}`);
  }

  /** What the answer does to the browser's cookie, in the gateway's own words. */
  function cookieAfter({ operation }: Call, status: number): Record<string, string> {
    if (operation === 'openSession' && status === 201) {
      living = `token-of-session-${tokens.length + 1}`;
      tokens.push(living);
      return { 'set-cookie': `${SESSION_COOKIE}=${living}; Path=/; Secure; HttpOnly; SameSite=Strict` };
    }
    if (operation !== 'closeSession') return {};
    living = undefined;
    return { 'set-cookie': `${SESSION_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0` };
  }

  return {
    script,
    calls,
    get appointments() {
      return script.appointments;
    },
    get consents() {
      return script.consents;
    },
    /** An appointment of tomorrow that the person made before. */
    appointmentOfTomorrow: () => appointmentOfTomorrow(script),
    tokens,
    /** The session is ended from elsewhere: the browser keeps its cookie, and hears of nothing. */
    endSession(): void {
      living = undefined;
    },
    /** Somebody on duty does something about the call: what of it is another now. */
    changeHelp(change: (help: Facts['help']) => Facts['help']): void {
      script.help = change(script.help);
      tellHelp();
    },
    /** Somebody pays, or something else becomes of what is being paid: whoever follows it is told. */
    changePayment(paying: Partial<Facts['paying']>): void {
      script.paying = { ...script.paying, ...paying };
      tellPayers();
    },
    /** How many pages follow a payment. */
    get payers() {
      return payers.size;
    },
    /** The operations that were called, in order. */
    called: (operation: OperationId) => calls.filter((call) => call.operation === operation),
    async handle(request: Request): Promise<Response> {
      const call = await callIn(request);
      if (call === undefined) return Response.json({ message: 'no such address' }, { status: 404 });
      calls.push(call);
      if (call.operation === 'followHelpCalls' && script.problems.followHelpCalls === undefined) return followHelp();
      if (call.operation === 'followPayment' && script.problems.followPayment === undefined && !isSessionOver(call.headers))
        return followPayment(request.signal);
      const { status, body } = answer(call);
      holdToContract(call.operation, { status, body });
      const cookie = script.sessions ? cookieAfter(call, status) : {};
      const headers = { 'cache-control': 'no-store', date: new Date(STAND_IN_NOW).toUTCString(), ...cookie };
      return body === undefined ? new Response(null, { status, headers }) : Response.json(body, { status, headers });
    },
  };
}

/** A stream of events, for as long as somebody reads it. */
function streamTo(open: (controller: ReadableStreamDefaultController<Uint8Array>) => () => void, left?: AbortSignal): Response {
  let close: (() => void) | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      close = open(controller);
    },
    cancel: () => close?.(),
  });
  left?.addEventListener('abort', () => close?.(), { once: true });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

export type StandInGateway = ReturnType<typeof createStandInGateway>;

/** Which operation a request is, with what it gives, which must fit the contract. */
export async function callIn(request: Request): Promise<Call | undefined> {
  const { pathname, searchParams } = new URL(request.url);
  for (const [operation, { method, path }] of Object.entries(paths) as [OperationId, { method: string; path: string }][]) {
    const found = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(pathname);
    if (method !== request.method || found === null) continue;
    const row = operations[operation] as Operation;
    const body = method === 'POST' || method === 'PUT' ? await request.json() : {};
    const query = Object.fromEntries(searchParams);
    const params = { ...found.groups };
    const given = { params: row.params?.parse(params), query: row.query?.parse(query), body: row.body?.parse(body) };
    if (row.keyed && !request.headers.has('idempotency-key')) throw new Error(`${operation} came without a key`);
    return { operation, params, query, body, headers: request.headers, given };
  }
  return undefined;
}

/**
 * What is answered has a shape that the contract knows. A problem may be any of the list, also one that this operation never meets:
 * the screens have to live with all of them.
 */
export function holdToContract(operation: OperationId, { status, body }: Answer): void {
  if (status >= 400) {
    problemDocument.parse(body);
    return;
  }
  const reply = (operations[operation] as Operation).replies[status];
  if (reply === undefined) throw new Error(`${operation} is never answered with ${status}`);
  reply?.parse(body);
}

function needsSession(operation: OperationId): boolean {
  return credentialsOf(operations[operation].access).has('session');
}

function problem(code: ProblemCode, refusal?: object): Answer {
  const body = problemOf(code, refusal);
  return { status: body.status, body };
}

const PAGED: readonly OperationId[] = ['listAccess', 'listConsents'];
const PAGE_MAX = 6;

/** Pages that are shorter than was asked for, as a gateway may send them. */
function inPages({ status, body }: Answer, { operation, query }: Call): Answer {
  if (!PAGED.includes(operation)) return { status, body };
  const { items } = body as { readonly items: readonly unknown[] };
  const from = Number(query.cursor ?? 0);
  const to = from + PAGE_MAX;
  const next = to < items.length ? { next: `${paths[operation].path}?cursor=${to}` } : {};
  return { status, body: { items: items.slice(from, to), ...next } };
}

/** It is booked in a world in which nothing else goes otherwise than usual. */
function appointmentOfTomorrow({ me }: Facts): Appointment {
  const isTomorrow = ({ start, clinic }: Slot) => start.startsWith('2026-11-25') && clinic === undefined;
  const world = { ...standInWorld(), me };
  const slotId = standInSlots.find(isTomorrow)?.id;
  if (slotId === undefined) throw new Error('nothing is free tomorrow');
  answerIn(world, 'bookAppointment', { body: { slotId, patientId: me.patientId, coverage: 'self-pay' } });
  const [made] = world.appointments;
  if (made === undefined) throw new Error('nothing was booked for tomorrow');
  return { ...made, id: opaque('apt', 900) };
}
