import type { Operation } from '../../../bff/contract/operation.ts';
import { operations } from '../../../bff/contract/operations.ts';
import type { OperationId } from '../../../bff/contract/paths.ts';
import type { ProblemCode } from '../../../bff/contract/problems.ts';
import { madeUpId } from '../../../kiosk/practice/made-up-id.ts';
import { sampleDevice } from '../../../kiosk/practice/sample-city.ts';
import { problemOf } from '../../../kiosk/practice/sample-problem.ts';
import type {
  AssistAct,
  AssistEvent,
  AssistSession,
  FollowedJourney,
  HelpCall,
  StaffSession,
} from '../../../kiosk/staff/hall-types.ts';
import { type Answer, type Call, callIn, holdToContract } from './stand-in-gateway.ts';

export const HALL_NOW = Date.parse('2026-11-24T09:12:00+08:00');
export const ENROLMENT_CODE = 'enrolment-code-of-a-test';
export const NUMBER = '1001';
export const PIN = '135790';
/** On the glass of the kiosk that is helped. */
export const DIGITS = '428113';

/** The id of the passkey that is known. */
export const PASSKEY = 'cGFzc2tleQ';
const PASSKEY_REQUEST = { challenge: 'AQID', rpId: 'localhost', timeout: 60_000, userVerification: 'required' };
const PASSKEY_CREATION = {
  challenge: 'AQID',
  rp: { id: 'localhost', name: '一门' },
  user: { id: 'BAUG', name: '1001', displayName: '林志愿' },
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  timeout: 60_000,
  attestation: 'none',
  authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  excludeCredentials: [{ type: 'public-key', id: 'BwgJ' }],
};

const iso = (ms: number) => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

export const helpCall = (number: number, more: Partial<HelpCall> = {}): HelpCall => ({
  id: madeUpId('hlp', number),
  stage: 'volunteers',
  since: iso(HALL_NOW - 65_000),
  urgent: false,
  kiosk: `一楼大厅 ${number} 号机`,
  campus: '本部',
  floor: '1F',
  step: 'department',
  language: 'zh',
  mine: false,
  ...more,
});

export const followedJourney = (more: Partial<FollowedJourney> = {}): FollowedJourney => ({
  version: 7,
  step: 'department',
  level: 'fill',
  answers: { language: 'zh', document: true, home: true },
  targets: [
    { id: 't1', label: '骨科' },
    { id: 't2', label: '心内科', chosen: true },
    { id: 't3', label: '看更多' },
  ],
  display: { text: 'large', contrast: 'usual', reach: 'usual' },
  language: 'zh',
  ...more,
});

