import type * as z from 'zod';
import { credentialsOf } from '../../bff/contract/access.ts';
import type { appointment } from '../../bff/contract/appointments/schemas.ts';
import type { dependant, session } from '../../bff/contract/identity/schemas.ts';
import type { Operation } from '../../bff/contract/operation.ts';
import { operations } from '../../bff/contract/operations.ts';
import { type OperationId, paths } from '../../bff/contract/paths.ts';
import { problem as problemDocument } from '../../bff/contract/problem-document.ts';
import { type ProblemCode, problems } from '../../bff/contract/problems.ts';
import type { slot } from '../../bff/contract/slots/schemas.ts';
import { privacyNotice } from '../../bff/scenes/oversight/privacy-notice.ts';
import { opaque, STAND_IN_NOW, shanghai, standInDepartments, standInHospitals, standInSlots } from './stand-in-city.ts';
import { standInAccess, standInConsents, standInDetails } from './stand-in-person.ts';

type Appointment = z.output<typeof appointment>;
type Dependant = z.output<typeof dependant>;
type Slot = z.output<typeof slot>;

interface Call {
  readonly operation: OperationId;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, never>>;
  readonly headers: Headers;
}

type Answer = { readonly status: number; readonly body?: unknown };

/** What a test may make go wrong, or otherwise. */
export interface Script {
  /** The person has no registration yet. */
  unregistered: boolean;
  /** The next booking meets this problem, or is left for the hospital to confirm, or finds the place gone. */
  booking: 'booked' | 'confirming' | ProblemCode;
  /** What the problem of the next booking says besides its code. */
  refusal: Partial<z.output<typeof problemDocument>>;
  /** What becomes of a booking that is being confirmed, when it is asked for. */
  confirmed: Partial<Appointment> | undefined;
  /** The next calls of these operations meet these problems. */
  problems: Partial<Record<OperationId, ProblemCode>>;
  dependants: Dependant[];
  /** What somebody had only claimed of the card, until it was read. */
  tookOver: z.output<typeof session>['tookOver'];
  /** The visit needs preparing for. */
  fasting: boolean;
  /** Who the card turns out to be. */
  self: string;
  /** Hospitals that can not be reached just now, besides the one that never can. */
  away: readonly string[];
  /** The name on the card, masked. */
  patientName: string;
  /** Who asks for something of a person must bring the cookie of a session that lives. */
  sessions: boolean;
}

const SESSION_COOKIE = '__Host-onedoor';

export const SELF = opaque('pat', 1);

