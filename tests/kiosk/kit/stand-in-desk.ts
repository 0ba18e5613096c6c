import type * as z from 'zod';
import type { Operation } from '../../../bff/contract/operation.ts';
import type { OperationRequest } from '../../../bff/contract/operations.ts';
import { operations } from '../../../bff/contract/operations.ts';
import type { OperationId } from '../../../bff/contract/paths.ts';
import type { deskPayment, deskRefund, deskRefundable, drawer } from '../../../bff/contract/payments/schemas.ts';
import type { ProblemCode } from '../../../bff/contract/problems.ts';
import type { result } from '../../../bff/contract/records/schemas.ts';
import type { Served } from '../../../kiosk/client/wire.ts';
import { madeUpId } from '../../../kiosk/practice/made-up-id.ts';
import { problemOf } from '../../../kiosk/practice/sample-problem.ts';
import type { Facts } from '../../../kiosk/practice/world.ts';
import { answerIn } from '../../../kiosk/practice/world-client.ts';
import { createStandInClinic } from './stand-in-clinic.ts';
import { type Answer, type Call, callIn, holdToContract } from './stand-in-gateway.ts';
import { createStandInHall, HALL_NOW } from './stand-in-hall.ts';
import { standInWorld } from './stand-in-world.ts';

type Given = { readonly params: Record<string, string>; readonly query: { readonly cursor?: string }; readonly body: never };
type Serving = OperationRequest<'serveAtDesk'>['body'];

interface Ticket {
  readonly id: string;
  readonly number: string;
  readonly priority: boolean;
  state: 'waiting' | 'serving' | 'missed' | 'served';
}

/** A valid number of a resident, and one of another woman. */
export const ID_NUMBER = '110101195001010025';
export const OTHER_NUMBER = '110101195203070042';

/** What of the hall the page of a desk asks. */
const OF_HALL = [
  'enrolDevice',
  'readDevice',
  'openStaffSession',
  'closeStaffSession',
  'touchStaffSession',
  'openShift',
  'listShifts',
  'endShift',
  'answerHelpCall',
  'endHelpCall',
  'offerStaffSignIn',
  'followHelpCalls',
] as const satisfies readonly OperationId[];

/** What is asked of the city in other words. */
const AS_PATIENT = {
  bookAtDesk: 'bookAppointment',
  listAtDesk: 'listAppointments',
  cancelAtDesk: 'cancelAppointment',
  issueSlipAtDesk: 'issueSlip',
  takeDraft: 'takeDraft',
  enterPhoneBinding: 'enterPhoneBinding',
  confirmPhoneBinding: 'confirmPhoneBinding',
} as const satisfies Partial<Record<OperationId, OperationId>>;
const OF_CITY = [
  'findDepartments',
  'searchSlots',
  'listHospitals',
  'readPrivacyNotice',
] as const satisfies readonly OperationId[];

const iso = (ms: number) => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

type DeskPayment = z.output<typeof deskPayment>;
type DeskRefund = z.output<typeof deskRefund>;
type Drawer = z.output<typeof drawer>;

const yuan = (amount: number) => ({ amount, currency: 'CNY' }) as const;

/** The code on the paper of a payment. */
export const PAPER = '7K3M9QX2TB';

/** A payment in cash at this hospital, fen. */
export const paymentAt = (due: number, back = 0, more: Partial<DeskPayment> = {}): DeskPayment => ({
  id: `pay_${'1'.repeat(30)}`,
  code: PAPER,
  patientName: '王*国',
  state: due > 0 ? 'due' : 'paid',
  due: { amount: due, currency: 'CNY' },
  back: { amount: back, currency: 'CNY' },
  payUntil: iso(HALL_NOW + 3_600_000),
  ...more,
});

/** What the hospital takes back of a receipt: two lines of 25 and 20 yuan, or both. */
export const refundableAt = (inCash = true): z.output<typeof deskRefundable> => ({
  code: PAPER,
  patientName: '王*国',
  inCash,
  parts: [
    {
      part: 0,
      state: 'refundable',
      whole: yuan(4500),
      lines: [
        { ref: 'l1', name: '普通门诊诊察费', amount: yuan(2500) },
        { ref: 'l2', name: '纱布绷带', amount: yuan(2000) },
      ],
    },
  ],
});

