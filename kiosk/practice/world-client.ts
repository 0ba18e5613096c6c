import type { Client, Problem } from '../../bff/contract/client.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import type { Appointment, Session, Slip, Slot } from '../client/wire.ts';
import type { World } from './world.ts';

/** Appointments that are made here are numbered from here on, apart from those that the world begins with. */
const MADE_HERE = 1_000;

/** What the screens may give; each operation reads what it needs, as the gateway would. */
interface Given {
  readonly params?: { readonly id?: string };
  readonly query?: {
    readonly q?: string;
    readonly department?: string;
    readonly hospital?: string;
    readonly from?: string;
    readonly to?: string;
    readonly limit?: number;
  };
  readonly body?: { readonly slotId?: string; readonly patientId?: string; readonly coverage?: Appointment['coverage'] };
}

type Answered = { readonly status: number; readonly body?: unknown } | Problem;

/**
 * The gateway's client over a made-up world: no request leaves the page. Every answer has the shape that the contract promises, which
 * a test holds against the contract's own schemas.
 */
export function makeWorldClient(world: World): Client {
  const appointments: Appointment[] = [...world.appointments];
  let children = world.me.dependants;
  const handlers: Partial<Record<OperationId, (given: Given) => Answered>> = {
    listHospitals: () => ok({ items: world.hospitals }),
    findDepartments: ({ query }) => {
      const found = world.departments.filter(({ initials }) => initials.startsWith((query?.q ?? '').toLowerCase()));
      return ok({ items: found.map(({ initials: _, ...department }) => department) });
    },
    searchSlots: ({ query }) => ok({ items: slotsIn(world, query) }),
    readPrivacyNotice: () => ok(world.notice),
    openSession: ({ body }) => {
      const { session } = world;
      if (session !== 'registration-required') return ok(session, 201);
      const agreed = body !== undefined && 'consents' in body;
      return agreed ? ok(sessionOf(world), 201) : problemOf('registration-required');
    },
    closeSession: () => ({ status: 204 }),
    readMe: () => ok({ ...world.me, dependants: children }),
    listConsents: () => ok({ items: world.consents }),
    withdrawConsent: ({ params }) => {
      const consent = world.consents.find(({ id }) => id === params?.id);
      return consent ? ok({ ...consent, withdrawnAt: new Date(world.now()).toISOString() }) : problemOf('not-found');
    },
    listAccess: () => ok({ items: world.access }),
    registerDependant: () => {
      const child = { patientId: madeUpId('pat', 9), name: '王*', relationship: 'parent', level: 'claimed' } as const;
      children = [...children, child];
      return ok(child, 201);
    },
    bookAppointment: ({ body }) => {
      const slot = world.slots.find(({ id }) => id === body?.slotId);
      if (slot === undefined) return problemOf('not-found');
      const child = children.find(({ patientId }) => patientId === body?.patientId);
      const made = appointmentOf(
        slot,
        world,
        { ...world.me, ...child },
        body?.coverage ?? 'self-pay',
        MADE_HERE + appointments.length,
      );
      appointments.push(made);
      return ok(made, made.status === 'booked' ? 201 : 202);
    },
    readAppointment: ({ params }) => found(appointments, params?.id),
    listAppointments: () => ok({ items: [...appointments].reverse() }),
    cancelAppointment: ({ params }) => {
      const at = appointments.findIndex(({ id }) => id === params?.id);
      const before = appointments[at];
      if (before === undefined) return problemOf('not-found');
      appointments[at] = { ...before, status: 'cancelled', cancellation: 'done', reason: 'cancelled' };
      return ok(appointments[at]);
    },
    issueSlip: ({ params }) => {
      const appointment = appointments.find(({ id }) => id === params?.id);
      return appointment?.status === 'booked' ? ok(slipOf(appointment, world)) : problemOf('slip-not-ready');
    },
  };
  const client = async (operation: OperationId, input: unknown) => {
    const trouble = world.trouble[operation];
    if (trouble === 'silence') return new Promise(() => undefined);
    if (trouble === 'no-answer') throw new Error('no answer came');
    const answered = trouble ?? handlers[operation]?.(input as Given) ?? problemOf('not-found');
    const headers = new Headers();
    if ('code' in answered) return { ok: false, problem: answered, headers };
    return { ok: true, ...answered, headers };
  };
  return client as Client;
}

/** An opaque id of the contract's form that nobody else has. */
export function madeUpId(prefix: string, number: number): string {
  return `${prefix}_${String(number).padStart(22, '0')}`;
}

/** What a made-up world refuses by itself, with the status of the contract. */
const refusals = { 'not-found': 404, 'registration-required': 409, 'slip-not-ready': 409 } as const;

function problemOf(code: keyof typeof refusals): Problem {
  const known = { type: `/problems/${code}`, title: code, status: refusals[code], instance: '', code, retryable: false };
  return { ...known, patientMessageKey: `problem.${code}` };
}

function ok(body: unknown, status = 200): Answered {
  return { status, body };
}

function found(appointments: readonly Appointment[], id: string | undefined): Answered {
  const appointment = appointments.find((one) => one.id === id);
  return appointment ? ok(appointment) : problemOf('not-found');
}

function sessionOf({ me, now }: World): Session {
  const expiresAt = new Date(now() + 900_000).toISOString();
  const { patientId, name: patientName, level } = me;
  // No session stands on what was only typed; a made-up person always shows a card.
  return {
    patientId,
    patientName,
    registered: true,
    level: level === 'claimed' ? 'document-read' : level,
    tookOver: [],
    expiresAt,
  };
}

/** As many as the gateway sends where nobody says how many. */
const PAGE = 20;

function slotsIn({ slots, now }: World, query: Given['query'] = {}): readonly Slot[] {
  const from = Math.max(Date.parse(query.from ?? '') || 0, now());
  const to = Date.parse(query.to ?? '') || Number.POSITIVE_INFINITY;
  const found = slots.filter(({ start, department, place }) => {
    const at = Date.parse(start);
    const wanted = [
      [query.department, department.code],
      [query.hospital, place.hospital],
    ];
    return at >= from && at < to && wanted.every(([asked, has]) => asked === undefined || asked === has);
  });
  return found.slice(0, query.limit ?? PAGE);
}

function appointmentOf(
  { start, end, price, department, practitioner, place, clinic }: Slot,
  { booking, hospitals, now }: World,
  { patientId, name }: { readonly patientId: string; readonly name: string },
  coverage: Appointment['coverage'],
  number: number,
): Appointment {
  const booked = booking === 'booked';
  return {
    id: madeUpId('apt', number),
    status: booked ? 'booked' : 'pending',
    confirmation: booked ? 'confirmed' : 'confirming',
    cancellation: 'none',
    ...(booked ? {} : { knowBy: new Date(now() + 10 * 60_000).toISOString() }),
    patientId,
    patientName: name,
    coverage,
    start,
    end,
    price,
    department,
    practitioner,
    place,
    clinic,
    dutyDesk: hospitals.find(({ id }) => id === place.hospital)?.dutyDesk ?? { name: '', phone: '' },
  };
}

function slipOf(appointment: Appointment, { onSlip, now }: World): Slip {
  const { patientName, start, end, price, coverage, department, practitioner, place, clinic, dutyDesk } = appointment;
  const issuedAt = new Date(now()).toISOString();
  return { ...onSlip, issuedAt, patientName, start, end, price, coverage, department, practitioner, place, clinic, dutyDesk };
}