/** A gateway with a script instead of a database. Every request and every answer is held against the contract. */
export function createStandInGateway() {
  const script: Script = {
    unregistered: false,
    booking: 'booked',
    refusal: {},
    confirmed: undefined,
    problems: {},
    dependants: [],
    tookOver: [],
    fasting: false,
    self: SELF,
    away: [],
    patientName: '王*国',
    sessions: false,
  };
  const calls: Call[] = [];
  const appointments: Appointment[] = [];
  const consents = standInConsents();
  /** A withdrawal ends every session of the person. */
  let withdrawn = false;
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
    if (script.sessions && needsSession(call.operation) && !hasSession(call.headers)) return problem('unauthenticated');
    if (withdrawn && needsSession(call.operation)) return problem('unauthenticated');
    const key = call.headers.get('idempotency-key');
    const before = key === null ? undefined : kept.get(key);
    if (before !== undefined) return before;
    const given = handlers[call.operation]?.(call) ?? problem('not-found');
    if (key !== null && given.status < 500) kept.set(key, given);
    return given;
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

  const handlers: Partial<Record<OperationId, (call: Call) => Answer>> = {
    listHospitals: () => {
      const items = standInHospitals.map((hospital) =>
        script.away.includes(hospital.id)
          ? { ...hospital, reachable: false, unreachableSince: shanghai(STAND_IN_NOW) }
          : hospital,
      );
      return { status: 200, body: { items } };
    },
    findDepartments: ({ query }) => {
      const q = (query.q ?? '').toLowerCase();
      const items = standInDepartments.filter(({ initials }) => initials.startsWith(q)).map(({ initials: _, ...shown }) => shown);
      return { status: 200, body: { items } };
    },
    searchSlots: ({ query }) => ({ status: 200, body: { items: slotsBetween(query) } }),
    readPrivacyNotice: () => ({
      status: 200,
      body: { version: privacyNotice.version, texts: privacyNotice.texts, withoutConsent: privacyNotice.withoutConsent },
    }),
    openSession: ({ body }) => {
      if (script.unregistered && (body as { consents?: unknown }).consents === undefined) return problem('registration-required');
      if (withdrawn && (body as { consents?: unknown }).consents === undefined) return problem('consent-required');
      withdrawn = false;
      const registered = script.unregistered;
      script.unregistered = false;
      return {
        status: 201,
        body: {
          patientId: script.self,
          patientName: script.patientName,
          registered,
          level: 'document-read',
          tookOver: script.tookOver,
          expiresAt: shanghai(STAND_IN_NOW + 900_000),
        },
      };
    },
    closeSession: () => ({ status: 204 }),
    readMe: () => ({
      status: 200,
      body: { patientId: script.self, name: script.patientName, ...standInDetails, dependants: script.dependants },
    }),
    listAccess: ({ query }) => pageOf(standInAccess, paths.listAccess.path, query),
    listConsents: ({ query }) => pageOf(consents, paths.listConsents.path, query),
    withdrawConsent: ({ params }) => {
      const at = consents.findIndex(({ id }) => id === params.id);
      const found = consents[at];
      if (found === undefined) return problem('not-found');
      // The sessions of a child are not those of who stands here.
      if (found.patientId === script.self) withdrawn = true;
      consents[at] = { ...found, withdrawnAt: shanghai(STAND_IN_NOW) };
      return { status: 200, body: consents[at] };
    },
    registerDependant: () => {
      const child = { patientId: opaque('pat', 2), name: '王*', relationship: 'parent', level: 'claimed' } as const;
      script.dependants.push(child);
      return { status: 201, body: child };
    },
    readDevice: () => ({ status: 200, body: standInDevice }),
    bookAppointment: ({ body }) => book(body as unknown as Booking),
    readAppointment: ({ params }) => {
      const at = appointments.findIndex(({ id }) => id === params.id);
      const found = appointments[at];
      if (found === undefined) return problem('not-found');
      if (found.status === 'pending' && script.confirmed !== undefined) appointments[at] = { ...found, ...script.confirmed };
      return { status: 200, body: appointments[at] };
    },
    listAppointments: () => ({ status: 200, body: { items: [...appointments].reverse() } }),
    cancelAppointment: ({ params }) => {
      const at = appointments.findIndex(({ id }) => id === params.id);
      const found = appointments[at];
      if (found === undefined) return problem('not-found');
      const cancelled = { ...found, status: 'cancelled', cancellation: 'done', reason: 'cancelled' } as const;
      appointments[at] = cancelled;
      return { status: 200, body: cancelled };
    },
    issueSlip: ({ params }) => {
      const found = appointments.find(({ id }) => id === params.id);
      return found?.status === 'booked'
        ? { status: 200, body: { ...slipOf(found), ...(script.fasting ? prepared : {}) } }
        : problem('slip-not-ready');
    },
  };

  interface Booking {
    readonly slotId: string;
    readonly patientId: string;
    readonly coverage: Appointment['coverage'];
  }

  function book({ slotId, patientId, coverage }: Booking): Answer {
    const outcome = script.booking;
    script.booking = 'booked';
    const slot = standInSlots.find(({ id }) => id === slotId);
    if (slot === undefined) return problem('not-found');
    if (outcome === 'slot-taken') return problem(outcome, { alternatives: alternativesTo(slot) });
    if (outcome !== 'booked' && outcome !== 'confirming') return problem(outcome, script.refusal);
    const name = patientId === script.self ? script.patientName : '王*';
    const made = appointmentOf(slot, appointments.length + 1, { patientId, patientName: name, coverage }, outcome);
    appointments.push(made);
    return { status: outcome === 'booked' ? 201 : 202, body: made };
  }

  return {
    script,
    calls,
    appointments,
    consents,
    /** An appointment of tomorrow that the person made before. */
    appointmentOfTomorrow(): Appointment {
      const slot = standInSlots.find(({ start, clinic }) => start.startsWith('2026-11-25') && clinic === undefined);
      if (slot === undefined) throw new Error('nothing is free tomorrow');
      return appointmentOf(
        slot,
        900,
        { patientId: script.self, patientName: script.patientName, coverage: 'self-pay' },
        'booked',
      );
    },
    tokens,
    /** The operations that were called, in order. */
    called: (operation: OperationId) => calls.filter((call) => call.operation === operation),
    async handle(request: Request): Promise<Response> {
      const call = await callIn(request);
      if (call === undefined) return Response.json({ message: 'no such address' }, { status: 404 });
      calls.push(call);
      const { status, body } = answer(call);
      holdToContract(call.operation, { status, body });
      const cookie = script.sessions ? cookieAfter(call, status) : {};
      const headers = { 'cache-control': 'no-store', date: new Date(STAND_IN_NOW).toUTCString(), ...cookie };
      return body === undefined ? new Response(null, { status, headers }) : Response.json(body, { status, headers });
    },
  };
}

export type StandInGateway = ReturnType<typeof createStandInGateway>;

export const standInDevice = {
  deviceId: opaque('dev', 1),
  name: '一楼大厅 3 号机',
  hospital: 'linjiang-first',
  campus: '本部',
  floor: '1F',
  window: '2号窗口',
  mmPerPx: 0.248,
};