/** A refund that somebody proposed. */
export const refundBy = (proposedBy: string, amount: number, mine = false): DeskRefund => ({
  id: `cfd_${String(amount).padStart(22, '0')}`,
  state: 'proposed',
  patientName: '王*国',
  amount: yuan(amount),
  inCash: true,
  proposedBy,
  mine,
  since: iso(HALL_NOW - 120_000),
  until: iso(HALL_NOW + 1_680_000),
});

/** The drawer of a shift in which so much was taken and given back. */
export const drawerOf = (taken: number, given = 0, more: Partial<Drawer> = {}): Drawer => ({
  id: `shf_${'d'.repeat(22)}`,
  state: 'open',
  since: iso(HALL_NOW - 3_600_000),
  taken: yuan(taken),
  timesTaken: taken > 0 ? 1 : 0,
  given: yuan(given),
  timesGiven: given > 0 ? 1 : 0,
  ...more,
});

/** A desk in the hall of a hospital behind HTTP: its tickets, whom its clerk serves, what its cashier takes, and what its clinicians read. */
export function createStandInDesk() {
  const hall = createStandInHall();
  const { clinic, handlers: ofClinic } = createStandInClinic(problem);
  hall.hall.role = 'clerk';
  const desk = {
    /** By document: what the city knows of each. */
    people: new Map<string, Facts>(),
    served: undefined as Facts | undefined,
    /** Whoever is served next said something that has to be looked at first. */
    toBeSeenFirst: false,
    tickets: [] as Ticket[],
    links: [] as string[],
    /** Reports of whoever is served, for the printer. */
    reports: [] as z.output<typeof result>[],
    unreached: [] as object[],
    /** What is paid in cash here, by the code on its paper. */
    payments: new Map<string, DeskPayment>(),
    /** What goes back of a receipt, by its code. */
    refundable: new Map<string, z.output<typeof deskRefundable>>(),
    refunds: [] as DeskRefund[],
    drawers: {} as { now?: Drawer; before?: Drawer },
    /** The next calls of these operations meet these problems, or no answer though it is done. */
    problems: {} as Partial<Record<OperationId, readonly [code: ProblemCode, more?: object] | 'no-answer'>>,
  };
  const asked: Call[] = [];
  const kept = new Map<string, Answer>();

  const register = (number: string, name: string, appointments: Facts['appointments'] = []): Facts => {
    const world = standInWorld();
    world.me = { ...world.me, patientId: madeUpId('pat', 20 + desk.people.size), name };
    world.appointments = appointments.map((one) => ({ ...one, patientId: world.me.patientId, patientName: name }));
    desk.people.set(number, world);
    return world;
  };
  const sessionOf = ({ me }: Facts, registered: boolean): Served => ({
    patientId: me.patientId,
    patientName: me.name,
    sex: me.sex,
    birthYear: me.birthYear,
    registered,
    level: 'vouched-for',
    tookOver: [],
    toBeSeenFirst: desk.toBeSeenFirst,
    expiresAt: iso(HALL_NOW + 900_000),
  });
  const waiting = ({ id, number, priority }: Ticket) => ({
    id,
    number,
    priority,
    reason: 'window' as const,
    since: iso(HALL_NOW - 240_000),
  });
  const called = (ticket: Ticket) => ({
    ...waiting(ticket),
    counter: '2号窗口',
    calledAt: iso(HALL_NOW),
    clerk: '林志愿',
    mine: true,
  });
  const inState = (state: Ticket['state']) => desk.tickets.filter((ticket) => ticket.state === state);
  const ofClass = (priority: boolean) => {
    const of = desk.tickets.filter((ticket) => ticket.priority === priority);
    const count = (state: Ticket['state']) => of.filter((ticket) => ticket.state === state).length;
    return {
      issued: of.length,
      waiting: count('waiting'),
      serving: count('serving'),
      served: count('served'),
      notThere: count('missed'),
      longestWaitSeconds: 240,
    };
  };

  const handlers: Partial<Record<OperationId, (given: Given) => Answer>> = {
    serveAtDesk({ body }) {
      const { document, person, consents } = body as Serving;
      const known = desk.people.get(document.number);
      if (known === undefined && person === undefined) return problem('registration-required');
      if (known === undefined && consents === undefined) return problem('consent-required');
      desk.served = known ?? register(document.number, `${[...(person?.name ?? '')][0]}**`);
      return { status: 201, body: sessionOf(desk.served, known === undefined) };
    },
    closeSession() {
      desk.served = undefined;
      return { status: 204 };
    },
    issueTicket({ body }) {
      const number = String(desk.tickets.length + 1).padStart(3, '0');
      const { priority } = body as { priority: boolean };
      const ahead = inState('waiting').length;
      const id = madeUpId('tkt', desk.tickets.length + 1);
      desk.tickets.push({ id, number, priority, state: 'waiting' });
      return { status: 201, body: { id, number, priority, ahead } };
    },
    listTickets: () => ({
      status: 200,
      body: {
        waiting: inState('waiting').map(waiting),
        serving: inState('serving').map(called),
        missed: inState('missed').map(called),
        counts: { waiting: inState('waiting').length, waitingPriority: inState('waiting').filter((t) => t.priority).length },
      },
    }),
    callTicket() {
      const [next] = inState('waiting');
      if (next === undefined) return { status: 204 };
      for (const before of inState('serving')) before.state = 'served';
      next.state = 'serving';
      return { status: 200, body: called(next) };
    },
    endTicket({ params, body }) {
      const ticket = desk.tickets.find(({ id }) => id === params.id);
      if (ticket === undefined) return problem('not-found');
      ticket.state = (body as { outcome: string }).outcome === 'served' ? 'served' : 'missed';
      return { status: 200, body: called(ticket) };
    },
    readDeskDay: () => ({
      status: 200,
      body: {
        day: '2026-11-24',
        tickets: { priority: ofClass(true), others: ofClass(false) },
        helpCalls: { open: 1, helped: 2, withdrawn: 0, ticket: 0, lapsed: 0 },
        bookings: 4,
        cancellations: 1,
        prints: 3,
      },
    }),
    printResultsAtDesk: () => ({
      status: 200,
      body: {
        cover: {
          patientName: desk.served?.me.name ?? '',
          reports: desk.reports.length,
          more: false,
          printedAt: iso(HALL_NOW),
        },
        reports: desk.reports,
        sources: [],
      },
    }),
    linkPatients({ body }) {
      const { patientId, otherId } = body as { patientId: string; otherId: string };
      const pair = [patientId, otherId].sort().join();
      const second = desk.links.includes(pair);
      desk.links.push(pair);
      const link = { id: madeUpId('lnk', 1), patientId, otherId };
      if (second) return { status: 201, body: { ...link, state: 'linked', linkedAt: iso(HALL_NOW) } };
      return { status: 202, body: { ...link, state: 'proposed', expiresAt: iso(HALL_NOW + 3_600_000) } };
    },
    listUnreached: () => ({ status: 200, body: { items: desk.unreached } }),
    closeUnreached() {
      desk.unreached.shift();
      return { status: 204 };
    },
    readPaymentAtDesk({ params }) {
      const payment = desk.payments.get(params.code ?? '');
      return payment === undefined ? problem('not-found') : { status: 200, body: payment };
    },
    readRefundableAtDesk({ params }) {
      const refundable = desk.refundable.get(params.code ?? '');
      return refundable === undefined ? problem('not-found') : { status: 200, body: refundable };
    },
    proposeRefund({ body }) {
      const { amount } = (body as { amount: DeskPayment['due'] }).amount;
      const proposed = refundBy('林志愿', amount, true);
      desk.refunds.push(proposed);
      return { status: 201, body: proposed };
    },
    listRefundsAtDesk: () => ({ status: 200, body: { items: desk.refunds } }),
    confirmRefund: (given) => endRefund(given, 'confirmed'),
    declineRefund: (given) => endRefund(given, 'declined'),
    readDrawer: () => ({
      status: 200,
      body: { ...desk.drawers, ...(hall.hall.onDuty ? { now: desk.drawers.now ?? drawerOf(0) } : { now: undefined }) },
    }),
    countDrawer({ body }) {
      const { counted, float } = body as { counted: DeskPayment['due']; float: DeskPayment['due'] };
      const before = desk.drawers.now ?? drawerOf(0);
      const difference = counted.amount - float.amount - before.taken.amount + before.given.amount;
      desk.drawers = { before: { ...before, state: 'counted', count: { at: iso(HALL_NOW), counted, float, difference } } };
      hall.hall.onDuty = false;
      return { status: 200, body: desk.drawers.before };
    },
    takeCash: (given) => moveCash(given, 'due'),
    returnCash: (given) => moveCash(given, 'back'),
    ...ofClinic,
  };

  function endRefund({ params }: Given, state: 'confirmed' | 'declined'): Answer {
    const found = desk.refunds.find(({ id }) => id === params.id);
    if (found === undefined) return problem('not-found');
    desk.refunds = desk.refunds.filter((one) => one !== found);
    return { status: 200, body: { ...found, state } };
  }

  function moveCash({ params, body }: Given, which: 'due' | 'back'): Answer {
    const payment = desk.payments.get(params.code ?? '');
    if (payment === undefined) return problem('not-found');
    const { amount } = (body as { amount: DeskPayment['due'] }).amount;
    if (amount === 0 || amount !== payment[which].amount) return problem('payment-not-due');
    if (!hall.hall.onDuty) return problem('not-on-duty');
    const left = { ...payment, [which]: { amount: 0, currency: 'CNY' as const } };
    const now = { ...left, state: left.due.amount > 0 ? ('due' as const) : ('paid' as const) };
    desk.payments.set(payment.code, now);
    return { status: 200, body: now };
  }

  function answer(call: Call): Answer {
    const { operation, params, given, headers } = call;
    const row = operations[operation] as Operation;
    const { signedIn, locked } = hall.hall;
    if (row.access.by !== 'anyone' && operation !== 'closeSession' && !signedIn) return problem('unauthenticated');
    if (row.access.by !== 'anyone' && operation !== 'closeSession' && locked) return problem('staff-locked');
    const key = headers.get('idempotency-key') ?? undefined;
    const before = key === undefined ? undefined : kept.get(key);
    if (before !== undefined) return before;
    const answered = fresh(operation, { ...given, params } as unknown as Given);
    if (key !== undefined) kept.set(key, answered);
    return answered;
  }

  function fresh(operation: OperationId, given: Given): Answer {
    const of = (AS_PATIENT as Partial<Record<OperationId, OperationId>>)[operation];
    if (of !== undefined && desk.served === undefined) return problem('unauthenticated');
    const handler = handlers[operation];
    if (handler !== undefined) return handler(given);
    const city = (OF_CITY as readonly OperationId[]).includes(operation) ? operation : of;
    if (city === undefined) return problem('not-found');
    const answered = answerIn(desk.served ?? standInWorld(), city, given);
    return 'refused' in answered ? problem(answered.refused, answered.refusal) : answered;
  }

  return {
    ...hall,
    desk,
    clinic,
    register,
    imitated: [...OF_HALL, ...OF_CITY, ...(Object.keys({ ...handlers, ...AS_PATIENT }) as OperationId[])],
    called: (operation: OperationId) => [...asked.filter((call) => call.operation === operation), ...hall.called(operation)],
    async handle(request: Request): Promise<Response> {
      if (hall.hall.away) throw new TypeError('not reached');
      const call = await callIn(request.clone());
      if (call === undefined) return Response.json({ message: 'no such address' }, { status: 404 });
      if ((OF_HALL as readonly OperationId[]).includes(call.operation)) return hall.handle(request);
      asked.push(call);
      const scripted = desk.problems[call.operation];
      delete desk.problems[call.operation];
      const { status, body } = Array.isArray(scripted) ? problem(scripted[0], scripted[1]) : answer(call);
      if (scripted === 'no-answer') throw new TypeError('the answer is lost');
      holdToContract(call.operation, { status, body });
      return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
    },
  };
}

function problem(code: ProblemCode, more: object = {}): Answer {
  const body = problemOf(code, more);
  return { status: body.status, body };
}