/** The hall of a hospital behind HTTP, with one device of one member of staff in it. Every request and answer is held against the contract. */
export function createStandInHall() {
  const hall = {
    enrolled: true,
    /** Cut off: no request is answered. */
    away: false,
    role: 'volunteer' as StaffSession['role'],
    signedIn: false,
    locked: false,
    onDuty: false,
    calls: [] as HelpCall[],
    session: undefined as AssistSession | undefined,
    /** The next calls of these operations meet these problems. */
    problems: {} as Partial<Record<OperationId, readonly [code: ProblemCode, more?: object]>>,
  };
  const asked: Call[] = [];
  const acts: AssistAct[] = [];
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const shift = (number: number, staff: number) => ({
    id: madeUpId('shf', number),
    staffId: madeUpId('stf', staff),
    name: '林志愿',
    role: hall.role,
    hospital: 'linjiang-first',
    campus: '本部',
    since: iso(HALL_NOW),
    until: iso(HALL_NOW + 8 * 3_600_000),
    ended: false,
  });

  // Nothing of the hall is told to whoever takes money: for the stream nobody but the device is there.
  const event = (): AssistEvent =>
    hall.signedIn && hall.role !== 'cashier'
      ? {
          at: 'staff',
          onDuty: hall.onDuty,
          locked: hall.locked,
          hospital: 'linjiang-first',
          calls: hall.onDuty ? hall.calls : [],
          ...(hall.session && !hall.locked ? { session: hall.session } : {}),
        }
      : { at: 'kiosk' };
  const line = () => new TextEncoder().encode(`id: 1\nevent: assist\ndata: ${JSON.stringify(event())}\n\n`);
  /** Something changed: everybody who follows hears it. */
  const tell = () => {
    holdToContract('followHelpCalls', { status: 200, body: event() });
    for (const stream of streams) stream.enqueue(line());
  };
  const change = (facts: Partial<typeof hall>) => {
    Object.assign(hall, facts);
    tell();
  };
  const callOf = (id: string) => hall.calls.find((call) => call.id === id);
  const replaced = (id: string, facts: Partial<HelpCall>) =>
    change({ calls: hall.calls.map((call) => (call.id === id ? { ...call, ...facts } : call)) });
  const session = (more: Partial<AssistSession>): AssistSession => ({
    id: madeUpId('ast', 1),
    helpCallId: madeUpId('hlp', 1),
    state: 'running',
    kiosk: '一楼大厅 1 号机',
    until: iso(HALL_NOW + 14 * 60_000),
    ...more,
  });

  const device = { ...sampleDevice, kind: 'phone' as const };
  const handlers: Partial<
    Record<OperationId, (given: { readonly params: Record<string, string>; readonly body: never }) => Answer>
  > = {
    enrolDevice({ body }) {
      if ((body as { code: string }).code !== ENROLMENT_CODE) return problem('enrolment-refused');
      hall.enrolled = true;
      return { status: 201, body: device };
    },
    readDevice: () => (hall.enrolled ? { status: 200, body: device } : problem('device-refused')),
    openStaffSession({ body }) {
      const { number, pin, passkey } = body as { number: string; pin?: string; passkey?: { id: string } };
      if (number !== NUMBER || (pin !== PIN && passkey?.id !== PASSKEY)) return problem('evidence-refused');
      change({ signedIn: true, locked: false });
      const person = { staffId: madeUpId('stf', 1), name: '林志愿', role: hall.role, expiresAt: iso(HALL_NOW + 8 * 3_600_000) };
      return { status: 201, body: person };
    },
    offerStaffSignIn: () => ({ status: 200, body: PASSKEY_REQUEST }),
    offerPasskey: () => ({ status: 200, body: PASSKEY_CREATION }),
    addPasskey: () => ({ status: 201, body: { id: madeUpId('psk', 1), createdAt: iso(HALL_NOW) } }),
    closeStaffSession() {
      change({ signedIn: false });
      return { status: 204 };
    },
    touchStaffSession: () => ({ status: 204 }),
    openShift() {
      change({ onDuty: true });
      return { status: 201, body: shift(1, 1) };
    },
    listShifts() {
      const own = hall.onDuty ? [shift(1, 1)] : [];
      return { status: 200, body: { items: hall.role === 'clerk' ? [shift(2, 2), ...own] : own } };
    },
    endShift({ params }) {
      if (params.id !== madeUpId('shf', 1)) return problem('not-found');
      change({ onDuty: false });
      return { status: 200, body: { ...shift(1, 1), ended: true } };
    },
    answerHelpCall({ params }) {
      const { id = '' } = params;
      if (callOf(id)?.answeredBy !== undefined) return problem('help-call-answered');
      replaced(id, { answeredBy: '林志愿', mine: true });
      return { status: 200, body: callOf(id) };
    },
    endHelpCall({ params }) {
      change({ calls: hall.calls.filter(({ id }) => id !== params.id) });
      return { status: 204 };
    },
    joinAssistSession({ body }) {
      const { helpCallId, code } = body as { helpCallId: string; code: string };
      if (code !== DIGITS) return problem('evidence-refused');
      change({ session: session({ helpCallId, state: 'asked', until: iso(HALL_NOW + 60_000) }) });
      return { status: 201, body: hall.session };
    },
    actInAssistSession({ body }) {
      acts.push(body);
      return { status: 204 };
    },
    endAssistSession() {
      change({ session: session({ state: 'ended', outcome: 'helped', until: undefined }), calls: [] });
      return { status: 204 };
    },
  };

  function answer({ operation, params, given }: Call): Answer {
    const scripted = hall.problems[operation];
    if (scripted !== undefined) {
      delete hall.problems[operation];
      return problem(...scripted);
    }
    const row = operations[operation] as Operation;
    const ofStaff = row.access.by !== 'anyone' && !row.access.by.includes('device');
    if (ofStaff && !hall.signedIn) return problem('unauthenticated');
    if (ofStaff && hall.locked && !row.whileLocked) return problem('staff-locked');
    return handlers[operation]?.({ params, body: given.body as never }) ?? problem('not-found');
  }

  /** Everything as it is now, and then whenever it has changed. */
  function follow(signal: AbortSignal): Response {
    let own: ReadableStreamDefaultController<Uint8Array> | undefined;
    const end = () => own && streams.delete(own);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        own = controller;
        streams.add(controller);
        controller.enqueue(line());
        signal.addEventListener('abort', end, { once: true });
      },
      cancel: () => void end(),
    });
    return new Response(stream, { headers: { ...HEADERS, 'content-type': 'text/event-stream' } });
  }

  return {
    hall,
    acts,
    /** What this hall answers; a page that asks for more finds nothing. */
    imitated: [...(Object.keys(handlers) as OperationId[]), 'followHelpCalls' as const],
    change,
    session,
    called: (operation: OperationId) => asked.filter((call) => call.operation === operation),
    async handle(request: Request): Promise<Response> {
      if (hall.away) throw new TypeError('not reached');
      const call = await callIn(request);
      if (call === undefined) return Response.json({ message: 'no such address' }, { status: 404 });
      asked.push(call);
      if (call.operation === 'followHelpCalls') return follow(request.signal);
      const { status, body } = answer(call);
      holdToContract(call.operation, { status, body });
      return body === undefined
        ? new Response(null, { status, headers: HEADERS })
        : Response.json(body, { status, headers: HEADERS });
    },
  };
}

const HEADERS = { 'cache-control': 'no-store', date: new Date(HALL_NOW).toUTCString() };

function problem(code: ProblemCode, more: object = {}): Answer {
  const body = problemOf(code, more);
  return { status: body.status, body };
}