/** Which operation a request is, with what it gives, which must fit the contract. */
async function callIn(request: Request): Promise<Call | undefined> {
  const { pathname, searchParams } = new URL(request.url);
  for (const [operation, { method, path }] of Object.entries(paths) as [OperationId, { method: string; path: string }][]) {
    const found = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(pathname);
    if (method !== request.method || found === null) continue;
    const row = operations[operation] as Operation;
    const body = method === 'POST' ? await request.json() : {};
    const query = Object.fromEntries(searchParams);
    row.body?.parse(body);
    row.query?.parse(query);
    const params = { ...found.groups };
    row.params?.parse(params);
    if (row.keyed && !request.headers.has('idempotency-key')) throw new Error(`${operation} came without a key`);
    return { operation, params, query, body, headers: request.headers };
  }
  return undefined;
}

/**
 * What is answered has a shape that the contract knows. A problem may be any of the list, also one that this operation never meets:
 * the screens have to live with all of them.
 */
function holdToContract(operation: OperationId, { status, body }: Answer): void {
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

function problem(code: ProblemCode, extensions: object = {}): Answer {
  const { status, title, retryable } = problems[code];
  const known = { type: `/problems/${code}`, title, status, instance: 'req_7F3K9Q2M', code, retryable };
  return { status, body: { ...known, patientMessageKey: `problem.${code}`, ...extensions } };
}

const PAGE_MAX = 6;

/** Pages that are shorter than was asked for, as a gateway may send them. */
function pageOf(items: readonly unknown[], path: string, { cursor }: Readonly<Record<string, string>>): Answer {
  const from = Number(cursor ?? 0);
  const to = from + PAGE_MAX;
  return {
    status: 200,
    body: { items: items.slice(from, to), ...(to < items.length ? { next: `${path}?cursor=${to}` } : {}) },
  };
}

function slotsBetween({ department, hospital, from, to, limit }: Readonly<Record<string, string>>): Slot[] {
  const start = Math.max(from === undefined ? 0 : Date.parse(from), STAND_IN_NOW);
  const end = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to);
  return standInSlots
    .filter((slot) => department === undefined || department === slot.department.code)
    .filter((slot) => hospital === undefined || hospital === slot.place.hospital)
    .filter((slot) => Date.parse(slot.start) >= start && Date.parse(slot.start) < end)
    .sort((left, right) => Date.parse(left.start) - Date.parse(right.start))
    .slice(0, Number(limit ?? 20));
}

function alternativesTo(slot: Slot): Slot[] {
  return standInSlots.filter(({ id, place }) => id !== slot.id && place.hospital === slot.place.hospital).slice(0, 3);
}

function appointmentOf(
  { start, end, price, department, practitioner, place, clinic }: Slot,
  number: number,
  who: Pick<Appointment, 'patientId' | 'patientName' | 'coverage'>,
  outcome: 'booked' | 'confirming',
): Appointment {
  return {
    id: opaque('apt', number),
    status: outcome === 'booked' ? 'booked' : 'pending',
    confirmation: outcome === 'booked' ? 'confirmed' : 'confirming',
    cancellation: 'none',
    ...(outcome === 'confirming' ? { knowBy: '2026-11-24T15:30:00+08:00' } : {}),
    ...who,
    start,
    end,
    price,
    department,
    practitioner,
    place,
    clinic,
    dutyDesk: { name: '导诊台', phone: '0000-88000001' },
  };
}

const prepared = {
  fasting: true,
  preparation: {
    zh: '前一天晚上八点以后只喝白开水。',
    en: 'From eight in the evening before, drink nothing but water.',
  },
};

function slipOf(appointment: Appointment) {
  const { patientName, start, end, price, coverage, department, practitioner, place, clinic, dutyDesk } = appointment;
  return {
    code: '7K3M9QX2RT',
    qr: 'ONEDOOR1.7K3M9QX2RT.eyJhIjoiYXB0XzAwMDAwMDAwMDAwMDAwMDAwMDAwMDEifQ.c2lnbmF0dXJlLW9mLXNpeHR5LWZvdXItYnl0ZXMtc3RhbmRzLWhlcmUtLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0',
    issuedAt: shanghai(STAND_IN_NOW),
    patientName,
    start,
    end,
    price,
    coverage,
    department,
    practitioner,
    place,
    clinic,
    bring: [
      { zh: '身份证', en: 'ID card' },
      { zh: '医保卡', en: 'insurance card' },
      { zh: '以前的片子', en: 'earlier images' },
    ],
    fasting: false,
    queueRule: { zh: '提前十五分钟到，在诊室门口等叫号。', en: 'Come 15 minutes early and wait to be called at the room.' },
    dutyDesk,
  };
}
